import type { Condition, Test } from '../../condition/condition.ts';
import { type Atom, isNumber } from '../../condition/value.ts';
import { add, compare, divide, ONE, type Rational, subtract } from '../../model/rational.ts';
import type { Input, Node, Plan } from '../../scoring/plan.ts';

/** How the value of a number or text is read: only compared with constants, or computed with. */
interface Use {
  readonly constants: Atom[];
  computed: boolean;
}

/**
 * For numbers and texts that are only compared with constants: values that stand for all others, because between two
 * constants it makes no difference which one is taken. What is computed with has none.
 */
export function findRepresentatives(
  plan: Plan,
  needed: ReadonlySet<number>,
  conditions: readonly Condition[],
): ReadonlyMap<number, readonly Atom[]> {
  const uses = collectUses(plan, needed, conditions);
  const found = new Map<number, readonly Atom[]>();
  for (const [position, use] of uses) {
    const input = plan.nodes[position] as Input;
    if (input.op !== 'input' || use.computed) continue;
    if (input.value.kind === 'number') found.set(position, numbersBetween(use.constants.filter(isNumber), input));
    if (input.value.kind === 'text') found.set(position, [...use.constants, `none of ${use.constants.join()}`]);
  }
  return found;
}

function collectUses(plan: Plan, needed: ReadonlySet<number>, conditions: readonly Condition[]): Map<number, Use> {
  const uses = new Map<number, Use>();
  const useOf = (position: number): Use => {
    const use = uses.get(position) ?? { constants: [], computed: false };
    uses.set(position, use);
    return use;
  };
  for (const position of needed) if (plan.nodes[position]?.op === 'input') useOf(position);
  const compared = (position: number, constants: readonly Atom[]): void => {
    const source = sourceOf(position, plan);
    if (source !== undefined) useOf(source).constants.push(...constants);
  };
  const readBy = (condition: Condition): void => {
    for (const [at, test] of entriesOf(condition)) {
      const list = plan.nodes[at];
      const members = list?.op === 'list' ? list.members.map((member) => member.node) : [at];
      for (const member of members) compared(member, constantsOf(test));
    }
  };
  conditions.forEach(readBy);
  for (const position of needed) {
    const node = plan.nodes[position] as Node;
    conditionsOf(node).forEach(readBy);
    if (node.op === 'steps')
      compared(
        node.of,
        node.steps.map(({ bound }) => bound),
      );
    for (const read of computedBy(node, position, plan)) {
      const source = sourceOf(read, plan);
      if (source !== undefined) useOf(source).computed = true;
    }
  }
  return uses;
}

/** The input whose value a position carries unchanged. */
function sourceOf(position: number, plan: Plan): number | undefined {
  const node = plan.nodes[position] as Node;
  if (node.op === 'input') return position;
  if (node.op === 'points' && node.table === null) return node.of;
  const [only] = node.op === 'sum' ? node.members : [];
  const alone = node.op === 'sum' && node.members.length === 1 && only && isPlain(only);
  return alone ? sourceOf(only.node, plan) : undefined;
}

function isPlain({ weight, by }: { readonly weight: Rational; readonly by?: number }): boolean {
  return by === undefined && compare(weight, ONE) === 0;
}

/** The positions whose numbers a node computes with. */
function computedBy(node: Node, position: number, plan: Plan): readonly number[] {
  switch (node.op) {
    case 'sum':
      return sourceOf(position, plan) === undefined ? membersOf(node) : [];
    case 'mean':
    case 'min':
    case 'max':
    case 'share':
      return membersOf(node);
    case 'linear':
    case 'round':
    case 'scaled':
    case 'guard':
      return [node.of];
    case 'cap':
    case 'floor':
      return [node.of, node.bound];
    case 'first':
      return node.cases.map((one) => one.node);
    case 'ratio':
    case 'difference':
    case 'change':
    case 'meanOf':
      return node.operands;
    default:
      return [];
  }
}

function membersOf({ members }: { readonly members: readonly { readonly node: number; readonly by?: number }[] }) {
  return members.flatMap(({ node, by }) => (by === undefined ? [node] : [node, by]));
}

/** The conditions that stand in a node. */
export function conditionsOf(node: Node): readonly Condition[] {
  switch (node.op) {
    case 'input':
      return node.when ? [node.when] : [];
    case 'guard':
      return [node.when];
    case 'first':
      return node.cases.flatMap(({ when }) => (when ? [when] : []));
    case 'levels':
      return node.levels.map(({ when }) => when);
    case 'anyOf':
      return node.conditions;
    default:
      return [];
  }
}

function entriesOf(condition: Condition): [number, Test][] {
  if (condition.op === 'entry') return [[condition.node, condition.test]];
  return condition.op === 'not' ? entriesOf(condition.of) : condition.of.flatMap(entriesOf);
}

function constantsOf(test: Test): readonly Atom[] {
  if ('atoms' in test) return test.atoms;
  if ('bound' in test) return [test.bound];
  if (test.keyword === 'allOf' || test.keyword === 'anyOf') return test.of.flatMap(constantsOf);
  return 'of' in test ? constantsOf(test.of as Test) : [];
}

/** The constants, a number between each two, and one beyond either end, as far as they are allowed. */
function numbersBetween(constants: readonly Rational[], { type, range: { low, high } }: Input): readonly Rational[] {
  const known = [...constants, ...(low ? [low] : []), ...(high ? [high] : [])].sort(compare);
  const first = known[0] ?? { n: 0n, d: 1n };
  const last = known.at(-1) ?? first;
  const between = known.slice(1).map((number, i) => divide(add(number, known[i] as Rational), add(ONE, ONE)));
  const near = [subtract(first, ONE), ...known, ...between, add(last, ONE)];
  const whole = type === 'integer' || type === 'scale';
  const candidates = whole ? near.flatMap((number) => wholeNumbersAround(number)) : near;
  const allowed = candidates.filter(
    (number) => (!low || compare(number, low) >= 0) && (!high || compare(number, high) <= 0),
  );
  return allowed.sort(compare).filter((number, i) => i === 0 || compare(number, allowed[i - 1] as Rational) !== 0);
}

/** A whole number with its neighbours, or the two around a fraction. */
function wholeNumbersAround(number: Rational): Rational[] {
  const floor = (number.n - (((number.n % number.d) + number.d) % number.d)) / number.d;
  const around = number.d === 1n ? [floor - 1n, floor, floor + 1n] : [floor, floor + 1n];
  return around.map((n) => ({ n, d: 1n }));
}
