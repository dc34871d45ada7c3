// The requirement that a level is reached, as rows of a program: bounds and conditions.

import { compare, negate, ONE, type Rational, wholeNumber, ZERO } from '../../model/index.ts';
import {
  type AnswerSet,
  type Bound,
  type Condition,
  dependenciesOf,
  type Evaluation,
  entryOf,
  evaluateEntry,
  exactly,
  type Input,
  isNothing,
  memoizeByPlan,
  type Node,
  type OperatorNode,
  operatorOf,
  type Plan,
  type Possible,
  rangeOf,
  reevaluate,
  splitPlan,
  type Test,
} from '../../scoring/index.ts';
import { applyMeasures } from '../apply-measures.ts';
import { NotLinearError } from '../integer-program.ts';
import { orderMeasures } from '../measure-cost.ts';
import type { CompiledMeasure } from '../measures.ts';
import { isAtLeast, lowestLevel } from '../target-level.ts';
import {
  encodeAmount,
  encodeMember,
  encodePresent,
  encodeSteps,
  endOf,
  isAlways,
  isAlwaysPresent,
  isNeverPresent,
  membersAt,
  notLinearError,
  optionalEnd,
  type ProgramEncoder,
  requireAlternative,
  weightedMembers,
} from './encode-amounts.ts';
import {
  amountWhere,
  complementOf,
  constantOf,
  difference,
  type Linear,
  NEVER,
  type Requirement,
  requireAll,
  requireAny,
  requireAtLeast,
  sumLinear,
} from './linear-program.ts';
import { createAnswerLookup, createProblemInstance, MAX_ALTERNATIVES } from './problem-instance.ts';
import { createProjection } from './projection.ts';
import type { EncodableGoal } from './solve.ts';

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
    encode: (builder, taken, cautious) => {
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
    nodes[position] = node.op === 'input' ? withoutDerivation(node, sheet) : node;
    waiting.push(...dependenciesOf(nodes[position] as Node));
  }
  return { ...plan, nodes };
}

/** A stated answer wins over a derived one, so nothing reads the derivation. */
function withoutDerivation(input: Input, sheet: AnswerSet): Input {
  return isStated(input, sheet) ? { ...input, derived: null } : input;
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
    default:
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
