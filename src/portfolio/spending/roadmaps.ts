import type { Solver } from '../../policy/roadmap/program.ts';
import { type SpendingOption, spendBest } from './knapsack.ts';

/** What a recommendation comes to for an enterprise: the level it surely reaches and what that costs. */
export interface EnterpriseRoadmap {
  /** Its place in the roster. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** By the high estimate, rounded up to whole units of the currency. */
  readonly cost: number;
  readonly currency: string;
  readonly measures: readonly string[];
  /** Whether it stands in an enterprise file, or was worked out from the answers. */
  readonly isStored: boolean;
}

/** The roadmaps that a budget should pay for. */
export interface NextMoney {
  readonly budget: number;
  readonly currency: string;
  /** All that were looked at. */
  readonly considered: number;
  /** Those chosen, most gained per money first. */
  readonly chosen: readonly EnterpriseRoadmap[];
  readonly cost: number;
  /** Levels gained, all together. */
  readonly gain: number;
}

/**
 * Where the next money goes: the roadmaps with most levels gained within a budget, proven. Of choices that gain as much
 * it is the cheapest. Roadmaps in another currency than that of most are left out. Null where there is none.
 */
export function spendOnRoadmaps(
  roadmaps: readonly EnterpriseRoadmap[],
  budget: number,
  solver: Solver,
): NextMoney | null {
  const counts = new Map<string, number>();
  for (const { currency } of roadmaps) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  const currency = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0];
  if (currency === undefined) return null;
  const all = roadmaps.filter((one) => one.currency === currency && one.to > one.from);
  const options = all.map(({ from, to, cost }): SpendingOption[] => [{ cost, gain: to - from }]);
  const { chosen, cost } = spendBest(options, budget, solver);
  const taken = all.filter((_, i) => chosen[i] === 0);
  const perMoney = ({ from, to, cost: price }: EnterpriseRoadmap): number => (to - from) / Math.max(1, price);
  return {
    budget,
    currency,
    considered: all.length,
    chosen: taken.sort((a, b) => perMoney(b) - perMoney(a) || a.index - b.index),
    cost,
    gain: taken.reduce((total, { from, to }) => total + to - from, 0),
  };
}
