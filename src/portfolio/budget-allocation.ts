import { ceiling, itemAt, multiply, type Rational, wholeNumber } from '../model/index.ts';
import type { ProgramRow, Solver } from '../policy/index.ts';

/** A roadmap of an enterprise: the level that it surely reaches, and its cost. */
export interface PricedRoadmap {
  readonly to: number;
  /** The cost at the high estimate, in hundredths of the currency, rounded up. */
  readonly cost: number;
  readonly measures: readonly string[];
  /** Whether the roadmap was read from an enterprise file, rather than computed from the answers. */
  readonly isStored: boolean;
  /** Whether it is proven that no cheaper roadmap reaches the level. */
  readonly isProven: boolean;
}

/** The alternative roadmaps of an enterprise; at most one is chosen. */
export interface EnterpriseRoadmaps {
  /** The index of the enterprise in the roster. */
  readonly index: number;
  readonly from: number;
  readonly currency: string;
  /** The roadmaps, that to the lowest level first. */
  readonly roadmaps: readonly PricedRoadmap[];
}

/** A roadmap chosen for funding. */
export interface FundedRoadmap extends Omit<PricedRoadmap, 'cost'> {
  readonly index: number;
  readonly from: number;
  /** The number of levels that the enterprise gains. */
  readonly gain: number;
  /** The cost, in units of the currency, like all amounts here. */
  readonly cost: number;
  /** Cost per level gained. */
  readonly perLevel: number;
}

/** The roadmaps on which a budget is best spent. */
export interface BudgetAllocation {
  readonly budget: number;
  readonly currency: string;
  /** How many enterprises have a roadmap that gains a level (`considered`), and how many such roadmaps there are. */
  readonly considered: number;
  readonly roadmaps: number;
  /** The number of roadmaps that are not proven to be the cheapest ones to their level. */
  readonly unproven: number;
  /** The chosen roadmaps, with those that cost the least per level gained first. */
  readonly chosen: readonly FundedRoadmap[];
  readonly cost: number;
  readonly left: number;
  /**
   * The number of levels that all funded enterprises gain together: an enterprise that rises by two levels counts
   * twice.
   */
  readonly gain: number;
  /** The average cost of a level gained; null if no level is gained. */
  readonly perLevel: number | null;
  /** The funded enterprises and their cost, added up for each pair of starting and target level. */
  readonly climbs: readonly { from: number; to: number; enterprises: number; cost: number; perLevel: number }[];
  /** The funded measures, each with the number of enterprises that take it, the most frequent first. */
  readonly measures: readonly { readonly id: string; readonly enterprises: number }[];
  /** The most levels that can be gained with fractions and multiples of the budget, in ascending order of the money. */
  readonly staircase: readonly BudgetStep[];
  /**
   * The smallest budget with which more levels can be gained; null if even `MAX_BUDGET_FACTOR` times the budget gains
   * no more.
   */
  readonly further: { readonly budget: number; readonly gain: number } | null;
}

/** Larger budgets, and budgets that gain more levels, are examined up to this many times the budget. */
export const MAX_BUDGET_FACTOR = 2;

/**
 * Chooses at most one roadmap for each enterprise, such that the number of levels gained within a budget (in hundredths
 * of the currency) is proven to be the greatest possible, at the lowest cost for this number. Roadmaps in a currency
 * other than the most common one are left out. `ladder` lists the existing levels; if it is null, whole numbers and any
 * other levels that occur are taken. Returns null if there are no roadmaps.
 */
