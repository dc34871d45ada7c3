// Chooses, from costs stated in several currencies, those in the currency of the pack.

import type { Measure, Path, Phrase, StatedCost } from '../model/index.ts';
import type { ReportProblem } from '../scoring/index.ts';

/** The keys of a measure's two costs: `cost` arises once, `running` in each year after the first. */
export type CostKey = 'cost' | 'running';

/** A measure with its costs and savings in the pack's currency alone. */
export interface PricedMeasure extends Omit<Measure, CostKey> {
  readonly cost?: StatedCost;
  readonly running?: StatedCost;
}

/** For each of the two costs of a measure, the path from the measure to the place where the cost is written. */
export type CostPlaces = Readonly<Record<CostKey, Path>>;

interface PricedEntry {
  readonly one: PricedMeasure;
  readonly at: Path;
  readonly costPlaces: CostPlaces;
}

const COST_KEYS: readonly CostKey[] = ['cost', 'running'];

/**
 * Keeps, for each measure, its costs in one currency, because a plan adds them up: in the given currency or, without
 * one, in the most frequent currency. Reports costs that are not stated in this currency, or stated in it twice.
 */
export function priceInCurrency(
  listed: readonly { readonly one: Measure; readonly at: Path }[],
  given: string | undefined,
  complain: ReportProblem,
): readonly PricedEntry[] {
  const currency = given ?? findMostFrequentCurrency(listed.map(({ one }) => one));
  return listed.map(({ one, at }) => {
    const { cost: _, running: __, savings = [], ...rest } = one;
    const chosenCosts = COST_KEYS.map((key) => chooseCost(one[key], currency, [...at, key], complain));
    const [cost, running] = chosenCosts.map((choice) => choice?.cost);
    const ownSavings = savings.filter((saving) => saving.currency === undefined || saving.currency === currency);
    return {
      one: {
        ...rest,
        ...(savings.length > 0 ? { savings: ownSavings } : {}),
        ...(cost ? { cost } : {}),
        ...(running ? { running } : {}),
      },
      at,
      costPlaces: { cost: chosenCosts[0]?.place ?? ['cost'], running: chosenCosts[1]?.place ?? ['running'] },
    };
  });
}

/** Lists the costs of a measure in all currencies, each with the path to it from the key of the cost. */
export function listPlacedCosts(
  stated: Measure[CostKey],
): readonly { readonly stated: StatedCost; readonly place: Path }[] {
  if (Array.isArray(stated)) return stated.map((cost, i) => ({ stated: cost, place: [i] }));
  return stated === undefined ? [] : [{ stated, place: [] }];
}

function findMostFrequentCurrency(measures: readonly Measure[]): string {
  const counts = new Map<string, number>();
  for (const measure of measures)
    for (const { stated } of COST_KEYS.flatMap((key) => listPlacedCosts(measure[key])))
      counts.set(stated.currency, (counts.get(stated.currency) ?? 0) + 1);
  const countOf = (currency: string): number => counts.get(currency) ?? 0;
  return [...counts.keys()].reduce((most, currency) => (countOf(currency) > countOf(most) ? currency : most), '');
}

function chooseCost(
  listed: Measure[CostKey],
  currency: string,
  at: Path,
  complain: ReportProblem,
): { readonly cost: StatedCost; readonly place: Path } | undefined {
  const costs = listPlacedCosts(listed);
  const [first] = costs;
  if (!first) return undefined;
  for (const [i, { stated, place }] of costs.entries()) {
    if (costs.findIndex((other) => other.stated.currency === stated.currency) < i)
      complain('M201', [...at, ...place, 'currency'], { found: stated.currency });
  }
  const ownCost = costs.find(({ stated }) => stated.currency === currency);
  if (!ownCost) {
    const advice: Phrase = { phrase: 'oneCurrency', currency };
    complain('M111', [...at, ...first.place, 'currency'], {
      found: first.stated.currency,
      allowed: [currency],
      advice,
    });
  }
  const { stated, place } = ownCost ?? first;
  return { cost: stated, place: [at.at(-1) as string, ...place] };
}
