import { ceiling, multiply, type Rational, wholeNumber } from '../model/index.ts';
import type { ProgramRow, Solver } from '../policy/index.ts';

/** One way up for an enterprise: the level it surely reaches and what that costs. */
export interface PricedRoadmap {
  readonly to: number;
  /** By the high estimate, in hundredths of the currency, rounded up. */
  readonly cost: number;
  readonly measures: readonly string[];
  /** Whether it is from an enterprise file, or was worked out from the answers. */
  readonly isStored: boolean;
  /** Whether it is proven that nothing cheaper leads there. */
  readonly isProven: boolean;
}

/** The roadmaps of an enterprise, of which it can take one. */
export interface EnterpriseRoadmaps {
  /** Its place in the roster. */
  readonly index: number;
  readonly from: number;
  readonly currency: string;
  /** The lowest level first. */
  readonly roadmaps: readonly PricedRoadmap[];
}

/** A roadmap that is paid for. */
export interface FundedRoadmap extends Omit<PricedRoadmap, 'cost'> {
  readonly index: number;
  readonly from: number;
  /** Levels of the ladder it climbs. */
  readonly gain: number;
  /** In the currency, as are all amounts here. */
  readonly cost: number;
  /** Its cost for each of these levels. */
  readonly perLevel: number;
}

/** The roadmaps that a budget should pay for. */
export interface BudgetAllocation {
  readonly budget: number;
  readonly currency: string;
  /** Enterprises with a roadmap that gains a level, and how many roadmaps they have. */
  readonly considered: number;
  readonly roadmaps: number;
  /** Of how many of the roadmaps it is not proven that nothing cheaper leads there. */
  readonly unproven: number;
  /** Those chosen, most gained per money first. */
  readonly chosen: readonly FundedRoadmap[];
  readonly cost: number;
  readonly left: number;
  /** Levels gained, all together: an enterprise raised by one level of the ladder counts one, by two levels two. */
  readonly gain: number;
  /** What a level costs on average; null where none is gained. */
  readonly perLevel: number | null;
  /** The same by where enterprises come from and get to. */
  readonly climbs: readonly { from: number; to: number; enterprises: number; cost: number; perLevel: number }[];
  /** The measures paid for and in how many enterprises, most first. */
  readonly measures: readonly { readonly id: string; readonly enterprises: number }[];
  /** What parts and multiples of the budget would bring at most, ascending. */
  readonly staircase: readonly BudgetStep[];
  /** The least budget that gains more; null where none up to twice the budget does. */
  readonly further: { readonly budget: number; readonly gain: number } | null;
}

/** The staircase, and what is worth planning for, reach up to this many times the budget. */
export const MAX_BUDGET_FACTOR = 2;

/**
 * Where the next money goes: at most one roadmap of each enterprise, together with most levels gained within a budget (in
 * hundredths of the currency), proven. Of choices that gain as much it is the cheapest. Roadmaps in another currency than
 * that of most are left out. `ladder` has the levels there are; without one they are the whole numbers and what occurs.
 * Null where there is no roadmap.
 */
export function allocateBudget(
  given: readonly EnterpriseRoadmaps[],
  budget: number,
  ladder: readonly number[] | null,
): BudgetAllocation | null {
  const currency = usualCurrency(given);
  if (currency === null) return null;
  const rungs = ladder ?? levelsIn(given);
  const all = given.flatMap((one) => {
    const options = one.currency === currency ? optionsOf(one, rungs) : [];
    return options.length > 0 ? [{ index: one.index, from: one.from, options }] : [];
  });
  const { costs, choose } = leastCosts(
    all.map(({ options }) => options),
    budget * MAX_BUDGET_FACTOR,
  );
  const gain = highestGainWithin(costs, budget);
  const cost = costs[gain] as number;
  const picks = choose(gain);
  const taken = all.flatMap(({ index, from, options }, i): Taken[] => {
    const option = options[picks[i] as number];
    return option ? [{ index, from, ...option }] : [];
  });
  taken.sort((a, b) => a.cost / a.gain - b.cost / b.gain || a.index - b.index);
  const more = cheapestAbove(costs, gain);
  return {
    budget: fromCents(budget),
    currency,
    considered: all.length,
    roadmaps: all.reduce((sum, { options }) => sum + options.length, 0),
    unproven: all.reduce((sum, { options }) => sum + options.filter(({ isProven }) => !isProven).length, 0),
    chosen: taken.map((one) => ({ ...one, ...priceOf([one]) })),
    cost: fromCents(cost),
    left: fromCents(budget - cost),
    gain,
    perLevel: gain === 0 ? null : fromCents(cost) / gain,
    climbs: climbsOf(taken),
    measures: measuresOf(taken),
    staircase: budgetSteps(costs, budget),
    further: more === null ? null : { budget: fromCents(costs[more] as number), gain: more },
  };
}

