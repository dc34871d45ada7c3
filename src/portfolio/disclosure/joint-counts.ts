// Counts members by the combination of all published properties, and finds further counts that follow from published
// ones.
import { itemAt } from '../../model/index.ts';
import type { Grouping } from '../member-groups.ts';
import type { Weights } from '../roster.ts';

/**
 * The members of a table, counted by the combination of everything that would be published: their group, their class
 * (which stages they reached and which pack was used) and their slot (a level, or one of: no level, open, not
 * assessed).
 */
export interface JointCounts {
  readonly groups: number;
  /** For each class, which predicates hold (1 or 0): first the stages, then the packs. */
  readonly classes: readonly Uint8Array[];
  readonly slots: number;
  /** The counts, indexed by `(group * classes + class) * slots + slot`. */
  readonly counts: Uint32Array;
  readonly members: Uint32Array;
}

/** The published properties of each member. */
interface JointSource {
  readonly isIn: Weights;
  /**
   * For each predicate (a stage or a pack), a number for each member; 0 if the predicate does not hold for the member.
   */
  readonly predicates: readonly Weights[];
  readonly slotOf: Uint16Array;
  readonly slots: number;
}

/** Counts the members in scope by the combination of all published properties. */
export function countJointly(
  { groupOf, groups }: Grouping,
  { isIn, predicates, slotOf, slots }: JointSource,
): JointCounts {
  const { classes, classOf } = classify(predicates, isIn);
  const width = classes.length * slots;
  const counts = new Uint32Array(groups.length * width);
  const members = new Uint32Array(groups.length);
  for (let i = 0; i < isIn.length; i++) {
    if (isIn[i] === 0) continue;
    const [group, classIndex] = [groupOf[i] as number, classOf[i] as number];
    const countIndex = group * width + classIndex * slots + (slotOf[i] as number);
    counts[countIndex] = (counts[countIndex] as number) + (isIn[i] as number);
    members[group] = (members[group] as number) + (isIn[i] as number);
  }
  return { groups: groups.length, classes, slots, counts, members };
}

/**
 * Groups members into classes by one predicate after another. With up to a million members, this is faster than
 * building a text key for each.
 */
function classify(
  predicates: readonly Weights[],
  isIn: Weights,
): { readonly classes: readonly Uint8Array[]; readonly classOf: Uint16Array } {
  const classOf = new Uint16Array(isIn.length);
  let classes: (readonly number[])[] = [[]];
  for (const predicate of predicates) {
    const finerClasses: (readonly number[])[] = [];
    const newClasses = new Int32Array(classes.length * 2).fill(-1);
    for (let i = 0; i < isIn.length; i++) {
      if (isIn[i] === 0) continue;
      const [classIndex, bit] = [classOf[i] as number, predicate[i] === 0 ? 0 : 1];
      const splitIndex = classIndex * 2 + bit;
      if (newClasses[splitIndex] === -1)
        newClasses[splitIndex] = finerClasses.push([...itemAt(classes, classIndex), bit]) - 1;
      classOf[i] = newClasses[splitIndex] as number;
    }
    classes = finerClasses;
  }
  return { classes: classes.map((bits) => Uint8Array.from(bits)), classOf };
}

/** Returns, for each kind of member (a class and a slot), 1 if a predicate holds, otherwise 0. */
export function findKindsWith({ classes, slots }: JointCounts, predicate: number): Uint8Array {
  return Uint8Array.from(
    { length: classes.length * slots },
    (_, kind) => itemAt(classes, Math.floor(kind / slots))[predicate] as number,
  );
}

/** Counts, in each group, the members of the kinds marked with 1. */
export function countKinds({ groups, counts }: JointCounts, holds: Uint8Array): number[] {
  const kinds = holds.length;
  return Array.from({ length: groups }, (_, g) => {
    let count = 0;
    for (let kind = 0; kind < kinds; kind++) if (holds[kind] === 1) count += counts[g * kinds + kind] as number;
    return count;
  });
}

export function sumCounts(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}

/**
 * Returns the slots whose counts are shown individually, each as a set of kinds of members. Members of hidden packs and
 * members not assessed are in none of these sets.
 */
