import type { Condition, Test } from '../../condition/condition.ts';
import { evaluateEntry } from '../../condition/evaluate.ts';
import { exactly, isNothing } from '../../condition/value.ts';
import { ONE, ZERO } from '../../model/rational.ts';
import type { Input, Node } from '../../scoring/plan.ts';
import { isSure } from './amounts.ts';
import { type Decided, type Encoder, notLinear, oneOfWays } from './encoder.ts';
import { complementOf, constantOf, type Linear, sumLinear } from './linear.ts';
import { type Requirement, requireAll, requireAny, requireLeast } from './requirement.ts';
import { requirementOnce } from './seen-terms.ts';

const OPPOSITE = { holds: 'fails', fails: 'holds' } as const;

/** That a condition holds, or fails, for certain. */
export function conditionRequirement(condition: Condition, wanted: Decided, encoder: Encoder): Requirement {
  if (condition.op === 'entry') return entryRequirement(condition.node, condition.test, wanted, encoder);
  if (condition.op === 'not') return conditionRequirement(condition.of, OPPOSITE[wanted], encoder);
  const parts = condition.of.map((part) => conditionRequirement(part, wanted, encoder));
  return (condition.op === 'all') === (wanted === 'holds') ? requireAll(parts) : requireAny(parts);
}

/** That what a node comes to passes a test, or fails it, for certain. */
export function entryRequirement(node: number, test: Test, wanted: Decided, encoder: Encoder): Requirement {
  const ways = encoder.lookup.waysBehind(node);
  if (ways) {
    return oneOfWays(ways, ({ read }) => evaluateEntry(test, read(node)) === wanted);
  }
  // What is taken apart here is never nothing, so that a test and its opposite are not both failed.
  switch (test.keyword) {
    case 'allOf':
    case 'anyOf': {
      const parts = test.of.map((part) => entryRequirement(node, part, wanted, encoder));
      return (test.keyword === 'allOf') === (wanted === 'holds') ? requireAll(parts) : requireAny(parts);
    }
    case 'not':
      demandSomething(node, encoder);
      return entryRequirement(node, test.of, OPPOSITE[wanted], encoder);
    case 'minimum':
    case 'exclusiveMinimum':
    case 'maximum':
    case 'exclusiveMaximum': {
      const isLower = test.keyword === 'minimum' || test.keyword === 'exclusiveMinimum';
      const isStrict = test.keyword === 'exclusiveMinimum' || test.keyword === 'exclusiveMaximum';
      if (wanted === 'fails') demandSomething(node, encoder);
      return wanted === 'holds'
        ? encoder.bound(node, { side: isLower ? 'low' : 'high', bound: test.bound, strict: isStrict })
        : encoder.bound(node, { side: isLower ? 'high' : 'low', bound: test.bound, strict: !isStrict });
    }
    default:
      return listRequirement(node, test, wanted, encoder);
  }
}

/** Refuses what may come to nothing: there every test fails, its opposite as well. */
function demandSomething(node: number, encoder: Encoder): void {
  const { op } = encoder.plan.nodes[node] as Node;
  if (op === 'list' || op === 'input' || isSure(node, encoder)) return;
  throw notLinear(encoder.plan, node, 'it may be nothing');
}

function listRequirement(node: number, test: Test, wanted: Decided, encoder: Encoder): Requirement {
  const { plan } = encoder;
  const stated = plan.nodes[node] as Node;
  if (stated.op === 'input' && stated.type === 'multiple')
    return choiceRequirement(node, stated, test, wanted, encoder);
  if (stated.op !== 'list') throw notLinear(plan, node, `${test.keyword} of many answers`);
  const members = stated.members.map((member) => member.node);
  if (!members.some((member) => isSure(member, encoder))) throw notLinear(plan, node, 'a list that may be empty');
  if (test.keyword === 'contains') {
    const surely = members.map((member) => entryRequirement(member, test.of, 'holds', encoder));
    const never = members.map((member) => entryRequirement(member, test.of, 'fails', encoder));
    return countRequirement(truthsOf(surely, encoder), truthsOf(never, encoder).map(complementOf), test, wanted);
  }
  if (test.keyword === 'items' && wanted === 'holds') {
    return requireAll(members.map((member) => passesOrAbsent(member, test.of, encoder)));
  }
  throw notLinear(plan, node, `${test.keyword} of many answers`);
}

function truthsOf(requirements: readonly Requirement[], { builder }: Encoder): Linear[] {
  return requirements.map((requirement) => builder.truthOf(requirement));
}

/** That enough members pass for certain and not too many may; or that too few may, or too many do. */
function countRequirement(
  surely: readonly Linear[],
  possibly: readonly Linear[],
  { least, most }: Extract<Test, { keyword: 'contains' }>,
  wanted: Decided,
): Requirement {
  const count = (parts: readonly Linear[], sign: bigint): Linear =>
    sumLinear(parts.map((part) => [part, { n: sign, d: 1n }] as const));
  const atLeast = (parts: readonly Linear[], number: number): Requirement =>
    requireLeast(count(parts, 1n), { n: BigInt(number), d: 1n });
  const atMost = (parts: readonly Linear[], number: number): Requirement =>
    requireLeast(count(parts, -1n), { n: BigInt(-number), d: 1n });
  if (wanted === 'holds')
    return requireAll([atLeast(surely, least), ...(most === null ? [] : [atMost(possibly, most)])]);
  return requireAny([atMost(possibly, least - 1), ...(most === null ? [] : [atLeast(surely, most + 1)])]);
}

function passesOrAbsent(member: number, test: Test, encoder: Encoder): Requirement {
  return requirementOnce(test, member, encoder, () => findPassing(member, test, encoder));
}

function findPassing(member: number, test: Test, encoder: Encoder): Requirement {
  const ways = encoder.lookup.waysBehind(member);
  if (!ways) return entryRequirement(member, test, 'holds', encoder);
  return oneOfWays(ways, ({ read }) => {
    const value = read(member);
    return isNothing(value) || evaluateEntry(test, { ...value, nothing: false }) === 'holds';
  });
}

/** A multiple choice with more options than can be looked up: each option is chosen for certain, or may be. */
function choiceRequirement(node: number, input: Input, test: Test, wanted: Decided, encoder: Encoder): Requirement {
  const { plan, lookup } = encoder;
  const [one, ...others] = lookup.touchedBy(node);
  if (!one || one.crowded || others.length > 0 || test.keyword !== 'contains') {
    throw notLinear(plan, node, `${test.keyword} of a choice`);
  }
  const none = lookup.readAt(new Map())(node);
  const some = lookup.readAt(new Map([[one, [one.steps[0] as string]]]))(node);
  // Only a choice that is settled, without an option that stands alone: adding options takes nothing away then.
  const isPlain = [none, some].every((value) => value.kind === 'choices' && value.open.length === 0 && !value.nothing);
  if (!isPlain || none.kind !== 'choices' || some.kind !== 'choices' || some.sure.length <= none.sure.length) {
    throw notLinear(plan, node, 'a choice that is open');
  }
  const passing = input.options.filter(({ id }) => evaluateEntry(test.of, exactly(id)) === 'holds');
  const chosen = passing.map(({ id }): Linear => {
    if (none.sure.includes(id)) return constantOf(ONE);
    return one.steps.includes(id) ? lookup.stepOf(one, id) : constantOf(ZERO);
  });
  return countRequirement(chosen, chosen, test, wanted);
}
