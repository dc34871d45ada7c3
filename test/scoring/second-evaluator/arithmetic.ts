import type { Rounding } from '../../../src/model/generated/types.ts';
import { type Fraction, fractionOf, minus, order, over, plus, same, times } from '../../exact-fraction.ts';

export const COMBINING = ['sum', 'mean', 'min', 'max'] as const;

export type Operator = (typeof COMBINING)[number];

/** A member's value or weight; null is nothing, and leaves the member out. */
export interface Weighted {
  readonly value: Fraction | null;
  readonly weight: Fraction | null;
}

/** Members that are nothing are left out; without any there is nothing. */
export function combine(operator: Operator, members: readonly Weighted[]): Fraction | null {
  const present = members.flatMap(({ value, weight }) => (value && weight ? [{ value, weight }] : []));
  const weighted = present.map(({ value, weight }) => times(value, weight));
  const total = present.map(({ weight }) => weight).reduce(plus, fractionOf(0));
  if (present.length === 0) return null;
  switch (operator) {
    case 'sum':
      return weighted.reduce(plus);
    case 'mean':
      return total.top === 0n ? null : over(weighted.reduce(plus), total);
    case 'min':
      return weighted.reduce(least);
    case 'max':
      return weighted.reduce(greatest);
  }
}

export function least(a: Fraction, b: Fraction): Fraction {
  return order(a, b) <= 0 ? a : b;
}

export function greatest(a: Fraction, b: Fraction): Fraction {
  return order(a, b) >= 0 ? a : b;
}

/** The highest bound reached gives the value; on a bound with `above` it is the step below, save at the lowest. */
export function stepAt(
  value: Fraction,
  steps: Readonly<Record<string, string>>,
  edge: string | undefined,
): string | undefined {
  const bounds = Object.keys(steps).sort((a, b) => order(fractionOf(a), fractionOf(b)));
  const reached = bounds.filter((bound, i) => {
    const distance = order(value, fractionOf(bound));
    return distance > 0 || (distance === 0 && (edge !== 'above' || i === 0));
  });
  const last = reached.at(-1);
  return last === undefined ? undefined : String(steps[last]);
}

/** Straight lines between points, flat outside. */
export function lineAt(value: Fraction, line: Readonly<Record<string, number | string>>): Fraction {
  const points = Object.entries(line)
    .map(([input, output]) => ({ input: fractionOf(input), output: fractionOf(output) }))
    .sort((a, b) => order(a.input, b.input));
  const above = points.findIndex(({ input }) => order(input, value) >= 0);
  const [from, to] = [points[above - 1], points[above] ?? points.at(-1)];
  if (!to) throw new Error('a line without points');
  if (above < 1 || !from) return to.output;
  const share = over(minus(value, from.input), minus(to.input, from.input));
  return plus(from.output, times(share, minus(to.output, from.output)));
}

/** Rounds to decimals; a bare number of them rounds halves away from zero. */
export function roundTo(value: Fraction, round: number | Rounding): Fraction {
  const { decimals = 0, mode } = typeof round === 'number' ? { decimals: round, mode: 'half-away' as const } : round;
  const unit: Fraction = { top: 1n, bottom: 10n ** BigInt(decimals) };
  const units = over(value, unit);
  const lower = floorOf(units);
  const [down, up] = [lower, lower + 1n].map((whole): Fraction => times({ top: whole, bottom: 1n }, unit)) as [
    Fraction,
    Fraction,
  ];
  if (same(down, value) || mode === 'down') return down;
  if (mode === 'up') return up;
  const nearer = order(minus(value, down), minus(up, value));
  if (nearer !== 0) return nearer < 0 ? down : up;
  switch (mode) {
    case 'half-up':
      return up;
    case 'half-even':
      return lower % 2n === 0n ? down : up;
    case 'half-away':
      return value.top < 0n ? down : up;
  }
}

/** The greatest whole number that is not above. */
function floorOf({ top, bottom }: Fraction): bigint {
  const towardsZero = top / bottom;
  return towardsZero * bottom > top ? towardsZero - 1n : towardsZero;
}

/** Whether the outcome of a case is a number, and so no name. */
export function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}