/**
 * What a level can cost at most in a best choice for up to twice the budget, by these roadmaps; in hundredths, infinite where
 * they do not reach beyond that. Further roadmaps that all cost more for each of their levels are in no best choice: with some of
 * them the others would have to gain as many levels fewer, which saves no more than this for each.
 */
export function priceLimit(
  given: readonly EnterpriseRoadmaps[],
  budget: number,
  ladder: readonly number[] | null,
): number {
  const currency = usualCurrency(given);
  const rungs = ladder ?? levelsIn(given);
  const options = given.map((one) => (one.currency === currency ? optionsOf(one, rungs) : []));
  const { costs } = leastCosts(options, budget * MAX_BUDGET_FACTOR * HEADROOM);
  // What gains more for less is as good.
  for (let gain = costs.length - 2; gain >= 0; gain--)
    costs[gain] = Math.min(costs[gain] as number, costs[gain + 1] as number);
  const beyond = costs.findIndex((cost) => cost > budget * MAX_BUDGET_FACTOR);
  if (beyond < 0 || !Number.isFinite(costs[beyond])) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let gain = 1; gain <= beyond; gain++)
    most = Math.max(most, (costs[gain] as number) - (costs[gain - 1] as number));
  return most;
}

/** So far beyond the greatest budget the next level is looked for. */
const HEADROOM = 1.5;

/** The currency of most roadmaps; of equally many the first by its letters. */
function usualCurrency(given: readonly EnterpriseRoadmaps[]): string | null {
  const counts = new Map<string, number>();
  for (const { currency } of given) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? null;
}

