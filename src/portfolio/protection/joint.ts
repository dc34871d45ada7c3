import type { Grouping } from '../grouping.ts';

/**
 * The members of a table by what would be published of them: by group, by class (the stages they reached and the pack they
 * were assessed by, all at once) and by slot (their level, none, open, or not assessed).
 */
export interface Joint {
  readonly groups: number;
  /** Of each class, which predicates hold: the stages, then the packs. */
  readonly classes: readonly Uint8Array[];
  readonly slots: number;
  /** How many: `[(group * classes + class) * slots + slot]`. */
  readonly counts: Uint32Array;
  /** Members of each group. */
  readonly members: Uint32Array;
}

/** What is known of each member. */
export interface JointSource {
  readonly isIn: Uint8Array;
  /** Predicates by member: 1 where it holds. */
  readonly predicates: readonly Uint8Array[];
  readonly slotOf: Uint16Array;
  readonly slots: number;
}

/** Counts the members in scope. */
export function joinMembers({ groupOf, groups }: Grouping, { isIn, predicates, slotOf, slots }: JointSource): Joint {
  const { classes, classOf } = classify(predicates, isIn);
  const width = classes.length * slots;
  const counts = new Uint32Array(groups.length * width);
  const members = new Uint32Array(groups.length);
  for (let i = 0; i < isIn.length; i++) {
    if (isIn[i] === 0) continue;
    const [group, one] = [groupOf[i] as number, classOf[i] as number];
    const place = group * width + one * slots + (slotOf[i] as number);
    counts[place] = (counts[place] as number) + 1;
    members[group] = (members[group] as number) + 1;
  }
  return { groups: groups.length, classes, slots, counts, members };
}

/** Parts the members by predicates, one after the other, so that a million of them cost no texts. */
function classify(
  predicates: readonly Uint8Array[],
  isIn: Uint8Array,
): { readonly classes: readonly Uint8Array[]; readonly classOf: Uint16Array } {
  const classOf = new Uint16Array(isIn.length);
  let classes: (readonly number[])[] = [[]];
  for (const predicate of predicates) {
    const finer: (readonly number[])[] = [];
    const places = new Int32Array(classes.length * 2).fill(-1);
    for (let i = 0; i < isIn.length; i++) {
      if (isIn[i] === 0) continue;
      const [one, bit] = [classOf[i] as number, predicate[i] as number];
      const place = one * 2 + bit;
      if (places[place] === -1) places[place] = finer.push([...(classes[one] as readonly number[]), bit]) - 1;
      classOf[i] = places[place] as number;
    }
    classes = finer;
  }
  return { classes: classes.map((bits) => Uint8Array.from(bits)), classOf };
}
