import { type Fraction, fractionOf, order, over, plus, times } from '../../fraction.ts';

export const COMBINING = ['sum', 'mean', 'min', 'max'] as const;

export type Operator = (typeof COMBINING)[number];

export interface Weighted {
  readonly value: Fraction | null;
  readonly weight: Fraction;
}

/** Members that are nothing are left out; without any there is nothing. */
export function combine(operator: Operator, members: readonly Weighted[]): Fraction | null {
  const present = members.flatMap(({ value, weight }) => (value === null ? [] : [{ value, weight }]));
  const weighted = present.map(({ value, weight }) => times(value, weight));
  const total = present.map(({ weight }) => weight).reduce(plus, fractionOf(0));
  if (present.length === 0) return null;
  switch (operator) {
    case 'sum':
      return weighted.reduce(plus);
    case 'mean':
      return total.top === 0n ? null : over(weighted.reduce(plus), total);
    case 'min':
      return weighted.reduce((a, b) => (order(a, b) <= 0 ? a : b));
    case 'max':
      return weighted.reduce((a, b) => (order(a, b) >= 0 ? a : b));
  }
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

/** Whether the outcome of a case is a number, and so no name. */
export function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}
