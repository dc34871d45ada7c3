// The days that measures take one enterprise's own people.
import {
  add,
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
  ZERO,
} from '../model/index.ts';
import {
  type Evaluation,
  evaluateCondition,
  evaluateDeferred,
  isNothing,
  type Possible,
  rangeOf,
  valueAt,
} from '../scoring/index.ts';
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
    const factor = toExactFactor(possibleAmount(rule.amount, values));
    factors.set(rule, factor);
    return factor;
  };
  return new Map(
    measures.flatMap((measure) => {
      const { id, daysRule } = measure;
      const { effort } = measure.definition;
      if (effort === undefined) return [];
      const factor = daysRule ? factorOf(daysRule) : ONE;
      const days = compare(factor, ONE) === 0 ? effort : multiplyDays(effort, factor);
      return [[id, addUpByRole(days, (role) => chooseRole(role, measure, assessed.evaluation))]];
    }),
  );
}

/**
 * Returns the role that in this enterprise does the work of a role in the catalogue: a stand-in if the enterprise has
 * nobody with that role, otherwise the role itself.
 */
export function chooseRole(role: string, { standIns }: CompiledMeasure, evaluation: Evaluation): string {
  const standIn = standIns.find(
    ({ of, when }) => of === role && evaluateCondition(when, (node) => valueAt(evaluation, node)) === 'holds',
  );
  return standIn?.role ?? role;
}

/** Replaces each role by the role that does its work here, and adds up the days of roles that become the same. */
function addUpByRole(effort: Effort, roleOf: (role: string) => string): Effort {
  if (typeof effort === 'number') return effort;
  const byRole = new Map<string, Rational>();
  for (const [role, days] of Object.entries(effort))
    byRole.set(roleOf(role), add(byRole.get(roleOf(role)) ?? ZERO, fromNumber(days)));
  return Object.fromEntries([...byRole].map(([role, days]) => [role, toNumber(days)]));
}

/** Returns the factor by which days are multiplied; 1 if its value is not certain. */
function toExactFactor(factor: Possible | undefined): Rational {
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
