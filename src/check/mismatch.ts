import type { ExpectedUnmet, Unmet } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { compare, fromNumber, parseDecimal, type Rational, subtract, toNumber } from '../model/rational.ts';

/** One expectation of a case that is not met. */
export interface Mismatch {
  /** What was compared, as in `scores.total`. */
  readonly what: string;
  /** Where the expectation stands in the case. */
  readonly at: Path;
  readonly expected: unknown;
  readonly got: unknown;
  /** What there is less what was expected, where both are one number. */
  readonly difference?: number;
  /** How far a number may be off. */
  readonly tolerance?: number;
  /** What would have to be expected instead; absent where the answers or names of the case must change. */
  readonly instead?: unknown;
}

export type Differ = (mismatch: Mismatch) => void;

/** A score, a level or a target as it came out; `value` is absent while it could still change. */
export interface Outcome {
  readonly value?: number | string | null;
  readonly lowest: number | null;
  readonly highest: number | null;
}

/** An expected number, nothing, `open`, or the range that open answers still allow. */
type Wanted =
  | number
  | string
  | null
  | { readonly value: number; readonly tolerance: number }
  | { readonly lowest: number | null; readonly highest: number | null };

/** Compares a score or level with what is expected of it; a tolerance of its own comes before that of the case. */
export function compareOutcome(
  at: Path,
  wanted: Wanted,
  got: Outcome | undefined,
  caseTolerance: number,
  differ: Differ,
): void {
  const what = nameOf(at);
  if (!got) {
    differ({ what, at, expected: wanted, got: undefined });
    return;
  }
  const range = { lowest: got.lowest, highest: got.highest };
  const found = got.value === undefined ? range : got.value;
  if (wanted !== null && typeof wanted === 'object' && 'lowest' in wanted) {
    const ends = (['lowest', 'highest'] as const).every((end) => isWithin(wanted[end], got[end], caseTolerance));
    if (!ends) differ({ what, at, expected: wanted, got: found, instead: found, tolerance: caseTolerance });
    return;
  }
  const { value, tolerance } =
    wanted !== null && typeof wanted === 'object' ? wanted : { value: wanted, tolerance: caseTolerance };
  if (value === 'open') {
    if (got.value !== undefined) differ({ what, at, expected: value, got: found, instead: found, tolerance });
    return;
  }
  if (got.value !== undefined && isWithin(value, got.value, tolerance)) return;
  const instead = got.value === undefined ? 'open' : found;
  const mismatch = { what, at, expected: value, got: found, instead, tolerance };
  differ(
    typeof value === 'number' && typeof found === 'number'
      ? { ...mismatch, difference: toNumber(subtract(fromNumber(found), fromNumber(value))) }
      : mismatch,
  );
}

/** Whether two numbers are no further apart than that; anything else must be the same. */
export function isWithin(wanted: number | string | null, got: number | string | null, tolerance: number): boolean {
  if (typeof wanted !== 'number' || typeof got !== 'number') return wanted === got;
  return isClose(fromNumber(wanted), fromNumber(got), tolerance);
}

function isClose(a: Rational, b: Rational, tolerance: number): boolean {
  const distance = subtract(a, b);
  return compare(distance.n < 0n ? { n: -distance.n, d: distance.d } : distance, fromNumber(tolerance)) <= 0;
}

/** Compares names whose order does not count. */
export function compareSets(at: Path, wanted: readonly string[], got: readonly string[], differ: Differ): void {
  const [expected, found] = [sortUnique(wanted), sortUnique(got)];
  if (expected.join('\n') === found.join('\n')) return;
  differ({ what: nameOf(at), at, expected, got: found, instead: inOrderOf(wanted, found) });
}

function sortUnique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

/** What is there in the order in which it was expected, then what is new. */
function inOrderOf<T>(wanted: readonly T[], got: readonly T[]): T[] {
  const [before, now] = [wanted, got].map((all) => all.map((one) => JSON.stringify(one))) as [string[], string[]];
  const stays = wanted.filter((_, i) => now.includes(before[i] as string));
  return [...stays, ...got.filter((_, i) => !before.includes(now[i] as string))];
}

/** Compares what the next level lacks: the names, and what is needed and there where that is stated. */
export function compareUnmet(
  wanted: readonly (string | ExpectedUnmet)[],
  got: readonly Unmet[],
  tolerance: number,
  differ: Differ,
): void {
  const named = (one: string | ExpectedUnmet): string => (typeof one === 'string' ? one : one.name);
  const stated = wanted.filter((one) => typeof one !== 'string');
  const sameNames = sortUnique(wanted.map(named)).join('\n') === sortUnique(got.map(({ name }) => name)).join('\n');
  const fits = (one: ExpectedUnmet): boolean =>
    got.some((unmet) => unmet.name === one.name && agrees(one, unmet, tolerance));
  if (sameNames && stated.every(fits)) return;
  const found = got.flatMap((unmet): (string | ExpectedUnmet)[] => {
    const models = stated.filter(({ name }) => name === unmet.name);
    return models.length === 0 ? [unmet.name] : models.slice(0, 1).map((model) => stateLike(model, unmet));
  });
  const unique = [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
  differ({ what: 'unmet', at: ['expect', 'unmet'], expected: wanted, got: unique, instead: inOrderOf(wanted, unique) });
}

function agrees(wanted: ExpectedUnmet, got: Unmet, tolerance: number): boolean {
  return (['needs', 'has'] as const).every((key) => {
    const expected = wanted[key];
    if (expected === undefined) return true;
    const found = plainText(got[key]);
    if (Array.isArray(expected))
      return Array.isArray(found) && sortUnique(expected).join() === sortUnique(found).join();
    if (expected === null || found === null || Array.isArray(found)) return expected === found;
    const [a, b] = [parseDecimal(String(expected)), parseDecimal(found)];
    return a && b ? isClose(a, b, tolerance) : expected === found;
  });
}

function stateLike(model: ExpectedUnmet, got: Unmet): ExpectedUnmet {
  return {
    name: got.name,
    ...(model.needs === undefined ? {} : { needs: plainText(got.needs) }),
    ...(model.has === undefined ? {} : { has: plainText(got.has) }),
  };
}

/** A value as a case writes it; what is not settled is open. */
export function plainText(value: unknown): string | string[] | null {
  if (value === undefined) return 'open';
  if (value === null) return null;
  return Array.isArray(value) ? value.map(String) : String(value);
}

/** The place of an expectation as people name it. */
export function nameOf(at: Path): string {
  return at.slice(at[0] === 'expect' ? 1 : 0).join('.');
}
