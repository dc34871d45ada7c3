import { fromCents } from './cents.ts';

/** What a budget brings at most. */
export interface Step {
  /** In the currency, as are all amounts here. */
  readonly budget: number;
  readonly gain: number;
  /** What it costs at the least. */
  readonly cost: number;
  /** What each level costs that the budget before does not bring; null where there is none. */
  readonly perFurther: number | null;
}

const PARTS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const;

/** What parts and multiples of a budget bring, up to so many times; all in hundredths of the currency. */
export function climbBudgets(costs: Float64Array, budget: number, furthest: number): Step[] {
  let before = { gain: 0, cost: 0 };
  return PARTS.filter((part) => part <= furthest).map((part) => {
    const money = Math.floor(budget * part);
    const gain = highestWithin(costs, money);
    const cost = costs[gain] as number;
    const more = gain - before.gain;
    const perFurther = more > 0 ? fromCents(cost - before.cost) / more : null;
    before = { gain, cost };
    return { budget: fromCents(money), gain, cost: fromCents(cost), perFurther };
  });
}

/** The highest gain that costs no more than a budget. */
export function highestWithin(costs: Float64Array, budget: number): number {
  return costs.findLastIndex((cost) => cost <= budget);
}

/** The gain above another that costs least, the highest of equals; null where none is known. */
export function cheapestAbove(costs: Float64Array, gain: number): number | null {
  let best: number | null = null;
  for (let more = gain + 1; more < costs.length; more++)
    if (best === null || (costs[more] as number) <= (costs[best] as number)) best = more;
  return best !== null && Number.isFinite(costs[best]) ? best : null;
}
