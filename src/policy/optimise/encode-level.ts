// Encodes the requirement to reach a level as rows of an integer program: bounds and conditions.

import {
  add,
  compare,
  greatest,
  itemAt,
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
  createExactValue,
  dependenciesOf,
  type Evaluation,
  entryOf,
  evaluateEntry,
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
  takesSeveral,
  type WeightedPart,
} from '../../scoring/index.ts';
import { applyMeasures } from '../apply-measures.ts';
import type { CompiledMeasure } from '../measures.ts';
import { findLowestLevel, isAtLeast } from '../target-level.ts';
import {
  amountWhere,
  complementOf,
  constantOf,
  type Linear,
  NEVER,
  NotLinearError,
  type ProgramBuilder,
  type Requirement,
  requireAll,
  requireAny,
  requireAtLeast,
  subtractLinear,
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

/** What is needed to encode a part of a plan: the plan, its answers, and the program under construction. */
interface ProgramEncoder extends LimitScope<Linear, Requirement> {
  readonly plan: Plan;
  readonly split: SplitPlan;
  readonly lookup: AnswerLookup;
  readonly builder: ProgramBuilder;
  /** Whether the program may assume that measures achieve less than they do if it cannot express the exact outcome. */
  readonly cautious: boolean;
}

function endOf(possible: Possible, side: Side): Rational | undefined {
  return isNothing(possible) ? undefined : (rangeOf(possible)?.[side] ?? undefined);
}

/**
 * Returns an expression that takes, for each alternative of the answers on which a node depends, the number that
 * `numberAt` returns for this alternative.
 */
function encodeTable(
  node: number,
  alternatives: readonly AnswerAlternative[],
  numberAt: (way: AnswerAlternative) => Rational,
  { lookup }: ProgramEncoder,
): Linear {
  const numbers = alternatives.map(numberAt);
  const [answer, ...others] = lookup.affectedBy(node);
  if (answer?.adds && others.length === 0) {
    const gains = gainsOf(numbers);
    if (gains) {
      return sumLinear([
        [constantOf(itemAt(numbers, 0)), ONE],
        ...answer.steps.map((step, i) => [lookup.stepOf(answer, step), itemAt(gains, i)] as const),
      ]);
    }
  }
  return sumLinear(alternatives.map(({ is }, i) => [is, itemAt(numbers, i)] as const));
}

/**
 * Returns the number that each option of a multiple choice adds; undefined if this depends on which other options are
 * chosen. `numbers` has an entry for every combination of options: the bits of its index say which options are chosen.
 */
function gainsOf(numbers: readonly Rational[]): Rational[] | undefined {
  const gains: Rational[] = [];
  for (let bit = 1; bit < numbers.length; bit *= 2) gains.push(subtract(itemAt(numbers, bit), itemAt(numbers, 0)));
  const isSum = numbers.every((number, bits) => {
    const lastBit = 31 - Math.clz32(bits);
    return lastBit < 0 || compare(number, add(itemAt(numbers, bits - 2 ** lastBit), itemAt(gains, lastBit))) === 0;
  });
  return isSum ? gains : undefined;
}

/** Requires that the answers take one of the alternatives for which `holds` returns true. */
function requireAlternative(
  alternatives: readonly AnswerAlternative[],
  holds: (way: AnswerAlternative) => boolean,
): Requirement {
  return requireAtLeast(sumLinear(alternatives.filter(holds).map(({ is }) => [is, ONE] as const)), ONE);
}

/** Creates the error that a node cannot be encoded; the error names the score to which the node belongs. */
function notLinearError(plan: Plan, node: number, why: string): NotLinearError {
  const score =
    plan.scores.find((candidate) => candidate.node === node) ?? plan.scores.find((candidate) => candidate.node > node);
  return new NotLinearError(`${score?.name ?? plan.nodes[node]?.op}: ${why}`);
}

/**
 * Encodes the low or high end of a node's range, whatever the answers are; throws `NotLinearError` if no expression
 * can.
 */
function encodeAmount(node: number, side: Side, encoder: ProgramEncoder): Linear {
  const { plan, lookup } = encoder;
  const alternatives = lookup.alternativesOf(node);
  if (alternatives) {
    const endAt = ({ read }: AnswerAlternative): Rational => {
      const value = read(node);
      const end = value.nothing ? undefined : endOf(value, side);
      if (!end) throw notLinearError(plan, node, 'it may be nothing');
      return end;
    };
    return encodeTable(node, alternatives, endAt, encoder);
  }
  const pointsEncoding = encodeAddedPoints(node, side, encoder);
  if (pointsEncoding) return pointsEncoding;
  const statedNode = itemAt(plan.nodes, node);
  return (
    operatorOf(statedNode)?.amount?.(statedNode as OperatorNode, node, side, encoder) ??
    encoder.refuse(node, `${statedNode.op} of many answers inside a sum`)
  );
}

function membersAt(node: number, { nodes }: Plan): readonly CombineMember[] {
  return (nodes[node] as { readonly members: readonly CombineMember[] }).members;
}

/**
 * Returns the members of a score with their weights; throws `NotLinearError` if a weight depends on answers that
 * measures change.
 */
function listWeightedMembers(node: number, { plan, split, lookup }: ProgramEncoder): WeightedPart[] {
  return membersAt(node, plan).map(({ weight, by }, i) => {
    const part = split.partOf(node, i);
    if (by === undefined) return { node: part, weight };
    const factor = findSettledWeight(by);
    if (!factor) throw notLinearError(plan, node, 'a weight that depends on the answers');
    return { node: part, weight: multiply(weight, factor) };
  });

  function findSettledWeight(by: number): ReturnType<typeof settledNumber> {
    const [only] = lookup.affectedBy(by).length === 0 ? (lookup.alternativesOf(by) ?? []) : [];
    return only && settledNumber(only.read(by));
  }
}

/**
 * Encodes the low or high end of a member's range, on the assumption that the member is present. For alternatives in
 * which it may be absent, a cautious encoding takes the end that is furthest out.
 */
function encodePresent(node: number, side: Side, encoder: ProgramEncoder): Linear {
  const alternatives = encoder.lookup.alternativesOf(node);
  if (!alternatives) return encodeAmount(node, side, encoder);
  const cautious = encoder.cautious ? findOptionalEnd(node, side, encoder) : undefined;
  const endAt = ({ read }: AnswerAlternative): Rational => {
    const value = read(node);
    const end = (value.nothing ? cautious : undefined) ?? endOf(value, side);
    return end ?? encoder.refuse(node, 'a mean whose members come and go');
  };
  return encodeTable(node, alternatives, endAt, encoder);
}

/**
 * Returns, over the alternatives in which a member may be absent, the end of its range that is furthest in; in a
 * cautious encoding, the end that is furthest out. Undefined if such an end does not exist.
 */
function findOptionalEnd(node: number, side: Side, { lookup, cautious }: ProgramEncoder): Rational | undefined {
  const optionalValues =
    lookup.alternativesOf(node)?.flatMap(({ read }) => (read(node).nothing ? [read(node)] : [])) ?? [];
  const ends = optionalValues.flatMap((value) => endOf(value, side) ?? []);
  if (ends.length === 0 || (ends.length < optionalValues.length && !cautious)) return undefined;
  return ends.reduce((side === 'low') === cautious ? least : greatest);
}

/**
 * Encodes what a member contributes to one end of a sum's range: 0 if the member is absent. If it may be absent, its
 * value counts only if it widens the range of the sum.
 */
function encodeMember(node: number, side: Side, encoder: ProgramEncoder, { times, plus }: LinearMap): Linear {
  const { plan, lookup } = encoder;
  // A negative factor turns the low end of the member into the high end of its contribution, and vice versa.
  const swappedSide: Side = times.n < 0n === (side === 'low') ? 'high' : 'low';
  const alternatives = lookup.alternativesOf(node);
  if (alternatives) {
    const numberAt = ({ read }: AnswerAlternative): Rational => {
      const value = read(node);
      if (isNothing(value)) return ZERO;
      const bound = endOf(value, swappedSide);
      if (!bound) throw notLinearError(plan, node, 'it has no bound');
      const number = add(multiply(bound, times), plus);
      return value.nothing ? (side === 'low' ? least : greatest)(number, ZERO) : number;
    };
    return encodeTable(node, alternatives, numberAt, encoder);
  }
  return sumLinear([
    [encodeAmount(node, swappedSide, encoder), times],
    [constantOf(plus), ONE],
  ]);
}

/** Whether a member is surely present, whatever the answers are. */
function isAlwaysPresent(node: number, encoder: ProgramEncoder): boolean {
  const { plan, lookup } = encoder;
  const alternatives = lookup.alternativesOf(node);
  if (alternatives) return alternatives.every(({ read }) => !read(node).nothing);
  const statedNode = itemAt(plan.nodes, node);
  // The encoding of points already ensures that they have a value.
  return (
    statedNode.op === 'points' || (operatorOf(statedNode)?.isSure?.(statedNode as OperatorNode, node, encoder) ?? false)
  );
}

function isAlways(requirement: Requirement): boolean {
  return requirement.op === 'constant' && requirement.value;
}

/** Whether a member is surely absent, whatever the answers are. */
function isNeverPresent(node: number, encoder: ProgramEncoder): boolean {
  const isNothingHere = ({ read }: AnswerAlternative): boolean => isNothing(read(node));
  return encoder.lookup.alternativesOf(node)?.every(isNothingHere) ?? false;
}

/**
 * Encodes a number that has only few possible values: the lowest value, plus the increment for every higher value that
 * is reached.
 */
function encodeSteps(node: number, values: readonly Rational[], side: Side, encoder: ProgramEncoder): Linear {
  const isAscending = values.every((value, i) => i === 0 || subtract(value, itemAt(values, i - 1)).n > 0n);
  const [first] = values;
  if (!first || !isAscending || side === 'high') throw notLinearError(encoder.plan, node, 'steps inside a sum');
  const { builder } = encoder;
  const reachedSteps = values.map((value) => encoder.limit(node, { side, bound: value, strict: false }));
  if (!isAlways(itemAt(reachedSteps, 0))) throw notLinearError(encoder.plan, node, 'it may be nothing');
  return sumLinear([
    [constantOf(first), ONE],
    ...values
      .slice(1)
      .map((value, i) => [builder.truthOf(itemAt(reachedSteps, i + 1)), subtract(value, itemAt(values, i))] as const),
  ]);
}

/**
 * Encodes the points of a multiple choice with too many options for a table of all combinations: a number for each
 * added option, plus one for choosing any option. Undefined for any other node, and if the number of options is
 * limited, because the points of an option then depend on the others.
 */
function encodeAddedPoints(node: number, side: Side, encoder: ProgramEncoder): Linear | undefined {
  const { plan, lookup, builder } = encoder;
  const points = findPointsNodeBehind(node, encoder);
  const [answer, ...others] = lookup.affectedBy(node);
  if (points === undefined || !answer?.adds || others.length > 0) return undefined;
  const { choose, options } = plan.nodes[points] as Input;
  if (answer.crowded || choose.least > 1 || (choose.most !== null && choose.most < options.length)) return undefined;
  const endAt = (...values: AnswerValue[]): Rational => {
    const value = lookup.readAt(new Map([[answer, values]]))(node);
    const end = value.nothing ? undefined : endOf(value, side);
    if (!end) throw notLinearError(plan, node, 'it may be nothing');
    return end;
  };
  const [first, second] = answer.steps as [AnswerValue, AnswerValue];
  const valueOfNone = endAt();
  const gains = answer.steps.map((step) =>
    step === first ? subtract(endAt(first, second), endAt(second)) : subtract(endAt(first, step), endAt(first)),
  );
  const base = subtract(endAt(first), itemAt(gains, 0));
  const steps = answer.steps.map((step) => lookup.stepOf(answer, step));
  const anyChosen = builder.truthOf(requireAny(steps.map((step) => requireAtLeast(step, ONE))));
  const pointsSum = sumLinear([
    [constantOf(valueOfNone), ONE],
    [anyChosen, subtract(base, valueOfNone)],
    ...steps.map((step, i) => [step, itemAt(gains, i)] as const),
  ]);
  const gainTotal = [valueOfNone, subtract(base, valueOfNone), ...gains].reduce((sum, gain) => ({
    n: sum.n * gain.d + gain.n * sum.d,
    d: sum.d * gain.d,
  }));
  if (compare(gainTotal, endAt(...answer.steps)) !== 0)
    throw notLinearError(plan, node, 'options that count differently together');
  return pointsSum;
}

/**
 * Returns the question whose points a node has: the node must be the points, or a sum of nothing else; otherwise
 * undefined.
 */
function findPointsNodeBehind(node: number, { plan }: ProgramEncoder): number | undefined {
  const statedNode = itemAt(plan.nodes, node);
  const part =
    statedNode.op === 'sum' && statedNode.members.length === 1
      ? plan.nodes[statedNode.members[0]?.node as number]
      : statedNode;
  return part?.op === 'points' ? part.of : undefined;
}

/**
 * If a score cannot be decomposed, this many times as many alternatives as usual may be looked up, because solving a
 * large integer program is still faster than a search.
 */
const MORE_ALTERNATIVES = 8;

/**
 * Creates a function that returns, for a level, the goal that measures surely reach at least this level. A score with
 * more than `mostWays` alternatives is decomposed instead of looked up.
 */
export function createLevelGoals(
  whole: Plan,
  sheet: AnswerSet,
  today: Evaluation,
  measures: readonly CompiledMeasure[],
  mostWays = MAX_ALTERNATIVES,
): (level: Rational) => EncodableGoal {
  const narrowPlan = reduceToLevel(whole, sheet);
  const splitParts = splitPlan(narrowPlan);
  const problemInstance = createProblemInstance(splitParts.plan, sheet, today, measures);
  let outlook: ReturnType<typeof createProjection> | undefined;
  // If only a limited number of options can be chosen, those added by earlier measures take precedence.
  const orderedIndexes = orderMeasures(measures).map((measure) => measures.indexOf(measure));
  const levelByMeasures = new Map<string, Rational | null>();
  /**
   * By level, the rows that its requirement added to a program, so that later tasks with the same measures can reuse
   * them.
   */
  const demandedByLevel = new Map<string, Pick<ProgramBuilder, 'whole' | 'rows'>>();

  function findLevelAfter(taken: readonly boolean[]): Rational | null {
    const key = taken.map(Number).join('');
    if (!levelByMeasures.has(key)) {
      const doneMeasures = orderedIndexes.filter((i) => taken[i]).map((i) => itemAt(measures, i));
      const sheetAfter = applyMeasures(whole, sheet, doneMeasures, today);
      levelByMeasures.set(key, findLowestLevel(narrowPlan, reevaluate(narrowPlan, sheetAfter, today, sheet)));
    }
    return levelByMeasures.get(key) ?? null;
  }

  return (level) => ({
    reached: (taken) => isAtLeast(findLevelAfter(taken), level),
    reachable: (partial) => {
      const { level: node } = splitParts.plan;
      if (node === null) return false;
      // Created on demand, because only a search calls this function.
      outlook ??= createProjection(problemInstance, splitParts, measures);
      const highEnd = rangeOf(itemAt(outlook(partial), node));
      return highEnd !== undefined && (highEnd.high === null || compare(highEnd.high, level) >= 0);
    },
    demand: (builder, taken, cautious) => {
      const key = `${level.n}/${level.d} ${cautious}`;
      const knownRows = demandedByLevel.get(key);
      if (knownRows) {
        builder.whole.push(...knownRows.whole);
        builder.rows.push(...knownRows.rows);
        return;
      }
      const { plan } = splitParts;
      if (plan.level === null) throw new NotLinearError('level');
      const bound = { side: 'low', bound: level, strict: false } as const;
      const encodeBy = (together: number): Requirement => {
        const lookup = createAnswerLookup(problemInstance, taken, builder, { alone: mostWays, together });
        return createEncoder({ plan, split: splitParts, lookup, builder, cautious }).limit(plan.level as number, bound);
      };
      // Small tables are tried first, because they give a smaller program. Rows left by a failed attempt constrain
      // nothing.
      const encode = (): Requirement => {
        let failure: unknown;
        for (const waysTogether of [1, mostWays, mostWays * MORE_ALTERNATIVES]) {
          try {
            return encodeBy(waysTogether);
          } catch (error) {
            if (!(error instanceof NotLinearError)) throw error;
            failure ??= error;
          }
        }
        throw failure;
      };
      builder.demand(encode());
      demandedByLevel.set(key, { whole: builder.whole.slice(measures.length), rows: [...builder.rows] });
    },
  });
}

function createEncoder(
  source: Pick<ProgramEncoder, 'plan' | 'split' | 'lookup' | 'builder' | 'cautious'>,
): ProgramEncoder {
  const { plan, split, builder } = source;
  const encoder: ProgramEncoder = {
    ...source,
    amount: (node, side) => encodeAmount(node, side, encoder),
    limit: (node, limit) => encodeBound(node, limit, encoder),
    condition: (condition, wanted) => encodeCondition(condition, wanted, encoder),
    isSure: (node) => isAlwaysPresent(node, encoder),
    isNever: (node) => isNeverPresent(node, encoder),
    parts: (node) => membersAt(node, plan).map((_, i) => split.partOf(node, i)),
    members: (node) => listWeightedMembers(node, encoder),
    memberAmount: (part, side, line) => encodeMember(part, side, encoder, line),
    presentAmount: (part, side) => encodePresent(part, side, encoder),
    optionalEnd: (part, side) => findOptionalEnd(part, side, encoder),
    memberLimit: (node, part, limit) => encodeMemberBound(node, part, limit, encoder),
    sum: sumLinear,
    stepped: (node, values, side) => encodeSteps(node, values, side, encoder),
    amountWhere: (limit, amount) => amountWhere(limit, amount, builder),
    isNeverBelow: (amount, other) => isAlways(requireAtLeast(subtractLinear(amount, other), ZERO)),
    keeps: requireWithin,
    all: requireAll,
    any: requireAny,
    never: NEVER,
    isAlways,
    refuse(node, why) {
      throw notLinearError(plan, node, why);
    },
  };
  return encoder;
}

const UNREAD_NODE: Node = { op: 'constant', value: false };

/**
 * Reduces a plan to the nodes that decide its level, so that many variants of an answer sheet can be scored quickly. A
 * variant may change the answers of the sheet but must not withdraw any. Positions stay the same: nodes that the level
 * does not read are replaced by constants.
 */
export function reduceToLevel(plan: Plan, sheet: AnswerSet): Plan {
  const knownPlans = reducedPlans(plan);
  // The reduced plan depends only on which derived answers the sheet states, so many enterprises share it.
  const statedNodes = plan.nodes.map((node) =>
    node.op === 'input' && node.derived !== null && isStated(node, sheet) ? 1 : 0,
  );
  const key = statedNodes.join('');
  const knownPlan = knownPlans.get(key);
  if (knownPlan) return knownPlan;
  const reducedPlan = reduce(plan, sheet);
  knownPlans.set(key, reducedPlan);
  return reducedPlan;
}

const reducedPlans = memoizeByPlan(() => new Map<string, Plan>());

function reduce(plan: Plan, sheet: AnswerSet): Plan {
  const nodes: Node[] = plan.nodes.map(() => UNREAD_NODE);
  const waitingNodes = plan.level === null ? [] : [plan.level];
  for (let position = waitingNodes.pop(); position !== undefined; position = waitingNodes.pop()) {
    if (nodes[position] !== UNREAD_NODE) continue;
    const node = itemAt(plan.nodes, position);
    // A stated answer takes precedence over its derivation, so the derivation is not read.
    nodes[position] = node.op === 'input' && isStated(node, sheet) ? { ...node, derived: null } : node;
    waitingNodes.push(...dependenciesOf(itemAt(nodes, position)));
  }
  return { ...plan, nodes };
}

function isStated({ name }: Input, sheet: AnswerSet): boolean {
  return entryOf(sheet, name).state === 'answered';
}

/**
 * Requires that a node surely has a value and that it is within a bound; throws `NotLinearError` if no program
 * expresses this exactly.
 */
function encodeBound(node: number, bound: Bound, encoder: ProgramEncoder): Requirement {
  const { plan, lookup } = encoder;
  const alternatives = lookup.alternativesOf(node);
  if (alternatives) {
    return requireAlternative(alternatives, ({ read }) => {
      const value = read(node);
      return !value.nothing && meetsBound(value, bound);
    });
  }
  const planNode = itemAt(plan.nodes, node);
  const operator = operatorOf(planNode);
  if (operator?.limit) return operator.limit(planNode as OperatorNode, node, bound, encoder);
  if (!operator?.lowerLimit) return requireWithin(encoder.amount(node, bound.side), bound);
  if (bound.side === 'high') return encoder.refuse(node, `an upper bound of ${planNode.op}`);
  return operator.lowerLimit(planNode as OperatorNode, node, bound, encoder);
}

function meetsBound(value: Possible, { side, bound, strict }: Bound): boolean {
  const end = endOf(value, side);
  if (!end) return false;
  const distance = compare(end, bound) * (side === 'low' ? 1 : -1);
  return strict ? distance > 0 : distance >= 0;
}

function requireWithin(amount: Linear, { side, bound, strict }: Bound): Requirement {
  if (side === 'low') return requireAtLeast(amount, bound, strict);
  return requireAtLeast(sumLinear([[amount, negate(ONE)]]), negate(bound), strict);
}

/** Requires that a member is surely either absent or within a bound. */
function encodeMemberBound(node: number, member: number, bound: Bound, encoder: ProgramEncoder): Requirement {
  const alternatives = encoder.lookup.alternativesOf(member);
  if (!alternatives && !isAlwaysPresent(member, encoder)) encoder.refuse(node, 'members that come and go');
  if (!alternatives) return encodeBound(member, bound, encoder);
  return requireAlternative(alternatives, ({ read }) => {
    const value = read(member);
    return isNothing(value) || meetsBound(value, bound);
  });
}

const OPPOSITE_TRUTH = { holds: 'fails', fails: 'holds' } as const;

/** Requires that a condition surely holds or, if `fails` is wanted, that it surely fails. */
function encodeCondition(condition: Condition, wanted: 'holds' | 'fails', encoder: ProgramEncoder): Requirement {
  if (condition.op === 'entry') return encodeTest(condition.node, condition.test, wanted, encoder);
  if (condition.op === 'not') return encodeCondition(condition.of, OPPOSITE_TRUTH[wanted], encoder);
  const parts = condition.of.map((part) => encodeCondition(part, wanted, encoder));
  return (condition.op === 'all') === (wanted === 'holds') ? requireAll(parts) : requireAny(parts);
}

/** Requires that a node's value surely passes a test or, if `fails` is wanted, that it surely fails the test. */
function encodeTest(node: number, test: Test, wanted: 'holds' | 'fails', encoder: ProgramEncoder): Requirement {
  const alternatives = encoder.lookup.alternativesOf(node);
  if (alternatives) {
    return requireAlternative(alternatives, ({ read }) => evaluateEntry(test, read(node)) === wanted);
  }
  // Here a node always has a value, so it fails a test exactly if it passes the opposite test.
  switch (test.keyword) {
    case 'allOf':
    case 'anyOf': {
      const parts = test.of.map((part) => encodeTest(node, part, wanted, encoder));
      return (test.keyword === 'allOf') === (wanted === 'holds') ? requireAll(parts) : requireAny(parts);
    }
    case 'not':
      demandSomething(node, encoder);
      return encodeTest(node, test.of, OPPOSITE_TRUTH[wanted], encoder);
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

/**
 * Throws `NotLinearError` for a node that may have no value, because such a node would fail both a test and its
 * opposite.
 */
function demandSomething(node: number, encoder: ProgramEncoder): void {
  const { op } = itemAt(encoder.plan.nodes, node);
  if (op === 'list' || op === 'input' || isAlwaysPresent(node, encoder)) return;
  throw notLinearError(encoder.plan, node, 'it may be nothing');
}

function listRequirement(node: number, test: Test, wanted: 'holds' | 'fails', encoder: ProgramEncoder): Requirement {
  const { plan } = encoder;
  const statedNode = itemAt(plan.nodes, node);
  if (statedNode.op === 'input' && takesSeveral(statedNode))
    return createChoiceRequirement(node, statedNode, test, wanted, encoder);
  if (statedNode.op !== 'list') throw notLinearError(plan, node, `${test.keyword} of many answers`);
  const members = statedNode.members.map((member) => member.node);
  if (!members.some((member) => isAlwaysPresent(member, encoder)))
    throw notLinearError(plan, node, 'a list that may be empty');
  if (test.keyword === 'contains') {
    const listTruths = (truth: 'holds' | 'fails'): Linear[] =>
      members.map((member) => encoder.builder.truthOf(encodeTest(member, test.of, truth, encoder)));
    return countRequirement(
      () => listTruths('holds'),
      () => listTruths('fails').map(complementOf),
      test,
      wanted,
    );
  }
  if (test.keyword === 'items' && wanted === 'holds') {
    return requireAll(members.map((member) => requirePassOrAbsence(member, test.of, encoder)));
  }
  throw notLinearError(plan, node, `${test.keyword} of many answers`);
}

/**
 * Requires that at least `least` members surely pass a test and at most `most` members may pass it; if `fails` is
 * wanted, requires the opposite. Each count is encoded only if it is needed, which keeps the program smaller.
 */
function countRequirement(
  surely: () => readonly Linear[],
  possibly: () => readonly Linear[],
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
    return requireAll([atLeast(surely(), least), ...(most === null ? [] : [atMost(possibly(), most)])]);
  return requireAny([atMost(possibly(), least - 1), ...(most === null ? [] : [atLeast(surely(), most + 1)])]);
}

function requirePassOrAbsence(member: number, test: Test, encoder: ProgramEncoder): Requirement {
  const alternatives = encoder.lookup.alternativesOf(member);
  if (!alternatives) return encodeTest(member, test, 'holds', encoder);
  return requireAlternative(alternatives, ({ read }) => {
    const value = read(member);
    return isNothing(value) || evaluateEntry(test, { ...value, nothing: false }) === 'holds';
  });
}

/**
 * Encodes a test of a multiple choice option by option, because there are too many options to look up every
 * combination.
 */
function createChoiceRequirement(
  node: number,
  input: Input,
  test: Test,
  wanted: 'holds' | 'fails',
  encoder: ProgramEncoder,
): Requirement {
  const { plan, lookup } = encoder;
  const [answer, ...others] = lookup.affectedBy(node);
  if (!answer || answer.crowded || others.length > 0 || test.keyword !== 'contains') {
    throw notLinearError(plan, node, `${test.keyword} of a choice`);
  }
  const valuesWithout = lookup.readAt(new Map())(node);
  const withFirst = lookup.readAt(new Map([[answer, [answer.steps[0] as string]]]))(node);
  // The current choice must be known and contain no exclusive option, so that adding options drops none.
  const isDeterminate = [valuesWithout, withFirst].every(
    (value) => value.kind === 'choices' && value.open.length === 0 && !value.nothing,
  );
  if (
    !isDeterminate ||
    valuesWithout.kind !== 'choices' ||
    withFirst.kind !== 'choices' ||
    withFirst.sure.length <= valuesWithout.sure.length
  ) {
    throw notLinearError(plan, node, 'a choice that is open');
  }
  const passingOptions = input.options.filter(({ id }) => evaluateEntry(test.of, createExactValue(id)) === 'holds');
  const chosenIndicators = passingOptions.map(({ id }): Linear => {
    if (valuesWithout.sure.includes(id)) return constantOf(ONE);
    return answer.steps.includes(id) ? lookup.stepOf(answer, id) : constantOf(ZERO);
  });
  return countRequirement(
    () => chosenIndicators,
    () => chosenIndicators,
    test,
    wanted,
  );
}
