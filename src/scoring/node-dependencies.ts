// Tells what a node of a plan reads, what reads it, and the bounds it is compared with.

import type { Rational } from '../model/index.ts';
import { type Condition, conditionDependencies, conditionEntries, type NodeReader, type Test } from './condition.ts';
import type { NodeReads } from './operators/operator.ts';
import { type OperatorNode, operatorOf } from './operators/registry.ts';
import type { Input, Node, Plan, PointsNode } from './plan.ts';
import type { Atom } from './possible-values.ts';
import type { MemberNames } from './unmet-requirements.ts';

/** The nodes that answers and their points read; operators declare theirs in their own files. */
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

/** The positions of the values that a node combines, including weights and bounds. */
export function operandsOf(node: Node): readonly number[] {
  return readsOf(node).operands(node);
}

/** The positions that a node reads. */
export function dependenciesOf(node: Node): readonly number[] {
  const conditions = readsOf(node).conditions?.(node);
  const operands = operandsOf(node);
  return conditions ? [...operands, ...conditions.flatMap(conditionDependencies)] : operands;
}

/** The positions that a node reads for its value, not to decide whether a question is asked or a score applies. */
export function valueDependenciesOf(node: Node): readonly number[] {
  return readsOf(node).family === 'choice' ? dependenciesOf(node) : operandsOf(node);
}

/** The conditions of a node. */
export function conditionsOf(node: Node): readonly Condition[] {
  return readsOf(node).conditions?.(node) ?? [];
}

/**
 * The positions of the values that a score combines, except those that its conditions certainly exclude; none for
 * answers.
 */
export function reachedOperands(node: Node, read: NodeReader): readonly number[] {
  const operator = operatorOf(node);
  return operator?.reached?.(node as OperatorNode, read) ?? operator?.operands(node as OperatorNode) ?? [];
}

/** The positions whose numbers a node calculates with, not just compares. */
export function calculatedWith(node: Node): readonly number[] {
  const operator = operatorOf(node);
  if (!operator || operator.family === 'list' || operator.outcomes) return [];
  return operator.operands(node as OperatorNode);
}

/** The closed list of a node's values; undefined if it has none. */
export function outcomesOf(node: Node): readonly Atom[] | undefined {
  return operatorOf(node)?.outcomes?.(node as OperatorNode);
}

/** The numbers at which the value of a node changes, apart from the numbers in its conditions. */
export function thresholdsOf(node: Node): readonly Rational[] {
  return operatorOf(node)?.thresholds?.(node as OperatorNode) ?? [];
}

/** For each node, the positions of the inputs it reads directly or indirectly, itself included, ascending. */
export const inputDependencies = memoizeByPlan((plan): readonly (readonly number[])[] => {
  const inputsRead: (readonly number[])[] = [];
  plan.nodes.forEach((node, at) => {
    const read = new Set(dependenciesOf(node).flatMap((other) => inputsRead[other] as readonly number[]));
    if (node.op === 'input') read.add(at);
    inputsRead.push([...read].sort((a, b) => a - b));
  });
  return inputsRead;
});

/** Each input by position and name, with the positions that read it directly or indirectly. */
type Dependents = readonly (readonly [input: number, name: string, readers: readonly number[]])[];

/** The readers of each input of a plan. */
export const inputDependents = memoizeByPlan((plan): Dependents => {
  const readers = plan.nodes.map((): number[] => []);
  inputDependencies(plan).forEach((inputs, at) => {
    for (const input of inputs) if (input !== at) readers[input]?.push(at);
  });
  return plan.nodes.flatMap((node, at) => (node.op === 'input' ? [[at, node.name, readers[at] ?? []] as const] : []));
});

/**
 * For each node, what must be evaluated before it: what it reads and, for points, also the answer, whose state counts.
 */
export const prerequisites = memoizeByPlan(({ nodes }): readonly (readonly number[])[] =>
  nodes.map((node) =>
    dependenciesOf(node).flatMap((at) => {
      const read = nodes[at] as Node;
      return read.op === 'points' ? [read.of, at] : [at];
    }),
  ),
);

/** The inputs of a plan and everything they read, directly or indirectly. */
export const inputClosure = memoizeByPlan((plan) => closeOver(plan, (node) => node.op === 'input'));

/** The positions that read target answers, directly or indirectly. */
export const targetReaders = memoizeByPlan(({ nodes }): ReadonlySet<number> => {
  const readers = new Set<number>();
  nodes.forEach((node, at) => {
    if (node.op === 'target' || dependenciesOf(node).some((read) => readers.has(read))) readers.add(at);
  });
  return readers;
});

/** The positions read under target answers, directly or indirectly, ascending. */
export const targetClosure = memoizeByPlan((plan): readonly number[] =>
  [...closeOver(plan, (node) => node.op === 'target')].sort((a, b) => a - b),
);

/** The positions of a plan's inputs, ascending. */
export const inputPositions = memoizeByPlan(({ nodes }) => nodes.flatMap(({ op }, at) => (op === 'input' ? [at] : [])));

function closeOver({ nodes }: Plan, isFirst: (node: Node, at: number) => boolean): ReadonlySet<number> {
  const read = new Set<number>();
  for (let position = nodes.length - 1; position >= 0; position--) {
    const node = nodes[position] as Node;
    if (isFirst(node, position)) read.add(position);
    if (read.has(position)) for (const dependency of dependenciesOf(node)) read.add(dependency);
  }
  return read;
}

/** Memoizes what depends only on a plan, for all sheets evaluated with it. */
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

/** Names the members of a plan's lists in order; other nodes have none. */
export function memberNamesOf(plan: Plan): MemberNames {
  return (node) => {
    const list = plan.nodes[node];
    return list?.op === 'list' ? list.members.map(({ name }) => name) : [];
  };
}

/** The names of positions: scores, answers and their points, and anything else that the pack names. */
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

/** A bound that a condition compares a position with; for a list, its members. */
interface ComparedBound {
  readonly node: number;
  readonly name: string;
  readonly bound: Rational;
}

/** Every bound in the conditions of a node. */
export function comparedBounds(node: Node): ComparedBound[] {
  return conditionsOf(node)
    .flatMap(conditionEntries)
    .flatMap(({ node: read, name, test }) => boundsOf(test).map((bound) => ({ node: read, name, bound })));
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
