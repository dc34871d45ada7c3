import { type Condition, nodesOf } from '../condition/condition.ts';
import { reachFrom } from './reach.ts';
import type { Subject } from './rule.ts';

/** The parts of a condition about what no measure changes: they must hold before and after. */
export function lastingParts(condition: Condition, { plan, catalogue }: Subject): Condition[] {
  const parts = condition.op === 'all' ? condition.of : [condition];
  const changed = new Set(catalogue.flatMap(({ effects }) => effects.map(({ node }) => node)));
  return parts.filter((part) => ![...reachFrom(plan, nodesOf(part))].some((position) => changed.has(position)));
}
