// The operators of a rubric on values that may be open: every result encloses all that the answers can still lead to.

import {
  add,
  compare,
  divide,
  greatest,
  least,
  multiply,
  ONE,
  type Rational,
  type RoundingMode,
  round,
  subtract,
  ZERO,
} from '../model/index.ts';
import type { LinePoint, Operator, Step } from './plan.ts';
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
} from './possible-values.ts';

/** A value that is combined, with its weight. */
interface Weighted {
  readonly value: Possible;
  readonly weight: Rational;
  /** Multiplies the weight, where that depends on answers; while it is nothing, the member is left out. */
  readonly by?: Possible | undefined;
}

/** The end of a range; null is unbounded. */
type End = Rational | null;

type Side = 'low' | 'high';

interface Present {
  readonly range: Range;
  readonly weight: Range;
  /** Whether it may turn out to be nothing and so be left out. */
  readonly optional: boolean;
}

/** What combining values can come to. Those that are nothing are left out; without any there is nothing. */
export function combineValues(op: Operator, members: readonly Weighted[]): Possible {
  const present: Present[] = [];
  for (const member of members) {
    const one = presentOf(member);
    // In a mean, weight 0 means not to be part of it: a mean of such members alone is nothing, not 0.
    if (one && !(op === 'mean' && isExactly(one.weight, ZERO))) present.push(one);
  }
  if (present.length === 0) return NOTHING;
  const nothing = present.every(({ optional }) => optional);
  switch (op) {
    case 'sum': {
      const low = sumEnd(present, 'low');
      return between(low, present.every(isSettled) ? low : sumEnd(present, 'high'), nothing);
    }
    case 'mean':
      return meanOf(present, nothing);
    default:
      return between(extremeEnd(present, 'low', op), extremeEnd(present, 'high', op), nothing);
  }
}

/** What is combined of a value; undefined where it or its weight is nothing. */
function presentOf({ value, weight, by }: Weighted): Present | undefined {
  const range = isNothing(value) ? undefined : rangeOf(value);
  if (!range) return undefined;
  if (by === undefined) return { range, weight: { low: weight, high: weight }, optional: value.nothing };
  const factor = isNothing(by) ? undefined : rangeOf(by);
  if (!factor) return undefined;
  return { range, weight: productOf(factor, { low: weight, high: weight }), optional: value.nothing || by.nothing };
}

function isExactly({ low, high }: Range, number: Rational): boolean {
  return low !== null && high !== null && compare(low, number) === 0 && compare(high, number) === 0;
}

function exactWeight({ weight: { low, high } }: Present): Rational | undefined {
  return low && high && compare(low, high) === 0 ? low : undefined;
}

/** Whether all is known of a member, so that both ends of what it goes into are the same. */
function isSettled({ range, weight, optional }: Present): boolean {
  return !optional && range.low !== null && range.low === range.high && weight.low === weight.high;
}

const opposite = (side: Side): Side => (side === 'low' ? 'high' : 'low');

/** The products of two ranges. */
function productOf(a: Range, b: Range): Range {
  return { low: productEnd(a, b, 'low'), high: productEnd(a, b, 'high') };
}

function productEnd(a: Range, b: Range, side: Side): End {
  if (isExactly(a, ZERO) || isExactly(b, ZERO)) return ZERO;
  const [exact, other] = b.low && b.high && compare(b.low, b.high) === 0 ? [b.low, a] : [undefined, a];
  if (exact) {
    const end = other[exact.n < 0n ? opposite(side) : side];
    return end && multiply(end, exact);
  }
  const reach = (x: Range, y: Range): boolean =>
    (x.high === null && canBe(y, side)) || (x.low === null && canBe(y, opposite(side)));
  if (reach(a, b) || reach(b, a)) return null;
  const ends = [a.low, a.high].flatMap((x) => [b.low, b.high].flatMap((y) => productOfEnds(x, y)));
  return ends.length === 0 ? null : ends.reduce(side === 'low' ? least : greatest);
}

/** Whether a range holds a number above 0 (`high`) or below 0 (`low`). */
function canBe({ low, high }: Range, side: Side): boolean {
  return side === 'high' ? high === null || high.n > 0n : low === null || low.n < 0n;
}

/** An unbounded end counts only where the other is 0; elsewhere its product is unbounded, which was seen before. */
function productOfEnds(x: End, y: End): Rational[] {
  if (x && y) return [multiply(x, y)];
  return (x ?? y)?.n === 0n ? [ZERO] : [];
}

