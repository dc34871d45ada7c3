import { consistencyRatio } from '../oracle/pairwise.ts';
import type { Draw } from './draw.ts';

type Pairs = Record<string, Record<string, number>>;

/** Names compared in pairs, each pair once and in either direction, without contradictions that would be refused. */
export function drawPairwise(draw: Draw, names: readonly string[]): Pairs {
  const weights = names.map(() => draw.pick([1, 2, 3, 5]));
  const pairs: Pairs = {};
  names.forEach((name, i) => {
    names.slice(i + 1).forEach((other, j) => {
      const [first, second] = [weights[i], weights[i + 1 + j]] as [number, number];
      const ratio = Math.max(0.1, Number((first / second + draw.pick([0, 0, 0.5])).toFixed(1)));
      const [from, to] = draw.chance(50) ? [name, other] : [other, name];
      const stated = from === name ? ratio : Math.max(0.1, Number((1 / ratio).toFixed(1)));
      pairs[from] = { ...pairs[from], [to]: stated };
    });
  });
  if (consistencyRatio(names, pairs) <= 0.09) return pairs;
  const alike = (compared: Record<string, number>) => Object.fromEntries(Object.keys(compared).map((to) => [to, 1]));
  return Object.fromEntries(Object.entries(pairs).map(([from, compared]) => [from, alike(compared)]));
}