export function allocateBudget(
  enterprises: readonly EnterpriseRoadmaps[],
  budget: number,
  ladder: readonly number[] | null,
): BudgetAllocation | null {
  const currency = findUsualCurrency(enterprises);
  if (currency === null) return null;
  const rungs = ladder ?? listLevels(enterprises);
  const candidates = enterprises.flatMap((enterprise) => {
    const options = enterprise.currency === currency ? optionsOf(enterprise, rungs) : [];
    return options.length > 0 ? [{ index: enterprise.index, from: enterprise.from, options }] : [];
  });
  const { costs, choose } = computeLeastCosts(
    candidates.map(({ options }) => options),
    budget * MAX_BUDGET_FACTOR,
  );
  const gain = findHighestGainWithin(costs, budget);
  const cost = costs[gain] as number;
  const picks = choose(gain);
  const fundedOptions = candidates.flatMap(({ index, from, options }, i): TakenRoadmap[] => {
    const option = options[itemAt(picks, i)];
    return option ? [{ index, from, ...option }] : [];
  });
  fundedOptions.sort((a, b) => a.cost / a.gain - b.cost / b.gain || a.index - b.index);
  const nextGain = findCheapestAbove(costs, gain);
  return {
    budget: toAmount(budget),
    currency,
    considered: candidates.length,
    roadmaps: candidates.reduce((sum, { options }) => sum + options.length, 0),
    unproven: candidates.reduce((sum, { options }) => sum + options.filter(({ isProven }) => !isProven).length, 0),
    chosen: fundedOptions.map((pick) => ({ ...pick, ...priceOf([pick]) })),
    cost: toAmount(cost),
    left: toAmount(budget - cost),
    gain,
    perLevel: gain === 0 ? null : toAmount(cost) / gain,
    climbs: countClimbs(fundedOptions),
    measures: measuresOf(fundedOptions),
    staircase: computeBudgetSteps(costs, budget),
    further: nextGain === null ? null : { budget: toAmount(costs[nextGain] as number), gain: nextGain },
  };
}

/**
 * Returns the highest cost per level, in hundredths, at which a further roadmap could still be chosen with up to
 * `MAX_BUDGET_FACTOR` times the budget, given these roadmaps; infinite if these roadmaps together cost less than that.
 * A more expensive roadmap is part of no optimal choice: paying for it would mean giving up levels that cost less each,
 * so more levels would be lost than gained.
 */
export function computePriceLimit(
  enterprises: readonly EnterpriseRoadmaps[],
  budget: number,
  ladder: readonly number[] | null,
): number {
  const currency = findUsualCurrency(enterprises);
  const rungs = ladder ?? listLevels(enterprises);
  const options = enterprises.map((enterprise) =>
    enterprise.currency === currency ? optionsOf(enterprise, rungs) : [],
  );
  const { costs } = computeLeastCosts(options, budget * MAX_BUDGET_FACTOR * BUDGET_HEADROOM);
  // If gaining more levels costs less, this lower cost also applies to gaining fewer.
  for (let gain = costs.length - 2; gain >= 0; gain--)
    costs[gain] = Math.min(costs[gain] as number, costs[gain + 1] as number);
  const firstAbove = costs.findIndex((cost) => cost > budget * MAX_BUDGET_FACTOR);
  if (firstAbove < 0 || !Number.isFinite(costs[firstAbove])) return Number.POSITIVE_INFINITY;
  let limit = 0;
  for (let gain = 1; gain <= firstAbove; gain++)
    limit = Math.max(limit, (costs[gain] as number) - (costs[gain - 1] as number));
  return limit;
}

/**
 * Costs are computed up to this many times the largest budget, in order to find the smallest gain that is beyond that
 * budget.
 */
const BUDGET_HEADROOM = 1.5;

/** Returns the most frequent currency; of equally frequent ones, the alphabetically first. */
export function findUsualCurrency(enterprises: readonly Pick<EnterpriseRoadmaps, 'currency'>[]): string | null {
  const counts = new Map<string, number>();
  for (const { currency } of enterprises) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? null;
}

/** Lists the whole numbers up to the highest level of the roadmaps, and any other levels that occur. */
function listLevels(enterprises: readonly EnterpriseRoadmaps[]): number[] {
  const levels = enterprises.flatMap(({ roadmaps }) => roadmaps.map(({ to }) => to));
  const wholeLevels = Array.from({ length: Math.floor(Math.max(0, ...levels)) }, (_, i) => i + 1);
  return [...new Set([...wholeLevels, ...levels])];
}

