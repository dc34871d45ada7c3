import { consistencyRatio } from '../second-evaluator/pairwise.ts';
import type { Draw } from './draw.ts';

type Pairs = Record<string, Record<string, number>>;

/** Names compared in pairs, without contradictions that would be refused. */
export function drawPairwise(draw: Draw, names: readonly string[]): Pairs {
  const weights = new Map(names.map((name) => [name, draw.pick([1, 2, 3, 5])]));
  const pairs = drawComparisons(draw, names, (name, other) => {
    const ratio = Number(weights.get(name)) / Number(weights.get(other));
    return Math.max(0.1, Number((ratio + draw.pick([0, 0, 0.5])).toFixed(1)));
  });
  return consistencyRatio(names, pairs) <= 0.09 ? pairs : drawComparisons(draw, names, () => 1);
}

/** Each pair of names once, in either direction. */
export function drawComparisons(
  draw: Draw,
  names: readonly string[],
  drawRatio: (name: string, other: string) => number,
): Pairs {
  const pairs: Pairs = {};
  names.forEach((one, i) => {
    for (const two of names.slice(i + 1)) {
      const [name, other] = draw.chance(50) ? [one, two] : [two, one];
      pairs[name] = { ...pairs[name], [other]: drawRatio(name, other) };
    }
  });
  return pairs;
}
