// What the measures of a plan against yearly losses cost and save, and when they have paid for themselves.
import {
  add,
  compare,
  divide,
  multiply,
  ONE,
  type PlanBenefit,
  type Rational,
  subtract,
  toNumber,
  wholeNumber,
  ZERO,
} from '../model/index.ts';
import type { Evaluation } from '../scoring/index.ts';
import { formatExactMoney } from './funding/money-text.ts';
import type { CompiledPriority } from './gaps.ts';
import { combineCosts } from './measure-cost.ts';
import type { CompiledMeasure, MeasureCost } from './measures.ts';
import { addNeeds } from './needed-measures.ts';
import { computeStatedSum } from './pain-sums.ts';

/** An amount of which only a range is known, such as a cost or a saving. */
interface Range {
  readonly low: Rational;
  readonly high: Rational;
}

/** A pain for which the enterprise states a yearly loss, and the measures of a plan that ease it. */
interface EasedLoss {
  readonly pain: CompiledPriority;
  readonly loss: Rational;
  readonly easing: readonly CompiledMeasure[];
}

/**
 * Describes how much a plan saves of the yearly losses that an enterprise states. A saving is given only if every loss
 * is eased by a measure whose share is stated in figures. Undefined if the plan eases no such loss, or if a measure
 * that eases one has no known cost. `running` contains the cost of measures in each year after the first, by id.
 */
export function describeBenefit(
  pains: readonly CompiledPriority[],
  chosen: readonly CompiledMeasure[],
  running: ReadonlyMap<string, MeasureCost>,
  evaluation: Evaluation,
): PlanBenefit | undefined {
  const losses = pains.flatMap((pain): EasedLoss[] => {
    const loss = pain.pain?.figure?.is === 'year' ? computeStatedSum(pain.pain, evaluation) : undefined;
    const easing = chosen.filter(({ eases }) => eases.has(pain.id));
    return loss && easing.length > 0 ? [{ pain, loss, easing }] : [];
  });
  const measures = addNeeds(
    losses.flatMap(({ easing }) => easing),
    chosen,
  );
  const currency = losses[0]?.pain.pain?.currency;
  if (!currency || measures.some(({ cost }) => cost?.currency !== currency)) return undefined;
  const cost = { low: combineCosts(measures, 'low'), high: combineCosts(measures, 'high') };
  const runningCosts = measures.flatMap(({ id }) => running.get(id) ?? []);
  const yearlyRange = {
    low: runningCosts.map(({ low }) => low).reduce(add, ZERO),
    high: runningCosts.map(({ high }) => high).reduce(add, ZERO),
  };
  const saving = computeSaving(losses);
  return {
    pains: losses.map(({ pain }) => pain.id),
    measures: measures.map(({ id }) => id),
    loss: formatExactMoney(losses.map(({ loss }) => loss).reduce(add, ZERO)),
    currency,
    cost: toMoneyTexts(cost),
    ...(runningCosts.length > 0 ? { running: toMoneyTexts(yearlyRange) } : {}),
    ...(saving
      ? {
          saving: { ...toMoneyTexts(saving), experience: isByExperience(losses) },
          years: computeYearsUntilPaid(cost, yearlyRange, saving),
        }
      : {}),
  };
}

function toMoneyTexts({ low, high }: Range): { low: string; high: string } {
  return { low: formatExactMoney(low), high: formatExactMoney(high) };
}

/**
 * Returns what measures save in a year; undefined if a loss is eased only by measures whose share is stated as a word.
 */
function computeSaving(losses: readonly EasedLoss[]): Range | undefined {
  const savings = losses.map(({ pain: { id }, loss, easing }) => {
    const shares = easing.flatMap(({ eases }) => eases.get(id) ?? []).filter(({ by }) => by !== 'word');
    if (shares.length === 0) return undefined;
    const sumSaved = (end: 'low' | 'high'): Rational =>
      multiply(loss, subtract(ONE, shares.map((share) => subtract(ONE, share[end])).reduce(multiply, ONE)));
    return { low: sumSaved('low'), high: sumSaved('high') };
  });
  const knownSavings = savings.filter((saving) => saving !== undefined);
  if (knownSavings.length < savings.length) return undefined;
  return {
    low: knownSavings.map(({ low }) => low).reduce(add, ZERO),
    high: knownSavings.map(({ high }) => high).reduce(add, ZERO),
  };
}

function isByExperience(losses: readonly EasedLoss[]): boolean {
  return losses.some(({ pain: { id }, easing }) => easing.some(({ eases }) => eases.get(id)?.by === 'experience'));
}

/**
 * Returns the number of years after which the savings have paid for a cost, calculated from the most favourable, the
 * middle and the least favourable figures. A result is absent if the savings never pay for the cost.
 */
function computeYearsUntilPaid(cost: Range, running: Range, saving: Range): NonNullable<PlanBenefit['years']> {
  const low = computeYears(cost.low, running.low, saving.high);
  const middle = computeYears(middleOf(cost), middleOf(running), middleOf(saving));
  const high = computeYears(cost.high, running.high, saving.low);
  return {
    ...(low ? { low: toNumber(low) } : {}),
    ...(middle ? { middle: toNumber(middle) } : {}),
    ...(high ? { high: toNumber(high) } : {}),
  };
}

function middleOf({ low, high }: Range): Rational {
  return divide(add(low, high), wholeNumber(2));
}

/**
 * The cost includes the running costs of the first year; from the second year on, they are deducted from the saving.
 */
function computeYears(cost: Rational, running: Rational, saving: Rational): Rational | undefined {
  if (saving.n > 0n && compare(saving, cost) >= 0) return divide(cost, saving);
  const netSaving = subtract(saving, running);
  return netSaving.n > 0n ? divide(subtract(cost, running), netSaving) : undefined;
}
