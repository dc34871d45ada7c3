// The requirement that a level is reached, as rows of a program: bounds and conditions.

import {
  add,
  compare,
  greatest,
  least,
  multiply,
  negate,
  ONE,
  type Rational,
  subtract,
  wholeNumber,
  ZERO,
} from '../../model/index.ts';
import {
  type AnswerSet,
  type AnswerValue,
  type Bound,
  type CombineMember,
  type Condition,
  dependenciesOf,
  type Evaluation,
  entryOf,
  evaluateEntry,
  exactly,
  type Input,
  isNothing,
  type LimitScope,
  type LinearMap,
  memoizeByPlan,
  type Node,
  type OperatorNode,
  operatorOf,
  type Plan,
  type Possible,
  rangeOf,
  reevaluate,
  type Side,
  type SplitPlan,
  settledNumber,
  splitPlan,
  type Test,
  type WeightedPart,
} from '../../scoring/index.ts';
import { applyMeasures } from '../apply-measures.ts';
import type { CompiledMeasure } from '../measures.ts';
import { isAtLeast, lowestLevel } from '../target-level.ts';
import {
  amountWhere,
  complementOf,
  constantOf,
  difference,
  type Linear,
  NEVER,
  NotLinearError,
  type ProgramBuilder,
  type Requirement,
  requireAll,
  requireAny,
  requireAtLeast,
  sumLinear,
} from './linear-program.ts';
import {
  type AnswerAlternative,
  type AnswerLookup,
  createAnswerLookup,
  createProblemInstance,
  MAX_ALTERNATIVES,
} from './problem-instance.ts';
import { createProjection } from './projection.ts';
import { orderMeasures } from './schedule.ts';
import type { EncodableGoal } from './solve.ts';

/** What the parts of a plan are put into a program with. */
interface ProgramEncoder extends LimitScope<Linear, Requirement> {
  readonly plan: Plan;
  readonly split: SplitPlan;
  readonly lookup: AnswerLookup;
  readonly builder: ProgramBuilder;
  /** Whether less than what measures lead to will do where no program says it exactly. */
  readonly cautious: boolean;
}

