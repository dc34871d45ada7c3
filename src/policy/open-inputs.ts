import {
  type Condition,
  dependenciesOf,
  type Evaluation,
  evaluateCondition,
  type Input,
  type Plan,
  type Possible,
  settledValue,
  valueAt,
} from '../scoring/index.ts';

/**
 * Returns the open answers because of which conditions are undecided or the values at `nodes` are not settled, in the
 * order of the plan. Instead of an open derived fact, returns the open inputs from which it is derived. Empty if
 * everything is decided.
 */
export function findOpenInputs(
  conditions: readonly Condition[],
  plan: Plan,
  evaluation: Evaluation,
  nodes: readonly number[] = [],
): string[] {
  const readNode = (node: number): Possible => valueAt(evaluation, node);
  const openByNode = new Map<number, readonly string[]>();

  function inputsOfCondition(condition: Condition): readonly string[] {
    if (evaluateCondition(condition, readNode) !== 'undecided') return [];
    if (condition.op === 'entry') return inputsOfNode(condition.node);
    return condition.op === 'not' ? inputsOfCondition(condition.of) : condition.of.flatMap(inputsOfCondition);
  }

  function inputsOfNode(position: number): readonly string[] {
    const cached = openByNode.get(position);
    if (cached) return cached;
    const openOwn = settledValue(readNode(position)) === undefined ? openAt(position) : [];
    openByNode.set(position, openOwn);
    return openOwn;
  }

  function openAt(position: number): readonly string[] {
    const node = plan.nodes[position];
    if (node?.op === 'input') return inputsOfInput(node, position);
    return [...new Set(node ? dependenciesOf(node).flatMap(inputsOfNode) : [])];
  }

  function inputsOfInput(input: Input, position: number): readonly string[] {
    const conditionNodes = input.when ? inputsOfCondition(input.when) : [];
    const state = evaluation.states[position];
    if (state === 'answered' || state === 'notApplicable') return conditionNodes;
    const derivedInputs = input.role === 'fact' && input.derived !== null ? inputsOfNode(input.derived) : [];
    // If a derived fact has no value although none of its inputs is open (such as a ratio whose divisor is 0), only
    // stating the fact itself can settle it.
    return [...conditionNodes, ...(derivedInputs.length > 0 ? derivedInputs : [input.name])];
  }

  const openNodes = new Set([...conditions.flatMap(inputsOfCondition), ...nodes.flatMap(inputsOfNode)]);
  if (openNodes.size === 0) return [];
  return plan.inputs.flatMap(({ name }) => (openNodes.has(name) ? [name] : []));
}
