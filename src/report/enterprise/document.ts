import { type Speech, vocabularyOf } from '../assessment.ts';
import type { ReportDocument } from '../document/document.ts';
import { tagOf } from '../document/tag.ts';
import { writeAnswers } from './answers.ts';
import { writeCover } from './cover.ts';
import { writeLevel } from './level.ts';
import { writeMethod } from './method.ts';
import type { EnterpriseReport, Writing } from './report.ts';
import { writeScores } from './scores.ts';
import { writeSummary } from './summary.ts';

/** The report of one enterprise as a document, for every format. */
export function makeReportDocument(report: EnterpriseReport, speech: Speech): ReportDocument {
  const vocabulary = vocabularyOf(report, speech);
  const writing: Writing = { report, vocabulary };
  const { messages } = vocabulary;
  return {
    tag: tagOf(speech.language),
    title: messages.report.title,
    cover: writeCover(writing),
    contentsTitle: messages.report.contents,
    blocks: [
      ...writeSummary(writing),
      ...writeLevel(writing),
      ...writeScores(writing),
      ...writeAnswers(writing),
      ...writeMethod(writing),
    ],
    notes: [],
    notesTitle: messages.policy.notes.title,
  };
}
