import { compare, itemAt, type Rational, ZERO } from '../model/index.ts';
import {
  type AnswerKeys,
  type CachedByAnswers,
  cachedAnswersOf,
  cachedValuesOf,
  numberAnswers,
  type OpenAnswers,
} from './answer-cache.ts';
import type { PointsTable } from './answer-points.ts';
import {
  type AnswerSet,
  type AnswerState,
  type ChooseAnswer,
  type Evaluation,
  type EvaluationContext,
  type PossibleAnswers,
  replaceByTargets,
} from './answer-set.ts';
import type { NodeReader } from './condition.ts';
import { evaluateNode } from './evaluate-node.ts';
import {
  findReachedOperands,
  inputClosure,
  inputDependents,
  memoizeByPlan,
  prerequisites,
  targetClosure,
} from './node-dependencies.ts';
import type { MissingRules } from './operators/operator.ts';
import type { Input, Plan } from './plan.ts';
import {
  type AnswerValue,
  type Atom,
  createExactValue,
  isNumber,
  NOTHING,
  type Possible,
  toPointsKey,
} from './possible-values.ts';

/**
 * Evaluates a plan in one pass. Values are exact if all answers are known; otherwise they are sets or ranges that
 * include every value still possible. `keys` are the numbers of the answers; pass them if the same answers are
 * evaluated in several ways.
 */
export function evaluate(plan: Plan, sheet: AnswerSet, keys = numberAnswers(plan, sheet)): Evaluation {
  return completePass(createContext(plan, sheet), keys);
}

/** Evaluates answers with target answers in place of the given ones; null if there are no target answers. */
export function evaluateTargets(plan: Plan, sheet: AnswerSet): Evaluation | null {
  const targets = replaceByTargets(sheet);
  return targets && completePass(createTargetPass(createContext(plan, targets)), numberAnswers(plan, targets));
}

/** Creates the context in which target answers are evaluated; there, the target of a node is simply its value. */
function createTargetPass(pass: EvaluationContext): EvaluationContext {
  return { ...pass, target: (position) => itemAt(pass.values, position) };
}

function targetsInRange(plan: Plan, within: PossibleAnswers): readonly Possible[] | undefined {
  const targets = replaceByTargets(within);
  return targets
    ? evaluateNodes(createTargetPass(createContext(plan, new Map(), { within: targets })), targetClosure(plan)).values
    : undefined;
}

function completePass(pass: EvaluationContext, keys: AnswerKeys): Evaluation {
  const { plan, values } = pass;
  const cachedNodes = createCachedEvaluator(pass, keys, 'open');
  const computeNode = (position: number): Possible => evaluateNode(itemAt(plan.nodes, position), position, pass);
  values.push(...constantsOf(plan));
  for (const position of varyingOf(plan)) values[position] = cachedNodes(position, computeNode);
  return { ...pass, refused: findRefused(pass) };
}

/**
 * Evaluates the plan as if every question that counts could still be answered freely; the upper ends are then the best
 * that this enterprise can reach. Facts, and questions that do not apply or are not asked, keep their values. Each node
 * is evaluated when first read.
 */
export function evaluateSpan(
  plan: Plan,
  sheet: AnswerSet,
  span: Evaluation,
  keys = numberAnswers(plan, sheet),
): NodeReader {
  return createLazyReader(createContext(plan, sheet, { span }), keys, 'free');
}

/**
 * Evaluates the plan with answers chosen for open questions. Each choice depends only on answers that were read before.
 * If an answer can be derived from chosen ones, it is not chosen itself, so answers never contradict each other. Each
 * node is evaluated when first read.
 */
function evaluateChosen(
  plan: Plan,
  sheet: AnswerSet,
  choose: ChooseAnswer,
  reading: 'worst' | 'best',
  keys: AnswerKeys,
): NodeReader {
  return createLazyReader(createContext(plan, new Map(sheet), { choose }), keys, reading);
}

