import type { Ledger } from '../protection/ledger.ts';
import type { Roster } from '../roster.ts';

/** How results on site differ from what the same enterprises said of themselves, under the same pack. */
export interface Difference {
  /** Enterprises with a level of both kinds. */
  readonly n: number;
  /** How many are lower, equal and higher on site; null where that is hidden. */
  readonly lower: number | null;
  readonly equal: number | null;
  readonly higher: number | null;
  /** On site less self, on average; null where that is hidden. */
  readonly mean: number | null;
  /** The same of each score, with how many have both; the greatest difference first. */
  readonly scores: readonly { readonly id: string; readonly n: number; readonly mean: number }[];
}

/** Compares both kinds of assessments of those that have both; null where nobody has. `packOf` gives the pack of a code. */
export function differenceOf(
  { newest: { self, onsite }, size }: Roster,
  includes: Uint8Array,
  packOf: (code: number) => string | null,
  ledger: Ledger,
): Difference | null {
  const isCompared = (i: number): boolean =>
    includes[i] === 1 &&
    self.source[i] !== 0 &&
    onsite.source[i] !== 0 &&
    packOf(self.pack[i] as number) === packOf(onsite.pack[i] as number);
  const subtract = (before: Float64Array, after: Float64Array): Float64Array =>
    Float64Array.from({ length: size }, (_, i) =>
      isCompared(i) ? (after[i] as number) - (before[i] as number) : Number.NaN,
    );
  const levels = subtract(self.level, onsite.level);
  const found = levels.filter((one) => !Number.isNaN(one));
  if (found.length === 0 || !ledger.admit(() => [membersOf(levels, (one) => !Number.isNaN(one))])) return null;
  const [lower, equal, higher] = [-1, 0, 1].map(
    (sign) =>
      (one: number): boolean =>
        Math.sign(one) === sign,
  ) as [Holds, Holds, Holds];
  const isShown = ledger.admit(() => [lower, equal, higher].map((holds) => membersOf(levels, holds)));
  // By how many levels they differ is a count, too: it would follow from the sum.
  const steps = [...new Set(found)].map(
    (step) =>
      (one: number): boolean =>
        one === step,
  );
  const hasMean = isShown && ledger.admit(() => steps.map((holds) => membersOf(levels, holds)));
  const scores = [...onsite.scores].flatMap(([id, values]) => {
    const own = self.scores.get(id);
    const changes = own ? subtract(own, values) : new Float64Array(0);
    const known = changes.filter((one) => !Number.isNaN(one));
    if (known.length === 0 || !ledger.admit(() => [membersOf(changes, (one) => !Number.isNaN(one))])) return [];
    return ledger.tellable(known).mean ? [{ id, n: known.length, mean: average(known) }] : [];
  });
  return {
    n: found.length,
    lower: isShown ? found.filter(lower).length : null,
    equal: isShown ? found.filter(equal).length : null,
    higher: isShown ? found.filter(higher).length : null,
    mean: hasMean ? average(found) : null,
    scores: scores.sort((a, b) => Math.abs(b.mean) - Math.abs(a.mean)),
  };
}

type Holds = (change: number) => boolean;

function membersOf(changes: Float64Array, holds: Holds): Uint8Array {
  return Uint8Array.from(changes, (one) => (holds(one) ? 1 : 0));
}

function average(numbers: Float64Array): number {
  return numbers.reduce((total, one) => total + one, 0) / numbers.length;
}
