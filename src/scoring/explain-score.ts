import {
  add,
  type Excluded,
  type ExplainedAnswer,
  type ExplainedNode,
  fromNumber,
  multiply,
  type Rational,
  toNumber,
  ZERO,
} from '../model/index.ts';
import { type AnswerSet, type Evaluation, entryOf, isOutOfRange, replaceByTargets, valueAt } from './answer-set.ts';
import { type Condition, listConditionEntries } from './condition.ts';
import { evaluate, evaluateTargets } from './evaluate.ts';
import { createMemberNames, dependenciesOf, nodeNames } from './node-dependencies.ts';
import type { CombineMember, ExplainScope } from './operators/operator.ts';
import { operatorOf } from './operators/registry.ts';
import type { ShareMember } from './operators/share.ts';
import { type Input, inputAt, type Node, nodeAt, type Plan, type PointsNode } from './plan.ts';
import { isNothing, type Possible, settledNumber, settledValue } from './possible-values.ts';
import { type SplitPlan, splitPlan } from './split-plan.ts';
import { judgeCondition, toExplainedEnds, toPlainValue } from './unmet-requirements.ts';

/** Explains how the value under a name follows from the answers; undefined for an unknown name. */
export function explain(plan: Plan, sheet: AnswerSet, name: string): ExplainedNode | undefined {
  const root = findPosition(plan, name);
  if (root === undefined) return undefined;
  // In a split plan, evaluation itself records contributions, so explanations need not interpret the rules again.
  const splitParts = splitPlan(plan);
  const explainingContext = explainContext(plan, sheet, splitParts, evaluate(splitParts.plan, sheet));
  return { ...explainingContext.node(root), name };
}

function explainContext(plan: Plan, sheet: AnswerSet, split: SplitPlan, evaluation: Evaluation): ExplainContext {
  const names = nodeNames(plan);
  const ratios = new Map(plan.scores.map(({ node, consistencyRatio }) => [node, consistencyRatio]));
  const detailedNodes = new Set<number>();
  let targetContext: ExplainContext | null | undefined;
  const context: ExplainContext = {
    plan,
    sheet,
    split,
    evaluation,
    read: (at) => valueAt(evaluation, at),
    memberNames: createMemberNames(plan),
    node(position) {
      const name = names.get(position);
      const head = { ...(name === undefined ? {} : { name: name }), op: nodeAt(plan, position).op };
      const valueEnds = toExplainedEnds(context.read(position));
      if (detailedNodes.has(position)) return { ...head, ...valueEnds, repeated: true, parts: [], excluded: [] };
      const { parts = [], excluded = [], reads, ...details } = explainNode(position, context);
      const ratio = ratios.get(position);
      const consistency = ratio === undefined ? {} : { consistencyRatio: ratio };
      const node = { ...head, ...valueEnds, ...details, ...consistency, parts, ...(reads ? { reads } : {}), excluded };
      if (isDetailed(node)) detailedNodes.add(position);
      return node;
    },
    target(at) {
      if (targetContext === undefined) {
        const targets = evaluateTargets(split.plan, sheet);
        targetContext = targets && explainContext(plan, replaceByTargets(sheet) ?? sheet, split, targets);
      }
      return (targetContext ?? context).node(at);
    },
    members: (at) => explainMembers(plan.nodes[at] as CombiningNode, at, context),
    reads: (conditions) => explainReads(conditions, context),
    isConstant: (at) => plan.nodes[at]?.op === 'constant',
  };
  return context;
}

/** Returns the position of a score, list, question or fact; for an answer with points, the position of its points. */
function findPosition(plan: Plan, name: string): number | undefined {
  const position = plan.scores.find((score) => score.name === name)?.node ?? plan.names.get(name)?.node;
  if (position === undefined || plan.nodes[position]?.op !== 'input') return position;
  const points = plan.nodes.findIndex((node) => node.op === 'points' && node.of === position);
  return points < 0 ? position : points;
}

