import type { ScoreResult } from '../../model/generated/types.ts';
import { scoreText } from '../summary/scores.ts';
import type { Row } from '../terminal/columns.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { signedDifference } from './difference.ts';
import type { WhatIfReport } from './report.ts';

/** The scores that differ, and how many do not; or all of them. */
export function scoreRows({ plan, before, after, comparison, all }: WhatIfReport, vocabulary: Vocabulary): Row[] {
  const { whatIf } = vocabulary.messages;
  const [was, is] = [before.assessed.result.scores, after.assessed.result.scores];
  const shown = plan.scores.filter(({ name, hidden }) => !hidden && Object.hasOwn(was, name));
  const changed = new Set(comparison.scores.map(({ name }) => name));
  const listed = all ? shown : shown.filter(({ name }) => changed.has(name));
  const rest = shown.length - listed.length;
  return [
    ...(changed.size === 0 ? [{ cells: [whatIf.noScore] }] : []),
    ...listed.map(({ name }): Row => {
      const [one, other] = [was[name] as ScoreResult, is[name] as ScoreResult];
      const texts = [one, other].map((score) => scoreText(name, score, vocabulary));
      return { cells: [vocabulary.titleOf(name), ...texts, changeOf(name, one, other, vocabulary)] };
    }),
    ...(rest > 0 ? [{ cells: [whatIf.others(String(rest), '--all', rest === 1)] }] : []),
  ];
}

/** How far a score moves: the difference of the numbers as they are printed; nothing where one side is open. */
function changeOf(name: string, one: ScoreResult, other: ScoreResult, vocabulary: Vocabulary): string {
  if (typeof one.value !== 'number' || typeof other.value !== 'number') return '';
  return signedDifference(vocabulary.roundOf(name, one.value), vocabulary.roundOf(name, other.value), vocabulary);
}
