import { compare, type Rational, ZERO } from '../model/index.ts';
import {
  type AnswerKeys,
  answerKeysOf,
  type CachedByAnswers,
  cachedAnswersOf,
  cachedValuesOf,
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
  targetAnswersOf,
} from './answer-set.ts';
import type { NodeReader } from './condition.ts';
import { evaluateNode } from './evaluate-node.ts';
import {
  inputClosure,
  inputDependents,
  memoizeByPlan,
  prerequisites,
  reachedOperands,
  targetClosure,
} from './node-dependencies.ts';
import type { MissingRules } from './operators/operator.ts';
import type { Input, Node, Plan } from './plan.ts';
import {
  type AnswerValue,
  type Atom,
  exactly,
  isNumber,
  NOTHING,
  type Possible,
  pointsKey,
} from './possible-values.ts';

/**
 * Evaluates a plan in one pass: exact values if everything is known, enclosing possibilities if answers are open.
 * `keys` number the answers of the sheet; pass them if it is evaluated in several ways.
 */
export function evaluate(plan: Plan, sheet: AnswerSet, keys = answerKeysOf(plan, sheet)): Evaluation {
  return completePass(createContext(plan, sheet), keys);
}

/** Evaluates a sheet with target answers in place of those given; null if there are no target answers. */
export function evaluateTargets(plan: Plan, sheet: AnswerSet): Evaluation | null {
  const targets = targetAnswersOf(sheet);
  return targets && completePass(createTargetPass(createContext(plan, targets)), answerKeysOf(plan, targets));
}

/** The pass over target answers, in which a target is the value of its own node. */
function createTargetPass(pass: EvaluationContext): EvaluationContext {
  return { ...pass, target: (at) => pass.values[at] as Possible };
}

function targetsInRange(plan: Plan, within: PossibleAnswers): readonly Possible[] | undefined {
  const targets = targetAnswersOf(within);
  return targets
    ? evaluateNodes(createTargetPass(createContext(plan, new Map(), { within: targets })), targetClosure(plan)).values
    : undefined;
}

function completePass(pass: EvaluationContext, keys: AnswerKeys): Evaluation {
  const { plan, values } = pass;
  const cachedNodes = cachedNodesOf(pass, keys, 'open');
  const work = (position: number): Possible => evaluateNode(plan.nodes[position] as Node, position, pass);
  values.push(...constantsOf(plan));
  for (const position of varyingOf(plan)) values[position] = cachedNodes(position, work);
  return { ...pass, refused: findRefused(pass) };
}

/**
 * Evaluates the plan as if each counted question could still be answered freely: the upper ends are the best possible
 * for this enterprise. Facts, and questions that do not apply or are not asked, stay as they are. Nodes are evaluated
 * on first read.
 */
export function evaluateSpan(
  plan: Plan,
  sheet: AnswerSet,
  span: Evaluation,
  keys = answerKeysOf(plan, sheet),
): NodeReader {
  return createLazyReader(createContext(plan, sheet, { span }), keys, 'free');
}

/**
 * Evaluates the plan with open questions answered as chosen; the choices depend only on the answers read. An answer
 * derived from a chosen one is no longer open, so the answers never contradict each other. Nodes are evaluated on first
 * read.
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

/** Creates a reader that evaluates a node on first read, after its prerequisites. */
function createLazyReader(pass: EvaluationContext, keys: AnswerKeys, reading: OpenAnswers): NodeReader {
  const { plan, values } = pass;
  const neededByNode = prerequisites(plan);
  const cachedNodes = cachedNodesOf(pass, keys, reading);
  const work = (position: number): Possible => {
    for (const neededNode of neededByNode[position] as readonly number[]) find(neededNode);
    return evaluateNode(plan.nodes[position] as Node, position, pass);
  };
  function find(position: number): Possible {
    values[position] ??= cachedNodes(position, work);
    return values[position];
  }
  return find;
}

/**
 * The nodes of a pass over a sheet with these keys; those that read few answers are shared between sheets with the same
 * answers.
 */
function cachedNodesOf(pass: EvaluationContext, keys: AnswerKeys, reading: OpenAnswers): CachedByAnswers<Possible> {
  const { nodes } = pass.plan;
  const [values, answers] = [cachedValuesOf(pass.plan, keys, reading), cachedAnswersOf(pass, keys)];
  // Whether a question is asked, and the state of its answer, are cached with its value.
  return (position, work) => (nodes[position]?.op === 'input' ? answers : values)(position, work);
}