/** Creates a reader that evaluates each node when first read, after the nodes that it needs. */
function createLazyReader(pass: EvaluationContext, keys: AnswerKeys, reading: OpenAnswers): NodeReader {
  const { plan, values } = pass;
  const neededByNode = prerequisites(plan);
  const cachedNodes = createCachedEvaluator(pass, keys, reading);
  const computeNode = (position: number): Possible => {
    for (const neededNode of itemAt(neededByNode, position)) find(neededNode);
    return evaluateNode(itemAt(plan.nodes, position), position, pass);
  };
  function find(position: number): Possible {
    values[position] ??= cachedNodes(position, computeNode);
    return values[position];
  }
  return find;
}

/**
 * Creates the function that evaluates nodes through the cache: the value of a node that reads few answers is shared by
 * all enterprises with the same answers to them.
 */
function createCachedEvaluator(
  pass: EvaluationContext,
  keys: AnswerKeys,
  reading: OpenAnswers,
): CachedByAnswers<Possible> {
  const { nodes } = pass.plan;
  const [values, answers] = [cachedValuesOf(pass.plan, keys, reading), cachedAnswersOf(pass, keys)];
  // Whether a question is asked, and the state of its answer, are cached together with the value of the answer.
  return (position, computeNode) => (nodes[position]?.op === 'input' ? answers : values)(position, computeNode);
}

/** The values of nodes, as far as they have been evaluated. */
export type KnownValues = Pick<Evaluation, 'values' | 'asked' | 'states'>;

/**
 * Evaluates the nodes at the ascending `positions`, given sets of possible answers. A question with such a set has one
 * of these answers; any other question is derived or open. With `before`, nodes at other positions keep the values that
 * they have there.
 */
export function evaluateWithin(
  plan: Plan,
  within: PossibleAnswers,
  positions: readonly number[],
  before?: KnownValues,
): KnownValues {
  const pass = createContext(plan, new Map(), before ? { within, before } : { within });
  if (!before) for (let position = 0; position < plan.nodes.length; position++) pass.values.push(NOTHING);
  return evaluateNodes(pass, positions);
}

function evaluateNodes(pass: EvaluationContext, positions: readonly number[]): EvaluationContext {
  const { plan, values } = pass;
  for (const position of positions) values[position] = evaluateNode(itemAt(plan.nodes, position), position, pass);
  return pass;
}

/**
 * Evaluates only the nodes at the ascending `positions`. The answers may differ from those of `before` only if no other
 * node reads them.
 */
export function reevaluateNodes(
  plan: Plan,
  sheet: AnswerSet,
  positions: readonly number[],
  before: Evaluation,
): Evaluation {
  const pass = createContext(plan, sheet, { before });
  const cachedNodes = createCachedEvaluator(pass, numberAnswers(plan, sheet), 'open');
  const computeNode = (position: number): Possible => evaluateNode(itemAt(plan.nodes, position), position, pass);
  for (const position of positions) pass.values[position] = cachedNodes(position, computeNode);
  return { ...pass, refused: before.refused };
}

/**
 * Evaluates answers that differ in part from those of `before`. A node is evaluated again only if it reads a changed
 * answer and is in `needed`; `needed` must include everything that its nodes read. The refused answers stay as in
 * `before`.
 */
export function reevaluate(
  plan: Plan,
  sheet: AnswerSet,
  before: Evaluation,
  earlier: AnswerSet,
  needed?: ReadonlySet<number>,
): Evaluation {
  const changedPositions = findChangedPositions(plan, sheet, earlier);
  const positions = needed ? changedPositions.filter((position) => needed.has(position)) : changedPositions;
  return reevaluateNodes(plan, sheet, positions, before);
}

/** Returns the positions of the nodes that read a changed answer, ascending. */
function findChangedPositions(plan: Plan, sheet: AnswerSet, earlier: AnswerSet): number[] {
  const isChanged = new Uint8Array(plan.nodes.length);
  for (const [input, name, readers] of inputDependents(plan)) {
    if (sheet.get(name) === earlier.get(name)) continue;
    isChanged[input] = 1;
    for (const reader of readers) isChanged[reader] = 1;
  }
  const changedNodes: number[] = [];
  for (let position = 0; position < isChanged.length; position++)
    if (isChanged[position] === 1) changedNodes.push(position);
  return changedNodes;
}