export function listShownSlots(joint: JointCounts, stages: number, hiddenEverywhere: readonly boolean[]): Uint8Array[] {
  const { labels, slots } = labelSlots(joint, stages, hiddenEverywhere);
  return Array.from({ length: slots - 1 }, (_, slot) => Uint8Array.from(labels, (own) => (own === slot ? 1 : 0)));
}

/** Returns the set of the kinds of members that are in none of the given sets. */
export function restOf(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts[0] ?? [], (_, kind) => (parts.some((part) => part[kind] === 1) ? 0 : 1));
}

/**
 * The kinds of members that occur, with a column for each shown stage. `places` are the indexes of these kinds among
 * all possible kinds.
 */
export interface ShownKinds extends MemberKinds {
  readonly places: readonly number[];
  readonly stages: readonly number[];
}

export function describeShownKinds(
  joint: JointCounts,
  stages: number,
  hiddenEverywhere: readonly boolean[],
): ShownKinds {
  const kinds = joint.classes.length * joint.slots;
  const occurringKinds = new Uint8Array(kinds);
  for (const [place, count] of joint.counts.entries()) if (count > 0) occurringKinds[place % kinds] = 1;
  const places = [...occurringKinds.keys()].filter((kind) => occurringKinds[kind] === 1);
  const { labels, slots } = labelSlots(joint, stages, hiddenEverywhere);
  const shownStages = Array.from({ length: stages }, (_, s) => s).filter((s) => !hiddenEverywhere[s]);
  return {
    columns: shownStages.map((s) => {
      const stageKinds = findKindsWith(joint, s);
      return Uint8Array.from(places, (kind) => stageKinds[kind] as number);
    }),
    slotOf: Uint16Array.from(places, (kind) => labels[kind] as number),
    slots,
    places,
    stages: shownStages,
  };
}

/** Finds the counts that follow from the counts of shown stages and levels, each as a set of kinds of members. */
export function listDerivedCounts(
  joint: JointCounts,
  stages: number,
  hiddenEverywhere: readonly boolean[],
): DerivedCount[] {
  const kinds = describeShownKinds(joint, stages, hiddenEverywhere);
  return findDerivedCounts(kinds).map(({ of, usesLevels, holds }) => {
    const allKinds = new Uint8Array(joint.classes.length * joint.slots);
    for (const [i, place] of kinds.places.entries()) allKinds[place] = holds[i] as number;
    return { of: of.map((column) => itemAt(kinds.stages, column)), usesLevels, holds: allKinds };
  });
}

/** Returns the predicate that holds for the fewest members; if several do, the last one. */
export function smallestOf(predicates: readonly number[], totals: readonly number[]): number {
  return predicates.reduce((best, candidate) => (itemAt(totals, candidate) <= itemAt(totals, best) ? candidate : best));
}

/** Returns the slot of each kind of member. All hidden slots are replaced by one, which comes last. */
function labelSlots(
  joint: JointCounts,
  stages: number,
  hiddenEverywhere: readonly boolean[],
): { readonly labels: Uint16Array; readonly slots: number } {
  const { classes, slots } = joint;
  const packs = (classes[0]?.length ?? stages) - stages;
  const isShown = (kind: number): boolean => {
    const bits = itemAt(classes, Math.floor(kind / slots));
    for (let predicate = stages; predicate < stages + packs; predicate++)
      if (bits[predicate] === 1 && !hiddenEverywhere[predicate]) return true;
    return false;
  };
  const kinds = Array.from({ length: classes.length * slots }, (_, kind) => kind);
  const shownSlots = [...new Set(kinds.filter(isShown).map((kind) => kind % slots))].filter((slot) => slot < slots - 1);
  const labelBySlot = new Map(shownSlots.sort((a, b) => a - b).map((slot, place) => [slot, place]));
  return {
    labels: Uint16Array.from(kinds, (kind) =>
      isShown(kind) ? (labelBySlot.get(kind % slots) ?? shownSlots.length) : shownSlots.length,
    ),
    slots: shownSlots.length + 1,
  };
}