/** The known values of nodes. */
export type KnownValues = Pick<Evaluation, 'values' | 'asked' | 'states'>;

/**
 * Evaluates the nodes at ascending `positions` for all cases in which each named answer is given and among its
 * possibilities; others are derived or open. With `before`, nodes at other positions keep their values.
 */
export function evaluateWithin(
  plan: Plan,
  within: PossibleAnswers,
  positions: readonly number[],
  before?: KnownValues,
): KnownValues {
  const pass = createContext(plan, new Map(), before ? { within, before } : { within });
  if (!before) for (let at = 0; at < plan.nodes.length; at++) pass.values.push(NOTHING);
  return evaluateNodes(pass, positions);
}

function evaluateNodes(pass: EvaluationContext, positions: readonly number[]): EvaluationContext {
  const { plan, values } = pass;
  for (const position of positions) values[position] = evaluateNode(plan.nodes[position] as Node, position, pass);
  return pass;
}

/**
 * Evaluates only the nodes at ascending `positions`: the sheet differs from the sheet of `before` only in answers that
 * they read.
 */
export function reevaluateNodes(
  plan: Plan,
  sheet: AnswerSet,
  positions: readonly number[],
  before: Evaluation,
): Evaluation {
  const pass = createContext(plan, sheet, { before });
  const cachedNodes = cachedNodesOf(pass, answerKeysOf(plan, sheet), 'open');
  const work = (position: number): Possible => evaluateNode(plan.nodes[position] as Node, position, pass);
  for (const position of positions) pass.values[position] = cachedNodes(position, work);
  return { ...pass, refused: before.refused };
}

/**
 * Evaluates a sheet that differs from the sheet of `before` in some answers: only nodes that read them are evaluated
 * again, and of those only `needed`, which must contain all that its nodes read. The refused answers stay as they were.
 */
export function reevaluate(
  plan: Plan,
  sheet: AnswerSet,
  before: Evaluation,
  earlier: AnswerSet,
  needed?: ReadonlySet<number>,
): Evaluation {
  const changedPositions = findChangedPositions(plan, sheet, earlier);
  const positions = needed ? changedPositions.filter((at) => needed.has(at)) : changedPositions;
  return reevaluateNodes(plan, sheet, positions, before);
}

/** The positions that read a changed answer, ascending. */
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
 * The same as `reevaluate` for stated and derived answers only: scores keep their values, unless such answers read
 * them.
 */
export function reevaluateInputs(plan: Plan, sheet: AnswerSet, before: Evaluation, earlier: AnswerSet): Evaluation {
  return reevaluate(plan, sheet, before, earlier, inputClosure(plan));
}

/** Creates a pass that starts from earlier results, or from none. */
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
    // Spreading an array with holes is many times slower.
    asked: before ? before.asked.slice() : new Array(length),
    states: before ? before.states.slice() : new Array(length),
    refused: new Map(),
    target(at) {
      targetValues ??= findTargetValues() ?? values;
      return targetValues[at] as Possible;
    },
  };
}

/** The values of a plan's constants, by position; no value elsewhere. */
const constantsOf = memoizeByPlan(({ nodes }) =>
  nodes.map((node) => (node.op === 'constant' ? exactly(node.value) : NOTHING)),
);

/** The positions of nodes other than constants, ascending. */
const varyingOf = memoizeByPlan(({ nodes }) => nodes.flatMap(({ op }, at) => (op === 'constant' ? [] : [at])));

/** The refused answers that any score counts. */
function findRefused({ plan, values, refused }: EvaluationContext): Evaluation['refused'] {
  if (refused.size === 0) return [];
  const countedInputs = reachableInputs(plan, (at) => values[at] as Possible);
  return [...refused].filter(([name]) => countedInputs.has(name)).map(([name, state]) => ({ name, state }));
}

/** The names of the inputs that some score counts, except those read only by a score that certainly has no value. */
function reachableInputs(plan: Plan, read: (node: number) => Possible): ReadonlySet<string> {
  const names = new Set<string>();
  const visited = new Set<number>();
  const visit = (position: number): void => {
    if (visited.has(position)) return;
    visited.add(position);
    const node = plan.nodes[position] as Node;
    if (node.op === 'points') names.add((plan.nodes[node.of] as Input).name);
    for (const countedNode of reachedOperands(node, read)) visit(countedNode);
  };
  // A score that others combine counts only through them, since their conditions may exclude it.
  const inner = new Set(
    plan.scores.flatMap(({ node }) => reachedOperands(plan.nodes[node] as Node, () => UNKNOWN_VALUE)),
  );
  for (const { node } of plan.scores) if (!inner.has(node)) visit(node);
  return names;
}

