import { compare, greatest, isDecimal, least, type Rational, toDecimalText, toNumber } from '../model/index.ts';

/** An indivisible value: a number, an option id or other text, true or false. */
export type Atom = Rational | string | boolean;

/** The value of an answer: option ids for a multiple choice, else a single value. */
export type AnswerValue = Atom | readonly string[];

/**
 * The values that something can still have once all open answers are given. `nothing`: whether it may also have no
 * value (not applicable, not asked, no level reached). The set always encloses the truth; when settled, it is a single
 * value.
 */
export type Possible =
  /** One of these values. */
  | { readonly kind: 'atoms'; readonly atoms: readonly Atom[]; readonly nothing: boolean }
  /** A number between these, ends included; null is unbounded. */
  | { readonly kind: 'range'; readonly low: Rational | null; readonly high: Rational | null; readonly nothing: boolean }
  /** A set of options: all of `sure` and any of `open`. */
  | {
      readonly kind: 'choices';
      readonly sure: readonly string[];
      readonly open: readonly string[];
      readonly nothing: boolean;
    }
  /** Any text or date. */
  | { readonly kind: 'any'; readonly nothing: boolean }
  /**
   * The values of a list's members, in order. Members without a value drop out; a list without members has no value.
   */
  | { readonly kind: 'list'; readonly members: readonly Possible[]; readonly nothing: boolean };

/** A range of numbers; null is unbounded. */
export interface Range {
  readonly low: Rational | null;
  readonly high: Rational | null;
}

/** The whole numbers within a range; undefined if it is unbounded. */
export function wholeNumbersWithin({ low, high }: Range): readonly Rational[] | undefined {
  if (!low || !high) return undefined;
  return Array.from({ length: Number(high.n - low.n) + 1 }, (_, step) => ({ n: low.n + BigInt(step), d: 1n }));
}

export const NOTHING: Possible = { kind: 'atoms', atoms: [], nothing: true };

/** Maximum number of numbers kept as a set; more become a range. */
const MAX_ATOMS = 64;

export function isNumber(atom: Atom): atom is Rational {
  return typeof atom === 'object';
}

export function sameAtom(a: Atom, b: Atom): boolean {
  return isNumber(a) && isNumber(b) ? a.n === b.n && a.d === b.d : a === b;
}

/** A value as JSON represents it. */
export function plainAtom(atom: Atom): string | number | boolean {
  return isNumber(atom) ? toNumber(atom) : atom;
}

/** A value as a key of a points table. */
export function pointsKey(atom: Atom): string {
  if (!isNumber(atom)) return String(atom);
  return isDecimal(atom) ? toDecimalText(atom, 15) : `${atom.n}/${atom.d}`;
}

/** A single possible value. */
export function exactly(atom: Atom): Possible {
  return { kind: 'atoms', atoms: [atom], nothing: false };
}

/** The possible values of a list. */
export function listOf(members: readonly Possible[]): Possible {
  return { kind: 'list', members, nothing: members.every(({ nothing }) => nothing) };
}

/** The numbers from low to high; a single value if they are equal. */
export function possibleBetween(low: Rational | null, high: Rational | null, nothing = false): Possible {
  if (low && high && compare(low, high) === 0) return { kind: 'atoms', atoms: [low], nothing };
  return { kind: 'range', low, high, nothing };
}

/** The same possibilities, or no value. */
export function orNothing(possible: Possible): Possible {
  return possible.nothing ? possible : { ...possible, nothing: true };
}

/** Whether it certainly has no value. */
export function isNothing(possible: Possible): boolean {
  if (!possible.nothing) return false;
  if (possible.kind === 'list') return possible.members.every(isNothing);
  return possible.kind === 'atoms' && possible.atoms.length === 0;
}

/** The settled value; null if it certainly has none; undefined while it may change. */
export function settledValue(possible: Possible): Atom | readonly string[] | null | undefined {
  if (isNothing(possible)) return null;
  if (possible.nothing) return undefined;
  if (possible.kind === 'atoms' && possible.atoms.length === 1) return possible.atoms[0];
  if (possible.kind === 'choices' && possible.open.length === 0) return possible.sure;
  return undefined;
}

/**
 * The settled number; null if it certainly has no value; undefined while it is open, and for values that are not
 * numbers.
 */
export function settledNumber(possible: Possible): Rational | null | undefined {
  const value = settledValue(possible);
  return value === null || (typeof value === 'object' && !Array.isArray(value))
    ? (value as Rational | null)
    : undefined;
}

/** The least and greatest possible number; undefined if no number is possible. */
export function rangeOf(possible: Possible): Range | undefined {
  if (possible.kind === 'range') return possible;
  if (possible.kind !== 'atoms') return undefined;
  let low: Rational | undefined;
  let high: Rational | undefined;
  for (const atom of possible.atoms) {
    if (!isNumber(atom)) continue;
    low = low ? least(low, atom) : atom;
    high = high ? greatest(high, atom) : atom;
  }
  return low && high && { low, high };
}

/** The possibilities if either of two is the case. */
export function join(a: Possible, b: Possible): Possible {
  const nothing = a.nothing || b.nothing;
  if (isNothing(a)) return { ...b, nothing };
  if (isNothing(b)) return { ...a, nothing };
  if (a.kind === 'atoms' && b.kind === 'atoms') {
    const atoms = [...a.atoms, ...b.atoms.filter((atom) => !a.atoms.some((other) => sameAtom(atom, other)))];
    if (atoms.length <= MAX_ATOMS || !atoms.every(isNumber)) return { kind: 'atoms', atoms, nothing };
  }
  if (a.kind === 'choices' && b.kind === 'choices') return joinChoices(a, b, nothing);
  const [left, right] = [rangeOf(a), rangeOf(b)];
  if (!left || !right) return { kind: 'any', nothing };
  return possibleBetween(
    left.low && right.low && least(left.low, right.low),
    left.high && right.high && greatest(left.high, right.high),
    nothing,
  );
}

function joinChoices(
  a: Extract<Possible, { kind: 'choices' }>,
  b: Extract<Possible, { kind: 'choices' }>,
  nothing: boolean,
): Possible {
  const sureOptions = a.sure.filter((option) => b.sure.includes(option));
  const openOptions = new Set([...a.sure, ...a.open, ...b.sure, ...b.open]);
  for (const option of sureOptions) openOptions.delete(option);
  return { kind: 'choices', sure: sureOptions, open: [...openOptions], nothing };
}