/**
 * Evaluates answers that differ in part from those of `before`, like `reevaluate`, but only questions and what they are
 * derived from. Scores keep their earlier values unless a question reads them.
 */
export function reevaluateInputs(plan: Plan, sheet: AnswerSet, before: Evaluation, earlier: AnswerSet): Evaluation {
  return reevaluate(plan, sheet, before, earlier, inputClosure(plan));
}

/** Creates the context of an evaluation, starting either from the results of an earlier one (`before`) or from none. */
export function createContext(
  plan: Plan,
  sheet: AnswerSet,
  {
    choose = null,
    span = null,
    within = null,
    before,
  }: Partial<Pick<EvaluationContext, 'choose' | 'span' | 'within'>> & { readonly before?: KnownValues } = {},
): EvaluationContext {
  const { length } = plan.nodes;
  const values = before ? before.values.slice() : [];
  let targetValues: readonly Possible[] | undefined;
  const findTargetValues = (): readonly Possible[] | undefined => {
    if (span) return values;
    return within ? targetsInRange(plan, within) : evaluateTargets(plan, sheet)?.values;
  };
  return {
    plan,
    sheet,
    choose,
    span,
    within,
    values,
    // `slice` instead of spreading, which is many times slower for arrays with holes.
    asked: before ? before.asked.slice() : new Array(length),
    states: before ? before.states.slice() : new Array(length),
    refused: new Map(),
    target(position) {
      targetValues ??= findTargetValues() ?? values;
      return itemAt(targetValues, position);
    },
  };
}

/** The values of a plan's constants, by position; all other positions have no value. */
const constantsOf = memoizeByPlan(({ nodes }) =>
  nodes.map((node) => (node.op === 'constant' ? createExactValue(node.value) : NOTHING)),
);

/** The positions of nodes other than constants, ascending. */
const varyingOf = memoizeByPlan(({ nodes }) =>
  nodes.flatMap(({ op }, position) => (op === 'constant' ? [] : [position])),
);

/** Returns the refused missing answers that count for at least one score. */
function findRefused({ plan, values, refused }: EvaluationContext): Evaluation['refused'] {
  if (refused.size === 0) return [];
  const countedInputs = findReachableInputs(plan, (position) => itemAt(values, position));
  return [...refused].filter(([name]) => countedInputs.has(name)).map(([name, state]) => ({ name, state }));
}

/**
 * Returns the names of the inputs that count for at least one score. Scores that certainly have no value are ignored.
 */
function findReachableInputs(plan: Plan, read: (node: number) => Possible): ReadonlySet<string> {
  const names = new Set<string>();
  const visitedNodes = new Set<number>();
  const visit = (position: number): void => {
    if (visitedNodes.has(position)) return;
    visitedNodes.add(position);
    const node = itemAt(plan.nodes, position);
    if (node.op === 'points') names.add((plan.nodes[node.of] as Input).name);
    for (const countedNode of findReachedOperands(node, read)) visit(countedNode);
  };
  // A score that is combined in another score counts only through that score, whose conditions may exclude it.
  const innerNodes = new Set(
    plan.scores.flatMap(({ node }) => findReachedOperands(itemAt(plan.nodes, node), () => UNKNOWN_VALUE)),
  );
  for (const { node } of plan.scores) if (!innerNodes.has(node)) visit(node);
  return names;
}

const UNKNOWN_VALUE: Possible = { kind: 'any', nothing: true };

/** Whether open questions are to be answered in the worst or in the best way. */
type Direction = 'worst' | 'best';

/** Evidence for a best answer; it only matters that there is some. */
const SOME_EVIDENCE = ['evidence'];

/**
 * Evaluates a plan twice, with all open questions answered in the worst and in the best way. If a score equals a bound
 * of its range in one of these evaluations, that bound can really be reached, because its answers are possible.
 */
