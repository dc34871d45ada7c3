import type { Speech } from '../assessment.ts';
import type { ReportDocument } from '../document/document.ts';
import { writePeers } from '../peers/section.ts';
import { makeVocabulary } from '../vocabulary.ts';
import { writeBeside, writeObstacles, writeVersions } from './remarks.ts';
import type { ComparisonReport, Writing } from './report.ts';
import { writeTrend } from './trend.ts';
import { writeVerification } from './verification.ts';

/** A comparison as a document, for every format. */
export function makeComparisonDocument(report: ComparisonReport, { messages, language }: Speech): ReportDocument {
  const { plan, questionnaire, titles, stamp, enterprises } = report;
  const vocabulary = makeVocabulary({ plan, messages, language, languages: questionnaire.languages, titles });
  const writing: Writing = { report, vocabulary };
  return {
    tag: messages.language.tag,
    title: messages.comparison.title,
    cover: [
      ...enterprises.map(({ name, key }) =>
        name === undefined || name === key ? key : messages.numbers.remark(name, key),
      ),
      messages.report.cover.questionnaire(vocabulary.pick(questionnaire.title) ?? stamp.id, stamp.version),
    ],
    blocks: [
      ...writeVerification(writing),
      ...writeTrend(writing),
      ...writeBeside(writing),
      ...writePeers(report.peers, vocabulary),
      ...writeVersions(writing),
      ...writeObstacles(writing),
    ],
    notes: [],
    notesTitle: messages.policy.notes.title,
  };
}
