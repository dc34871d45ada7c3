import type { Solver } from '../../policy/roadmap/program.ts';
import { spendBest } from '../spending/knapsack.ts';
import type { ChainFigures } from './chain.ts';
import { type Readiness, readinessOf } from './readiness.ts';

/** What it takes to raise a supplier. */
export interface SupplierRoadmap {
  readonly to: number;
  /** In whole units of what the budget is in. */
  readonly cost: number;
}

/** A supplier that its leader should take along. */
export interface Companion {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly cost: number;
  /** What the chain's readiness of those assessed gains; gains add up. */
  readonly gain: number;
}

/** Whom a leader should take along first. */
export interface TakeAlong {
  readonly budget: number;
  /** Direct suppliers whose level is known and below the highest, and how many of them have a roadmap with its cost. */
  readonly candidates: number;
  readonly priced: number;
  /** Most gained per money first. */
  readonly chosen: readonly Companion[];
  readonly cost: number;
  readonly after: Readiness | null;
}

/**
 * The direct suppliers of the leader that bring the chain's readiness most within a budget: what the leader depends on
 * each, times the levels its roadmap gains. A knapsack, proven best.
 */
export function takeAlong(
  { directSuppliers, standings, dependency }: ChainFigures,
  roadmapOf: (key: string) => SupplierRoadmap | undefined,
  { top, budget, solver }: { readonly top: number; readonly budget: number; readonly solver: Solver },
): TakeAlong {
  const known = standings.reduce((sum, { level }, node) => sum + (level ? (dependency[node] as number) : 0), 0);
  const below = directSuppliers.filter((node) => (standings[node]?.level?.lowest ?? top) < top);
  const candidates = below.flatMap((node): Companion[] => {
    const { key, level } = standings[node] as ChainFigures['standings'][number];
    const roadmap = roadmapOf(key);
    if (!roadmap || !level || roadmap.to <= level.lowest) return [];
    const gain = known === 0 ? 0 : ((dependency[node] as number) * (roadmap.to - level.lowest)) / top / known;
    return [{ node, from: level.lowest, to: roadmap.to, cost: roadmap.cost, gain }];
  });
  const { chosen, cost } = spendBest(
    candidates.map(({ cost: price, gain }) => [{ cost: price, gain }]),
    budget,
    solver,
  );
  const taken = candidates.filter((_, i) => chosen[i] === 0);
  const byNode = new Map(taken.map((companion) => [companion.node, companion]));
  const raised = standings.map((standing, node) => {
    const one = byNode.get(node);
    return one
      ? { ...standing, level: { lowest: one.to, highest: Math.max(one.to, standing.level?.highest ?? 0) } }
      : standing;
  });
  const perMoney = ({ gain, cost: price }: Companion): number => gain / Math.max(1, price);
  return {
    budget,
    candidates: below.length,
    priced: candidates.length,
    chosen: taken.sort((a, b) => perMoney(b) - perMoney(a) || a.node - b.node),
    cost,
    after: readinessOf(raised, dependency, top),
  };
}
