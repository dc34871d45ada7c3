import { isNothing, isNumber, type Possible, rangeOf, settledValue } from '../../condition/value.ts';
import type { Arithmetic } from '../../model/generated/types.ts';
import { compare, ONE, type Rational } from '../../model/rational.ts';
import type { Node, Plan } from '../../scoring/plan.ts';
import { readsOf } from '../../scoring/reads.ts';
import { moneyText } from './money.ts';

/** How the value at a position comes about, down to facts, scores and figures given, with what each is. */
export function describeArithmetic(plan: Plan, values: readonly Possible[], root: number, first: number): Arithmetic {
  const names = namesOf(plan);

  function describe(position: number, weight?: Rational): Arithmetic {
    const node = plan.nodes[position] as Node;
    const weighed = weight && compare(weight, ONE) !== 0 ? { weight: moneyText(weight) } : {};
    const name = node.op === 'points' ? names.get(node.of) : names.get(position);
    const standing = standingOf(values[position] as Possible);
    // What belongs to the pack is explained there; here it is a figure like another.
    if (node.op === 'constant') return { op: 'constant', ...standing, ...weighed };
    if (position < first || node.op === 'input' || node.op === 'points') {
      return { op: 'read', ...(name === undefined ? {} : { name }), ...standing, ...weighed };
    }
    return { op: node.op, ...standing, ...weighed, parts: partsOf(node) };
  }

  function partsOf(node: Node): Arithmetic[] {
    if ('members' in node && node.op !== 'list') {
      return node.members.filter((member) => !isEmpty(member.node)).map(({ node: at, weight }) => describe(at, weight));
    }
    if (node.op === 'first') {
      return node.cases
        .map(({ node: at }) => at)
        .filter((at) => !isNothing(values[at] as Possible))
        .map((at) => describe(at));
    }
    return readsOf(node)
      .filter((at) => plan.nodes[at]?.op !== 'list')
      .map((at) => describe(at));
  }

  /** A year in which nothing is paid, such as one after the end of a loan. */
  function isEmpty(position: number): boolean {
    const value = settledValue(values[position] as Possible);
    return (
      names.get(position)?.includes('/') === true &&
      typeof value === 'object' &&
      value !== null &&
      'n' in value &&
      value.n === 0n
    );
  }

  return describe(root);
}

function namesOf(plan: Plan): Map<number, string> {
  const names = new Map<number, string>();
  for (const [name, { node }] of plan.names) if (!names.has(node)) names.set(node, name);
  for (const { name, node } of plan.scores) names.set(node, name);
  plan.nodes.forEach((node, position) => {
    if (node.op === 'input') names.set(position, node.name);
  });
  return names;
}

function standingOf(possible: Possible): Partial<Arithmetic> {
  if (isNothing(possible)) return { value: null };
  const range = rangeOf(possible);
  const value = settledValue(possible);
  if (typeof value === 'object' && value !== null && 'n' in value) return { value: moneyText(value) };
  return {
    ...(range?.low ? { lowest: moneyText(range.low) } : {}),
    ...(range?.high ? { highest: moneyText(range.high) } : {}),
  };
}

/** The number something surely is; undefined while it is open; null where it is nothing. */
export function settledNumber(possible: Possible): Rational | null | undefined {
  if (isNothing(possible)) return null;
  if (possible.nothing || possible.kind !== 'atoms' || possible.atoms.length !== 1) return undefined;
  const [only] = possible.atoms;
  return only !== undefined && isNumber(only) ? only : undefined;
}
