import { between, isNothing, NOTHING, type Possible, type Range, rangeOf } from '../condition/value.ts';
import { add, compare, divide, greatest, least, multiply, type Rational, ZERO } from '../model/rational.ts';
import type { Operator } from './plan.ts';

/** A value that is combined, with its weight. */
export interface Weighted {
  readonly value: Possible;
  readonly weight: Rational;
  /** Multiplies the weight, where that depends on answers; while it is nothing, the member is left out. */
  readonly by?: Possible | undefined;
}

/** The end of a range; null is unbounded. */
export type End = Rational | null;

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
export function leastOf(side: Side, a: Range, b: Range): End {
  return side === 'low' ? lower(a.low, b.low) : boundedPick([a.high, b.high], 'min');
}

/** The end on a side of the greater of two ranges. */
export function highestOf(side: Side, a: Range, b: Range): End {
  return side === 'high' ? higher(a.high, b.high) : boundedPick([a.low, b.low], 'max');
}
