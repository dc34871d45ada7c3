import { nodesOf } from '../condition/condition.ts';
import type { MemberNames } from '../condition/unmet.ts';
import type { Node, Plan } from './plan.ts';

/** The positions a node reads. */
export function readsOf(node: Node): readonly number[] {
  switch (node.op) {
    case 'input':
      return [...(node.derived === null ? [] : [node.derived]), ...(node.when ? nodesOf(node.when) : [])];
    case 'points':
    case 'steps':
    case 'linear':
    case 'round':
    case 'scaled':
      return [node.of];
    case 'guard':
      return [node.of, ...nodesOf(node.when)];
    case 'cap':
    case 'floor':
      return [node.of, node.bound];
    case 'constant':
      return [];
    case 'sum':
    case 'mean':
    case 'min':
    case 'max':
      return node.members.flatMap(({ node: member, by }) => (by === undefined ? [member] : [member, by]));
    case 'share':
      return [node.of, ...node.members.flatMap(({ node: member, by }) => (by === undefined ? [member] : [member, by]))];
    case 'list':
      return node.members.map((member) => member.node);
    case 'first':
      return node.cases.flatMap((one) => [...(one.when ? nodesOf(one.when) : []), one.node]);
    case 'levels':
      return node.levels.flatMap((level) => nodesOf(level.when));
    case 'anyOf':
      return node.conditions.flatMap(nodesOf);
    default:
      return node.operands;
  }
}

/** The positions a node reads for its value, not to find out whether a question is asked or a score applies. */
export function valueReadsOf(node: Node): readonly number[] {
  switch (node.op) {
    case 'input':
      return node.derived === null ? [] : [node.derived];
    case 'guard':
      return [node.of];
    default:
      return readsOf(node);
  }
}

/** By node, the positions of the inputs it reads, near or far, itself included, ascending. */
export const inputsBehind = onceForPlan((plan): readonly (readonly number[])[] => {
  const behind: (readonly number[])[] = [];
  plan.nodes.forEach((node, at) => {
    const read = new Set(readsOf(node).flatMap((other) => behind[other] as readonly number[]));
    if (node.op === 'input') read.add(at);
    behind.push([...read].sort((a, b) => a - b));
  });
  return behind;
});

/** Each input by position and name, and the positions that read it, near or far. */
type Readers = readonly (readonly [input: number, name: string, readers: readonly number[]])[];

/** Who reads each input of a plan. */
export const readersOf = onceForPlan((plan): Readers => {
  const readers = plan.nodes.map((): number[] => []);
  inputsBehind(plan).forEach((inputs, at) => {
    for (const input of inputs) if (input !== at) readers[input]?.push(at);
  });
  return plan.nodes.flatMap((node, at) => (node.op === 'input' ? [[at, node.name, readers[at] ?? []] as const] : []));
});

/** By node, what has to be found before it: what it reads, and where that is points, the answer, whose state counts as well. */
export const neededBy = onceForPlan(({ nodes }): readonly (readonly number[])[] =>
  nodes.map((node) =>
    readsOf(node).flatMap((at) => {
      const read = nodes[at] as Node;
      return read.op === 'points' ? [read.of, at] : [at];
    }),
  ),
);

/** The inputs of a plan and all that they read, near or far. */
export const readByInputs = onceForPlan((plan) => closeOver(plan, (node) => node.op === 'input'));

/** The positions of a plan's inputs, ascending. */
export const inputsOf = onceForPlan(({ nodes }) => nodes.flatMap(({ op }, at) => (op === 'input' ? [at] : [])));

function closeOver({ nodes }: Plan, isFirst: (node: Node, at: number) => boolean): ReadonlySet<number> {
  const read = new Set<number>();
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at] as Node;
    if (isFirst(node, at)) read.add(at);
    if (read.has(at)) for (const other of readsOf(node)) read.add(other);
  }
  return read;
}

/** Many sheets are looked at under the same plan, so what follows from that alone is found once. */
export function onceForPlan<T>(find: (plan: Plan) => T): (plan: Plan) => T {
  const known = new WeakMap<Plan, { readonly found: T }>();
  return (plan) => {
    const before = known.get(plan);
    if (before) return before.found;
    const found = find(plan);
    known.set(plan, { found });
    return found;
  };
}

/** Names the members of a plan's lists, each in its order; what is no list has none. */
export function memberNamesOf(plan: Plan): MemberNames {
  return (node) => {
    const list = plan.nodes[node];
    return list?.op === 'list' ? list.members.map(({ name }) => name) : [];
  };
}
