import { findDerived } from './derived.ts';
import type { Joint } from './joint.ts';
import { countKinds, derivedOf, indicate, kindsOf, smallestOf } from './kinds.ts';
import { isSmall } from './small.ts';

/**
 * Predicates of which not even the total may be shown: it is small, or all but few are counted, or few would follow from it
 * and the totals of others. The first `stages` are stages, the others packs; those `given` are gone for other reasons.
 */
export function findGone(joint: Joint, stages: number, least: number, given: readonly boolean[]): boolean[] {
  const predicates = joint.classes[0]?.length ?? given.length;
  const all = sum(joint.members);
  const totals = Array.from({ length: predicates }, (_, p) => sum(countKinds(joint, indicate(joint, p))));
  const gone = totals.map((total, p) => given[p] === true || isSmall(total, least) || isSmall(all - total, least));
  for (;;) {
    const telling = derivedOf(joint, stages, gone).find(({ holds }) => isSmall(sum(countKinds(joint, holds)), least));
    if (!telling) return gone;
    gone[smallestOf(telling.of, totals)] = true;
  }
}

/** The pairs of stages, by place, of which it may be shown how many reached both, beside totals and all other pairs shown. */
export function findOverlaps(
  joint: Joint,
  stages: number,
  least: number,
  gone: readonly boolean[],
): [number, number][] {
  const kinds = kindsOf(joint, stages, gone);
  const all = Uint32Array.from(kinds.places, (place) => {
    let count = 0;
    for (let at = place; at < joint.counts.length; at += joint.classes.length * joint.slots)
      count += joint.counts[at] as number;
    return count;
  });
  const columns = [...kinds.columns];
  return kinds.stages.flatMap((one, a) =>
    kinds.stages.slice(a + 1).flatMap((other, rest): [number, number][] => {
      const [first, second] = [kinds.columns[a] as Uint8Array, kinds.columns[a + 1 + rest] as Uint8Array];
      const both = first.map((bit, kind) => bit & (second[kind] as number));
      const derived = findDerived({ ...kinds, columns: [...columns, both] }, { last: true });
      const tells = derived.some(({ holds }) =>
        isSmall(
          holds.reduce((count, bit, kind) => count + bit * (all[kind] as number), 0),
          least,
        ),
      );
      if (tells) return [];
      columns.push(both);
      return [[one, other]];
    }),
  );
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const one of numbers) total += one;
  return total;
}