function isDetailed({
  parts = [],
  reads = [],
  excluded = [],
  cases = [],
  levels = [],
}: Partial<ExplainedNode>): boolean {
  return [parts, reads, excluded, cases, levels].some((list) => list.length > 0);
}

function explainNode(position: number, context: ExplainContext): Partial<ExplainedNode> {
  const node = nodeAt(context.plan, position);
  if (node.op === 'input' || node.op === 'points') return explainAnswer(node, position, context);
  const { explain: explainOperator } = operatorOf(node);
  return explainOperator?.(node, position, context) ?? { parts: dependenciesOf(node).map(context.node) };
}

/** What is needed to explain a value. */
interface ExplainContext extends ExplainScope {
  readonly plan: Plan;
  readonly sheet: AnswerSet;
  readonly split: SplitPlan;
  readonly evaluation: Evaluation;
}

type CombiningNode = Extract<Node, { missing: unknown }>;

/**
 * Explains the members of a combination: those that count, with their weights, and those that do not, with the reason.
 */
function explainMembers(
  node: CombiningNode,
  position: number,
  context: ExplainContext,
): Pick<ExplainedNode, 'parts' | 'excluded' | 'problem'> {
  const parts: ExplainedNode[] = [];
  const excludedMembers: Excluded[] = [];
  node.members.forEach((member, index) => {
    const value = context.read(context.split.partOf(position, index));
    const reason = isNothing(value) ? 'nothing' : isWeightless(node, member, context) ? 'weight' : undefined;
    if (reason === 'nothing') excludedMembers.push(explainAbsence(member, context));
    else if (reason) excludedMembers.push({ name: member.name, reason });
    else parts.push(explainMember(node, member, value, context));
  });
  const total = parts.reduce((sum, { weight = 0, best = 1 }) => add(sum, fromNumber(weight * best)), ZERO);
  const isEmpty = dividesByWeights(node) && parts.length > 0 && parts.every(({ weight }) => weight !== undefined);
  return { parts, excluded: excludedMembers, ...(isEmpty && total.n === 0n ? { problem: 'no-weight' } : {}) };
}

function explainMember(
  node: CombiningNode,
  member: CombineMember | ShareMember,
  value: Possible,
  context: ExplainContext,
): ExplainedNode {
  const weight = readWeight(member, context);
  const { value: _, lowest: __, highest: ___, orNothing: ____, ...rest } = context.node(member.node);
  const { state = 'answered' } = rest.answer ?? {};
  const rule = state === 'answered' || isOpen(value) ? undefined : node.missing[state];
  return {
    ...rest,
    name: member.name,
    ...toExplainedEnds(value),
    ...(weight ? { weight: toNumber(weight) } : {}),
    ...('best' in member ? { best: toNumber(member.best) } : {}),
    ...(member.by === undefined ? {} : { weighedBy: context.node(member.by) }),
    ...(rule === 'zero' || rule === 'full' ? { rule } : {}),
  };
}

function isOpen(value: Possible): boolean {
  return settledValue(value) === undefined;
}

/**
 * Whether a member does not count because of its weight: the weight has no value or, for an operator that divides by
 * the weights, is 0.
 */
function isWeightless(node: CombiningNode, member: CombineMember, context: ExplainContext): boolean {
  if (member.by !== undefined && isNothing(context.read(member.by))) return true;
  return dividesByWeights(node) && readWeight(member, context)?.n === 0n;
}

function dividesByWeights(node: CombiningNode): boolean {
  return operatorOf(node).dividesByWeights ?? false;
}

/** Returns the weight of a member; undefined as long as the weight is open. */
function readWeight({ weight, by }: CombineMember, { read }: ExplainContext): Rational | undefined {
  if (by === undefined) return weight;
  const factor = settledNumber(read(by));
  return factor ? multiply(weight, factor) : undefined;
}

