import type { Program, Solver } from '../../policy/roadmap/program.ts';

/** One way to spend money on an enterprise. */
export interface SpendingOption {
  /** What it costs, in whole units of the currency; at least 0. */
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

/**
 * The options that bring most within a budget, at most one for each enterprise: a multiple-choice knapsack, solved as an
 * integer program to proven optimality. What the solver finds is summed exactly, in whole units, before it is believed.
 */
export function spendBest(
  enterprises: readonly (readonly SpendingOption[])[],
  budget: number,
  solver: Solver,
): Spending {
  const variables = enterprises.flatMap((options, enterprise) =>
    options.flatMap((option, at) => (option.cost <= budget ? [{ ...option, enterprise, at }] : [])),
  );
  if (variables.length === 0) return nothing(enterprises);
  const most = Math.max(...variables.map(({ gain }) => gain));
  const rows: Program['rows'][number][] = [
    // Scaled by the budget, so that the solver's tolerance means the same for small and for large sums.
    {
      terms: variables.map(({ cost }, v) => [v, cost / Math.max(1, budget)] as const),
      low: null,
      high: budget === 0 ? 0 : 1,
    },
  ];
  for (let enterprise = 0; enterprise < enterprises.length; enterprise++) {
    const own = variables.flatMap((one, v) => (one.enterprise === enterprise ? [[v, 1] as const] : []));
    if (own.length > 1) rows.push({ terms: own, low: null, high: 1 });
  }
  const values = solver({
    whole: variables.map(() => true),
    rows,
    objective: variables.map(({ gain }, v) => [v, -gain / most] as const),
  });
  if (!values) throw new RangeError('spending nothing is always possible, yet the solver found no solution');
  const spending = sumUp(
    enterprises,
    variables.filter((_, v) => (values[v] as number) > 0.5),
  );
  if (spending.cost > budget) throw new RangeError(`the solver spends ${spending.cost} of ${budget}`);
  return spending;
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

function nothing(enterprises: readonly unknown[]): Spending {
  return { chosen: enterprises.map(() => -1), cost: 0, gain: 0 };
}