const UNKNOWN_VALUE: Possible = { kind: 'any', nothing: true };

/** Whether open questions are answered in the worst or the best way. */
type Direction = 'worst' | 'best';

/** Evidence for the best answer; its content does not matter. */
const SOME_EVIDENCE = ['evidence'];

/**
 * Evaluates a plan with all open questions answered in the worst and in the best way. A bound attained by one of them
 * is proven: these answers are possible.
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
      const value = extremeAnswer(input, possible, tables.get(position) ?? null, direction);
      if (value === undefined) return undefined;
      return direction === 'best' ? { value, evidence: SOME_EVIDENCE } : { value };
    };
    return evaluateChosen(plan, sheet, choose, direction, keys);
  });
}

/**
 * Whether a rule for missing answers settles the points of a question, so that choosing an answer would change a
 * settled value.
 */
function isSettledByRule(plan: Plan, position: number, state: AnswerState | undefined): boolean {
  if (state !== 'unanswered' && state !== 'unknown') return false;
  return (missingRules(plan).get(position) ?? []).some((missing) => missing[state] !== 'open');
}

/** For each question, the rules for missing answers of the scores that count its points. */
const missingRules = memoizeByPlan(({ nodes }): ReadonlyMap<number, readonly MissingRules[]> => {
  const rules = new Map<number, MissingRules[]>();
  for (const node of nodes) {
    if (!('missing' in node)) continue;
    for (const member of node.members) {
      const points = nodes[member.node] as Node;
      if (points.op === 'points') rules.set(points.of, [...(rules.get(points.of) ?? []), node.missing]);
    }
  }
  return rules;
});

const pointTables = memoizeByPlan(
  ({ nodes }) => new Map(nodes.flatMap((node) => (node.op === 'points' ? [[node.of, node.table]] : []))),
);

function extremeAnswer(
  input: Input,
  value: Possible,
  table: PointsTable | null,
  direction: Direction,
): AnswerValue | undefined {
  const sign = direction === 'best' ? -1 : 1;
  if (value.kind === 'choices') return extremeChoice(input, value, table, sign);
  if (value.kind === 'range') return (direction === 'best' ? value.high : value.low) ?? undefined;
  if (value.kind !== 'atoms') return undefined;
  const pointsOfAtom = (atom: Atom, index: number): Rational =>
    table?.get(pointsKey(atom)) ?? (isNumber(atom) ? atom : { n: BigInt(index), d: 1n });
  return value.atoms
    .map((atom, index) => ({ atom, worth: pointsOfAtom(atom, index) }))
    .sort((a, b) => compare(a.worth, b.worth) * sign)[0]?.atom;
}

function extremeChoice(
  input: Input,
  { sure, open }: Extract<Possible, { kind: 'choices' }>,
  table: PointsTable | null,
  sign: 1 | -1,
): readonly string[] {
  const pointsOfOption = (option: string): Rational => table?.get(option) ?? ZERO;
  const sorted = input.options
    .filter(({ id }) => open.includes(id))
    .sort((a, b) => compare(pointsOfOption(a.id), pointsOfOption(b.id)) * sign);
  const freeOptions = sorted.filter(({ exclusive }) => !exclusive);
  const minFree = input.choose.least - sure.length;
  const maxFree = input.choose.most === null ? freeOptions.length : Math.max(0, input.choose.most - sure.length);
  const addedOptions = freeOptions
    .slice(0, maxFree)
    .filter(({ id }, i) => i < minFree || pointsOfOption(id).n * BigInt(-sign) > 0n);
  const chosenIds = [...sure, ...addedOptions.map(({ id }) => id)];
  const [alone] = sure.length > 0 ? [] : sorted.filter(({ exclusive }) => exclusive);
  const total = chosenIds.reduce((sum, id) => sum + Number(pointsOfOption(id).n) / Number(pointsOfOption(id).d), 0);
  const aloneWorth = alone ? Number(pointsOfOption(alone.id).n) / Number(pointsOfOption(alone.id).d) : 0;
  return alone && (chosenIds.length < input.choose.least || (aloneWorth - total) * -sign > 0) ? [alone.id] : chosenIds;
}