function explainAbsence({ name, node }: CombineMember, context: ExplainContext): Excluded {
  const { plan, read, memberNames } = context;
  const points = nodeAt(plan, node);
  if (points.op !== 'points') return { name, reason: 'nothing' };
  const { state } = explainAnswerAt(points.of, context);
  const { when } = inputAt(plan, points.of);
  if (state === 'answered') return { name, reason: 'nothing' };
  if (state !== 'notAsked' || when === null) return { name, reason: state };
  return { name, reason: state, unmet: judgeCondition(when, read, memberNames).unmet };
}

/**
 * Explains an answer or its points: where the value comes from, what each option counts, and why the question is not
 * asked.
 */
function explainAnswer(node: Input | PointsNode, position: number, context: ExplainContext): Partial<ExplainedNode> {
  const { plan, evaluation, read, memberNames } = context;
  const inputNode = node.op === 'points' ? node.of : position;
  const input = inputAt(plan, inputNode);
  const askedTruth = evaluation.asked[inputNode];
  return {
    answer: explainAnswerAt(inputNode, context),
    ...(node.op === 'points' ? explainOptionPoints(node, context) : {}),
    ...(askedTruth === 'holds' || input.when === null ? {} : { when: judgeCondition(input.when, read, memberNames) }),
    parts: isDerived(input, context) ? [context.node(input.derived as number)] : [],
  };
}

/** Explains the state and value of the answer at a position, and where the value comes from. */
function explainAnswerAt(position: number, { plan, sheet, evaluation, read }: ExplainContext): ExplainedAnswer {
  const input = inputAt(plan, position);
  const { asked, states } = evaluation;
  const statedState = entryOf(sheet, input.name).state;
  if (asked[position] === 'fails') return { state: 'notAsked' };
  const state = states[position] ?? statedState;
  const value = toPlainValue(read(position));
  if (state !== 'answered' || value === undefined || value === null) return { state, ...figuresOf(input, value, read) };
  const derivedValue = input.derived === null ? null : toPlainValue(read(input.derived));
  const source = statedState === 'answered' ? 'stated' : derivedValue === value ? 'derived' : 'default';
  return { state, value, source, ...figuresOf(input, value, read) };
}

/**
 * Returns the value that would be derived from other answers, if it is not used because a different answer was stated
 * or because the derived value is not allowed. Empty otherwise.
 */
function figuresOf(
  input: Input,
  value: ReturnType<typeof toPlainValue>,
  read: ExplainContext['read'],
): Pick<ExplainedAnswer, 'figures'> {
  if (input.derived === null) return {};
  const derivedValue = read(input.derived);
  const figures = toPlainValue(derivedValue);
  if (figures === undefined || figures === null || figures === value) return {};
  return value !== undefined || isOutOfRange(derivedValue, input.range) ? { figures } : {};
}

/** Whether the answer was not stated but derived. */
function isDerived(input: Input, { sheet }: ExplainContext): boolean {
  const { state } = entryOf(sheet, input.name);
  return input.derived !== null && state !== 'answered' && state !== 'notApplicable';
}

/** Explains the points of each chosen option, and whether they are lower because there is no evidence. */
function explainOptionPoints(
  { of, table, unproven }: PointsNode,
  { plan, sheet, read }: ExplainContext,
): Pick<ExplainedNode, 'options' | 'unproven'> {
  const value = read(of);
  const { evidence = [] } = entryOf(sheet, inputAt(plan, of).name);
  const countedTable = unproven && evidence.length === 0 ? unproven : table;
  const unprovenMark = countedTable === table ? {} : { unproven: true };
  if (value.kind !== 'choices' || value.open.length > 0 || value.nothing) return unprovenMark;
  return {
    ...unprovenMark,
    options: value.sure.map((id) => ({ id, points: toNumber(countedTable?.get(id) ?? ZERO) })),
  };
}

/** Explains the values that conditions read, each once, in the order in which they are first mentioned. */
function explainReads(conditions: readonly Condition[], context: ExplainContext): ExplainedNode[] {
  const nameByNode = new Map(conditions.flatMap(listConditionEntries).map(({ node, name }) => [node, name]));
  return [...nameByNode].map(([node, name]) => ({ ...context.node(node), name }));
}
