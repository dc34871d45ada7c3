// Determines what a node of a plan reads, what reads it, and with which bounds it is compared.

import type { Rational } from '../model/index.ts';
import { itemAt } from '../model/index.ts';
import {
  type Condition,
  listConditionDependencies,
  listConditionEntries,
  type NodeReader,
  type Test,
} from './condition.ts';
import type { NodeReads } from './operators/operator.ts';
import { type OperatorNode, operatorOf } from './operators/registry.ts';
import type { Input, Node, Plan, PointsNode } from './plan.ts';
import type { Atom } from './possible-values.ts';
import type { MemberNames } from './unmet-requirements.ts';

/** The nodes that answers and points read; what operators read is declared in their own files. */
const ANSWER_READS: { readonly input: NodeReads<Input>; readonly points: NodeReads<PointsNode> } = {
  input: {
    family: 'answer',
    operands: ({ derived }) => (derived === null ? [] : [derived]),
    conditions: ({ when }) => (when ? [when] : []),
  },
  points: { family: 'answer', operands: ({ of }) => [of] },
};

function readsOf(node: Node): NodeReads<Node> {
  return operatorOf(node) ?? (ANSWER_READS[node.op as 'input' | 'points'] as NodeReads<Node>);
}

/** Returns the positions of the values that a node combines, including weights and bounds. */
export function operandsOf(node: Node): readonly number[] {
  return readsOf(node).operands(node);
}

/** Returns all positions that a node reads, including those in its conditions. */
export function dependenciesOf(node: Node): readonly number[] {
  const conditions = readsOf(node).conditions?.(node);
  const operands = operandsOf(node);
  return conditions ? [...operands, ...conditions.flatMap(listConditionDependencies)] : operands;
}

/**
 * Returns the positions on which the value of a node depends, without those that only decide whether a question is
 * asked or a score applies.
 */
export function valueDependenciesOf(node: Node): readonly number[] {
  return readsOf(node).family === 'choice' ? dependenciesOf(node) : operandsOf(node);
}

/** Returns the conditions of a node. */
export function conditionsOf(node: Node): readonly Condition[] {
  return readsOf(node).conditions?.(node) ?? [];
}

/**
 * Returns the positions of the values that a score combines, without those that its conditions certainly exclude; empty
 * for answers.
 */
export function findReachedOperands(node: Node, read: NodeReader): readonly number[] {
  const operator = operatorOf(node);
  return operator?.reached?.(node as OperatorNode, read) ?? operator?.operands(node as OperatorNode) ?? [];
}

/** Returns the positions whose numbers a node calculates with; empty for nodes that only compare. */
export function numericOperandsOf(node: Node): readonly number[] {
  const operator = operatorOf(node);
  if (!operator || operator.family === 'list' || operator.outcomes) return [];
  return operator.operands(node as OperatorNode);
}

/** Returns all possible values of a node, if they are a fixed list; otherwise undefined. */
export function outcomesOf(node: Node): readonly Atom[] | undefined {
  return operatorOf(node)?.outcomes?.(node as OperatorNode);
}

/**
 * Returns the numbers at which the value of a node changes when its operand reaches them; numbers in its conditions are
 * not included.
 */
export function thresholdsOf(node: Node): readonly Rational[] {
  return operatorOf(node)?.thresholds?.(node as OperatorNode) ?? [];
}

/** For each node, the positions of all inputs on which it depends, ascending. For an input, this includes its own. */
export const inputDependencies = memoizeByPlan((plan): readonly (readonly number[])[] => {
  const inputsRead: (readonly number[])[] = [];
  plan.nodes.forEach((node, at) => {
    const inputsOfNode = new Set(dependenciesOf(node).flatMap((other) => itemAt(inputsRead, other)));
    if (node.op === 'input') inputsOfNode.add(at);
    inputsRead.push([...inputsOfNode].sort((a, b) => a - b));
  });
  return inputsRead;
});

/** For each input its position, its name, and the positions of all nodes that depend on it. */
type Dependents = readonly (readonly [input: number, name: string, readers: readonly number[]])[];

/** Returns for each input of a plan the nodes that depend on it. */
export const inputDependents = memoizeByPlan((plan): Dependents => {
  const readers = plan.nodes.map((): number[] => []);
  inputDependencies(plan).forEach((inputs, at) => {
    for (const input of inputs) if (input !== at) readers[input]?.push(at);
  });
  return plan.nodes.flatMap((node, at) => (node.op === 'input' ? [[at, node.name, readers[at] ?? []] as const] : []));
});

