import { type Derived, findDerived, type Kinds } from './derived.ts';
import type { Joint } from './joint.ts';

/** 1 for each kind of members, by class and slot, for which a predicate holds. */
export function indicate({ classes, slots }: Joint, predicate: number): Uint8Array {
  return Uint8Array.from(
    { length: classes.length * slots },
    (_, kind) => (classes[Math.floor(kind / slots)] as Uint8Array)[predicate] as number,
  );
}

/** How many members of some kinds each row has. */
export function countKinds({ groups, counts }: Joint, holds: Uint8Array): number[] {
  const kinds = holds.length;
  return Array.from({ length: groups }, (_, g) => {
    let count = 0;
    for (let kind = 0; kind < kinds; kind++) if (holds[kind] === 1) count += counts[g * kinds + kind] as number;
    return count;
  });
}

/** The slots whose counts are shown, each by itself; those of packs that are gone, and who was not assessed, are the rest. */
export function slotsShown(joint: Joint, stages: number, gone: readonly boolean[]): Uint8Array[] {
  const { labels, slots } = slotLabels(joint, stages, gone);
  return Array.from({ length: slots - 1 }, (_, slot) => Uint8Array.from(labels, (own) => (own === slot ? 1 : 0)));
}

/** The kinds in none of these. */
export function restOf(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts[0] ?? [], (_, kind) => (parts.some((part) => part[kind] === 1) ? 0 : 1));
}

/** The kinds that occur with a column for each stage that is shown; `places` are theirs among all kinds. */
export interface ShownKinds extends Kinds {
  readonly places: readonly number[];
  readonly stages: readonly number[];
}

/** Lists them. */
export function kindsOf(joint: Joint, stages: number, gone: readonly boolean[]): ShownKinds {
  const kinds = joint.classes.length * joint.slots;
  const occurs = new Uint8Array(kinds);
  for (const [place, count] of joint.counts.entries()) if (count > 0) occurs[place % kinds] = 1;
  const places = [...occurs.keys()].filter((kind) => occurs[kind] === 1);
  const { labels, slots } = slotLabels(joint, stages, gone);
  const shown = Array.from({ length: stages }, (_, s) => s).filter((s) => !gone[s]);
  return {
    columns: shown.map((s) => {
      const holds = indicate(joint, s);
      return Uint8Array.from(places, (kind) => holds[kind] as number);
    }),
    slotOf: Uint16Array.from(places, (kind) => labels[kind] as number),
    slots,
    places,
    stages: shown,
  };
}

/** What follows from the stages and levels that are shown, by all kinds. */
export function derivedOf(joint: Joint, stages: number, gone: readonly boolean[]): Derived[] {
  const kinds = kindsOf(joint, stages, gone);
  return findDerived(kinds).map(({ of, usesLevels, holds }) => {
    const whole = new Uint8Array(joint.classes.length * joint.slots);
    for (const [i, place] of kinds.places.entries()) whole[place] = holds[i] as number;
    return { of: of.map((column) => kinds.stages[column] as number), usesLevels, holds: whole };
  });
}

/** The predicate that holds for fewest, the later one of equals. */
export function smallestOf(predicates: readonly number[], totals: readonly number[]): number {
  return predicates.reduce((one, other) => ((totals[other] as number) <= (totals[one] as number) ? other : one));
}

/** The slot of each kind, where slots that are not shown are the last one. */
function slotLabels(
  joint: Joint,
  stages: number,
  gone: readonly boolean[],
): { readonly labels: Uint16Array; readonly slots: number } {
  const { classes, slots } = joint;
  const packs = (classes[0]?.length ?? stages) - stages;
  const isShown = (kind: number): boolean => {
    const bits = classes[Math.floor(kind / slots)] as Uint8Array;
    for (let p = stages; p < stages + packs; p++) if (bits[p] === 1 && !gone[p]) return true;
    return false;
  };
  const kinds = Array.from({ length: classes.length * slots }, (_, kind) => kind);
  const shown = [...new Set(kinds.filter(isShown).map((kind) => kind % slots))].filter((slot) => slot < slots - 1);
  const places = new Map(shown.sort((a, b) => a - b).map((slot, place) => [slot, place]));
  return {
    labels: Uint16Array.from(kinds, (kind) =>
      isShown(kind) ? (places.get(kind % slots) ?? shown.length) : shown.length,
    ),
    slots: shown.length + 1,
  };
}
