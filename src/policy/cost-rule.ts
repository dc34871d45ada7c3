// Costs that follow from facts: the rules of a catalogue, and all that they can come to.

import {
  type Cost,
  greatest,
  least,
  type Measure,
  type Path,
  type Rational,
  type StatedCost,
  ZERO,
} from '../model/index.ts';
import {
  type CompiledPlan,
  dependenciesOf,
  evaluateWithin,
  type Node,
  nodeNames,
  type Plan,
  type Possible,
  type ReportProblem,
  rangeOf,
} from '../scoring/index.ts';
import { type CompiledAmount, compileAmount, possibleAmount } from './funding/amount-rule.ts';

/** How a cost follows from facts. */
export interface CostRule {
  readonly low: CompiledAmount;
  readonly high: CompiledAmount;
  readonly currency: string;
  readonly illustrative: boolean;
  /** The facts, answers and scores it reads, in the order of the plan. */
  readonly reads: readonly string[];
  readonly rules: CostRules;
}

interface CostRules {
  /** The pack's plan, and after it what costs are worked out by. */
  readonly plan: Plan;
  /** The positions of that plan which the rules need, ascending: those of the pack, and those that come after. */
  readonly packNodes: readonly number[];
  readonly ownNodes: readonly number[];
}

/** What a measure costs at least and at most. */
interface CostRange {
  readonly low: Rational;
  readonly high: Rational;
}

/** Whether a catalogue states a cost in numbers. */
export function isPlainCost(cost: StatedCost): cost is Cost {
  return typeof cost.low === 'number' && typeof cost.high === 'number';
}

/** Compiles the costs that are no plain numbers, by the ids of their measures; what cannot work is reported. */
export function compileCostRules(
  listed: readonly { readonly one: Measure; readonly at: Path }[],
  file: string,
  compiled: CompiledPlan,
  complain: ReportProblem,
): ReadonlyMap<string, CostRule> {
  const found = listed.flatMap(({ one: { id, cost }, at }) => {
    if (!cost || isPlainCost(cost)) return [];
    const compileEnd = (end: 'low' | 'high'): CompiledAmount =>
      compileAmount(cost[end], { file, at: [...at, 'cost', end], compiled, complain, givens: NO_FIGURES });
    return [{ id, cost, low: compileEnd('low'), high: compileEnd('high') }];
  });
  if (found.length === 0) return new Map();
  const plan = compiled.extendedPlan();
  const first = compiled.plan.nodes.length;
  const needed = closureOf(plan, found.flatMap(nodesOf));
  const rules: CostRules = {
    plan,
    packNodes: needed.filter((at) => at < first),
    ownNodes: needed.filter((at) => at >= first),
  };
  return new Map(
    found.map(({ id, cost: { currency, illustrative = false }, low, high }) => [
      id,
      { low, high, currency, illustrative, reads: namesReadBy(plan, first, nodesOf({ low, high })), rules },
    ]),
  );
}

const NO_FIGURES = { figures: [], lists: [], length: 0 };

/** The positions of a rule's ends. */
export function nodesOf({ low, high }: Pick<CostRule, 'low' | 'high'>): number[] {
  return [low, high].flatMap((end) => (end.kind === 'rule' ? [end.node] : []));
}

/** The positions that some positions need, themselves included, ascending. */
function closureOf({ nodes }: Plan, roots: readonly number[]): number[] {
  const needed = new Set(roots);
  for (const at of needed) for (const read of dependenciesOf(nodes[at] as Node)) needed.add(read);
  return [...needed].sort((a, b) => a - b);
}

/** What has a name among all that rules read of a pack, whose positions end before `first`. */
function namesReadBy(plan: Plan, first: number, roots: readonly number[]): string[] {
  const names = nodeNames(plan);
  const isNamed = (at: number): boolean => at < first && names.has(at);
  const read = new Set(roots);
  for (const at of read) {
    if (isNamed(at)) continue;
    for (const other of dependenciesOf(plan.nodes[at] as Node)) read.add(other);
  }
  return [...new Set([...read].filter(isNamed).sort((a, b) => a - b))].map((at) => names.get(at) as string);
}

/**
 * All that a cost can be, given the value of every node: never below 0, and its ends in order whichever rule gives more.
 * Null where it is, or may be, nothing, or has no upper end.
 */
export function rangeOfCost({ low, high }: CostRule, values: readonly Possible[]): CostRange | null {
  const ends = [low, high].map((amount) => possibleAmount(amount, values));
  const ranges = ends.flatMap((end) => (end && !end.nothing && rangeOf(end)) || []);
  const highs = ranges.flatMap((range) => range.high ?? []);
  if (highs.length < ends.length) return null;
  const lows = ranges.map((range) => range.low ?? ZERO);
  return { low: greatest(lows.reduce(least), ZERO), high: greatest(highs.reduce(greatest), ZERO) };
}

/** All that a cost can be, whatever is answered; null where it may be nothing or has no upper end. */
export function possibleCost(rule: CostRule): CostRange | null {
  const { plan, packNodes, ownNodes } = rule.rules;
  return rangeOfCost(rule, evaluateWithin(plan, new Map(), [...packNodes, ...ownNodes]).values);
}
