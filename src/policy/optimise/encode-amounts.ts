// What scores come to, as linear expressions of the measures taken.

import { add, compare, greatest, least, multiply, ONE, type Rational, subtract, ZERO } from '../../model/index.ts';
import {
  type AnswerValue,
  type CombineMember,
  type Input,
  isNothing,
  type LimitScope,
  type LinearMap,
  type Node,
  type OperatorNode,
  operatorOf,
  type Plan,
  type Possible,
  rangeOf,
  type Side,
  type SplitPlan,
  settledNumber,
  type WeightedPart,
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

/** What the parts of a plan are put into a program with. */
export interface ProgramEncoder extends LimitScope<Linear, Requirement> {
  readonly plan: Plan;
  readonly split: SplitPlan;
  readonly lookup: AnswerLookup;
  readonly builder: ProgramBuilder;
  /** Whether less than what measures lead to will do where no program says it exactly. */
  readonly cautious: boolean;
}

export function endOf(possible: Possible, side: Side): Rational | undefined {
  return isNothing(possible) ? undefined : (rangeOf(possible)?.[side] ?? undefined);
}

/** The expression that comes to a number for each way the answers behind a node can be. */
function tabulate(
  node: number,
  ways: readonly AnswerAlternative[],
  numberAt: (way: AnswerAlternative) => Rational,
  { lookup }: ProgramEncoder,
): Linear {
  const numbers = ways.map(numberAt);
  const [one, ...others] = lookup.affectedBy(node);
  if (one?.adds && others.length === 0) {
    const gains = gainsOf(numbers);
    if (gains) {
      return sumLinear([
        [constantOf(numbers[0] as Rational), ONE],
        ...one.steps.map((step, i) => [lookup.stepOf(one, step), gains[i] as Rational] as const),
      ]);
    }
  }
  return sumLinear(ways.map(({ is }, i) => [is, numbers[i] as Rational] as const));
}

/**
 * What each option of a choice adds, whatever else is chosen; undefined where that depends. The numbers are those of every
 * choice, the options of each being the bits of its place.
 */
function gainsOf(numbers: readonly Rational[]): Rational[] | undefined {
  const gains: Rational[] = [];
  for (let bit = 1; bit < numbers.length; bit *= 2)
    gains.push(subtract(numbers[bit] as Rational, numbers[0] as Rational));
  const isSum = numbers.every((number, bits) => {
    const last = 31 - Math.clz32(bits);
    return last < 0 || compare(number, add(numbers[bits - 2 ** last] as Rational, gains[last] as Rational)) === 0;
  });
  return isSum ? gains : undefined;
}

/** That the answers are one of the ways for which something holds. */
export function requireAlternative(
  ways: readonly AnswerAlternative[],
  holds: (way: AnswerAlternative) => boolean,
): Requirement {
  return requireAtLeast(sumLinear(ways.filter(holds).map(({ is }) => [is, ONE] as const)), ONE);
}

/** The error that names the score in which a node cannot be put into a program. */
export function notLinearError(plan: Plan, node: number, why: string): NotLinearError {
  const score = plan.scores.find((one) => one.node === node) ?? plan.scores.find((one) => one.node > node);
  return new NotLinearError(`${score?.name ?? plan.nodes[node]?.op}: ${why}`);
}

/** The expression a node's end comes to, whatever the answers are; throws `NotLinearError` where there is none. */
export function encodeAmount(node: number, side: Side, encoder: ProgramEncoder): Linear {
  const { plan, lookup } = encoder;
  const ways = lookup.alternativesOf(node);
  if (ways) {
    const endAt = ({ read }: AnswerAlternative): Rational => {
      const value = read(node);
      const end = value.nothing ? undefined : endOf(value, side);
      if (!end) throw notLinearError(plan, node, 'it may be nothing');
      return end;
    };
    return tabulate(node, ways, endAt, encoder);
  }
  const added = encodeAddedPoints(node, side, encoder);
  if (added) return added;
  const stated = plan.nodes[node] as Node;
  return (
    operatorOf(stated)?.amount?.(stated as OperatorNode, node, side, encoder) ??
    encoder.refuse(node, `${stated.op} of many answers inside a sum`)
  );
}

/** The members of a combination. */
export function membersAt(node: number, { nodes }: Plan): readonly CombineMember[] {
  return (nodes[node] as { readonly members: readonly CombineMember[] }).members;
}

/** What the members of a score bring, and how they count. */
export function weightedMembers(node: number, { plan, split, lookup }: ProgramEncoder): WeightedPart[] {
  return membersAt(node, plan).map(({ weight, by }, i) => {
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

/** What a member's end comes to where it is not left out; to be cautious, no further inward than that where it may be. */
export function encodePresent(node: number, side: Side, encoder: ProgramEncoder): Linear {
  const ways = encoder.lookup.alternativesOf(node);
  if (!ways) return encodeAmount(node, side, encoder);
  const cautious = encoder.cautious ? optionalEnd(node, side, encoder) : undefined;
  const endAt = ({ read }: AnswerAlternative): Rational => {
    const value = read(node);
    const end = (value.nothing ? cautious : undefined) ?? endOf(value, side);
    return end ?? encoder.refuse(node, 'a mean whose members come and go');
  };
  return tabulate(node, ways, endAt, encoder);
}

/**
 * The furthest inward that a member's end is where the member may be left out, and the furthest outward to be cautious;
 * undefined where that cannot be looked up.
 */
export function optionalEnd(node: number, side: Side, { lookup, cautious }: ProgramEncoder): Rational | undefined {
  const optional = lookup.alternativesOf(node)?.flatMap(({ read }) => (read(node).nothing ? [read(node)] : [])) ?? [];
  const ends = optional.flatMap((value) => endOf(value, side) ?? []);
  if (ends.length === 0 || (ends.length < optional.length && !cautious)) return undefined;
  return ends.reduce((side === 'low') === cautious ? least : greatest);
}

/** What a member adds: nothing where it is left out, and where it may be, only what takes the sum further. */
export function encodeMember(node: number, side: Side, encoder: ProgramEncoder, { times, plus }: LinearMap): Linear {
  const { plan, lookup } = encoder;
  // A negative factor turns the ends around.
  const own: Side = times.n < 0n === (side === 'low') ? 'high' : 'low';
  const ways = lookup.alternativesOf(node);
  if (ways) {
    const numberAt = ({ read }: AnswerAlternative): Rational => {
      const value = read(node);
      if (isNothing(value)) return ZERO;
      const end = endOf(value, own);
      if (!end) throw notLinearError(plan, node, 'it has no bound');
      const number = add(multiply(end, times), plus);
      return value.nothing ? (side === 'low' ? least : greatest)(number, ZERO) : number;
    };
    return tabulate(node, ways, numberAt, encoder);
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
  // Its points are put into the program only where it is never nothing.
  return stated.op === 'points' || (operatorOf(stated)?.isSure?.(stated as OperatorNode, node, encoder) ?? false);
}

export function isAlways(requirement: Requirement): boolean {
  return requirement.op === 'constant' && requirement.value;
}

/** Whether a member surely is nothing, however the answers turn out. */
export function isNeverPresent(node: number, encoder: ProgramEncoder): boolean {
  const isNothingHere = ({ read }: AnswerAlternative): boolean => isNothing(read(node));
  return encoder.lookup.alternativesOf(node)?.every(isNothingHere) ?? false;
}

/** A number with few values: the lowest, and for each higher one what that adds where it is reached. */
export function encodeSteps(node: number, values: readonly Rational[], side: Side, encoder: ProgramEncoder): Linear {
  const ascending = values.every((value, i) => i === 0 || subtract(value, values[i - 1] as Rational).n > 0n);
  const [first] = values;
  if (!first || !ascending || side === 'high') throw notLinearError(encoder.plan, node, 'steps inside a sum');
  const { builder } = encoder;
  const reached = values.map((value) => encoder.limit(node, { side, bound: value, strict: false }));
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
