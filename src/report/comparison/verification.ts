import type { Finding, Verdict, Verification } from '../../comparison/verification.ts';
import { compare, ZERO } from '../../model/rational.ts';
import { heading, paragraph, tableOf } from '../document/blocks.ts';
import type { Block, Tone } from '../document/document.ts';
import { levelInWords } from '../summary/level.ts';
import { questionIn, sidesIn } from './answers.ts';
import { compareInChart, sharesOf } from './chart.ts';
import { changeIn, dayIn, scoreIn } from './figures.ts';
import type { Writing } from './report.ts';
import { interplayNote, pointsCell, pointsColumn, writeGates } from './step.ts';

const VERDICTS = ['kind', 'harsh', 'open', 'other'] as const;
const TONES: Readonly<Record<Verdict, Tone>> = { kind: 'bad', harsh: 'good', open: 'warn', other: 'quiet' };

/** A self-assessment against what was found on site: where it was too kind, and what hung on it. */
export function writeVerification(writing: Writing): Block[] {
  const { report, vocabulary } = writing;
  const { verification, plan } = report;
  if (!verification) return [];
  const { comparison, words, numbers } = vocabulary.messages;
  const { before, after, answers, lostGates, wonGates } = verification;
  const { verification: own, trend, gates } = comparison;
  const side = (kind: 'self' | 'onsite', one: typeof before): string =>
    numbers.labelled(words.kinds[kind], dayIn(one, vocabulary, report.trend?.appraisals));
  return [
    heading(2, 'verification', own.title),
    paragraph(numbers.list([side('self', before), side('onsite', after)]), 'quiet'),
    paragraph(numbers.sentences(findingsIn(verification, writing))),
    ...tableOf(
      [
        [trend.question, 'left'],
        [own.claim, 'left'],
        [own.finding, 'left'],
        [own.verdict, 'left'],
        ...pointsColumn(writing),
      ],
      sortFindings(answers).map((answer) => [
        { text: [questionIn(answer.name, vocabulary)], isHeading: true },
        ...sidesIn(answer, vocabulary),
        { text: [own.verdicts[answer.verdict]], tone: TONES[answer.verdict] },
        ...pointsCell(answer, writing),
      ]),
    ),
    ...interplayNote(verification, writing),
    ...writeGates(gates.claimed, lostGates, vocabulary),
    ...writeGates(gates.won, wonGates, vocabulary),
    ...compareInChart(
      own.title,
      { text: own.claim, name: 'earlier', shares: sharesOf(plan, before) },
      { text: own.finding, name: 'now', shares: sharesOf(plan, after) },
      vocabulary,
    ),
  ];
}

function findingsIn({ before, after, counts }: Verification, { report, vocabulary }: Writing): string[] {
  const { numbers, comparison } = vocabulary.messages;
  const { verification: own } = comparison;
  const [claimed, found] = [before.assessed.result.level, after.assessed.result.level];
  const { headline } = report;
  const change = headline === null ? '' : changeIn(headline, before, after, vocabulary);
  const stated = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
  const parts = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) =>
    own.parts[verdict](String(counts[verdict])),
  );
  return [
    ...(claimed && found ? [own.claimed(levelInWords(claimed, vocabulary), levelInWords(found, vocabulary))] : []),
    ...(headline === null || change === ''
      ? []
      : [
          own.score(
            vocabulary.titleOf(headline),
            scoreIn(headline, before, vocabulary),
            scoreIn(headline, after, vocabulary),
            change,
          ),
        ]),
    stated === 0 ? own.agrees : own.counts(String(stated), numbers.and(parts), stated === 1),
  ];
}

/** Too kind ones first, and of these the ones with most points; what follows from others stands last. */
function sortFindings(answers: readonly Finding[]): Finding[] {
  return [...answers].sort(
    (a, b) =>
      Number(b.isStated) - Number(a.isStated) ||
      VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
      compare(a.points ?? ZERO, b.points ?? ZERO),
  );
}