function optionsOf(
  { from, roadmaps }: EnterpriseRoadmaps,
  rungs: readonly number[],
): (PricedRoadmap & { gain: number })[] {
  return roadmaps.flatMap((roadmap) => {
    const gain = rungs.filter((level) => level > from && level <= roadmap.to).length;
    return gain > 0 ? [{ ...roadmap, gain }] : [];
  });
}

/** A roadmap chosen for an enterprise; the cost is in hundredths. */
type TakenRoadmap = PricedRoadmap & Pick<FundedRoadmap, 'index' | 'from' | 'gain'>;

function priceOf(taken: readonly TakenRoadmap[]): Pick<FundedRoadmap, 'cost' | 'perLevel'> {
  const cost = toAmount(taken.reduce((sum, pick) => sum + pick.cost, 0));
  return { cost, perLevel: cost / taken.reduce((sum, { gain }) => sum + gain, 0) };
}

function countClimbs(taken: readonly TakenRoadmap[]): BudgetAllocation['climbs'] {
  const climbGroups = new Map<string, TakenRoadmap[]>();
  for (const pick of taken) {
    const key = `${pick.from} ${pick.to}`;
    climbGroups.set(key, [...(climbGroups.get(key) ?? []), pick]);
  }
  return [...climbGroups.values()]
    .map((some) => {
      const [{ from, to }] = some as [TakenRoadmap];
      return { from, to, enterprises: some.length, ...priceOf(some) };
    })
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

function measuresOf(taken: readonly TakenRoadmap[]): BudgetAllocation['measures'] {
  const counts = new Map<string, number>();
  for (const id of taken.flatMap(({ measures }) => measures)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts]
    .map(([id, enterprises]) => ({ id, enterprises }))
    .sort((a, b) => b.enterprises - a.enterprises || (a.id < b.id ? -1 : 1));
}

/** The minimum cost of every gain. */
interface LeastCosts {
  /**
   * The minimum cost of each gain, from 0 to the highest gain that costs at most `maxCost`; infinite if exactly this
   * gain is impossible.
   */
  readonly costs: Float64Array;
  /** Returns, for each enterprise, the index of the option that is taken to reach a gain; -1 if none is taken. */
  choose(gain: number): number[];
}

/**
 * Computes the minimum cost of every whole gain that costs at most `maxCost`, with at most one option taken for each
 * enterprise. This is the multiple-choice knapsack, solved by dynamic programming over gains, which is exact for whole
 * numbers and optimal for every budget at once (Kellerer, Pferschy and Pisinger, Knapsack Problems, 2004, section
 * 11.5). Among choices with equal cost, options of the first enterprises are preferred. Gains are whole and at least 1,
 * costs whole and at least 0.
 */
export function computeLeastCosts(enterprises: readonly (readonly KnapsackOption[])[], maxCost: number): LeastCosts {
  const totalGain = enterprises.reduce((sum, options) => sum + Math.max(0, ...options.map(({ gain }) => gain)), 0);
  const costs = new Float64Array(totalGain + 1).fill(Number.POSITIVE_INFINITY);
  costs[0] = 0;
  // To save memory, costs are kept only at intervals; the choices in between are recomputed once a gain is requested.
  const savingInterval = Math.max(1, Math.ceil(Math.sqrt(enterprises.length)));
  const checkpoints: Float64Array[] = [];
  let maxGain = 0;
  for (const [i, options] of enterprises.entries()) {
    if (i % savingInterval === 0) checkpoints.push(costs.slice(0, maxGain + 1));
    maxGain = addEnterprise(
      costs,
      options,
      maxCost,
      Math.min(totalGain, maxGain + Math.max(0, ...options.map(({ gain }) => gain))),
    );
  }
  return {
    costs: costs.subarray(0, maxGain + 1),
    choose(gain) {
      const chosenOptions = enterprises.map(() => -1);
      let remainingGain = gain;
      for (
        let checkpointIndex = (checkpoints.length - 1) * savingInterval;
        checkpointIndex >= 0 && remainingGain > 0;
        checkpointIndex -= savingInterval
      ) {
        const block = enterprises.slice(checkpointIndex, checkpointIndex + savingInterval);
        const blockCosts = new Float64Array(remainingGain + 1).fill(Number.POSITIVE_INFINITY);
        blockCosts.set(itemAt(checkpoints, checkpointIndex / savingInterval).subarray(0, remainingGain + 1));
        const picksByEnterprise = block.map((options) => {
          const picks = new Uint8Array(remainingGain + 1);
          addEnterprise(blockCosts, options, maxCost, remainingGain, picks);
          return picks;
        });
        for (let i = block.length - 1; i >= 0; i--) {
          const pick = picksByEnterprise[i]?.[remainingGain] ?? 0;
          if (pick === 0) continue;
          chosenOptions[checkpointIndex + i] = pick - 1;
          remainingGain -= block[i]?.[pick - 1]?.gain ?? 0;
        }
      }
      return chosenOptions;
    },
  };
}

/**
 * Updates the minimum costs of gains up to `top` with one more enterprise; returns the highest gain that is now
 * possible. `picks` receives, for each gain, the index of the option taken plus one, or 0 for none.
 */
function addEnterprise(
  costs: Float64Array,
  options: readonly KnapsackOption[],
  maxCost: number,
  top: number,
  picks?: Uint8Array,
): number {
  let maxGain = 0;
  // In descending order, so that lower gains do not include this enterprise yet.
  for (let gain = top; gain >= 0; gain--) {
    let [least, pick] = [costs[gain] as number, 0];
    for (let position = 0; position < options.length; position++) {
      const { cost, gain: more } = itemAt(options, position);
      const sum = gain >= more ? (costs[gain - more] as number) + cost : Number.POSITIVE_INFINITY;
      if (sum < least && sum <= maxCost) [least, pick] = [sum, position + 1];
    }
    costs[gain] = least;
    if (picks) picks[gain] = pick;
    if (maxGain === 0 && least <= maxCost) maxGain = gain;
  }
  return maxGain;
}

/** The highest gain that is possible within a budget. */
interface BudgetStep {
  /** The budget, in units of the currency, like all amounts here. */
  readonly budget: number;
  readonly gain: number;
  /** The minimum cost of that gain. */
  readonly cost: number;
  /** The cost of each level that this budget gains beyond the previous one; null if it gains no further level. */
  readonly perFurther: number | null;
}

const BUDGET_FACTORS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, MAX_BUDGET_FACTOR] as const;

