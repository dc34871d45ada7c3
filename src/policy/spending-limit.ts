// The limit of a plan without a budget: how much the plan may cost if it closes gaps beyond what the level and the due
// dates require.
import { compare, itemAt, type Rational, ZERO } from '../model/index.ts';
import { createExactValue, evaluateDeferred, type Possible, settledNumber } from '../scoring/index.ts';
import type { CompiledCaution } from './cautions.ts';
import type { CompiledPriority } from './gaps.ts';
import type { CompiledMeasure } from './measures.ts';
import type { RecommendInput } from './recommend-input.ts';

/** What a plan of one enterprise left out to keep to its limit. */
export interface LimitedPlan {
  readonly limit: SpendingLimit;
  /** The least cost of reaching the level and the due dates with the required measures. */
  readonly needed: Rational;
  /** The measures of the plan that would be made without the limit; `unlimitedCost` is their cost. */
  readonly unlimited: readonly CompiledMeasure[];
  readonly unlimitedCost: Rational;
  /** The gaps about which the unlimited plan does more than the limited one, the most urgent first. */
  readonly later: readonly CompiledPriority[];
}

/** What a plan without a budget may cost for gaps, in the currency of the costs. */
export interface SpendingLimit {
  /** The id of the caution that sets the limit. */
  readonly caution: string;
  /** Which property of the caution states the amount. */
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
 * Returns the first amount stated by a caution that is known and above 0. An amount of 0 is no limit: it occurs, for
 * example, if a share is to be taken of a turnover that does not exist.
 */
function limitOf({ id, above, limitsGaps }: CompiledCaution, values: readonly Possible[]): SpendingLimit | undefined {
  const readAmountAt = (position: number | null | undefined): Rational | undefined => {
    const amount = typeof position === 'number' ? settledNumber(itemAt(values, position)) : undefined;
    return amount && amount.n > 0n ? amount : undefined;
  };
  const ownLimit = readAmountAt(above);
  if (ownLimit) return { caution: id, by: 'above', amount: ownLimit };
  const amount = readAmountAt(limitsGaps?.otherwise);
  return amount && { caution: id, by: 'otherwise', amount };
}
