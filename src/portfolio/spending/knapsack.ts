import type { Row, Solver } from '../../policy/roadmap/program.ts';

/** One way to spend money on an enterprise. */
export interface SpendingOption {
  /** What it costs, in whole units of what the budget is in; at least 0. */
  readonly cost: number;
  /** What it brings; more than 0. */
  readonly gain: number;
}

/** What is chosen: for each enterprise the position of its option, -1 for none. */
export interface Spending {
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
export function spendBest(
  enterprises: readonly (readonly SpendingOption[])[],
  budget: number,
  solver: Solver,
): Spending {
  const variables = enterprises.flatMap((options, enterprise) =>
    options.flatMap((option, at) => (option.cost <= budget ? [{ ...option, enterprise, at }] : [])),
  );
  if (variables.length === 0) return { chosen: enterprises.map(() => -1), cost: 0, gain: 0 };
  // Scaled, so that the solver's tolerance means the same for small and for large sums.
  const most = Math.max(...variables.map(({ gain }) => gain));
  const costs = variables.map(({ cost }, v) => [v, cost / Math.max(1, budget)] as const);
  const gains = variables.map(({ gain }, v) => [v, gain / most] as const);
  const rows: Row[] = [{ terms: costs, low: null, high: budget === 0 ? 0 : 1 }, ...oneEach(variables)];
  const solve = (more: readonly Row[], objective: Row['terms']): Spending => {
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
function oneEach(variables: readonly { readonly enterprise: number }[]): Row[] {
  const byEnterprise = new Map<number, (readonly [number, number])[]>();
  for (const [v, { enterprise }] of variables.entries())
    byEnterprise.set(enterprise, [...(byEnterprise.get(enterprise) ?? []), [v, 1] as const]);
  return [...byEnterprise.values()].filter(({ length }) => length > 1).map((terms) => ({ terms, low: null, high: 1 }));
}

function sumUp(
  enterprises: readonly unknown[],
  taken: readonly (SpendingOption & { readonly enterprise: number; readonly at: number })[],
): Spending {
  const chosen = enterprises.map(() => -1);
  for (const { enterprise, at } of taken) chosen[enterprise] = at;
  return {
    chosen,
    cost: taken.reduce((sum, { cost }) => sum + cost, 0),
    gain: taken.reduce((sum, { gain }) => sum + gain, 0),
  };
}