/**
 * Computes the highest gain for fractions and multiples of a budget; costs and the budget are in hundredths of the
 * currency.
 */
function computeBudgetSteps(costs: Float64Array, budget: number): BudgetStep[] {
  let lastStep = { gain: 0, cost: 0 };
  return BUDGET_FACTORS.map((part) => {
    const money = Math.floor(budget * part);
    const gain = findHighestGainWithin(costs, money);
    const cost = costs[gain] as number;
    const gainDifference = gain - lastStep.gain;
    const costPerFurtherLevel = gainDifference > 0 ? toAmount(cost - lastStep.cost) / gainDifference : null;
    lastStep = { gain, cost };
    return { budget: toAmount(money), gain, cost: toAmount(cost), perFurther: costPerFurtherLevel };
  });
}

/** Returns the highest gain within a budget. */
export function findHighestGainWithin(costs: Float64Array, budget: number): number {
  return costs.findLastIndex((cost) => cost <= budget);
}

/**
 * Among the gains above the given one, returns the cheapest, or the highest of several that are equally cheap; null if
 * there is none.
 */
function findCheapestAbove(costs: Float64Array, gain: number): number | null {
  let bestGain: number | null = null;
  for (let nextGain = gain + 1; nextGain < costs.length; nextGain++)
    if (bestGain === null || (costs[nextGain] as number) <= (costs[bestGain] as number)) bestGain = nextGain;
  return bestGain !== null && Number.isFinite(costs[bestGain]) ? bestGain : null;
}

/** A way to spend money on an enterprise. */
export interface KnapsackOption {
  /** The cost, in whole units of the budget; at least 0. */
  readonly cost: number;
  /** The gain; more than 0. */
  readonly gain: number;
}