/** A set of members that is not published but whose count follows from published ones. */
export interface DerivedCount {
  /** The columns that must be added or subtracted to derive the count. */
  readonly of: readonly number[];
  /** Whether deriving the count also requires the counts of the levels. */
  readonly usesLevels: boolean;
  /** For each kind of member, 1 if it is in the set, otherwise 0. */
  readonly holds: Uint8Array;
}

/**
 * The kinds of members as they are published: for each shown stage, a column with 0 or 1 for each kind; and for each
 * kind, the slot of its level.
 */
interface MemberKinds {
  readonly columns: readonly Uint8Array[];
  readonly slotOf: Uint16Array;
  readonly slots: number;
}

/** The maximum number of columns that an attacker is assumed to combine. */
const COLUMN_LIMIT = 3;

/**
 * Finds all sets of members whose counts follow from up to three columns, the total and the counts of levels, given the
 * kinds of members that exist. A sum of columns, each added or subtracted, reveals a count if it takes only two
 * adjacent values, over all kinds or over the kinds of each slot. This covers a stage inside another, disjoint stages,
 * a stage that is the union of two others, and a stage that equals a level. With `last`, only sums that contain the
 * last column are considered.
 */
export function findDerivedCounts({ columns, slotOf, slots }: MemberKinds, { last = false } = {}): DerivedCount[] {
  const derivedCounts = new Map<string, DerivedCount>();
  const kinds = slotOf.length;
  const singlePart = new Uint16Array(kinds);
  const add = (of: readonly number[], usesLevels: boolean, holds: Uint8Array): void => {
    if (!holds.includes(1)) return;
    const name = `${of} ${usesLevels} ${holds.join('')}`;
    if (!derivedCounts.has(name)) derivedCounts.set(name, { of, usesLevels, holds });
  };
  const addPartsOf = (of: readonly number[], sum: Int8Array): void => {
    const plainParts = splitKinds(sum, singlePart, 1);
    for (const kindFlags of plainParts) add(of, false, kindFlags);
    if (slots === 1) return;
    const [greater, lesser] = splitKinds(sum, slotOf, slots);
    // Sets that already follow without the counts of levels are left out.
    for (const holds of [greater, lesser])
      if (holds && !plainParts.some((plainKinds) => plainKinds.every((bit, kind) => bit === holds[kind])))
        add(of, true, holds);
  };
  const extendCombination = (of: readonly number[], sum: Int8Array, from: number, to: number): void => {
    addPartsOf(of, sum);
    if (of.length === COLUMN_LIMIT) return;
    for (let next = from; next < to; next++)
      for (const sign of [1, -1]) {
        const column = itemAt(columns, next);
        const extendedSum = sum.map((value, kind) => value + sign * (column[kind] as number));
        extendCombination([...of, next], extendedSum, next + 1, to);
      }
  };
  const end = columns.length - 1;
  for (const [first, column] of columns.entries())
    if (!last) extendCombination([first], Int8Array.from(column), first + 1, columns.length);
    else if (first === end) extendCombination([first], Int8Array.from(column), 0, end);
  return [...derivedCounts.values()];
}

/**
 * For a sum that takes two adjacent values in each part (or just one), returns the kinds with the greater and the kinds
 * with the lesser value of their part; empty if it takes more values in a part.
 */
function splitKinds(sum: Int8Array, partOf: Uint16Array, parts: number): Uint8Array[] {
  const [low, high] = [new Int8Array(parts).fill(127), new Int8Array(parts).fill(-128)];
  for (let kind = 0; kind < sum.length; kind++) {
    const [part, value] = [partOf[kind] as number, sum[kind] as number];
    if (value < (low[part] as number)) low[part] = value;
    if (value > (high[part] as number)) high[part] = value;
    if ((high[part] as number) - (low[part] as number) > 1) return [];
  }
  const [upper, lower] = [new Uint8Array(sum.length), new Uint8Array(sum.length)];
  for (let kind = 0; kind < sum.length; kind++) {
    const part = partOf[kind] as number;
    if (high[part] === low[part]) continue;
    (sum[kind] === high[part] ? upper : lower)[kind] = 1;
  }
  return [upper, lower];
}
