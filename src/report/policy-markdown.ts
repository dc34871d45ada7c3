import { type Speech, vocabularyOf } from './assessment.ts';
import { escapeMarkdown } from './markdown/escape.ts';
import { drawFunding } from './policy/funding.ts';
import { drawHead, drawMissing, drawScores } from './policy/head.ts';
import { drawInstruments } from './policy/instruments.ts';
import { drawMeasures, drawTrack } from './policy/measures.ts';
import { collectNotes, type Notes } from './policy/notes.ts';
import type { PolicyReport } from './policy/report.ts';
import { drawRoadmap } from './policy/roadmap.ts';
import { drawTiers } from './policy/tiers.ts';
import { drawReassess } from './records/reassess.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Digits of a hash that are enough to tell two contents apart by eye. */
const HASH_DIGITS = 12;

/** The policy of an enterprise, `KEY.policy.md`: Markdown without HTML, to be read and edited; ends with a newline. */
export function renderPolicyMarkdown(report: PolicyReport, speech: Speech): string {
  const vocabulary = vocabularyOf(report, speech);
  const notes = collectNotes(report, vocabulary);
  const lines = [
    ...drawHead(report, notes, vocabulary),
    '',
    ...drawScores(report, notes, vocabulary),
    ...drawMissing(report, vocabulary),
    ...drawTrack(report, notes, vocabulary),
    ...drawTiers(report, notes, vocabulary),
    ...drawReassess(report, vocabulary),
    ...drawMeasures(report, notes, vocabulary),
    ...drawRoadmap(report, vocabulary),
    ...drawInstruments(report, notes, vocabulary),
    ...drawFunding(report, vocabulary),
    ...drawNotes(notes, vocabulary),
    '---',
    '',
    methodText(report, vocabulary),
  ];
  return `${lines.join('\n').replaceAll(/\n{3,}/g, '\n\n')}\n`;
}

function drawNotes({ texts }: Notes, { messages }: Vocabulary): string[] {
  if (texts.length === 0) return [];
  return [`## ${messages.policy.notes.title}`, '', ...texts.map((text, i) => `${i + 1}. ${text}`), ''];
}

function methodText({ result, recommendation }: PolicyReport, { messages }: Vocabulary): string {
  const stamped = ({ id, version, hash }: { id: string; version: string; hash: string }): string => {
    const short = hash.replace(/^sha256:/, '').slice(0, HASH_DIGITS);
    return messages.numbers.remark(`${id} ${version}`, `sha256 ${short}`);
  };
  const { notes } = messages.policy;
  return escapeMarkdown(notes.method(stamped(result.pack), stamped(recommendation.policy), `Matura ${result.tool}`));
}
