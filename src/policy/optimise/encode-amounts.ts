// What scores come to, as linear expressions of the measures taken.

import {
  add,
  compare,
  divide,
  greatest,
  least,
  multiply,
  ONE,
  type Rational,
  subtract,
  ZERO,
} from '../../model/index.ts';
import {
  type AnswerValue,
  type CombineMember,
  type CombineNode,
  type Condition,
  type Input,
  isNothing,
  type Node,
  type Plan,
  type Possible,
  rangeOf,
  settledNumber,
} from '../../scoring/index.ts';
import { NotLinearError } from '../integer-program.ts';
import {
  constantOf,
  type Linear,
  type ProgramBuilder,
  type Requirement,
  requireAny,
  requireAtLeast,
  sumLinear,
} from './linear-program.ts';
import type { AnswerAlternative, AnswerLookup } from './problem-instance.ts';
import type { SplitPlan } from './projection.ts';

/** What the parts of a plan are put into a program with. */
export interface ProgramEncoder {
  readonly plan: Plan;
  readonly split: SplitPlan;
  readonly lookup: AnswerLookup;
  readonly builder: ProgramBuilder;
  /** The expression a node's end comes to. */
  amount(node: number, side: Side): Linear;
  /** That a node keeps a bound for certain, and is something. */
  bound(node: number, bound: Bound): Requirement;
  /** That a condition holds, or fails, for certain. */
  condition(condition: Condition, wanted: Certainty): Requirement;
}

/** What is so for certain. */
export type Certainty = 'holds' | 'fails';

/** That the low end is at least a bound, or the high end at most; `strict`: above it, or below. */
export interface Bound {
  readonly side: Side;
  readonly bound: Rational;
  readonly strict: boolean;
}

/** The end of what is possible that is looked at: what is so for certain, and what may be. */
export type Side = 'low' | 'high';

export function endOf(possible: Possible, side: Side): Rational | undefined {
  return isNothing(possible) ? undefined : (rangeOf(possible)?.[side] ?? undefined);
}

/** The expression that comes to a number for each way answers can be. */
function tabulate(ways: readonly AnswerAlternative[], numberAt: (way: AnswerAlternative) => Rational): Linear {
  return sumLinear(ways.map((way) => [way.is, numberAt(way)] as const));
}

/** That the answers are one of the ways for which something holds. */
export function requireAlternative(
  ways: readonly AnswerAlternative[],
  holds: (way: AnswerAlternative) => boolean,
): Requirement {
  return requireAtLeast(sumLinear(ways.filter(holds).map(({ is }) => [is, ONE] as const)), ONE);
}

/** Says by which score a node stops the way into a program. */
export function notLinearError(plan: Plan, node: number, why: string): NotLinearError {
  const score = plan.scores.find((one) => one.node === node) ?? plan.scores.find((one) => one.node > node);
  return new NotLinearError(`${score?.name ?? plan.nodes[node]?.op}: ${why}`);
}

type MeanNode = CombineNode | Extract<Node, { op: 'share' }>;

/** A member of a score with all it takes to add it up. */
interface WeightedMember {
  /** What it brings, before its weight. */
  readonly node: number;
  readonly weight: Rational;
}

/** The expression a node's end comes to, whatever the answers are; throws `NotLinear` where there is none. */
export function encodeAmount(node: number, side: Side, encoder: ProgramEncoder): Linear {
  const { plan, lookup } = encoder;
  const ways = lookup.alternativesOf(node);
  if (ways) {
    return tabulate(ways, ({ read }) => {
      const value = read(node);
      const end = value.nothing ? undefined : endOf(value, side);
      if (!end) throw notLinearError(plan, node, 'it may be nothing');
      return end;
    });
  }
  const added = encodeAddedPoints(node, side, encoder);
  if (added) return added;
  const stated = plan.nodes[node] as Node;
  switch (stated.op) {
    case 'sum':
      return sumOf(weightedMembers(node, encoder), node, side, encoder);
    case 'mean':
    case 'share':
      return meanOf(node, side, encoder);
    case 'scaled':
      return sumLinear([[encodeAmount(stated.of, side, encoder), divide(stated.to, stated.best)]]);
    case 'levels':
      return encodeSteps(
        node,
        stated.levels.map(({ value }) => value),
        side,
        encoder,
      );
    case 'steps':
      return encodeSteps(
        node,
        stated.steps.map(({ value }) => value).filter((value) => typeof value === 'object'),
        side,
        encoder,
      );
    default:
      throw notLinearError(plan, node, `${stated.op} of many answers inside a sum`);
  }
}

