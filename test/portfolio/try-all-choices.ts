import type { KnapsackOption } from '../../src/portfolio/budget-allocation.ts';

/** The most that any choice brings, and the least it costs to have that, by trying them all. */
export function tryAll(
  enterprises: readonly (readonly KnapsackOption[])[],
  budget: number,
): { gain: number; cost: number } {
  const [first, ...rest] = enterprises;
  if (!first) return { gain: 0, cost: 0 };
  const all = first.flatMap(({ cost, gain }) => {
    if (cost > budget) return [];
    const others = tryAll(rest, budget - cost);
    return [{ gain: gain + others.gain, cost: cost + others.cost }];
  });
  return [tryAll(rest, budget), ...all].reduce((best, one) =>
    one.gain > best.gain || (one.gain === best.gain && one.cost < best.cost) ? one : best,
  );
}