/** The optimal choice: for each enterprise, the index of the chosen option; -1 if none is chosen. */
interface KnapsackSolution {
  readonly chosen: readonly number[];
  readonly cost: number;
  readonly gain: number;
}

/** The share by which the total gain may fall short of the best, because sums of decimals are inexact. */
const ROUNDING_SLACK = 1e-9;

/**
 * Chooses at most one option for each enterprise such that the total gain within a budget is the highest possible and,
 * among choices with this gain, the cost is the lowest. This is a multiple-choice knapsack, solved as two integer
 * programs to proven optimality. The solver's result is added up exactly, in whole units, before it is accepted.
 */
export function solveKnapsack(
  enterprises: readonly (readonly KnapsackOption[])[],
  budget: number,
  solver: Solver,
): KnapsackSolution {
  const variables = enterprises.flatMap((options, enterprise) =>
    options.flatMap((option, at) => (option.cost <= budget ? [{ ...option, enterprise, at }] : [])),
  );
  if (variables.length === 0) return { chosen: enterprises.map(() => -1), cost: 0, gain: 0 };
  // Scaled to at most 1, so that the solver's tolerance has the same effect for small and large sums.
  const maxGain = Math.max(...variables.map(({ gain }) => gain));
  const costs = variables.map(({ cost }, v) => [v, cost / Math.max(1, budget)] as const);
  const gains = variables.map(({ gain }, v) => [v, gain / maxGain] as const);
  const rows: ProgramRow[] = [{ terms: costs, low: null, high: budget === 0 ? 0 : 1 }, ...limitToOneEach(variables)];
  const solve = (extraRows: readonly ProgramRow[], objective: ProgramRow['terms']): KnapsackSolution => {
    const values = solver({ whole: variables.map(() => true), rows: [...rows, ...extraRows], objective });
    if (!values) throw new RangeError('spending nothing is always possible, yet the solver found no solution');
    const spendingByCurrency = sumUp(
      enterprises,
      variables.filter((_, v) => itemAt(values, v) > 0.5),
    );
    if (spendingByCurrency.cost > budget)
      throw new RangeError(`the solver spends ${spendingByCurrency.cost} of ${budget}`);
    return spendingByCurrency;
  };
  const bestSolution = solve(
    [],
    gains.map(([v, gain]) => [v, -gain] as const),
  );
  const cheapestSolution = solve(
    [{ terms: gains, low: (bestSolution.gain / maxGain) * (1 - ROUNDING_SLACK), high: null }],
    costs,
  );
  return cheapestSolution.gain >= bestSolution.gain * (1 - ROUNDING_SLACK) && cheapestSolution.cost <= bestSolution.cost
    ? cheapestSolution
    : bestSolution;
}

/** Builds the constraints that allow at most one option per enterprise. */
function limitToOneEach(variables: readonly { readonly enterprise: number }[]): ProgramRow[] {
  const byEnterprise = new Map<number, (readonly [number, number])[]>();
  for (const [v, { enterprise }] of variables.entries())
    byEnterprise.set(enterprise, [...(byEnterprise.get(enterprise) ?? []), [v, 1] as const]);
  return [...byEnterprise.values()].filter(({ length }) => length > 1).map((terms) => ({ terms, low: null, high: 1 }));
}

function sumUp(
  enterprises: readonly unknown[],
  taken: readonly (KnapsackOption & { readonly enterprise: number; readonly at: number })[],
): KnapsackSolution {
  const chosenOptions = enterprises.map(() => -1);
  for (const { enterprise, at } of taken) chosenOptions[enterprise] = at;
  return {
    chosen: chosenOptions,
    cost: taken.reduce((sum, { cost }) => sum + cost, 0),
    gain: taken.reduce((sum, { gain }) => sum + gain, 0),
  };
}

const HUNDRED = wholeNumber(100);

/** Converts an amount of money to whole hundredths, rounding up: a payment is never understated. */
export function toCents(amount: Rational): number {
  return Number(ceiling(multiply(amount, HUNDRED)));
}

/** Converts hundredths to an amount of the currency. */
export function toAmount(cents: number): number {
  return cents / 100;
}
