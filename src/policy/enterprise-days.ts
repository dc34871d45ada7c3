// The days that measures take one enterprise's own people.
import {
  compare,
  divide,
  type Effort,
  fromNumber,
  multiply,
  ONE,
  type Rational,
  round,
  toNumber,
  wholeNumber,
} from '../model/index.ts';
import { evaluateDeferred, isNothing, type Possible, rangeOf } from '../scoring/index.ts';
import { possibleAmount } from './funding/amount-rule.ts';
import type { CompiledMeasure } from './measures.ts';
import type { DaysRule } from './own-days.ts';
import type { RecommendInput } from './recommend-input.ts';

/** Returns the days that measures take this enterprise's own people, by id; measures without such days are left out. */
export function scaleDays(
  measures: readonly CompiledMeasure[],
  { sheet, assessed }: RecommendInput,
): ReadonlyMap<string, Effort> {
  const factors = new Map<DaysRule, Rational>();
  const factorOf = (rule: DaysRule): Rational => {
    const cached = factors.get(rule);
    if (cached) return cached;
    const values = evaluateDeferred(rule.plan, sheet, assessed.evaluation, new Map(), rule.ownNodes);
    const factor = exactFactor(possibleAmount(rule.amount, values));
    factors.set(rule, factor);
    return factor;
  };
  return new Map(
    measures.flatMap(({ id, definition: { effort }, daysRule }) => {
      if (effort === undefined) return [];
      const factor = daysRule ? factorOf(daysRule) : ONE;
      return [[id, compare(factor, ONE) === 0 ? effort : multiplyDays(effort, factor)]];
    }),
  );
}

/** Returns the value of a factor if it is certain, otherwise 1. */
function exactFactor(factor: Possible | undefined): Rational {
  const range = factor && !isNothing(factor) ? rangeOf(factor) : undefined;
  return range?.low && range.high && compare(range.low, range.high) === 0 ? range.low : ONE;
}

function multiplyDays(effort: Effort, factor: Rational): Effort {
  const scale = (days: number): number => roundDays(multiply(fromNumber(days), factor), fromNumber(days));
  if (typeof effort === 'number') return scale(effort);
  return Object.fromEntries(Object.entries(effort).map(([role, days]) => [role, scale(days)]));
}

const FIVE = wholeNumber(5);
const ROUNDED_TO_FIVES_FROM = wholeNumber(20);

/**
 * Rounds to whole days, and from 20 days to multiples of five. The result is at least one day, or the stated days if
 * those are fewer.
 */
function roundDays(days: Rational, stated: Rational): number {
  if (compare(days, ROUNDED_TO_FIVES_FROM) >= 0)
    return toNumber(multiply(round(divide(days, FIVE), 0, 'half-up'), FIVE));
  const wholeDays = round(days, 0, 'half-up');
  const leastDays = compare(stated, ONE) < 0 ? stated : ONE;
  return toNumber(compare(wholeDays, leastDays) < 0 ? leastDays : wholeDays);
}
