/**
 * What measures may bring: a sum over those that are taken that is never below it. In whole units, small enough for a
 * double to add up exactly.
 */
export interface Line {
  readonly base: number;
  /** By measure; never negative. */
  readonly of: readonly number[];
}

/** What an instrument may bring at most. */
export interface GrantBound {
  readonly id: string;
  /** Whatever is taken. */
  readonly most: number;
  /** Each by itself is never below what it brings. */
  readonly lines: readonly Line[];
}

/** What several grants, by their places, may bring together. */
export interface SharedBound {
  readonly of: readonly number[];
  readonly line: Line;
}

/** Costs and what may be granted, rounded so that what is left to pay is never more than it truly is. */
export interface Bounds {
  readonly costs: readonly number[];
  readonly savings: readonly { readonly members: readonly number[]; readonly amount: number }[];
  readonly grants: readonly GrantBound[];
  readonly shared: readonly SharedBound[];
  /** Pairs of grants that are not had together. */
  readonly excluded: readonly (readonly [number, number])[];
  /** At most so many of these together. */
  readonly counts: readonly { readonly of: readonly number[]; readonly most: number }[];
}

/** What a line comes to for the measures that are so. */
export function lineAt({ base, of }: Line, is: (measure: number) => boolean): number {
  return of.reduce((sum, one, measure) => (is(measure) ? sum + one : sum), base);
}

/** So many sets of grants that can be had together are told apart; above that all count. */
const MOST_SETS = 64;

/** The largest sets of grants that can be had together; every one that can be lies within one of these. */
export function setsTogether({ grants, excluded, counts }: Bounds): (readonly number[])[] {
  const all = grants.map((_, i) => i);
  const sets: (readonly number[])[] = [];
  const clash = new Set(excluded.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const isOpen = (set: readonly number[], grant: number): boolean =>
    set.every((other) => !clash.has(`${other} ${grant}`)) &&
    counts.every(({ of, most }) => !of.includes(grant) || set.filter((one) => of.includes(one)).length < most);

  /** Every set within those decided and those open; only the largest are kept. */
  function grow(set: readonly number[], from: number): boolean {
    if (sets.length > MOST_SETS) return false;
    if (from === all.length) {
      const isLargest = all.every((grant) => set.includes(grant) || !isOpen(set, grant));
      if (isLargest) sets.push(set);
      return true;
    }
    if (isOpen(set, from) && !grow([...set, from], from + 1)) return false;
    const clashes =
      !isOpen(set, from) ||
      all.slice(from + 1).some((other) => !isOpen([from], other)) ||
      counts.some(({ of }) => of.includes(from));
    return !clashes || grow(set, from + 1);
  }

  return grow([], 0) && sets.length <= MOST_SETS ? sets : [all];
}
