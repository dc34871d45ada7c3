import {
  type Atom,
  between,
  exactly,
  isNothing,
  isNumber,
  NOTHING,
  type Possible,
  type Range,
  rangeOf,
} from '../condition/value.ts';
import {
  add,
  compare,
  divide,
  multiply,
  ONE,
  type Rational,
  type RoundingMode,
  round,
  subtract,
  ZERO,
} from '../model/rational.ts';
import { type End, highestOf, leastOf } from './combine.ts';
import type { LinePoint, Step } from './plan.ts';

/** The highest step that is reached, for every value possible. */
export function stepsOf(value: Possible, steps: readonly Step[], edge: 'below' | 'above'): Possible {
  if (isNothing(value)) return NOTHING;
  if (value.kind === 'atoms') {
    const reached = value.atoms.map((atom) => stepAt(atom, steps, edge));
    const atoms = reached.filter((atom): atom is Atom => atom !== null);
    return { kind: 'atoms', atoms: unique(atoms), nothing: value.nothing || atoms.length < reached.length };
  }
  const range = rangeOf(value) ?? { low: null, high: null };
  const first = range.low === null ? -1 : stepIndex(range.low, steps, edge);
  const last = range.high === null ? steps.length - 1 : stepIndex(range.high, steps, edge);
  const atoms = steps.slice(Math.max(0, first), last + 1).map((step) => step.value);
  return { kind: 'atoms', atoms: unique(atoms), nothing: value.nothing || first < 0 };
}

function stepAt(atom: Atom, steps: readonly Step[], edge: 'below' | 'above'): Atom | null {
  return isNumber(atom) ? (steps[stepIndex(atom, steps, edge)]?.value ?? null) : null;
}

/** The position of the highest step reached; -1 below the lowest. */
export function stepIndex(value: Rational, steps: readonly Step[], edge: 'below' | 'above'): number {
  return steps.findLastIndex(({ bound }, i) => {
    const distance = compare(value, bound);
    return distance > 0 || (distance === 0 && (edge === 'below' || i === 0));
  });
}

function unique(atoms: readonly Atom[]): Atom[] {
  const keys = new Map(atoms.map((atom) => [isNumber(atom) ? `${atom.n}/${atom.d}` : `=${atom}`, atom]));
  return [...keys.values()];
}

/** At most the bound for a `cap`, at least it for a `floor`; a bound that is nothing holds nothing back. */
export function boundValue(side: 'cap' | 'floor', value: Possible, bound: Possible): Possible {
  const [range, limit] = [rangeOf(value), rangeOf(bound)];
  if (isNothing(value) || isNothing(bound) || !range || !limit) return value;
  const pick = side === 'cap' ? leastOf : highestOf;
  const [low, high] = [pick('low', range, limit), pick('high', range, limit)];
  if (!bound.nothing) return between(low, high, value.nothing);
  // Without the bound the value stays as it is.
  return side === 'cap' ? between(low, range.high, value.nothing) : between(range.low, high, value.nothing);
}

/** Every number a rising function makes of a value's numbers, exact where the value is. */
function mapRising(value: Possible, map: (number: Rational) => Rational): Possible {
  if (isNothing(value)) return NOTHING;
  if (value.kind === 'atoms') {
    return { kind: 'atoms', atoms: unique(value.atoms.filter(isNumber).map(map)), nothing: value.nothing };
  }
  const range = rangeOf(value);
  const [low, high] = [range?.low ? map(range.low) : null, range?.high ? map(range.high) : null];
  return between(low, high, value.nothing);
}

/** A value times a positive factor. */
export function scaleValue(value: Possible, factor: Rational): Possible {
  return mapRising(value, (number) => multiply(number, factor));
}

/** A value rounded at so many decimals. */
export function roundValue(value: Possible, decimals: number, mode: RoundingMode): Possible {
  return mapRising(value, (number) => round(number, decimals, mode));
}

/** The straight lines between ascending points at every value possible; flat outside of them. */
export function linearOf(value: Possible, points: readonly LinePoint[]): Possible {
  if (isNothing(value)) return NOTHING;
  const lineAt = (number: Rational): Rational => valueOnLine(number, points);
  if (value.kind === 'atoms') return mapRising(value, lineAt);
  const { low, high } = rangeOf(value) ?? { low: null, high: null };
  const inside = points.filter(
    ({ at }) => (low === null || compare(at, low) > 0) && (high === null || compare(at, high) < 0),
  );
  const [first, last] = [points[0] as LinePoint, points.at(-1) as LinePoint];
  const ends = [low ? lineAt(low) : first.value, high ? lineAt(high) : last.value];
  const values = [...ends, ...inside.map((point) => point.value)].sort(compare);
  return between(values[0] as Rational, values.at(-1) as Rational, value.nothing);
}

function valueOnLine(number: Rational, points: readonly LinePoint[]): Rational {
  const next = points.findIndex(({ at }) => compare(number, at) < 0);
  const [before, after] = [points[next - 1], points[next]];
  if (!before) return next === 0 ? (points[0] as LinePoint).value : (points.at(-1) as LinePoint).value;
  if (!after) return before.value;
  const share = divide(subtract(number, before.at), subtract(after.at, before.at));
  return add(before.value, multiply(share, subtract(after.value, before.value)));
}

/** The quotient of ranges. A divisor that is or may be 0 leaves it unknown: it can be any number. */
export function ratioOf(a: Possible, b: Possible): Possible {
  const [dividend, divisor] = [rangeOf(a), rangeOf(b)];
  if (isNothing(a) || isNothing(b) || !dividend || !divisor) return NOTHING;
  const nothing = a.nothing || b.nothing;
  if (divisor.low && divisor.low.n > 0n) return byPositive(dividend, divisor.low, divisor.high, nothing);
  if (divisor.high && divisor.high.n < 0n) {
    const { low, high } = negated(divisor);
    return byPositive(negated(dividend), low as Rational, high, nothing);
  }
  return between(null, null, nothing);
}

/** A range divided by numbers from a positive least one up. */
function byPositive({ low, high }: Range, least: Rational, most: End, nothing: boolean): Possible {
  const [small, large] = [most ? divide(ONE, most) : ZERO, divide(ONE, least)];
  return between(
    low && multiply(low, low.n < 0n ? large : small),
    high && multiply(high, high.n < 0n ? small : large),
    nothing,
  );
}

function negated({ low, high }: Range): Range {
  return { low: high && subtract(ZERO, high), high: low && subtract(ZERO, low) };
}

/** The difference of ranges. */
export function differenceOf(a: Possible, b: Possible): Possible {
  const [left, right] = [rangeOf(a), rangeOf(b)];
  if (!left || !right) return NOTHING;
  const low = left.low && right.high && subtract(left.low, right.high);
  const high = left.high && right.low && subtract(left.high, right.low);
  return between(low, high, a.nothing || b.nothing);
}

/** (a - b) / b. */
export function changeOf(a: Possible, b: Possible): Possible {
  const ratio = ratioOf(a, b);
  return isNothing(ratio) ? NOTHING : differenceOf(ratio, exactly(ONE));
}
