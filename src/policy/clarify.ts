import type { Condition } from '../condition/condition.ts';
import { evaluateCondition } from '../condition/evaluate.ts';
import { type Possible, settledValue } from '../condition/value.ts';
import type { Evaluation } from '../scoring/evaluate.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import { readsOf } from '../scoring/reads.ts';

/**
 * The open answers that keep conditions undecided, in the plan's order; for a derived fact those it is worked out
 * from. None where every condition is decided.
 */
export function findOpen(conditions: readonly Condition[], plan: Plan, evaluation: Evaluation): string[] {
  const read = (node: number): Possible => evaluation.values[node] as Possible;
  const open = new Set<string>();
  const seen = new Set<number>();

  function visitCondition(condition: Condition): void {
    if (evaluateCondition(condition, read) !== 'undecided') return;
    if (condition.op === 'entry') visitNode(condition.node);
    else if (condition.op === 'not') visitCondition(condition.of);
    else condition.of.forEach(visitCondition);
  }

  function visitNode(position: number): void {
    if (seen.has(position) || settledValue(read(position)) !== undefined) return;
    seen.add(position);
    const node = plan.nodes[position];
    if (node?.op === 'input') visitInput(node, position);
    else if (node) readsOf(node).forEach(visitNode);
  }

  function visitInput(input: Input, position: number): void {
    if (input.when) visitCondition(input.when);
    const state = evaluation.states.get(position);
    if (state === 'answered' || state === 'notApplicable') return;
    const before = open.size;
    if (input.role === 'fact' && input.derived !== null) visitNode(input.derived);
    // What nothing open stands behind, such as a ratio with a divisor of 0, can only be stated itself.
    if (open.size === before) open.add(input.name);
  }

  conditions.forEach(visitCondition);
  return plan.inputs.flatMap(({ name }) => (open.has(name) ? [name] : []));
}
