import type { Roster } from '../roster.ts';

/** How results on site differ from what the same enterprises said of themselves, under the same pack. */
export interface Difference {
  /** Enterprises with a level of both kinds. */
  readonly n: number;
  /** How many are lower, equal and higher on site. */
  readonly lower: number;
  readonly equal: number;
  readonly higher: number;
  /** On site less self, on average. */
  readonly mean: number;
  /** The same of each score, with how many have both; the greatest difference first. */
  readonly scores: readonly { readonly id: string; readonly n: number; readonly mean: number }[];
}

/** Compares both kinds of assessments of those that have both; null where nobody has. `packOf` gives the pack of a code. */
export function differenceOf(
  { newest: { self, onsite }, size }: Roster,
  includes: Uint8Array,
  packOf: (code: number) => string | null,
): Difference | null {
  const both: number[] = [];
  for (let i = 0; i < size; i++) {
    if (includes[i] === 0 || self.source[i] === 0 || onsite.source[i] === 0) continue;
    if (packOf(self.pack[i] as number) === packOf(onsite.pack[i] as number)) both.push(i);
  }
  const levels = differences(both, self.level, onsite.level);
  if (levels.length === 0) return null;
  const scores = [...onsite.scores].flatMap(([id, values]) => {
    const own = self.scores.get(id);
    const found = own ? differences(both, own, values) : [];
    return found.length === 0 ? [] : [{ id, n: found.length, mean: average(found) }];
  });
  return {
    n: levels.length,
    lower: levels.filter((one) => one < 0).length,
    equal: levels.filter((one) => one === 0).length,
    higher: levels.filter((one) => one > 0).length,
    mean: average(levels),
    scores: scores.sort((a, b) => Math.abs(b.mean) - Math.abs(a.mean)),
  };
}

function differences(members: readonly number[], before: Float64Array, after: Float64Array): number[] {
  return members.map((i) => (after[i] as number) - (before[i] as number)).filter((one) => !Number.isNaN(one));
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0) / numbers.length;
}