/** What the members of a score bring, and how they count. */
export function weightedMembers(node: number, { plan, split, lookup }: ProgramEncoder): WeightedMember[] {
  const stated = plan.nodes[node] as Extract<Node, { members: readonly CombineMember[] }>;
  return stated.members.map(({ weight, by }, i) => {
    const part = split.partOf(node, i);
    if (by === undefined) return { node: part, weight };
    const factor = settledHere(by);
    if (!factor) throw notLinearError(plan, node, 'a weight that depends on the answers');
    return { node: part, weight: multiply(weight, factor) };
  });

  function settledHere(by: number): ReturnType<typeof settledNumber> {
    const [only] = lookup.affectedBy(by).length === 0 ? (lookup.alternativesOf(by) ?? []) : [];
    return only && settledNumber(only.read(by));
  }
}

function sumOf(members: readonly WeightedMember[], node: number, side: Side, encoder: ProgramEncoder): Linear {
  if (!members.some((member) => isAlwaysPresent(member.node, encoder)))
    throw notLinearError(encoder.plan, node, 'it may be nothing');
  return sumLinear(
    members.map(
      (member) => [encodeMember(member.node, side, encoder, { times: member.weight, plus: ZERO }), ONE] as const,
    ),
  );
}

/** What is made of an end: so many times it, and so much more. */
interface LinearMap {
  readonly times: Rational;
  readonly plus: Rational;
}

/** What a member adds: nothing where it is left out, and where it may be, only what takes the sum further. */
export function encodeMember(node: number, side: Side, encoder: ProgramEncoder, { times, plus }: LinearMap): Linear {
  const { plan, lookup } = encoder;
  // A negative factor turns the ends around.
  const own: Side = times.n < 0n === (side === 'low') ? 'high' : 'low';
  const ways = lookup.alternativesOf(node);
  if (ways) {
    return tabulate(ways, ({ read }) => {
      const value = read(node);
      if (isNothing(value)) return ZERO;
      const end = endOf(value, own);
      if (!end) throw notLinearError(plan, node, 'it has no bound');
      const number = add(multiply(end, times), plus);
      return value.nothing ? (side === 'low' ? least : greatest)(number, ZERO) : number;
    });
  }
  return sumLinear([
    [encodeAmount(node, own, encoder), times],
    [constantOf(plus), ONE],
  ]);
}

