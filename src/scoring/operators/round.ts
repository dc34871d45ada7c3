// The operator `round`: the only rounding in a rubric that changes values used in further calculations.

import {
  ceiling,
  divide,
  fraction,
  multiply,
  type Rational,
  type RoundingMode,
  round as roundNumber,
  wholeNumber,
} from '../../model/index.ts';
import { mapColumn, mapEnds } from '../columns/column.ts';
import { createWholeColumn, type Exact, scaleNumber, splitQuotient } from '../columns/exact-numbers.ts';
import { computeNumbers, type Program } from '../columns/program.ts';
import { mapRising } from '../interval-arithmetic.ts';
import type { Possible } from '../possible-values.ts';
import type { Bound, Operator } from './operator.ts';

export interface RoundNode {
  readonly op: 'round';
  readonly of: number;
  readonly decimals: number;
  readonly mode: RoundingMode;
}

export const round: Operator<RoundNode> = {
  family: 'modifier',
  operands: ({ of }) => [of],
  evaluate: (node, { read }) => roundValue(read(node.of), node),
  columns: (node, { program, column }) =>
    mapColumn(
      program,
      column(node.of),
      (possible) => roundValue(possible, node),
      (numbers) => mapEnds(program, numbers, (num) => createRoundedNumber(program, num, node)),
    ),
  extremes({ of, decimals, mode }, scope) {
    const value = scope.extremes(of);
    const roundValue = (number: Rational): Rational => roundNumber(number, decimals, mode);
    return value && { best: roundValue(value.best), least: roundValue(value.least) };
  },
  mayBeNothing: ({ of }, missing, scope) => scope.mayBeNothing(of, missing),
  lowerLimit: ({ of, decimals, mode }, _, bound, scope) =>
    scope.limit(of, computeBoundBeforeRounding(bound, decimals, mode)),
  isSure: ({ of }, _, scope) => scope.isSure(of),
  upperForms({ of, decimals }, { above, raise }) {
    const step = fraction(10n ** BigInt(Math.max(0, -decimals)), 10n ** BigInt(Math.max(0, decimals)));
    return above(of).map((form) => raise(form, step));
  },
  explain: ({ of, decimals, mode }, _, { node }) => ({ rounding: { decimals, mode }, parts: [node(of)] }),
};

/** Rounds a value to a number of decimals. */
export function roundValue(value: Possible, { decimals, mode }: Omit<RoundNode, 'op' | 'of'>): Possible {
  return mapRising(value, (number) => roundNumber(number, decimals, mode));
}

/** Returns the bound that a number must keep so that the rounded number keeps the given bound. */
function computeBoundBeforeRounding({ bound, strict }: Bound, decimals: number, mode: RoundingMode): Bound {
  const scale: Rational = { n: 10n ** BigInt(decimals), d: 1n };
  const scaledBound = multiply(bound, scale);
  const leastMultiple = strict && scaledBound.d === 1n ? scaledBound.n + 1n : ceiling(scaledBound);
  const boundAtHalf = (twice: bigint, above: boolean): Bound => ({
    side: 'low',
    bound: divide(wholeNumber(twice), multiply(scale, wholeNumber(2))),
    strict: above,
  });
  if (mode === 'down') return boundAtHalf(2n * leastMultiple, false);
  if (mode === 'up') return boundAtHalf(2n * leastMultiple - 2n, true);
  const halfGoesUp = mode === 'half-up' || (mode === 'half-even' ? leastMultiple % 2n === 0n : leastMultiple >= 1n);
  return boundAtHalf(2n * leastMultiple - 1n, !halfGoesUp);
}

/** Rounds to a number of decimals. Quotient and remainder are computed with whole numbers, so the result is exact. */
function createRoundedNumber(program: Program, num: Exact, { decimals, mode }: Omit<RoundNode, 'op' | 'of'>): Exact {
  const decimalFactor: Rational = { n: 10n ** BigInt(decimals), d: 1n };
  const { top, bottom } = splitQuotient(program, scaleNumber(program, num, decimalFactor));
  const largestResult = (num.mostN * Number(num.scale.n) * 10 ** decimals) / Number(num.scale.d) + 1;
  const isRoundedUp = ROUNDED_UP[mode];
  const roundedNumbers = computeNumbers(program, round, top, bottom);
  return createWholeColumn(program, roundedNumbers, largestResult, { n: 1n, d: decimalFactor.n });

  function round(n: number, d: number): number {
    const flooredQuotient = Math.floor(n / d);
    if (d === 1 || !Number.isFinite(n)) return n;
    return (
      flooredQuotient +
      (isRoundedUp(flooredQuotient, (n - flooredQuotient * d) * 2 - d, n === flooredQuotient * d) ? 1 : 0)
    );
  }
}

/**
 * Whether a number is rounded up. `below` is the whole number below it, `fromHalf` is negative, 0 or positive if the
 * fraction is less than, equal to or greater than one half, and `isWhole` says whether there is no fraction.
 */
const ROUNDED_UP: Readonly<Record<RoundingMode, (below: number, fromHalf: number, isWhole: boolean) => boolean>> = {
  down: () => false,
  up: (_, __, isWhole) => !isWhole,
  'half-up': (_, besideHalf) => besideHalf >= 0,
  'half-even': (below, besideHalf) => besideHalf > 0 || (besideHalf === 0 && below % 2 !== 0),
  'half-away': (below, besideHalf) => besideHalf > 0 || (besideHalf === 0 && below >= 0),
};
