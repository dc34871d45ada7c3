import { type Block, heading, type ReportDocument } from '../document/document-model.ts';
import { renderMarkdown } from '../document/markdown-renderer.ts';
import {
  nameEnterprise,
  type PolicyReport,
  type ReportLanguage,
  shortHash,
  vocabularyOf,
} from '../text/assessment-report.ts';
import { formatDate } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { writeOnRecord, writeReassess } from './follow-up-section.ts';
import { writeFunding } from './funding-section.ts';
import { writeInstruments } from './instruments-section.ts';
import { writeMeasures, writeTiers, writeTrack } from './measures-section.ts';
import { writeHead, writeMissing, writeScores } from './policy-head.ts';
import { writePage } from './policy-page.ts';
import { writeRoadmap } from './roadmap-section.ts';
import { collectNotes } from './source-notes.ts';

/** The page that comes first by itself, or with everything it rests on. */
type PolicyExtent = 'page' | 'whole';

/** The policy of an enterprise as a document, for every format. */
export function makePolicyDocument(
  report: PolicyReport,
  speech: ReportLanguage,
  extent: PolicyExtent = 'whole',
): ReportDocument {
  const vocabulary = vocabularyOf(report, speech);
  const { numbers, policy } = vocabulary.messages;
  const notes = collectNotes(report, vocabulary);
  const { name } = nameEnterprise(report);
  const details = (): Block[] => [
    heading(2, 'details', vocabulary.messages.page.details),
    ...writeHead(report, notes, vocabulary),
    ...writeScores(report, notes, vocabulary),
    ...writeMissing(report, vocabulary),
    ...writeTrack(report, notes, vocabulary),
    ...writeTiers(report, notes, vocabulary),
    ...writeReassess(report, vocabulary),
    ...writeOnRecord(report, vocabulary),
    ...writeMeasures(report, notes, vocabulary),
    ...writeRoadmap(report, vocabulary),
    ...writeInstruments(report, notes, vocabulary),
    ...writeFunding(report, vocabulary),
  ];
  return {
    tag: speech.messages.language.tag,
    title: policy.title(name, formatDate(report.recommendation.asOf, numbers)),
    cover: [],
    blocks: [writePage(report, notes, vocabulary), ...(extent === 'page' ? [] : details())],
    notes: notes.texts(),
    notesTitle: policy.notes.title,
    colophon: [methodText(report, vocabulary)],
  };
}

function methodText({ result, recommendation }: PolicyReport, { messages }: Vocabulary): string {
  const stamped = ({ id, version, hash }: { id: string; version: string; hash: string }): string =>
    messages.numbers.remark(`${id} ${version}`, `sha256 ${shortHash(hash)}`);
  const { notes } = messages.policy;
  return notes.method(stamped(result.pack), stamped(recommendation.policy), `Matura ${result.tool}`);
}

/** The policy of an enterprise, `KEY.policy.md`: Markdown without HTML, to be read and edited; ends with a newline. */
export function renderPolicyMarkdown(report: PolicyReport, speech: ReportLanguage): string {
  return renderMarkdown(makePolicyDocument(report, speech));
}