/** Whether a member is there for certain, however the answers turn out. */
export function isAlwaysPresent(node: number, encoder: ProgramEncoder): boolean {
  const { plan, lookup } = encoder;
  const ways = lookup.alternativesOf(node);
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
      return stated.members.some((_, i) => isAlwaysPresent(encoder.split.partOf(node, i), encoder));
    case 'scaled':
    case 'linear':
    case 'round':
    case 'cap':
    case 'floor':
      return isAlwaysPresent(stated.of, encoder);
    case 'first':
      return stated.cases.at(-1)?.when === null && stated.cases.every((one) => isAlwaysPresent(one.node, encoder));
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

function isNeverPresent(node: number, encoder: ProgramEncoder): boolean {
  const isNothingHere = ({ read }: AnswerAlternative): boolean => isNothing(read(node));
  return encoder.lookup.alternativesOf(node)?.every(isNothingHere) ?? false;
}

/** A mean of members that are all there, or that never are. */
function meanOf(node: number, side: Side, encoder: ProgramEncoder): Linear {
  const { plan } = encoder;
  const stated = plan.nodes[node] as MeanNode;
  const members = meanMembers(node, encoder).filter(
    (member) => !isNeverPresent(member.node, encoder) && member.weight.n !== 0n,
  );
  if (members.length === 0 || members.some(({ weight }) => weight.n < 0n))
    throw notLinearError(plan, node, 'its weights');
  if (!members.every((member) => isAlwaysPresent(member.node, encoder)))
    throw notLinearError(plan, node, 'a mean whose members come and go');
  const total = members.map(({ weight }) => weight).reduce(add);
  const to = stated.op === 'share' ? stated.to : ONE;
  return sumLinear(
    members.map((member) => {
      const times = divide(multiply(multiply(member.weight, member.part), to), total);
      return [encodeMember(member.node, side, encoder, { times, plus: ZERO }), ONE] as const;
    }),
  );
}

/** The members of a mean; `part` is what one of their units counts in it: of a share, its part of the best. */
export function meanMembers(node: number, encoder: ProgramEncoder): (WeightedMember & { readonly part: Rational })[] {
  const stated = encoder.plan.nodes[node] as MeanNode;
  return weightedMembers(node, encoder).map((member, i) => {
    if (stated.op !== 'share') return { ...member, part: ONE };
    const { best } = stated.members[i] as { best: Rational };
    return { node: member.node, weight: multiply(member.weight, best), part: divide(ONE, best) };
  });
}

/** A number with few values: the lowest, and for each higher one what that adds where it is reached. */
function encodeSteps(node: number, values: readonly Rational[], side: Side, encoder: ProgramEncoder): Linear {
  const ascending = values.every((value, i) => i === 0 || subtract(value, values[i - 1] as Rational).n > 0n);
  const [first] = values;
  if (!first || !ascending || side === 'high') throw notLinearError(encoder.plan, node, 'steps inside a sum');
  const { builder } = encoder;
  const reached = values.map((value) => encoder.bound(node, { side, bound: value, strict: false }));
  if (!isAlways(reached[0] as Requirement)) throw notLinearError(encoder.plan, node, 'it may be nothing');
  return sumLinear([
    [constantOf(first), ONE],
    ...values
      .slice(1)
      .map(
        (value, i) => [builder.truthOf(reached[i + 1] as Requirement), subtract(value, values[i] as Rational)] as const,
      ),
  ]);
}

/**
 * What a multiple choice brings whose options are too many to look up every choice: the points of each option that is
 * added, once any is. Undefined for any other node. An option counts the same whatever else is chosen, unless only so
 * many may be.
 */
function encodeAddedPoints(node: number, side: Side, encoder: ProgramEncoder): Linear | undefined {
  const { plan, lookup, builder } = encoder;
  const points = pointsBehind(node, encoder);
  const [one, ...others] = lookup.affectedBy(node);
  if (points === undefined || !one?.adds || others.length > 0) return undefined;
  const { choose, options } = plan.nodes[points] as Input;
  if (one.crowded || choose.least > 1 || (choose.most !== null && choose.most < options.length)) return undefined;
  const at = (...values: AnswerValue[]): Rational => {
    const value = lookup.readAt(new Map([[one, values]]))(node);
    const end = value.nothing ? undefined : endOf(value, side);
    if (!end) throw notLinearError(plan, node, 'it may be nothing');
    return end;
  };
  const [first, second] = one.steps as [AnswerValue, AnswerValue];
  const none = at();
  const gains = one.steps.map((step) =>
    step === first ? subtract(at(first, second), at(second)) : subtract(at(first, step), at(first)),
  );
  const base = subtract(at(first), gains[0] as Rational);
  const steps = one.steps.map((step) => lookup.stepOf(one, step));
  const any = builder.truthOf(requireAny(steps.map((step) => requireAtLeast(step, ONE))));
  const found = sumLinear([
    [constantOf(none), ONE],
    [any, subtract(base, none)],
    ...steps.map((step, i) => [step, gains[i] as Rational] as const),
  ]);
  const all = [none, subtract(base, none), ...gains].reduce((sum, gain) => ({
    n: sum.n * gain.d + gain.n * sum.d,
    d: sum.d * gain.d,
  }));
  if (compare(all, at(...one.steps)) !== 0) throw notLinearError(plan, node, 'options that count differently together');
  return found;
}

/** The question whose points a node is, by itself or as a part of a score. */
function pointsBehind(node: number, { plan }: ProgramEncoder): number | undefined {
  const stated = plan.nodes[node] as Node;
  const own =
    stated.op === 'sum' && stated.members.length === 1 ? plan.nodes[stated.members[0]?.node as number] : stated;
  return own?.op === 'points' ? own.of : undefined;
}
