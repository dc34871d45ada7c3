import { add, compare, ONE, type Rational } from '../model/index.ts';
import {
  areSameRules,
  createExactValue,
  isNumber,
  type LinearNode,
  nodeAt,
  operatorOf,
  type Plan,
  type Possible,
  rangeOf,
  type StepsNode,
  thresholdsOf,
} from '../scoring/index.ts';

/**
 * Whether the node `low` can never be above the node `high`, ignoring answers for which either has no value. Judged
 * only by how both are calculated: the two ends of a cost range are mostly steps or lines over the same number, so no
 * search for answers is needed.
 */
export function isNeverAbove(low: number, high: number, plan: Plan): boolean {
  const [below, above] = [nodeAt(plan, low), nodeAt(plan, high)];
  if (below.op === 'constant' && above.op === 'constant')
    return isNumber(below.value) && isNumber(above.value) && compare(below.value, above.value) <= 0;
  if ((below.op === 'cap' && above.op === 'cap') || (below.op === 'floor' && above.op === 'floor'))
    return isNeverAbove(below.of, above.of, plan) && isNeverAbove(below.bound, above.bound, plan);
  const areAlike =
    (below.op === 'steps' && above.op === 'steps' && below.edge === above.edge) ||
    (below.op === 'linear' && above.op === 'linear');
  return areAlike && isSameNumber(below.of, above.of, plan) && isNeverAboveAtThresholds(below, above);
}

/**
 * Whether two nodes have the same value: they are the same node, or both only pass on the same answer. The latter is
 * common, because each rule that reads an answer gets its own node for it.
 */
function isSameNumber(one: number, other: number, plan: Plan): boolean {
  if (one === other) return true;
  const answers = [one, other].map((position) => {
    const node = nodeAt(plan, position);
    const [member, ...others] = node.op === 'sum' ? node.members : [];
    const isOnlyOperand = others.length === 0 && member?.by === undefined && member?.weight.n === member?.weight.d;
    return node.op === 'sum' && member && isOnlyOperand ? { of: member.node, missing: node.missing } : undefined;
  });
  const [a, b] = answers;
  return a !== undefined && b !== undefined && a.of === b.of && areSameRules(a.missing, b.missing);
}

type OneOperandNode = StepsNode | LinearNode;

/**
 * Whether one node is never above another, if both are calculated from the same number. Between two neighbouring
 * thresholds both are constant or straight lines, so it is enough to compare them at every threshold and at one number
 * above the last.
 */
function isNeverAboveAtThresholds(below: OneOperandNode, above: OneOperandNode): boolean {
  const thresholds = [...thresholdsOf(below), ...thresholdsOf(above)];
  const highestThreshold = thresholds.reduce((most, number) => (compare(number, most) > 0 ? number : most));
  return [...thresholds, add(highestThreshold, ONE)].every((number) => {
    const [low, high] = [rangeOf(valueAt(below, number))?.high, rangeOf(valueAt(above, number))?.low];
    return !low || !high || compare(low, high) <= 0;
  });
}

function valueAt(node: OneOperandNode, number: Rational): Possible {
  const read = (): Possible => createExactValue(number);
  return operatorOf(node).evaluate(node, { read, target: read, contribution: read });
}