/** The whole numbers up to the highest level of roadmaps, and what else of levels occurs. */
function levelsIn(given: readonly EnterpriseRoadmaps[]): number[] {
  const found = given.flatMap(({ roadmaps }) => roadmaps.map(({ to }) => to));
  const whole = Array.from({ length: Math.floor(Math.max(0, ...found)) }, (_, i) => i + 1);
  return [...new Set([...whole, ...found])];
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

/** What is taken of an enterprise; its cost is in hundredths. */
type Taken = PricedRoadmap & Pick<FundedRoadmap, 'index' | 'from' | 'gain'>;

function priceOf(taken: readonly Taken[]): Pick<FundedRoadmap, 'cost' | 'perLevel'> {
  const cost = fromCents(taken.reduce((sum, one) => sum + one.cost, 0));
  return { cost, perLevel: cost / taken.reduce((sum, { gain }) => sum + gain, 0) };
}

function climbsOf(taken: readonly Taken[]): BudgetAllocation['climbs'] {
  const alike = new Map<string, Taken[]>();
  for (const one of taken) {
    const key = `${one.from} ${one.to}`;
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  return [...alike.values()]
    .map((some) => {
      const [{ from, to }] = some as [Taken];
      return { from, to, enterprises: some.length, ...priceOf(some) };
    })
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

function measuresOf(taken: readonly Taken[]): BudgetAllocation['measures'] {
  const counts = new Map<string, number>();
  for (const id of taken.flatMap(({ measures }) => measures)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts]
    .map(([id, enterprises]) => ({ id, enterprises }))
    .sort((a, b) => b.enterprises - a.enterprises || (a.id < b.id ? -1 : 1));
}

/** What every gain costs at the least. */
interface LeastCosts {
  /** By gain, from 0 to the highest that can be had for `most`; infinite where exactly that one cannot. */
  readonly costs: Float64Array;
  /** The position of each enterprise's option for a gain, -1 for none. */
  choose(gain: number): number[];
}

/**
 * What every whole gain costs at the least, up to `most`, at most one option taken of each enterprise: the multiple-choice
 * knapsack by dynamic programming over gains, which is exact for whole numbers and has the best for every budget at once
 * (Kellerer, Pferschy and Pisinger, Knapsack Problems, 2004, section 11.5). Of choices that cost the same the first
 * enterprises are kept. Gains are whole and at least 1, costs whole and at least 0.
 */
export function leastCosts(enterprises: readonly (readonly KnapsackOption[])[], most: number): LeastCosts {
  const total = enterprises.reduce((sum, options) => sum + Math.max(0, ...options.map(({ gain }) => gain)), 0);
  const costs = new Float64Array(total + 1).fill(Number.POSITIVE_INFINITY);
  costs[0] = 0;
  // Costs are kept from time to time only: what was taken between is worked out again for the one gain that is asked for.
  const stretch = Math.max(1, Math.ceil(Math.sqrt(enterprises.length)));
  const kept: Float64Array[] = [];
  let reach = 0;
  for (const [i, options] of enterprises.entries()) {
    if (i % stretch === 0) kept.push(costs.slice(0, reach + 1));
    reach = addEnterprise(
      costs,
      options,
      most,
      Math.min(total, reach + Math.max(0, ...options.map(({ gain }) => gain))),
    );
  }
  return {
    costs: costs.subarray(0, reach + 1),
    choose(gain) {
      const chosen = enterprises.map(() => -1);
      let rest = gain;
      for (let from = (kept.length - 1) * stretch; from >= 0 && rest > 0; from -= stretch) {
        const here = enterprises.slice(from, from + stretch);
        const own = new Float64Array(rest + 1).fill(Number.POSITIVE_INFINITY);
        own.set((kept[from / stretch] as Float64Array).subarray(0, rest + 1));
        const taken = here.map((options) => {
          const picks = new Uint8Array(rest + 1);
          addEnterprise(own, options, most, rest, picks);
          return picks;
        });
        for (let i = here.length - 1; i >= 0; i--) {
          const pick = taken[i]?.[rest] ?? 0;
          if (pick === 0) continue;
          chosen[from + i] = pick - 1;
          rest -= here[i]?.[pick - 1]?.gain ?? 0;
        }
      }
      return chosen;
    },
  };
}

/**
 * Lets the least costs of gains up to `top` have one more enterprise; gives the highest gain there is then. `picks` gets one
 * more than the position of the option that each gain takes of it, 0 for none.
 */
function addEnterprise(
  costs: Float64Array,
  options: readonly KnapsackOption[],
  most: number,
  top: number,
  picks?: Uint8Array,
): number {
  let reach = 0;
  // From above, so that what stands below is still without this enterprise.
  for (let gain = top; gain >= 0; gain--) {
    let [least, pick] = [costs[gain] as number, 0];
    for (let at = 0; at < options.length; at++) {
      const { cost, gain: more } = options[at] as KnapsackOption;
      const sum = gain >= more ? (costs[gain - more] as number) + cost : Number.POSITIVE_INFINITY;
      if (sum < least && sum <= most) [least, pick] = [sum, at + 1];
    }
    costs[gain] = least;
    if (picks) picks[gain] = pick;
    if (reach === 0 && least <= most) reach = gain;
  }
  return reach;
}

/** What a budget brings at most. */
interface BudgetStep {
  /** In the currency, as are all amounts here. */
  readonly budget: number;
  readonly gain: number;
  /** What it costs at the least. */
  readonly cost: number;
  /** What each level costs that the budget before does not bring; null where there is none. */
  readonly perFurther: number | null;
}

const PARTS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, MAX_BUDGET_FACTOR] as const;

/** What parts and multiples of a budget bring; costs and the budget are in hundredths of the currency. */
function budgetSteps(costs: Float64Array, budget: number): BudgetStep[] {
  let before = { gain: 0, cost: 0 };
  return PARTS.map((part) => {
    const money = Math.floor(budget * part);
    const gain = highestGainWithin(costs, money);
    const cost = costs[gain] as number;
    const more = gain - before.gain;
    const perFurther = more > 0 ? fromCents(cost - before.cost) / more : null;
    before = { gain, cost };
    return { budget: fromCents(money), gain, cost: fromCents(cost), perFurther };
  });
}

/** The highest gain that costs no more than a budget. */
export function highestGainWithin(costs: Float64Array, budget: number): number {
  return costs.findLastIndex((cost) => cost <= budget);
}

/** The gain above another that costs least, the highest of equals; null where none is known. */
function cheapestAbove(costs: Float64Array, gain: number): number | null {
  let best: number | null = null;
  for (let more = gain + 1; more < costs.length; more++)
    if (best === null || (costs[more] as number) <= (costs[best] as number)) best = more;
  return best !== null && Number.isFinite(costs[best]) ? best : null;
}

/** One way to spend money on an enterprise. */
export interface KnapsackOption {
  /** What it costs, in whole units of what the budget is in; at least 0. */
  readonly cost: number;
  /** What it brings; more than 0. */
  readonly gain: number;
}

/** What is chosen: for each enterprise the position of its option, -1 for none. */
interface KnapsackSolution {
  readonly chosen: readonly number[];
  readonly cost: number;
  readonly gain: number;
}

/** What is brought may be less than the best by so small a part of it, for sums of decimals are not exact. */
const SLACK = 1e-9;

/**
 * The options that bring most within a budget, at most one for each enterprise, and of all that bring as much the cheapest:
 * a multiple-choice knapsack, solved twice as an integer program to proven optimality. What the solver finds is summed
 * exactly, in whole units, before it is believed.
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
  // Scaled, so that the solver's tolerance means the same for small and for large sums.
  const most = Math.max(...variables.map(({ gain }) => gain));
  const costs = variables.map(({ cost }, v) => [v, cost / Math.max(1, budget)] as const);
  const gains = variables.map(({ gain }, v) => [v, gain / most] as const);
  const rows: ProgramRow[] = [{ terms: costs, low: null, high: budget === 0 ? 0 : 1 }, ...oneEach(variables)];
  const solve = (more: readonly ProgramRow[], objective: ProgramRow['terms']): KnapsackSolution => {
    const values = solver({ whole: variables.map(() => true), rows: [...rows, ...more], objective });
    if (!values) throw new RangeError('spending nothing is always possible, yet the solver found no solution');
    const spending = sumUp(
      enterprises,
      variables.filter((_, v) => (values[v] as number) > 0.5),
    );
    if (spending.cost > budget) throw new RangeError(`the solver spends ${spending.cost} of ${budget}`);
    return spending;
  };
  const best = solve(
    [],
    gains.map(([v, gain]) => [v, -gain] as const),
  );
  const cheapest = solve([{ terms: gains, low: (best.gain / most) * (1 - SLACK), high: null }], costs);
  return cheapest.gain >= best.gain * (1 - SLACK) && cheapest.cost <= best.cost ? cheapest : best;
}

/** At most one option for each enterprise. */
function oneEach(variables: readonly { readonly enterprise: number }[]): ProgramRow[] {
  const byEnterprise = new Map<number, (readonly [number, number])[]>();
  for (const [v, { enterprise }] of variables.entries())
    byEnterprise.set(enterprise, [...(byEnterprise.get(enterprise) ?? []), [v, 1] as const]);
  return [...byEnterprise.values()].filter(({ length }) => length > 1).map((terms) => ({ terms, low: null, high: 1 }));
}

function sumUp(
  enterprises: readonly unknown[],
  taken: readonly (KnapsackOption & { readonly enterprise: number; readonly at: number })[],
): KnapsackSolution {
  const chosen = enterprises.map(() => -1);
  for (const { enterprise, at } of taken) chosen[enterprise] = at;
  return {
    chosen,
    cost: taken.reduce((sum, { cost }) => sum + cost, 0),
    gain: taken.reduce((sum, { gain }) => sum + gain, 0),
  };
}

const HUNDRED = wholeNumber(100);

/** An amount of a currency in whole hundredths of it, rounded up: what is to be paid is never stated too low. */
export function toCents(amount: Rational): number {
  return Number(ceiling(multiply(amount, HUNDRED)));
}

/** Hundredths as an amount of the currency. */
export function fromCents(cents: number): number {
  return cents / 100;
}
