import { isNothing, settledValue } from '../../condition/value.ts';
import { add, divide, greatest, least, multiply, ONE, type Rational, subtract, ZERO } from '../../model/rational.ts';
import type { CombineMember, CombineNode, Node } from '../../scoring/plan.ts';
import { addedPoints } from './added-points.ts';
import { type Encoder, endOf, notLinear, type Side, tabulate } from './encoder.ts';
import { constantOf, type Linear, sumLinear } from './linear.ts';
import type { Way } from './lookup.ts';
import type { Requirement } from './requirement.ts';
import { sumOnce, sureOnce } from './seen-terms.ts';

type MeanNode = CombineNode | Extract<Node, { op: 'share' }>;

/** A member of a score with all it takes to add it up. */
export interface Weighed {
  /** What it brings, before its weight. */
  readonly node: number;
  readonly weight: Rational;
}

/** The expression a node's end comes to, whatever the answers are; throws `NotLinear` where there is none. */
export function amountOf(node: number, side: Side, encoder: Encoder): Linear {
  const { plan, lookup } = encoder;
  const ways = lookup.waysBehind(node);
  if (ways) {
    return tabulate(ways, ({ read }) => {
      const value = read(node);
      const end = value.nothing ? undefined : endOf(value, side);
      if (!end) throw notLinear(plan, node, 'it may be nothing');
      return end;
    });
  }
  const added = addedPoints(node, side, encoder);
  if (added) return added;
  const stated = plan.nodes[node] as Node;
  switch (stated.op) {
    case 'sum':
      return sumOf(weighedBy(node, encoder), node, side, encoder);
    case 'mean':
    case 'share':
      return sumOnce(`mean ${side}`, node, encoder, () => meanOf(node, side, encoder));
    case 'scaled':
      return sumLinear([[amountOf(stated.of, side, encoder), divide(stated.to, stated.best)]]);
    case 'levels':
      return stairsOf(
        node,
        stated.levels.map(({ value }) => value),
        side,
        encoder,
      );
    case 'steps':
      return stairsOf(
        node,
        stated.steps.map(({ value }) => value).filter((value) => typeof value === 'object'),
        side,
        encoder,
      );
    default:
      throw notLinear(plan, node, `${stated.op} of many answers inside a sum`);
  }
}

/** What the members of a score bring, and how they count. */
export function weighedBy(node: number, { plan, split, lookup }: Encoder): Weighed[] {
  const stated = plan.nodes[node] as Extract<Node, { members: readonly CombineMember[] }>;
  return stated.members.map(({ weight, by }, i) => {
    const part = split.partOf(node, i);
    if (by === undefined) return { node: part, weight };
    const factor = settledHere(by);
    if (typeof factor !== 'object' || factor === null || !('n' in factor))
      throw notLinear(plan, node, 'a weight that depends on the answers');
    return { node: part, weight: multiply(weight, factor) };
  });

  function settledHere(by: number): ReturnType<typeof settledValue> {
    const [only] = lookup.touchedBy(by).length === 0 ? (lookup.waysBehind(by) ?? []) : [];
    return only && settledValue(only.read(by));
  }
}

function sumOf(members: readonly Weighed[], node: number, side: Side, encoder: Encoder): Linear {
  if (!members.some((member) => isSure(member.node, encoder))) throw notLinear(encoder.plan, node, 'it may be nothing');
  return sumLinear(
    members.map((member) => [pulled(member.node, side, encoder, { times: member.weight, plus: ZERO }), ONE] as const),
  );
}

/** What is made of an end: so many times it, and so much more. */
export interface Line {
  readonly times: Rational;
  readonly plus: Rational;
}

/** What a member adds: nothing where it is left out, and where it may be, only what takes the sum further. */
export function pulled(node: number, side: Side, encoder: Encoder, line: Line): Linear {
  const { times, plus } = line;
  const about = `pulled ${side} ${times.n}/${times.d} ${plus.n}/${plus.d}`;
  return sumOnce(about, node, encoder, () => pull(node, side, encoder, line));
}

function pull(node: number, side: Side, encoder: Encoder, { times, plus }: Line): Linear {
  const { plan, lookup } = encoder;
  // A negative factor turns the ends around.
  const own: Side = times.n < 0n === (side === 'low') ? 'high' : 'low';
  const ways = lookup.waysBehind(node);
  if (ways) {
    return tabulate(ways, ({ read }) => {
      const value = read(node);
      if (isNothing(value)) return ZERO;
      const end = endOf(value, own);
      if (!end) throw notLinear(plan, node, 'it has no bound');
      const number = add(multiply(end, times), plus);
      return value.nothing ? (side === 'low' ? least : greatest)(number, ZERO) : number;
    });
  }
  return sumLinear([
    [amountOf(node, own, encoder), times],
    [constantOf(plus), ONE],
  ]);
}

