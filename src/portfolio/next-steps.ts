import type { BudgetAllocation } from './budget-allocation.ts';
import type { ChainFigures, ClusterFigures } from './chains/chain-figures.ts';
import type { ChainSupport, SupplierSelection } from './chains/supplier-selection.ts';
import type { ModelCases } from './model-cases.ts';
import type { Visit } from './visit-plan.ts';

/** A chain with whom its leader should take along. */
export interface ChainNextSteps {
  readonly figures: ChainFigures;
  /** Null without a budget; nobody is priced where no direct supplier has a roadmap with its cost. */
  readonly along: (SupplierSelection & { readonly support: ChainSupport | null }) | null;
}

/** What to do next in a portfolio: chains, models, visits, and money. It names enterprises and is for the office alone. */
export interface NextSteps {
  /** The highest level there is, and whether a pack says so. */
  readonly top: { readonly level: number; readonly isKnown: boolean };
  readonly chains: readonly ChainNextSteps[];
  readonly clusters: readonly ClusterFigures[];
  /** Keys in the links that neither the registry nor an input has, with the first line that names them. */
  readonly unknown: readonly { readonly key: string; readonly line: number }[];
  /** Null where no model cases were asked for. */
  readonly models: ({ readonly by: readonly string[] } & ModelCases) | null;
  /** The most urgent, of so many of the registry that were never visited, beside those outside; null where nobody asked. */
  readonly visits: { readonly all: number; readonly outside: number; readonly first: readonly Visit[] } | null;
  /**
   * Of the registry alone; null without a budget. `worked`: for how many roadmaps were worked out beside those stored, and whether that is all;
   * `without`: how many could climb and have none here, null where no pack says; `outside`: how many with roadmaps are left
   * out because the registry does not list them; `next` is null where nobody has one.
   */
  readonly money: {
    readonly budget: number;
    readonly worked: { readonly count: number; readonly isAll: boolean };
    readonly without: number | null;
    readonly outside: number;
    readonly next: BudgetAllocation | null;
  } | null;
}
