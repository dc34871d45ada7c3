import { nameEnterprise, type Speech, vocabularyOf } from '../assessment.ts';
import { heading } from '../document/blocks.ts';
import type { Block, ReportDocument } from '../document/document.ts';
import { formatDate } from '../number.ts';
import { writeOnRecord } from '../records/on-record.ts';
import { writeReassess } from '../records/reassess.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { writeFunding } from './funding.ts';
import { writeHead, writeMissing, writeScores } from './head.ts';
import { writeInstruments } from './instruments.ts';
import { writeMeasures, writeTrack } from './measures.ts';
import { collectNotes } from './notes.ts';
import { writePage } from './page/page.ts';
import type { PolicyReport } from './report.ts';
import { writeRoadmap } from './roadmap.ts';
import { writeTiers } from './tiers.ts';

/** Digits of a hash that are enough to tell two contents apart by eye. */
const HASH_DIGITS = 12;

/** The page that comes first by itself, or with everything it rests on. */
export type Extent = 'page' | 'whole';

/** The policy of an enterprise as a document, for every format. */
export function makePolicyDocument(report: PolicyReport, speech: Speech, extent: Extent = 'whole'): ReportDocument {
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
  const stamped = ({ id, version, hash }: { id: string; version: string; hash: string }): string => {
    const short = hash.replace(/^sha256:/, '').slice(0, HASH_DIGITS);
    return messages.numbers.remark(`${id} ${version}`, `sha256 ${short}`);
  };
  const { notes } = messages.policy;
  return notes.method(stamped(result.pack), stamped(recommendation.policy), `Matura ${result.tool}`);
}