/**
 * For each node, what must be evaluated before it: everything it reads and, for points, also the answer, because its
 * state counts.
 */
export const prerequisites = memoizeByPlan(({ nodes }): readonly (readonly number[])[] =>
  nodes.map((node) =>
    dependenciesOf(node).flatMap((at) => {
      const dependencyNode = itemAt(nodes, at);
      return dependencyNode.op === 'points' ? [dependencyNode.of, at] : [at];
    }),
  ),
);

/** The positions of all inputs of a plan and of everything they read, directly or indirectly. */
export const inputClosure = memoizeByPlan((plan) => collectClosure(plan, (node) => node.op === 'input'));

/** The positions of all nodes that read target answers, directly or indirectly. */
export const targetReaders = memoizeByPlan(({ nodes }): ReadonlySet<number> => {
  const readers = new Set<number>();
  nodes.forEach((node, at) => {
    if (node.op === 'target' || dependenciesOf(node).some((read) => readers.has(read))) readers.add(at);
  });
  return readers;
});

/** The positions of all nodes that are read under target answers, directly or indirectly, ascending. */
export const targetClosure = memoizeByPlan((plan): readonly number[] =>
  [...collectClosure(plan, (node) => node.op === 'target')].sort((a, b) => a - b),
);

/** The positions of a plan's inputs, ascending. */
export const inputPositions = memoizeByPlan(({ nodes }) => nodes.flatMap(({ op }, at) => (op === 'input' ? [at] : [])));

function collectClosure({ nodes }: Plan, isFirst: (node: Node, at: number) => boolean): ReadonlySet<number> {
  const closure = new Set<number>();
  for (let position = nodes.length - 1; position >= 0; position--) {
    const node = itemAt(nodes, position);
    if (isFirst(node, position)) closure.add(position);
    if (closure.has(position)) for (const dependency of dependenciesOf(node)) closure.add(dependency);
  }
  return closure;
}

/** Memoizes a function of a plan, for all evaluations of that plan. */
export function memoizeByPlan<T>(find: (plan: Plan) => T): (plan: Plan) => T {
  const cache = new WeakMap<Plan, { readonly found: T }>();
  return (plan) => {
    const cached = cache.get(plan);
    if (cached) return cached.found;
    const result = find(plan);
    cache.set(plan, { found: result });
    return result;
  };
}

/** Returns a function that lists the names of a list node's members in order; other nodes have none. */
export function createMemberNames(plan: Plan): MemberNames {
  return (node) => {
    const listNode = plan.nodes[node];
    return listNode?.op === 'list' ? listNode.members.map(({ name }) => name) : [];
  };
}

/** The names of nodes by position: scores, answers and their points, and anything else that the pack names. */
export const nodeNames = memoizeByPlan((plan): ReadonlyMap<number, string> => {
  const names = new Map<number, string>();
  for (const [name, { node }] of plan.names) if (!names.has(node)) names.set(node, name);
  for (const { name, node } of plan.scores) names.set(node, name);
  plan.nodes.forEach((node, position) => {
    if (node.op === 'input') names.set(position, node.name);
    if (node.op === 'points') names.set(position, (plan.nodes[node.of] as Input).name);
  });
  return names;
});

/** A bound with which a condition compares the node at a position or, if the node is a list, its members. */
interface ComparedBound {
  readonly node: number;
  readonly name: string;
  readonly bound: Rational;
}

/** Lists the bounds in the conditions of a node. */
export function comparedBounds(node: Node): ComparedBound[] {
  return conditionsOf(node)
    .flatMap(listConditionEntries)
    .flatMap(({ node: inputsOfNode, name, test }) =>
      boundsOf(test).map((bound) => ({ node: inputsOfNode, name, bound })),
    );
}

function boundsOf(test: Test): Rational[] {
  if ('bound' in test) return [test.bound];
  switch (test.keyword) {
    case 'contains':
    case 'items':
    case 'not':
      return boundsOf(test.of);
    case 'allOf':
    case 'anyOf':
      return test.of.flatMap(boundsOf);
    case 'const':
    case 'enum':
    case 'minItems':
    case 'maxItems':
      return [];
  }
}
