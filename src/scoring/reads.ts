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
export function inputsBehind(plan: Plan): readonly (readonly number[])[] {
  const found = INPUTS.get(plan) ?? findInputs(plan);
  INPUTS.set(plan, found);
  return found;
}

/** Many sheets are looked at under the same plan. */
const INPUTS = new WeakMap<Plan, readonly (readonly number[])[]>();

function findInputs(plan: Plan): readonly (readonly number[])[] {
  const behind: (readonly number[])[] = [];
  plan.nodes.forEach((node, at) => {
    const read = new Set(readsOf(node).flatMap((other) => behind[other] as readonly number[]));
    if (node.op === 'input') read.add(at);
    behind.push([...read].sort((a, b) => a - b));
  });
  return behind;
}

/** Each input by position and name, and the positions that read it, near or far. */
type Readers = readonly (readonly [input: number, name: string, readers: readonly number[]])[];

/** Who reads each input of a plan. */
export function readersOf(plan: Plan): Readers {
  const found = READERS.get(plan) ?? findReaders(plan);
  READERS.set(plan, found);
  return found;
}

const READERS = new WeakMap<Plan, Readers>();

function findReaders(plan: Plan): Readers {
  const readers = plan.nodes.map((): number[] => []);
  inputsBehind(plan).forEach((inputs, at) => {
    for (const input of inputs) if (input !== at) readers[input]?.push(at);
  });
  return plan.nodes.flatMap((node, at) =>
    node.op === 'input' ? [[at, node.name, readers[at] as readonly number[]] as const] : [],
  );
}

/** The inputs of a plan and all that they read, near or far. */
export function readByInputs(plan: Plan): ReadonlySet<number> {
  const found = READ_BY_INPUTS.get(plan) ?? findReadByInputs(plan);
  READ_BY_INPUTS.set(plan, found);
  return found;
}

const READ_BY_INPUTS = new WeakMap<Plan, ReadonlySet<number>>();

function findReadByInputs({ nodes }: Plan): ReadonlySet<number> {
  const read = new Set<number>();
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at] as Node;
    if (node.op === 'input') read.add(at);
    if (read.has(at)) for (const other of readsOf(node)) read.add(other);
  }
  return read;
}

/** Names the members of a plan's lists, each in its order; what is no list has none. */
export function memberNamesOf(plan: Plan): MemberNames {
  return (node) => {
    const list = plan.nodes[node];
    return list?.op === 'list' ? list.members.map(({ name }) => name) : [];
  };
}
