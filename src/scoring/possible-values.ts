import { compare, greatest, isDecimal, least, type Rational, toDecimalText, toNumber } from '../model/index.ts';

/** A single value: a number, the id of an option, another text, true or false. */
export type Atom = Rational | string | boolean;

/** The value of an answer: a list of option ids for a multiple choice, otherwise a single value. */
export type AnswerValue = Atom | readonly string[];

/**
 * The values that something can still have, depending on the answers that are open. `nothing` says whether it may also
 * have no value (not applicable, not asked, no level reached). The true value is always included; when nothing is open,
 * there is only one possible value.
 */
export type Possible =
  /** One of the listed values. */
  | { readonly kind: 'atoms'; readonly atoms: readonly Atom[]; readonly nothing: boolean }
  /** A number from `low` to `high`, both included; null means unbounded. */
  | { readonly kind: 'range'; readonly low: Rational | null; readonly high: Rational | null; readonly nothing: boolean }
  /** A set of options: all in `sure`, and any of those in `open`. */
  | {
      readonly kind: 'choices';
      readonly sure: readonly string[];
      readonly open: readonly string[];
      readonly nothing: boolean;
    }
  /** Any text or date. */
  | { readonly kind: 'any'; readonly nothing: boolean }
  /** A list of values in order. Members without a value are left out; a list without members has no value. */
  | { readonly kind: 'list'; readonly members: readonly Possible[]; readonly nothing: boolean };

/** A range of numbers; null means unbounded. */
export interface Range {
  readonly low: Rational | null;
  readonly high: Rational | null;
}

/** Lists the whole numbers within a range; undefined if the range is unbounded. */
export function listWholeNumbers({ low, high }: Range): readonly Rational[] | undefined {
  if (!low || !high) return undefined;
  return Array.from({ length: Number(high.n - low.n) + 1 }, (_, step) => ({ n: low.n + BigInt(step), d: 1n }));
}

export const NOTHING: Possible = { kind: 'atoms', atoms: [], nothing: true };

/** The maximum number of numbers that are kept as a set; more are represented by a range. */
const MAX_ATOMS = 64;

export function isNumber(atom: Atom): atom is Rational {
  return typeof atom === 'object';
}

export function areSameAtoms(a: Atom, b: Atom): boolean {
  return isNumber(a) && isNumber(b) ? a.n === b.n && a.d === b.d : a === b;
}

/** Converts a value to JSON. */
export function toPlainAtom(atom: Atom): string | number | boolean {
  return isNumber(atom) ? toNumber(atom) : atom;
}

/** Converts a value to a key of a points table. */
export function toPointsKey(atom: Atom): string {
  if (!isNumber(atom)) return String(atom);
  return isDecimal(atom) ? toDecimalText(atom, 15) : `${atom.n}/${atom.d}`;
}

/** Creates a possible value that can only be this value. */
export function createExactValue(atom: Atom): Possible {
  return { kind: 'atoms', atoms: [atom], nothing: false };
}

/** Creates a possible value that is a list of possible values. */
export function createListValue(members: readonly Possible[]): Possible {
  return { kind: 'list', members, nothing: members.every(({ nothing }) => nothing) };
}

/** Returns the values from `low` to `high`; if both are equal, only this value is possible. */
export function createRangeValue(low: Rational | null, high: Rational | null, nothing = false): Possible {
  if (low && high && compare(low, high) === 0) return { kind: 'atoms', atoms: [low], nothing };
  return { kind: 'range', low, high, nothing };
}

/** Adds the possibility that there is no value. */
export function addNothing(possible: Possible): Possible {
  return possible.nothing ? possible : { ...possible, nothing: true };
}

/** Whether there is certainly no value. */
export function isNothing(possible: Possible): boolean {
  if (!possible.nothing) return false;
  if (possible.kind === 'list') return possible.members.every(isNothing);
  return possible.kind === 'atoms' && possible.atoms.length === 0;
}

/** Returns the value if it is settled; null if there certainly is none, undefined while the value may still change. */
export function settledValue(possible: Possible): Atom | readonly string[] | null | undefined {
  if (isNothing(possible)) return null;
  if (possible.nothing) return undefined;
  if (possible.kind === 'atoms' && possible.atoms.length === 1) return possible.atoms[0];
  if (possible.kind === 'choices' && possible.open.length === 0) return possible.sure;
  return undefined;
}

/**
 * Returns the number if it is settled; null if there certainly is no value. Undefined while the value is open, and if
 * it is not a number.
 */
export function settledNumber(possible: Possible): Rational | null | undefined {
  const value = settledValue(possible);
  return value === null || (typeof value === 'object' && !Array.isArray(value))
    ? (value as Rational | null)
    : undefined;
}

/** Returns the least and greatest possible number; undefined if no number is possible. */
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

/** Returns all values that are possible in at least one of two cases. */
export function joinPossible(a: Possible, b: Possible): Possible {
  const nothing = a.nothing || b.nothing;
  if (isNothing(a)) return { ...b, nothing };
  if (isNothing(b)) return { ...a, nothing };
  if (a.kind === 'atoms' && b.kind === 'atoms') {
    const atoms = [...a.atoms, ...b.atoms.filter((atom) => !a.atoms.some((other) => areSameAtoms(atom, other)))];
    if (atoms.length <= MAX_ATOMS || !atoms.every(isNumber)) return { kind: 'atoms', atoms, nothing };
  }
  if (a.kind === 'choices' && b.kind === 'choices') return joinChoices(a, b, nothing);
  const [left, right] = [rangeOf(a), rangeOf(b)];
  if (!left || !right) return { kind: 'any', nothing };
  return createRangeValue(
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
