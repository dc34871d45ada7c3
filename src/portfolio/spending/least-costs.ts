import type { SpendingOption } from './knapsack.ts';

/** What every gain costs at the least. */
export interface LeastCosts {
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
export function leastCosts(enterprises: readonly (readonly SpendingOption[])[], most: number): LeastCosts {
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
  options: readonly SpendingOption[],
  most: number,
  top: number,
  picks?: Uint8Array,
): number {
  let reach = 0;
  // From above, so that what stands below is still without this enterprise.
  for (let gain = top; gain >= 0; gain--) {
    let [least, pick] = [costs[gain] as number, 0];
    for (let at = 0; at < options.length; at++) {
      const { cost, gain: more } = options[at] as SpendingOption;
      const sum = gain >= more ? (costs[gain - more] as number) + cost : Number.POSITIVE_INFINITY;
      if (sum < least && sum <= most) [least, pick] = [sum, at + 1];
    }
    costs[gain] = least;
    if (picks) picks[gain] = pick;
    if (reach === 0 && least <= most) reach = gain;
  }
  return reach;
}
