import { type RatedAnswer, rateAnswers } from '../../scoring/rating.ts';
import { heading, paragraph, tableOf } from '../document/blocks.ts';
import type { Block } from '../document/document.ts';
import { formatShare } from '../number.ts';
import { answerInWords } from './answer.ts';
import type { Writing } from './report.ts';

/** What counts as a strength and what as a gap, and how many of either are named. */
const STRONG = 0.75;
const WEAK = 0.34;
const MOST = 8;

/** The answers that are furthest on the way to the best one, and those that are least far. */
export function writeExtremes(writing: Writing): Block[] {
  const { report, vocabulary } = writing;
  const { plan, interview } = report;
  const { extremes: words } = vocabulary.messages.report;
  const rated = rateAnswers(plan, interview.sheet, interview.evaluation);
  if (rated.length === 0) return [];
  const strong = rated.filter(({ share }) => share >= STRONG).sort((a, b) => b.share - a.share);
  const weak = rated.filter(({ share }) => share <= WEAK).sort((a, b) => a.share - b.share);
  return [
    heading(2, 'extremes', words.title),
    heading(3, 'strengths', words.strengths),
    ...list(strong, words.noStrength, writing),
    heading(3, 'gaps', words.gaps),
    ...list(weak, words.noGap, writing),
  ];
}

function list(rated: readonly RatedAnswer[], none: string, writing: Writing): Block[] {
  const { vocabulary } = writing;
  const { numbers, report: own, summary } = vocabulary.messages;
  if (rated.length === 0) return [paragraph(none, 'quiet')];
  const rows = rated
    .slice(0, MOST)
    .map(({ input, share }) => [
      { text: [vocabulary.titleOf(input.name)], isHeading: true },
      answerInWords(input.name, writing) ?? '',
      formatShare(share, numbers),
    ]);
  return [
    ...tableOf(
      [
        [own.answers.question, 'left'],
        [own.answers.answer, 'left'],
        [own.extremes.share, 'right'],
      ],
      rows,
    ),
    ...(rated.length > MOST ? [paragraph(summary.more(String(rated.length - MOST)), 'quiet')] : []),
  ];
}