export function evaluateExtremeAnswers(
  plan: Plan,
  sheet: AnswerSet,
  { states }: Evaluation,
  keys: AnswerKeys,
): NodeReader[] {
  const tables = pointTables(plan);
  return (['worst', 'best'] as const).map((direction) => {
    const choose: ChooseAnswer = (input, position, possible) => {
      if (isSettledByRule(plan, position, states[position])) return undefined;
      const value = findExtremeAnswer(input, possible, tables.get(position) ?? null, direction);
      if (value === undefined) return undefined;
      return direction === 'best' ? { value, evidence: SOME_EVIDENCE } : { value };
    };
    return evaluateChosen(plan, sheet, choose, direction, keys);
  });
}

/**
 * Whether a rule for missing answers already settles the points of a question. Choosing an answer would then change a
 * settled value.
 */
function isSettledByRule(plan: Plan, position: number, state: AnswerState | undefined): boolean {
  if (state !== 'unanswered' && state !== 'unknown') return false;
  return (missingRules(plan).get(position) ?? []).some((missing) => missing[state] !== 'open');
}

/** For each question, the rules for missing answers of all scores that count it. */
const missingRules = memoizeByPlan(({ nodes }): ReadonlyMap<number, readonly MissingRules[]> => {
  const rules = new Map<number, MissingRules[]>();
  for (const node of nodes) {
    if (!('missing' in node)) continue;
    for (const member of node.members) {
      const points = itemAt(nodes, member.node);
      if (points.op === 'points') rules.set(points.of, [...(rules.get(points.of) ?? []), node.missing]);
    }
  }
  return rules;
});

const pointTables = memoizeByPlan(
  ({ nodes }) => new Map(nodes.flatMap((node) => (node.op === 'points' ? [[node.of, node.table]] : []))),
);

function findExtremeAnswer(
  input: Input,
  value: Possible,
  table: PointsTable | null,
  direction: Direction,
): AnswerValue | undefined {
  const sign = direction === 'best' ? -1 : 1;
  if (value.kind === 'choices') return findExtremeChoice(input, value, table, sign);
  if (value.kind === 'range') return (direction === 'best' ? value.high : value.low) ?? undefined;
  if (value.kind !== 'atoms') return undefined;
  const pointsOfAtom = (atom: Atom, index: number): Rational =>
    table?.get(toPointsKey(atom)) ?? (isNumber(atom) ? atom : { n: BigInt(index), d: 1n });
  return value.atoms
    .map((atom, index) => ({ atom, worth: pointsOfAtom(atom, index) }))
    .sort((a, b) => compare(a.worth, b.worth) * sign)[0]?.atom;
}

function findExtremeChoice(
  input: Input,
  { sure, open }: Extract<Possible, { kind: 'choices' }>,
  table: PointsTable | null,
  sign: 1 | -1,
): readonly string[] {
  const pointsOfOption = (option: string): Rational => table?.get(option) ?? ZERO;
  const sortedOptions = input.options
    .filter(({ id }) => open.includes(id))
    .sort((a, b) => compare(pointsOfOption(a.id), pointsOfOption(b.id)) * sign);
  const freeOptions = sortedOptions.filter(({ exclusive }) => !exclusive);
  const minFree = input.choose.least - sure.length;
  const maxFree = input.choose.most === null ? freeOptions.length : Math.max(0, input.choose.most - sure.length);
  const addedOptions = freeOptions
    .slice(0, maxFree)
    .filter(({ id }, i) => i < minFree || pointsOfOption(id).n * BigInt(-sign) > 0n);
  const chosenIds = [...sure, ...addedOptions.map(({ id }) => id)];
  const [loneOption] = sure.length > 0 ? [] : sortedOptions.filter(({ exclusive }) => exclusive);
  const totalPoints = chosenIds.reduce(
    (sum, id) => sum + Number(pointsOfOption(id).n) / Number(pointsOfOption(id).d),
    0,
  );
  const pointsOfLoneOption = loneOption
    ? Number(pointsOfOption(loneOption.id).n) / Number(pointsOfOption(loneOption.id).d)
    : 0;
  return loneOption && (chosenIds.length < input.choose.least || (pointsOfLoneOption - totalPoints) * -sign > 0)
    ? [loneOption.id]
    : chosenIds;
}
