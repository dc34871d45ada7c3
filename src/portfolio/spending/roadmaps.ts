import { fromCents } from './cents.ts';
import { leastCosts } from './least-costs.ts';
import { cheapestAbove, climbBudgets, highestWithin, type Step } from './staircase.ts';

/** One way up for an enterprise: the level it surely reaches and what that costs. */
export interface Roadmap {
  readonly to: number;
  /** By the high estimate, in hundredths of the currency, rounded up. */
  readonly cost: number;
  readonly measures: readonly string[];
  /** Whether it stands in an enterprise file, or was worked out from the answers. */
  readonly isStored: boolean;
  /** Whether nothing cheaper leads there, proven. */
  readonly isProven: boolean;
}

/** The roadmaps of an enterprise, of which it can take one. */
export interface EnterpriseRoadmaps {
  /** Its place in the roster. */
  readonly index: number;
  readonly from: number;
  readonly currency: string;
  /** The lowest level first. */
  readonly roadmaps: readonly Roadmap[];
}

/** A roadmap that is paid for. */
export interface Purchase extends Omit<Roadmap, 'cost'> {
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
export interface NextMoney {
  readonly budget: number;
  readonly currency: string;
  /** Enterprises with a roadmap that gains a level, and how many roadmaps they have. */
  readonly considered: number;
  readonly roadmaps: number;
  /** Those chosen, most gained per money first. */
  readonly chosen: readonly Purchase[];
  readonly cost: number;
  /** What is left of the budget. */
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
  readonly staircase: readonly Step[];
  /** The least budget that gains more; null where none up to twice the budget does. */
  readonly further: { readonly budget: number; readonly gain: number } | null;
}

/** The staircase, and what is worth planning for, reach up to so many times the budget. */
export const FURTHEST = 2;

/**
 * Where the next money goes: at most one roadmap of each enterprise, together with most levels gained within a budget (in
 * hundredths of the currency), proven. Of choices that gain as much it is the cheapest. Roadmaps in another currency than
 * that of most are left out. `ladder` has the levels there are; without one they are the whole numbers and what occurs.
 * Null where there is no roadmap.
 */
export function spendOnRoadmaps(
  given: readonly EnterpriseRoadmaps[],
  budget: number,
  ladder: readonly number[] | null,
): NextMoney | null {
  const currency = usualCurrency(given);
  if (currency === null) return null;
  const rungs = ladder ?? levelsIn(given);
  const all = given.flatMap((one) => {
    const options = one.currency === currency ? optionsOf(one, rungs) : [];
    return options.length > 0 ? [{ index: one.index, from: one.from, options }] : [];
  });
  const { costs, choose } = leastCosts(
    all.map(({ options }) => options),
    budget * FURTHEST,
  );
  const steps = climbBudgets(costs, budget, FURTHEST);
  const gain = highestWithin(costs, budget);
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
    chosen: taken.map((one) => ({ ...one, ...priceOf([one]) })),
    cost: fromCents(cost),
    left: fromCents(budget - cost),
    gain,
    perLevel: gain === 0 ? null : fromCents(cost) / gain,
    climbs: climbsOf(taken),
    measures: measuresOf(taken),
    staircase: steps,
    further: more === null ? null : { budget: fromCents(costs[more] as number), gain: more },
  };
}

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

function optionsOf({ from, roadmaps }: EnterpriseRoadmaps, rungs: readonly number[]): (Roadmap & { gain: number })[] {
  return roadmaps.flatMap((roadmap) => {
    const gain = rungs.filter((level) => level > from && level <= roadmap.to).length;
    return gain > 0 ? [{ ...roadmap, gain }] : [];
  });
}

/** What is taken of an enterprise; its cost is in hundredths. */
type Taken = Roadmap & Pick<Purchase, 'index' | 'from' | 'gain'>;

function priceOf(taken: readonly Taken[]): Pick<Purchase, 'cost' | 'perLevel'> {
  const cost = fromCents(taken.reduce((sum, one) => sum + one.cost, 0));
  return { cost, perLevel: cost / taken.reduce((sum, { gain }) => sum + gain, 0) };
}

function climbsOf(taken: readonly Taken[]): NextMoney['climbs'] {
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

function measuresOf(taken: readonly Taken[]): NextMoney['measures'] {
  const counts = new Map<string, number>();
  for (const id of taken.flatMap(({ measures }) => measures)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts]
    .map(([id, enterprises]) => ({ id, enterprises }))
    .sort((a, b) => b.enterprises - a.enterprises || (a.id < b.id ? -1 : 1));
}
