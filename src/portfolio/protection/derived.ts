/** Members that nobody counts, and whose number follows all the same from counts that stand side by side. */
export interface Derived {
  /** The columns it is added and subtracted from. */
  readonly of: readonly number[];
  /** Whether it takes the counts of levels, too. */
  readonly usesLevels: boolean;
  /** 1 for each kind of members that is in it. */
  readonly holds: Uint8Array;
}

/** Kinds of members by what is told of them: columns with 0 or 1 for each kind, and the slot of its level. */
export interface Kinds {
  readonly columns: readonly Uint8Array[];
  readonly slotOf: Uint16Array;
  readonly slots: number;
}

/** How many columns an attacker adds and subtracts. */
const MOST = 3;

/**
 * Finds all groups that follow from up to three columns, the number of all, and the counts of levels, given which kinds
 * there are. A sum of columns with signs tells one where, less a constant for all or for each slot, it is 0 or 1 for every
 * kind: then it counts members. So a stage inside of another, stages apart from each other, a stage that is one or the
 * other of two, or one that is a level, are all found. With `last` only sums that take the last column.
 */
export function findDerived({ columns, slotOf, slots }: Kinds, { last = false } = {}): Derived[] {
  const found = new Map<string, Derived>();
  const kinds = slotOf.length;
  const together = new Uint16Array(kinds);
  const add = (of: readonly number[], usesLevels: boolean, holds: Uint8Array): void => {
    if (!holds.includes(1)) return;
    const name = `${of} ${usesLevels} ${holds.join('')}`;
    if (!found.has(name)) found.set(name, { of, usesLevels, holds });
  };
  const tell = (of: readonly number[], sum: Int8Array): void => {
    const plain = partKinds(sum, together, 1);
    for (const holds of plain) add(of, false, holds);
    if (slots === 1) return;
    const [one, other] = partKinds(sum, slotOf, slots);
    // What follows without levels is no news.
    for (const holds of [one, other])
      if (holds && !plain.some((known) => known.every((bit, kind) => bit === holds[kind]))) add(of, true, holds);
  };
  const extend = (of: readonly number[], sum: Int8Array, from: number, to: number): void => {
    tell(of, sum);
    if (of.length === MOST) return;
    for (let next = from; next < to; next++)
      for (const sign of [1, -1]) {
        const column = columns[next] as Uint8Array;
        const more = sum.map((value, kind) => value + sign * (column[kind] as number));
        extend([...of, next], more, next + 1, to);
      }
  };
  const end = columns.length - 1;
  for (const [first, column] of columns.entries())
    if (!last) extend([first], Int8Array.from(column), first + 1, columns.length);
    else if (first === end) extend([first], Int8Array.from(column), 0, end);
  return [...found.values()];
}

/** The kinds with the greater and with the lesser value of those parts that have two; none where a part has more. */
function partKinds(sum: Int8Array, partOf: Uint16Array, parts: number): Uint8Array[] {
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