/** Whether a member is there for certain, however the answers turn out. */
export function isSure(node: number, encoder: Encoder): boolean {
  return sureOnce('sure', node, encoder, () => findSure(node, encoder));
}

function findSure(node: number, encoder: Encoder): boolean {
  const { plan, lookup } = encoder;
  const ways = lookup.waysBehind(node);
  if (ways) return ways.every(({ read }) => !read(node).nothing);
  const stated = plan.nodes[node] as Node;
  switch (stated.op) {
    case 'points':
      // Its points are put into the program only where it is never nothing.
      return true;
    case 'sum':
    case 'mean':
    case 'min':
    case 'max':
    case 'share':
      return stated.members.some((_, i) => isSure(encoder.split.partOf(node, i), encoder));
    case 'scaled':
    case 'linear':
    case 'round':
    case 'cap':
    case 'floor':
      return isSure(stated.of, encoder);
    case 'first':
      return stated.cases.at(-1)?.when === null && stated.cases.every((one) => isSure(one.node, encoder));
    case 'levels':
      return stated.levels[0] !== undefined && isAlways(encoder.condition(stated.levels[0].when, 'holds'));
    case 'steps': {
      const [first] = stated.steps;
      const bound = first && { side: 'low' as const, bound: first.bound, strict: false };
      return bound !== undefined && isAlways(encoder.bound(stated.of, bound));
    }
    default:
      return false;
  }
}

function isAlways(requirement: Requirement): boolean {
  return requirement.op === 'constant' && requirement.value;
}

function isNever(node: number, encoder: Encoder): boolean {
  const isNothingHere = ({ read }: Way): boolean => isNothing(read(node));
  return sureOnce('never', node, encoder, () => encoder.lookup.waysBehind(node)?.every(isNothingHere) ?? false);
}

/** A mean of members that are all there, or that never are. */
function meanOf(node: number, side: Side, encoder: Encoder): Linear {
  const { plan } = encoder;
  const stated = plan.nodes[node] as MeanNode;
  const members = meanMembers(node, encoder).filter(
    (member) => !isNever(member.node, encoder) && member.weight.n !== 0n,
  );
  if (members.length === 0 || members.some(({ weight }) => weight.n < 0n)) throw notLinear(plan, node, 'its weights');
  if (!members.every((member) => isSure(member.node, encoder)))
    throw notLinear(plan, node, 'a mean whose members come and go');
  const total = members.map(({ weight }) => weight).reduce(add);
  const to = stated.op === 'share' ? stated.to : ONE;
  return sumLinear(
    members.map((member) => {
      const times = divide(multiply(multiply(member.weight, member.part), to), total);
      return [pulled(member.node, side, encoder, { times, plus: ZERO }), ONE] as const;
    }),
  );
}

/** The members of a mean; `part` is what one of their units counts in it: of a share, its part of the best. */
export function meanMembers(node: number, encoder: Encoder): (Weighed & { readonly part: Rational })[] {
  const stated = encoder.plan.nodes[node] as MeanNode;
  return weighedBy(node, encoder).map((member, i) => {
    if (stated.op !== 'share') return { ...member, part: ONE };
    const { best } = stated.members[i] as { best: Rational };
    return { node: member.node, weight: multiply(member.weight, best), part: divide(ONE, best) };
  });
}

/** A number with few values: the lowest, and for each higher one what that adds where it is reached. */
function stairsOf(node: number, values: readonly Rational[], side: Side, encoder: Encoder): Linear {
  const ascending = values.every((value, i) => i === 0 || subtract(value, values[i - 1] as Rational).n > 0n);
  const [first] = values;
  if (!first || !ascending || side === 'high') throw notLinear(encoder.plan, node, 'steps inside a sum');
  const { builder } = encoder;
  const reached = values.map((value) => encoder.bound(node, { side, bound: value, strict: false }));
  if (!isAlways(reached[0] as Requirement)) throw notLinear(encoder.plan, node, 'it may be nothing');
  return sumLinear([
    [constantOf(first), ONE],
    ...values
      .slice(1)
      .map(
        (value, i) => [builder.truthOf(reached[i + 1] as Requirement), subtract(value, values[i] as Rational)] as const,
      ),
  ]);
}
