import {
  type Atom,
  between,
  exactly,
  isNothing,
  isNumber,
  NOTHING,
  orNothing,
  type Possible,
  type Range,
  rangeOf,
} from '../condition/value.ts';
import {
  add,
  compare,
  divide,
  greatest,
  least,
  multiply,
  ONE,
  type Rational,
  subtract,
  ZERO,
} from '../model/rational.ts';
import type { Operator, Step } from './plan.ts';

/** A value that is combined, with its weight. `weight` is positive in a mean. */
export interface Weighted {
  readonly value: Possible;
  readonly weight: Rational;
}

type End = Rational | null;

/** What combining values can come to. Those that are nothing are left out; without any there is nothing. */
export function combineValues(op: Operator, members: readonly Weighted[]): Possible {
  const present = members.flatMap(({ value, weight }) => {
    const range = isNothing(value) ? undefined : rangeOf(value);
    // In a mean, weight 0 means not to be part of it: a mean of such members alone is nothing, not 0.
    return range && (op !== 'mean' || weight.n !== 0n) ? [{ range, weight, optional: value.nothing }] : [];
  });
  if (present.length === 0) return NOTHING;
  const nothing = present.every(({ optional }) => optional);
  switch (op) {
    case 'sum':
      return between(sumEnd(present, 'low'), sumEnd(present, 'high'), nothing);
    case 'mean':
      return between(meanEnd(present, 'low'), meanEnd(present, 'high'), nothing);
    default:
      return between(extremeEnd(present, 'low', op), extremeEnd(present, 'high', op), nothing);
  }
}

interface Present {
  readonly range: Range;
  readonly weight: Rational;
  /** Whether it may turn out to be nothing and so be left out. */
  readonly optional: boolean;
}

type Side = 'low' | 'high';

const opposite = (side: Side): Side => (side === 'low' ? 'high' : 'low');

/** The end of a weighted range on a side; a negative weight turns the range round. */
function weightedEnd({ range, weight }: Present, side: Side): End {
  const end = range[weight.n < 0n ? opposite(side) : side];
  if (weight.n === 0n) return ZERO;
  return end && multiply(end, weight);
}

function sumEnd(members: readonly Present[], side: Side): End {
  const ends = members.map((member) => ({ end: weightedEnd(member, side), optional: member.optional }));
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

/** The end of a weighted mean: optional members join as long as they pull it further. */
function meanEnd(members: readonly Present[], side: Side): End {
  const direction = side === 'low' ? -1 : 1;
  const ends = members.map(({ range, weight, optional }) => ({ end: range[side], weight, optional }));
  const forced = ends.filter(({ optional }) => !optional);
  if (ends.some(({ end }) => end === null)) return null;
  const optional = ends
    .filter((member) => member.optional)
    .sort((a, b) => compare(b.end as Rational, a.end as Rational) * direction);
  let [sum, weights] = [ZERO, ZERO];
  const join = ({ end, weight }: { end: End; weight: Rational }): void => {
    sum = add(sum, multiply(end as Rational, weight));
    weights = add(weights, weight);
  };
  forced.forEach(join);
  for (const member of optional) {
    if (weights.n > 0n && compare(member.end as Rational, divide(sum, weights)) * direction <= 0) break;
    join(member);
  }
  return divide(sum, weights);
}

function extremeEnd(members: readonly Present[], side: Side, op: 'min' | 'max'): End {
  const ends = (some: readonly Present[]): End[] => some.map((member) => weightedEnd(member, side));
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
function stepIndex(value: Rational, steps: readonly Step[], edge: 'below' | 'above'): number {
  return steps.findLastIndex(({ bound }, i) => {
    const distance = compare(value, bound);
    return distance > 0 || (distance === 0 && (edge === 'below' || i === 0));
  });
}

function unique(atoms: readonly Atom[]): Atom[] {
  const keys = new Map(atoms.map((atom) => [isNumber(atom) ? `${atom.n}/${atom.d}` : `=${atom}`, atom]));
  return [...keys.values()];
}

/** At most the cap. */
export function capValue(value: Possible, cap: Possible): Possible {
  if (isNothing(value) || isNothing(cap)) return isNothing(value) ? NOTHING : value;
  const capped = combineValues('min', [
    { value: { ...value, nothing: false }, weight: ONE },
    { value: cap, weight: ONE },
  ]);
  return value.nothing ? orNothing(capped) : { ...capped, nothing: false };
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
