import { add, compare, ONE, type Rational } from '../model/index.ts';
import {
  exactly,
  isNumber,
  type LinearNode,
  nodeAt,
  operatorOf,
  type Plan,
  type Possible,
  rangeOf,
  type StepsNode,
  sameRules,
  thresholdsOf,
} from '../scoring/index.ts';

/**
 * Whether a number is proven, by how both are calculated alone, never to be above another one if both have a value. Both
 * ends of most costs are steps or lines over the same number, which need no search for answers.
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

/** Whether two positions are one, or have the same single answer, which each rule reads by a node of its own. */
function isSameNumber(one: number, other: number, plan: Plan): boolean {
  if (one === other) return true;
  const answers = [one, other].map((position) => {
    const node = nodeAt(plan, position);
    const [member, ...others] = node.op === 'sum' ? node.members : [];
    const isPlain = others.length === 0 && member?.by === undefined && member?.weight.n === member?.weight.d;
    return node.op === 'sum' && member && isPlain ? { of: member.node, missing: node.missing } : undefined;
  });
  const [a, b] = answers;
  return a !== undefined && b !== undefined && a.of === b.of && sameRules(a.missing, b.missing);
}

type OneOperandNode = StepsNode | LinearNode;

/**
 * The same for two nodes over one number. Between two thresholds both are constant or straight, so the order at the
 * thresholds, and beyond the last one, holds for all numbers.
 */
function isNeverAboveAtThresholds(below: OneOperandNode, above: OneOperandNode): boolean {
  const thresholds = [...thresholdsOf(below), ...thresholdsOf(above)];
  const last = thresholds.reduce((most, one) => (compare(one, most) > 0 ? one : most));
  return [...thresholds, add(last, ONE)].every((number) => {
    const [low, high] = [rangeOf(valueAt(below, number))?.high, rangeOf(valueAt(above, number))?.low];
    return !low || !high || compare(low, high) <= 0;
  });
}

function valueAt(node: OneOperandNode, number: Rational): Possible {
  const read = (): Possible => exactly(number);
  return operatorOf(node).evaluate(node, { read, target: read, contribution: read });
}
