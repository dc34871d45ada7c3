// The limit of a plan without a budget: what it may cost for gaps that neither the level nor a due date calls for.
import { compare, itemAt, type Rational, ZERO } from '../model/index.ts';
import { createExactValue, evaluateDeferred, type Possible, settledNumber } from '../scoring/index.ts';
import type { CompiledCaution } from './cautions.ts';
import type { CompiledPriority } from './gaps.ts';
import type { CompiledMeasure } from './measures.ts';
import type { RecommendInput } from './recommend-input.ts';

/** What a plan of one enterprise left out to keep to its limit. */
export interface LimitedPlan {
  readonly limit: SpendingLimit;
  /** The least cost of the level, the required measures and the due dates. */
  readonly needed: Rational;
  /** The measures of the plan that would be made without the limit, and their cost. */
  readonly unlimited: readonly CompiledMeasure[];
  readonly unlimitedCost: Rational;
  /** The gaps that only the unlimited plan closes, or does more about, the most urgent first. */
  readonly later: readonly CompiledPriority[];
}

/** What a plan without a budget may cost for gaps, in the currency of the costs. */
export interface SpendingLimit {
  /** The id of the caution that sets the limit. */
  readonly caution: string;
  /** Whether the amount is the `above` of the caution or its `otherwise`. */
  readonly by: 'above' | 'otherwise';
  readonly amount: Rational;
}

/** Finds the lowest limit that cautions set for an enterprise; undefined if none is known. */
export function findSpendingLimit({ cautions = [], sheet, assessed }: RecommendInput): SpendingLimit | undefined {
  const limits = cautions.flatMap((caution) => {
    if (!caution.limitsGaps) return [];
    const { plan, excess, ownNodes } = caution;
    const noCost = new Map<number, Possible>(excess?.cost.map((position) => [position, createExactValue(ZERO)]));
    return limitOf(caution, evaluateDeferred(plan, sheet, assessed.evaluation, noCost, ownNodes)) ?? [];
  });
  return limits.toSorted((a, b) => compare(a.amount, b.amount))[0];
}

/**
 * Returns the first amount of a caution that is known and not 0. An amount of 0 sets no limit: without a turnover,
 * there is no share of it.
 */
function limitOf({ id, above, limitsGaps }: CompiledCaution, values: readonly Possible[]): SpendingLimit | undefined {
  const amountAt = (position: number | null | undefined): Rational | undefined => {
    const amount = typeof position === 'number' ? settledNumber(itemAt(values, position)) : undefined;
    return amount && amount.n > 0n ? amount : undefined;
  };
  const ownLimit = amountAt(above);
  if (ownLimit) return { caution: id, by: 'above', amount: ownLimit };
  const amount = amountAt(limitsGaps?.otherwise);
  return amount && { caution: id, by: 'otherwise', amount };
}