function endOf(possible: Possible, side: Side): Rational | undefined {
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
function requireAlternative(
  ways: readonly AnswerAlternative[],
  holds: (way: AnswerAlternative) => boolean,
): Requirement {
  return requireAtLeast(sumLinear(ways.filter(holds).map(({ is }) => [is, ONE] as const)), ONE);
}

/** The error that names the score in which a node cannot be put into a program. */
function notLinearError(plan: Plan, node: number, why: string): NotLinearError {
  const score = plan.scores.find((one) => one.node === node) ?? plan.scores.find((one) => one.node > node);
  return new NotLinearError(`${score?.name ?? plan.nodes[node]?.op}: ${why}`);
}

/** The expression a node's end comes to, whatever the answers are; throws `NotLinearError` where there is none. */
function encodeAmount(node: number, side: Side, encoder: ProgramEncoder): Linear {
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

function membersAt(node: number, { nodes }: Plan): readonly CombineMember[] {
  return (nodes[node] as { readonly members: readonly CombineMember[] }).members;
}

/** What the members of a score bring, and how they count. */
function weightedMembers(node: number, { plan, split, lookup }: ProgramEncoder): WeightedPart[] {
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
function encodePresent(node: number, side: Side, encoder: ProgramEncoder): Linear {
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
function optionalEnd(node: number, side: Side, { lookup, cautious }: ProgramEncoder): Rational | undefined {
  const optional = lookup.alternativesOf(node)?.flatMap(({ read }) => (read(node).nothing ? [read(node)] : [])) ?? [];
  const ends = optional.flatMap((value) => endOf(value, side) ?? []);
  if (ends.length === 0 || (ends.length < optional.length && !cautious)) return undefined;
  return ends.reduce((side === 'low') === cautious ? least : greatest);
}

/** What a member adds: nothing where it is left out, and where it may be, only what takes the sum further. */
function encodeMember(node: number, side: Side, encoder: ProgramEncoder, { times, plus }: LinearMap): Linear {
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
function isAlwaysPresent(node: number, encoder: ProgramEncoder): boolean {
  const { plan, lookup } = encoder;
  const ways = lookup.alternativesOf(node);
  if (ways) return ways.every(({ read }) => !read(node).nothing);
  const stated = plan.nodes[node] as Node;
  // Its points are put into the program only where it is never nothing.
  return stated.op === 'points' || (operatorOf(stated)?.isSure?.(stated as OperatorNode, node, encoder) ?? false);
}

function isAlways(requirement: Requirement): boolean {
  return requirement.op === 'constant' && requirement.value;
}

/** Whether a member surely is nothing, however the answers turn out. */
function isNeverPresent(node: number, encoder: ProgramEncoder): boolean {
  const isNothingHere = ({ read }: AnswerAlternative): boolean => isNothing(read(node));
  return encoder.lookup.alternativesOf(node)?.every(isNothingHere) ?? false;
}

/** A number with few values: the lowest, and for each higher one what that adds where it is reached. */
function encodeSteps(node: number, values: readonly Rational[], side: Side, encoder: ProgramEncoder): Linear {
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

/** How many times more alternatives are looked up where a score cannot be taken apart: a large program is quicker than a search. */
const MORE_ALTERNATIVES = 8;

/**
 * Makes goals of levels: that measures surely lead to at least such a level. The measures are those of a task, in its order.
 * A score with more than `mostWays` alternatives is taken apart instead of looked up.
 */
export function createLevelGoals(
  whole: Plan,
  sheet: AnswerSet,
  today: Evaluation,
  measures: readonly CompiledMeasure[],
  mostWays = MAX_ALTERNATIVES,
): (level: Rational) => EncodableGoal {
  const narrow = reduceToLevel(whole, sheet);
  const split = splitPlan(narrow);
  const ground = createProblemInstance(split.plan, sheet, today, measures);
  let outlook: ReturnType<typeof createProjection> | undefined;
  // Where only so many options may be chosen, those come first whose measures do.
  const ordered = orderMeasures(measures).map((measure) => measures.indexOf(measure));
  const reached = new Map<string, Rational | null>();
  /** What each level added to a program: tasks of the same measures ask for it again. */
  const demanded = new Map<string, Pick<ProgramBuilder, 'whole' | 'rows'>>();

  function levelAfter(taken: readonly boolean[]): Rational | null {
    const key = taken.map(Number).join('');
    if (!reached.has(key)) {
      const done = ordered.filter((i) => taken[i]).map((i) => measures[i] as CompiledMeasure);
      const after = applyMeasures(whole, sheet, done, today);
      reached.set(key, lowestLevel(narrow, reevaluate(narrow, after, today, sheet)));
    }
    return reached.get(key) ?? null;
  }

  return (level) => ({
    reached: (taken) => isAtLeast(levelAfter(taken), level),
    reachable: (partial) => {
      const { level: node } = split.plan;
      if (node === null) return false;
      // Only a search asks.
      outlook ??= createProjection(ground, split, measures);
      const high = rangeOf(outlook(partial)[node] as Possible);
      return high !== undefined && (high.high === null || compare(high.high, level) >= 0);
    },
    demand: (builder, taken, cautious) => {
      const key = `${level.n}/${level.d} ${cautious}`;
      const known = demanded.get(key);
      if (known) {
        builder.whole.push(...known.whole);
        builder.rows.push(...known.rows);
        return;
      }
      const { plan } = split;
      if (plan.level === null) throw new NotLinearError('level');
      const bound = { side: 'low', bound: level, strict: false } as const;
      const encodeBy = (together: number): Requirement => {
        const lookup = createAnswerLookup(ground, taken, builder, { alone: mostWays, together });
        const encoder: ProgramEncoder = {
          plan,
          split,
          lookup,
          builder,
          cautious,
          amount: (node, side) => encodeAmount(node, side, encoder),
          limit: (node, one) => encodeBound(node, one, encoder),
          condition: (condition, wanted) => encodeCondition(condition, wanted, encoder),
          isSure: (node) => isAlwaysPresent(node, encoder),
          isNever: (node) => isNeverPresent(node, encoder),
          parts: (node) => membersAt(node, plan).map((_, i) => split.partOf(node, i)),
          members: (node) => weightedMembers(node, encoder),
          memberAmount: (part, side, line) => encodeMember(part, side, encoder, line),
          presentAmount: (part, side) => encodePresent(part, side, encoder),
          optionalEnd: (part, side) => optionalEnd(part, side, encoder),
          memberLimit: (node, part, one) => encodeMemberBound(node, part, one, encoder),
          sum: sumLinear,
          stepped: (node, values, side) => encodeSteps(node, values, side, encoder),
          amountWhere: (limit, amount) => amountWhere(limit, amount, builder),
          isNeverBelow: (amount, other) => isAlways(requireAtLeast(difference(amount, other), ZERO)),
          keeps: within,
          all: requireAll,
          any: requireAny,
          never: NEVER,
          isAlways,
          refuse(node, why) {
            throw notLinearError(plan, node, why);
          },
        };
        return encoder.limit(plan.level as number, bound);
      };
      // The program is much smaller where scores can be taken apart. What a failed attempt added to it constrains nothing.
      const encode = (): Requirement => {
        let failure: unknown;
        for (const together of [1, mostWays, mostWays * MORE_ALTERNATIVES]) {
          try {
            return encodeBy(together);
          } catch (error) {
            if (!(error instanceof NotLinearError)) throw error;
            failure ??= error;
          }
        }
        throw failure;
      };
      builder.demand(encode());
      demanded.set(key, { whole: builder.whole.slice(measures.length), rows: [...builder.rows] });
    },
  });
}

const UNREAD: Node = { op: 'constant', value: false };

/**
 * The plan reduced to what decides its level on a sheet, for scoring many variants of the sheet that take no answer
 * back: the positions stay, what the level does not read becomes a constant.
 */
export function reduceToLevel(plan: Plan, sheet: AnswerSet): Plan {
  const known = reducedPlans(plan);
  // Of the sheet only this counts, so that many enterprises share a plan.
  const stated = plan.nodes.map((node) =>
    node.op === 'input' && node.derived !== null && isStated(node, sheet) ? 1 : 0,
  );
  const key = stated.join('');
  const found = known.get(key);
  if (found) return found;
  const reduced = reduceAnew(plan, sheet);
  known.set(key, reduced);
  return reduced;
}

const reducedPlans = memoizeByPlan(() => new Map<string, Plan>());

function reduceAnew(plan: Plan, sheet: AnswerSet): Plan {
  const nodes: Node[] = plan.nodes.map(() => UNREAD);
  const waiting = plan.level === null ? [] : [plan.level];
  for (let position = waiting.pop(); position !== undefined; position = waiting.pop()) {
    if (nodes[position] !== UNREAD) continue;
    const node = plan.nodes[position] as Node;
    // A stated answer wins over a derived one, so nothing reads the derivation.
    nodes[position] = node.op === 'input' && isStated(node, sheet) ? { ...node, derived: null } : node;
    waiting.push(...dependenciesOf(nodes[position] as Node));
  }
  return { ...plan, nodes };
}

function isStated({ name }: Input, sheet: AnswerSet): boolean {
  return entryOf(sheet, name).state === 'answered';
}

/** That a node surely keeps a bound and is not nothing; throws `NotLinearError` where no program expresses that exactly. */
function encodeBound(node: number, bound: Bound, encoder: ProgramEncoder): Requirement {
  const { plan, lookup } = encoder;
  const ways = lookup.alternativesOf(node);
  if (ways) {
    return requireAlternative(ways, ({ read }) => {
      const value = read(node);
      return !value.nothing && keeps(value, bound);
    });
  }
  const stated = plan.nodes[node] as Node;
  const operator = operatorOf(stated);
  if (operator?.limit) return operator.limit(stated as OperatorNode, node, bound, encoder);
  if (!operator?.lowerLimit) return within(encoder.amount(node, bound.side), bound);
  if (bound.side === 'high') return encoder.refuse(node, `an upper bound of ${stated.op}`);
  return operator.lowerLimit(stated as OperatorNode, node, bound, encoder);
}

function keeps(value: Possible, { side, bound, strict }: Bound): boolean {
  const end = endOf(value, side);
  if (!end) return false;
  const distance = compare(end, bound) * (side === 'low' ? 1 : -1);
  return strict ? distance > 0 : distance >= 0;
}

function within(amount: Linear, { side, bound, strict }: Bound): Requirement {
  if (side === 'low') return requireAtLeast(amount, bound, strict);
  return requireAtLeast(sumLinear([[amount, negate(ONE)]]), negate(bound), strict);
}

/** That a member keeps a bound, or surely is left out. */
function encodeMemberBound(node: number, member: number, bound: Bound, encoder: ProgramEncoder): Requirement {
  const ways = encoder.lookup.alternativesOf(member);
  if (!ways && !isAlwaysPresent(member, encoder)) encoder.refuse(node, 'members that come and go');
  if (!ways) return encodeBound(member, bound, encoder);
  return requireAlternative(ways, ({ read }) => {
    const value = read(member);
    return isNothing(value) || keeps(value, bound);
  });
}

const OPPOSITE = { holds: 'fails', fails: 'holds' } as const;

/** That a condition holds, or fails, for certain. */
function encodeCondition(condition: Condition, wanted: 'holds' | 'fails', encoder: ProgramEncoder): Requirement {
  if (condition.op === 'entry') return encodeTest(condition.node, condition.test, wanted, encoder);
  if (condition.op === 'not') return encodeCondition(condition.of, OPPOSITE[wanted], encoder);
  const parts = condition.of.map((part) => encodeCondition(part, wanted, encoder));
  return (condition.op === 'all') === (wanted === 'holds') ? requireAll(parts) : requireAny(parts);
}

/** That what a node comes to passes a test, or fails it, for certain. */
function encodeTest(node: number, test: Test, wanted: 'holds' | 'fails', encoder: ProgramEncoder): Requirement {
  const ways = encoder.lookup.alternativesOf(node);
  if (ways) {
    return requireAlternative(ways, ({ read }) => evaluateEntry(test, read(node)) === wanted);
  }
  // What is taken apart here is never nothing, so that a test and its opposite are not both failed.
  switch (test.keyword) {
    case 'allOf':
    case 'anyOf': {
      const parts = test.of.map((part) => encodeTest(node, part, wanted, encoder));
      return (test.keyword === 'allOf') === (wanted === 'holds') ? requireAll(parts) : requireAny(parts);
    }
    case 'not':
      demandSomething(node, encoder);
      return encodeTest(node, test.of, OPPOSITE[wanted], encoder);
    case 'minimum':
    case 'exclusiveMinimum':
    case 'maximum':
    case 'exclusiveMaximum': {
      const isLower = test.keyword === 'minimum' || test.keyword === 'exclusiveMinimum';
      const isStrict = test.keyword === 'exclusiveMinimum' || test.keyword === 'exclusiveMaximum';
      if (wanted === 'fails') demandSomething(node, encoder);
      return wanted === 'holds'
        ? encoder.limit(node, { side: isLower ? 'low' : 'high', bound: test.bound, strict: isStrict })
        : encoder.limit(node, { side: isLower ? 'high' : 'low', bound: test.bound, strict: !isStrict });
    }
    case 'const':
    case 'enum':
    case 'contains':
    case 'items':
    case 'minItems':
    case 'maxItems':
      return listRequirement(node, test, wanted, encoder);
  }
}

/** Refuses a node that may be nothing: then a test and its opposite both fail. */
function demandSomething(node: number, encoder: ProgramEncoder): void {
  const { op } = encoder.plan.nodes[node] as Node;
  if (op === 'list' || op === 'input' || isAlwaysPresent(node, encoder)) return;
  throw notLinearError(encoder.plan, node, 'it may be nothing');
}

function listRequirement(node: number, test: Test, wanted: 'holds' | 'fails', encoder: ProgramEncoder): Requirement {
  const { plan } = encoder;
  const stated = plan.nodes[node] as Node;
  if (stated.op === 'input' && stated.type === 'multiple')
    return choiceRequirement(node, stated, test, wanted, encoder);
  if (stated.op !== 'list') throw notLinearError(plan, node, `${test.keyword} of many answers`);
  const members = stated.members.map((member) => member.node);
  if (!members.some((member) => isAlwaysPresent(member, encoder)))
    throw notLinearError(plan, node, 'a list that may be empty');
  if (test.keyword === 'contains') {
    const surely = members.map((member) => encodeTest(member, test.of, 'holds', encoder));
    const never = members.map((member) => encodeTest(member, test.of, 'fails', encoder));
    return countRequirement(truthsOf(surely, encoder), truthsOf(never, encoder).map(complementOf), test, wanted);
  }
  if (test.keyword === 'items' && wanted === 'holds') {
    return requireAll(members.map((member) => passesOrAbsent(member, test.of, encoder)));
  }
  throw notLinearError(plan, node, `${test.keyword} of many answers`);
}

function truthsOf(requirements: readonly Requirement[], { builder }: ProgramEncoder): Linear[] {
  return requirements.map((requirement) => builder.truthOf(requirement));
}

/** That enough members pass for certain and not too many may; or that too few may, or too many do. */
function countRequirement(
  surely: readonly Linear[],
  possibly: readonly Linear[],
  { least, most }: Extract<Test, { keyword: 'contains' }>,
  wanted: 'holds' | 'fails',
): Requirement {
  const count = (parts: readonly Linear[], sign: 1 | -1): Linear =>
    sumLinear(parts.map((part) => [part, wholeNumber(sign)] as const));
  const atLeast = (parts: readonly Linear[], number: number): Requirement =>
    requireAtLeast(count(parts, 1), wholeNumber(number));
  const atMost = (parts: readonly Linear[], number: number): Requirement =>
    requireAtLeast(count(parts, -1), wholeNumber(-number));
  if (wanted === 'holds')
    return requireAll([atLeast(surely, least), ...(most === null ? [] : [atMost(possibly, most)])]);
  return requireAny([atMost(possibly, least - 1), ...(most === null ? [] : [atLeast(surely, most + 1)])]);
}

function passesOrAbsent(member: number, test: Test, encoder: ProgramEncoder): Requirement {
  const ways = encoder.lookup.alternativesOf(member);
  if (!ways) return encodeTest(member, test, 'holds', encoder);
  return requireAlternative(ways, ({ read }) => {
    const value = read(member);
    return isNothing(value) || evaluateEntry(test, { ...value, nothing: false }) === 'holds';
  });
}

/** A multiple choice with more options than can be looked up: each option is chosen for certain, or may be. */
function choiceRequirement(
  node: number,
  input: Input,
  test: Test,
  wanted: 'holds' | 'fails',
  encoder: ProgramEncoder,
): Requirement {
  const { plan, lookup } = encoder;
  const [one, ...others] = lookup.affectedBy(node);
  if (!one || one.crowded || others.length > 0 || test.keyword !== 'contains') {
    throw notLinearError(plan, node, `${test.keyword} of a choice`);
  }
  const none = lookup.readAt(new Map())(node);
  const some = lookup.readAt(new Map([[one, [one.steps[0] as string]]]))(node);
  // Only a settled choice without an exclusive option: then adding options takes none away.
  const isPlain = [none, some].every((value) => value.kind === 'choices' && value.open.length === 0 && !value.nothing);
  if (!isPlain || none.kind !== 'choices' || some.kind !== 'choices' || some.sure.length <= none.sure.length) {
    throw notLinearError(plan, node, 'a choice that is open');
  }
  const passing = input.options.filter(({ id }) => evaluateEntry(test.of, exactly(id)) === 'holds');
  const chosen = passing.map(({ id }): Linear => {
    if (none.sure.includes(id)) return constantOf(ONE);
    return one.steps.includes(id) ? lookup.stepOf(one, id) : constantOf(ZERO);
  });
  return countRequirement(chosen, chosen, test, wanted);
}
