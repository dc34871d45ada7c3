// Things of which only few outcomes are possible: the program finds out which, all else is known before it runs.
import {
  ALWAYS,
  type Codes,
  joinLookups,
  type Lookup,
  leaveByCode,
  lookUpCodes,
  lookUpMasked,
  lookUpPair,
  type Program,
} from './program.ts';

/** One of some outcomes in every row; the codes are their places. */
export interface Few<T> {
  readonly codes: Codes;
  readonly outcomes: readonly T[];
}

/** The same outcome in every row. */
export function always<T>(outcome: T): Few<T> {
  return { codes: ALWAYS, outcomes: [outcome] };
}

/** What each outcome is in other words: nothing is done at run time. */
export function mapOutcomes<T, U>({ codes, outcomes }: Few<T>, map: (outcome: T) => U): Few<U> {
  return { codes, outcomes: outcomes.map(map) };
}

/** A text that is the same for the same outcome, and no other one. */
export function textOf(outcome: unknown): string {
  if (typeof outcome === 'string') return `${outcome.length}"${outcome}`;
  if (typeof outcome !== 'object' || outcome === null) return String(outcome);
  let text = '(';
  if (Array.isArray(outcome)) for (const inner of outcome) text += `${textOf(inner)} `;
  else for (const key in outcome) text += `${key}=${textOf((outcome as Readonly<Record<string, unknown>>)[key])} `;
  return `${text})`;
}

/** Each outcome once. */
export interface Distinct<T> {
  readonly outcomes: readonly T[];
  /** By code, the place among the distinct outcomes. */
  readonly places: readonly number[];
}

/** The outcomes that differ, and the place of each among them. */
export function distinctOutcomes<T>(outcomes: readonly T[], keyOf: (outcome: T) => string = textOf): Distinct<T> {
  const known = new Map<string, number>();
  const different: T[] = [];
  const places = outcomes.map((outcome) => {
    const key = keyOf(outcome);
    const place = known.get(key) ?? different.push(outcome) - 1;
    known.set(key, place);
    return place;
  });
  return { outcomes: different, places };
}

/** So many entries a table of pairs may have. */
const MOST_PAIRS = 1 << 16;

/**
 * What two outcomes come to together. `counts` says of which first outcomes the second one makes a difference. Throws a
 * `TooManyOutcomes` where the pairs are too many for a table.
 */
export function pairOutcomes<A, B, C>(
  program: Program,
  a: Few<A>,
  b: Few<B>,
  of: (a: A, b: B) => C,
  { keyOf = textOf, counts }: { keyOf?: (outcome: C) => string; counts?: (outcome: A) => boolean } = {},
): Few<C> {
  const [[onlyA], [onlyB]] = [a.outcomes, b.outcomes];
  if (b.outcomes.length === 1) return mapOutcomes(a, (one) => of(one, onlyB as B));
  if (a.outcomes.length === 1) return mapOutcomes(b, (one) => of(onlyA as A, one));
  if (a.outcomes.every((one, i) => i === 0 || one === onlyA)) return mapOutcomes(b, (one) => of(onlyA as A, one));
  const second = distinctOutcomes(b.outcomes);
  const width = b.outcomes.length;
  const does = a.outcomes.map((one) => counts?.(one) ?? true);
  const results: C[] = [];
  const starts: number[] = [];
  a.outcomes.forEach((one, i) => {
    starts.push(results.length);
    if (results.length > MOST_PAIRS - width) throw new TooManyOutcomes();
    if (!does[i]) results.push(of(one, onlyB as B));
    else {
      const own = second.outcomes.map((other) => of(one, other));
      for (const place of second.places) results.push(own[place] as C);
    }
  });
  const { outcomes, places } = distinctOutcomes(results, keyOf);
  if (outcomes.length === 1) return always(outcomes[0] as C);
  const codes = does.includes(false)
    ? lookUpMasked(program, a.codes, { places: starts, counts: does }, b.codes, places)
    : lookUpPair(program, a.codes, width, b.codes, places);
  return { codes, outcomes };
}

/** Whole numbers added up, or the bits that any of them has. Throws a `TooManyOutcomes` where codes cannot hold that. */
export function joinNumbers(
  program: Program,
  join: 'addCodes' | 'uniteCodes',
  numbers: readonly Few<number>[],
): Few<number> {
  const fold = (a: number, b: number): number => (join === 'addCodes' ? a + b : a | b);
  const isFixed = ({ outcomes }: Few<number>): boolean => outcomes.every((one) => one === outcomes[0]);
  const base = numbers.filter(isFixed).reduce((sum, { outcomes }) => fold(sum, outcomes[0] as number), 0);
  const varying = numbers.filter((one) => !isFixed(one));
  const [first, ...others] = varying;
  if (!first) return always(base);
  if (others.length === 0) return mapOutcomes(first, (one) => fold(base, one));
  const most = varying
    .map(({ outcomes }) => outcomes.reduce((a, b) => (join === 'addCodes' ? Math.max(a, b) : a | b), 0))
    .reduce(fold);
  if (most >= MOST_PAIRS) throw new TooManyOutcomes();
  const codes = joinLookups(
    program,
    join,
    varying.map((one) => ({ codes: one.codes, entries: one.outcomes })),
  );
  return { codes, outcomes: Array.from({ length: most + 1 }, (_, number) => fold(base, number)) };
}

/** More outcomes than a table holds: the rows are left to the evaluator. */
export class TooManyOutcomes extends Error {}

/** Up to so many outcomes a table of pairs is small in any case. */
const FEW = 16;

/** The same with each outcome once, so that tables of pairs stay small. */
export function withoutDoubles<T>(program: Program, few: Few<T>, keyOf?: (outcome: T) => string): Few<T> {
  if (few.outcomes.length <= FEW) return few;
  const { outcomes, places } = distinctOutcomes(few.outcomes, keyOf);
  if (outcomes.length === few.outcomes.length) return few;
  if (outcomes.length === 1) return always(outcomes[0] as T);
  return { codes: lookUpCodes(program, few.codes, places), outcomes };
}

/** Leaves the rows with such an outcome to the evaluator. */
export function leaveWhere<T>(program: Program, { codes, outcomes }: Few<T>, where: (outcome: T) => boolean): void {
  leaveByCode(program, codes, outcomes.map(where));
}

/**
 * Whether something is settled from here on: a program for settled rows leaves those in which it is open. Where it is open in
 * every row, as without a column for it, it stays so and the rows are not left.
 */
export function isSettledHere<T>(program: Program, few: Few<T>, isOpen: (outcome: T) => boolean): boolean {
  if (!program.isSettled || few.outcomes.every(isOpen)) return false;
  leaveWhere(program, few, isOpen);
  return true;
}

/** A number for each outcome. */
export function lookupOf<T>({ codes, outcomes }: Few<T>, number: (outcome: T) => number): Lookup {
  return { codes, table: Float64Array.from(outcomes, number) };
}
