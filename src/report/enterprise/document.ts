import { type Speech, vocabularyOf } from '../assessment.ts';
import type { Block, ReportDocument } from '../document/document.ts';
import { writePeers } from '../peers/section.ts';
import { writeFunding } from '../policy/funding.ts';
import { writeInstruments } from '../policy/instruments.ts';
import { writeMeasures, writeTrack } from '../policy/measures.ts';
import { collectNotes } from '../policy/notes.ts';
import { writeRoadmap } from '../policy/roadmap.ts';
import { writeTiers } from '../policy/tiers.ts';
import { writeOnRecord } from '../records/on-record.ts';
import { writeReassess } from '../records/reassess.ts';
import { writeAnswers } from './answers.ts';
import { writeCover } from './cover.ts';
import { writeExtremes } from './extremes.ts';
import { writeLevel } from './level.ts';
import { writeMethod } from './method.ts';
import type { EnterpriseReport, Writing } from './report.ts';
import { writeScenes } from './scenes.ts';
import { writeStanding } from './standing.ts';
import { writeSummary } from './summary.ts';

/** The report of one enterprise as a document, for every format. */
export function makeReportDocument(report: EnterpriseReport, speech: Speech): ReportDocument {
  const vocabulary = vocabularyOf(report, speech);
  const notes = collectNotes(report, vocabulary);
  const writing: Writing = { report, vocabulary, notes };
  const { messages } = vocabulary;
  const blocks = [
    ...writeSummary(writing),
    ...writeLevel(writing),
    ...writeStanding(writing),
    ...writePeers(report.peers, vocabulary),
    ...writeScenes(writing),
    ...writeExtremes(writing),
    ...writePlan(writing),
    ...writeAnswers(writing),
    ...writeMethod(writing),
  ];
  return {
    tag: speech.messages.language.tag,
    title: messages.report.title,
    cover: writeCover(writing),
    contentsTitle: messages.report.contents,
    blocks,
    notes: notes.texts(),
    notesTitle: messages.policy.notes.title,
    colophon: [messages.report.method.tool(`Matura ${report.result.tool}`)],
  };
}

/** What to do, when, and what pays for it: the policy of the enterprise. */
function writePlan({ report, vocabulary, notes }: Writing): Block[] {
  const { recommendation } = report;
  if (!recommendation) return [];
  const advised = { ...report, recommendation };
  return [
    ...writeTrack(advised, notes, vocabulary),
    ...writeTiers(advised, notes, vocabulary),
    ...writeReassess(advised, vocabulary),
    ...writeOnRecord(advised, vocabulary),
    ...writeMeasures(advised, notes, vocabulary),
    ...writeRoadmap(advised, vocabulary),
    ...writeInstruments(advised, notes, vocabulary),
    ...writeFunding(advised, vocabulary),
  ];
}
