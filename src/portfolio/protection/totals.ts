import { findDerived } from './derived.ts';
import type { Joint } from './joint.ts';
import { countKinds, derivedOf, indicate, kindsOf, type ShownKinds, smallestOf } from './kinds.ts';
import { isSmall } from './small.ts';
import { createSpan, type Span } from './span.ts';

/**
 * Predicates of which not even the total may be shown: it is small, or all but few are counted, or few would follow from it
 * and the totals of others. The first `stages` are stages, the others packs; those `given` are gone for other reasons.
 */
export function findGone(joint: Joint, stages: number, least: number, given: readonly boolean[]): boolean[] {
  const predicates = joint.classes[0]?.length ?? given.length;
  const all = sum(joint.members);
  const totals = Array.from({ length: predicates }, (_, p) => sum(countKinds(joint, indicate(joint, p))));
  const gone = totals.map((total, p) => given[p] === true || isSmall(total, least) || isSmall(all - total, least));
  const packs = Array.from({ length: predicates - stages }, (_, p) => stages + p);
  for (;;) {
    // Whom no pack that is shown assessed are all less those of each.
    const assessed = packs.filter((p) => !gone[p]);
    if (assessed.length > 1 && isSmall(all - sum(assessed.map((p) => totals[p] as number)), least)) {
      gone[smallestOf(assessed, totals)] = true;
      continue;
    }
    const telling = derivedOf(joint, stages, gone).find(({ holds }) => isSmall(sum(countKinds(joint, holds)), least));
    const more = telling ? smallestOf(telling.of, totals) : findRefused(joint, stages, least, gone, totals);
    if (more === undefined) return gone;
    gone[more] = true;
  }
}

/** The first stage, those that most have reached first, from whose total few would follow with all before it. */
function findRefused(
  joint: Joint,
  stages: number,
  least: number,
  gone: readonly boolean[],
  totals: readonly number[],
): number | undefined {
  const kinds = kindsOf(joint, stages, gone);
  const span = beginSpan(joint, stages, kinds, least);
  const order = [...kinds.stages.keys()];
  const totalOf = (place: number): number => totals[kinds.stages[place] as number] as number;
  order.sort((a, b) => totalOf(b) - totalOf(a) || a - b);
  const refused = order.find((place) => !span.admit(kinds.columns[place] as Uint8Array));
  return refused === undefined ? undefined : kinds.stages[refused];
}

/** The pairs of stages, by place, of which it may be shown how many reached both, beside totals and all other pairs shown. */
export function findOverlaps(
  joint: Joint,
  stages: number,
  least: number,
  gone: readonly boolean[],
): [number, number][] {
  const kinds = kindsOf(joint, stages, gone);
  const all = countAll(joint, kinds.places);
  const span = beginSpan(joint, stages, kinds, least);
  for (const column of kinds.columns) span.admit(column);
  const columns = [...kinds.columns];
  return kinds.stages.flatMap((one, a) =>
    kinds.stages.slice(a + 1).flatMap((other, rest): [number, number][] => {
      const [first, second] = [kinds.columns[a] as Uint8Array, kinds.columns[a + 1 + rest] as Uint8Array];
      const both = first.map((bit, kind) => bit & (second[kind] as number));
      const derived = findDerived({ ...kinds, columns: [...columns, both] }, { last: true });
      if (derived.some(({ holds }) => isSmall(countOf(holds, all), least)) || !span.admit(both)) return [];
      columns.push(both);
      return [[one, other]];
    }),
  );
}

/**
 * Begins with all and each slot as known. Secret are small kinds, and the small ones of those at a level that reached a
 * stage, or did not, and of those that reached both stages of a pair, one of them, or neither, shown or not.
 */
function beginSpan(joint: Joint, stages: number, { slotOf, slots, places }: ShownKinds, least: number): Span {
  const all = countAll(joint, places);
  const parts = Array.from({ length: slots }, (_, slot) => Uint8Array.from(slotOf, (own) => (own === slot ? 1 : 0)));
  const sides = Array.from({ length: stages }, (_, s) => indicate(joint, s)).flatMap((holds) => {
    const column = Uint8Array.from(places, (kind) => holds[kind] as number);
    return [column, column.map((bit) => 1 - bit)];
  });
  const singles = all.map((_, kind) => Uint8Array.from(all, (_count, other) => (other === kind ? 1 : 0)));
  const crossed = sides.flatMap((side, s) =>
    [...parts, ...sides.slice(s + 1)].map((other) => side.map((bit, kind) => bit & (other[kind] as number))),
  );
  const span = createSpan([...singles, ...crossed].filter((secret) => isSmall(countOf(secret, all), least)));
  for (const part of parts) span.admit(part);
  return span;
}

/** How many members of each kind there are in all. */
function countAll({ counts, classes, slots }: Joint, places: readonly number[]): number[] {
  return places.map((place) => {
    let count = 0;
    for (let at = place; at < counts.length; at += classes.length * slots) count += counts[at] as number;
    return count;
  });
}

function countOf(holds: Uint8Array, all: readonly number[]): number {
  return holds.reduce((count, bit, kind) => count + bit * (all[kind] as number), 0);
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const one of numbers) total += one;
  return total;
}