function sumEnd(members: readonly Present[], side: Side): End {
  const ends = members.map(({ range, weight, optional }) => ({ end: productEnd(range, weight, side), optional }));
  const pulls = (end: End): boolean => end === null || (side === 'low' ? end.n < 0n : end.n > 0n);
  const joined = ends.filter(({ end, optional }) => !optional || pulls(end));
  // Leaving every member out is nothing, not 0: the one that costs least must stay.
  if (joined.length === 0) return ends.map(({ end }) => end).reduce(side === 'low' ? lower : higher);
  return joined.map(({ end }) => end).reduce((sum, end) => sum && end && add(sum, end));
}

function lower(a: End, b: End): End {
  return a && b && least(a, b);
}

function higher(a: End, b: End): End {
  return a && b && greatest(a, b);
}

/** The weighted mean. Weights that are open only say that it lies among the members' values. */
function meanOf(members: readonly Present[], nothing: boolean): Possible {
  const weights = members.map(exactWeight);
  if (weights.every((weight): weight is Rational => weight !== undefined && weight.n > 0n)) {
    const low = meanEnd(members, weights, 'low');
    return between(low, members.every(isSettled) ? low : meanEnd(members, weights, 'high'), nothing);
  }
  if (members.every(({ weight }) => weight.low !== null && weight.low.n >= 0n)) {
    const low = members.map(({ range }) => range.low).reduce(lower);
    const high = members.map(({ range }) => range.high).reduce(higher);
    return between(
      low,
      high,
      members.every(({ optional, weight }) => optional || weight.low?.n === 0n),
    );
  }
  return meanOfSigned(members, weights);
}

/** With weights below 0 the mean can lie anywhere; where their sum is 0 there is none. */
function meanOfSigned(members: readonly Present[], weights: readonly (Rational | undefined)[]): Possible {
  let [sum, total] = [ZERO, ZERO];
  for (const [i, { range, optional }] of members.entries()) {
    const weight = weights[i];
    const isOpen = optional || !range.low || !range.high || compare(range.low, range.high) !== 0;
    if (weight === undefined || isOpen) return between(null, null, true);
    sum = add(sum, multiply(range.low as Rational, weight));
    total = add(total, weight);
  }
  const mean = total.n === 0n ? null : divide(sum, total);
  return mean ? between(mean, mean) : NOTHING;
}

/** The end of a weighted mean: optional members join as long as they pull it further. */
function meanEnd(members: readonly Present[], weightsOf: readonly Rational[], side: Side): End {
  const direction = side === 'low' ? -1 : 1;
  const optional: { readonly end: Rational; readonly weight: Rational }[] = [];
  let [sum, weights] = [ZERO, ZERO];
  const join = (end: Rational, weight: Rational): void => {
    sum = add(sum, multiply(end, weight));
    weights = add(weights, weight);
  };
  for (const [i, member] of members.entries()) {
    const [end, weight] = [member.range[side], weightsOf[i] as Rational];
    if (end === null) return null;
    if (member.optional) optional.push({ end, weight });
    else join(end, weight);
  }
  for (const { end, weight } of optional.sort((a, b) => compare(b.end, a.end) * direction)) {
    if (weights.n > 0n && compare(end, divide(sum, weights)) * direction <= 0) break;
    join(end, weight);
  }
  return divide(sum, weights);
}

function extremeEnd(members: readonly Present[], side: Side, op: 'min' | 'max'): End {
  const ends = (some: readonly Present[]): End[] => some.map(({ range }) => range[side]);
  const outwards = (op === 'min') === (side === 'low');
  if (outwards) return ends(members).reduce(op === 'min' ? lower : higher);
  // Optional members only pull this end inwards: it is attained without them, or with the furthest one alone.
  const forced = members.filter(({ optional }) => !optional);
  return forced.length > 0 ? boundedPick(ends(forced), op) : ends(members).reduce(op === 'min' ? higher : lower);
}

/** The least (or greatest) of ends that are unbounded inwards: an unbounded one never decides while another is bounded. */
function boundedPick(ends: readonly End[], op: 'min' | 'max'): End {
  const bounded = ends.filter((end): end is Rational => end !== null);
  return bounded.length === 0 ? null : bounded.reduce(op === 'min' ? least : greatest);
}

/** The end on a side of the lesser of two ranges: unbounded below where either is, above only where both are. */
function leastOf(side: Side, a: Range, b: Range): End {
  return side === 'low' ? lower(a.low, b.low) : boundedPick([a.high, b.high], 'min');
}

/** The end on a side of the greater of two ranges. */
function highestOf(side: Side, a: Range, b: Range): End {
  return side === 'high' ? higher(a.high, b.high) : boundedPick([a.low, b.low], 'max');
}

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
