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
 * Evaluates a plan in one pass: exact values where all is known, enclosing possibilities where answers are open. `keys`
 * number the answers of the sheet; pass them where it is evaluated in several ways.
 */
export function evaluate(plan: Plan, sheet: AnswerSet, keys = answerKeysOf(plan, sheet)): Evaluation {
  return completePass(createContext(plan, sheet), keys);
}

/** What a sheet comes to with the answers aimed at in the places of those given; null where none are stated. */
export function evaluateTargets(plan: Plan, sheet: AnswerSet): Evaluation | null {
  const aimed = targetAnswersOf(sheet);
  return aimed && completePass(aimedPass(createContext(plan, aimed)), answerKeysOf(plan, aimed));
}

/** The pass over answers that are aimed at: there a target is what it is the target of. */
function aimedPass(pass: EvaluationContext): EvaluationContext {
  return { ...pass, target: (at) => pass.values[at] as Possible };
}

function targetsWithin(plan: Plan, within: PossibleAnswers): readonly Possible[] | undefined {
  const aimed = targetAnswersOf(within);
  return aimed
    ? evaluateNodes(aimedPass(createContext(plan, new Map(), { within: aimed })), targetClosure(plan)).values
    : undefined;
}

function completePass(pass: EvaluationContext, keys: AnswerKeys): Evaluation {
  const { plan, values } = pass;
  const shared = cachedNodesOf(pass, keys, 'open');
  const work = (position: number): Possible => evaluateNode(plan.nodes[position] as Node, position, pass);
  values.push(...constantsOf(plan));
  for (const position of varyingOf(plan)) values[position] = shared(position, work);
  return { ...pass, refused: findRefused(pass) };
}

/**
 * The same plan as if every question that counts could still be answered freely: its upper ends are the best that is
 * possible for this enterprise. Facts, and what does not apply or is not asked, stay as they are. A node is evaluated when
 * it is first read.
 */
export function evaluateSpan(
  plan: Plan,
  sheet: AnswerSet,
  span: Evaluation,
  keys = answerKeysOf(plan, sheet),
): NodeReader {
  return lazyReader(createContext(plan, sheet, { span }), keys, 'free');
}

/**
 * The same plan with open questions answered as chosen, which depends on the answers they read only. What derives from an
 * answer chosen before is no longer open, so the answers never contradict each other. A node is evaluated when it is first
 * read.
 */
function evaluateChosen(
  plan: Plan,
  sheet: AnswerSet,
  choose: ChooseAnswer,
  reading: 'worst' | 'best',
  keys: AnswerKeys,
): NodeReader {
  return lazyReader(createContext(plan, new Map(sheet), { choose }), keys, reading);
}

/** Evaluates a node when it is first read, and before it what it needs. */
function lazyReader(pass: EvaluationContext, keys: AnswerKeys, reading: OpenAnswers): NodeReader {
  const { plan, values } = pass;
  const needed = prerequisites(plan);
  const shared = cachedNodesOf(pass, keys, reading);
  const work = (position: number): Possible => {
    for (const other of needed[position] as readonly number[]) find(other);
    return evaluateNode(plan.nodes[position] as Node, position, pass);
  };
  function find(position: number): Possible {
    values[position] ??= shared(position, work);
    return values[position];
  }
  return find;
}

/** The nodes of a pass over a sheet with these keys: those that read few answers are shared by all sheets that give the same. */
function cachedNodesOf(pass: EvaluationContext, keys: AnswerKeys, reading: OpenAnswers): CachedByAnswers<Possible> {
  const { nodes } = pass.plan;
  const [values, answers] = [cachedValuesOf(pass.plan, keys, reading), cachedAnswersOf(pass, keys)];
  // Whether a question is asked, and what state its answer has, is known with its value.
  return (position, work) => (nodes[position]?.op === 'input' ? answers : values)(position, work);
}

/** What is known of the nodes that some answers decide. */
export type KnownValues = Pick<Evaluation, 'values' | 'asked' | 'states'>;

/**
 * What the nodes at `positions`, ascending, may be when each answer is given and is one of those named; what is not named
 * is worked out, or open. With `before`, what is not among the positions stays as it was.
 */
export function evaluateWithin(
  plan: Plan,
  within: PossibleAnswers,
  positions: readonly number[],
  before?: KnownValues,
): KnownValues {
  const values = before?.values ?? new Array<Possible>(plan.nodes.length).fill(NOTHING);
  return evaluateNodes(
    createContext(plan, new Map(), { within, before: { asked: [], states: [], ...before, values } }),
    positions,
  );
}

function evaluateNodes(pass: EvaluationContext, positions: readonly number[]): EvaluationContext {
  const { plan, values } = pass;
  for (const position of positions) values[position] = evaluateNode(plan.nodes[position] as Node, position, pass);
  return pass;
}

/** Evaluates only the nodes at `positions`, ascending: the sheet differs from that of `before` in answers they read, and in no others. */
export function reevaluateNodes(
  plan: Plan,
  sheet: AnswerSet,
  positions: readonly number[],
  before: Evaluation,
): Evaluation {
  const pass = createContext(plan, sheet, { before });
  const shared = cachedNodesOf(pass, answerKeysOf(plan, sheet), 'open');
  const work = (position: number): Possible => evaluateNode(plan.nodes[position] as Node, position, pass);
  for (const position of positions) pass.values[position] = shared(position, work);
  return { ...pass, refused: before.refused };
}

/**
 * Evaluates a sheet that differs from that of `before` in some answers: only what reads those is evaluated again.
 * What is refused for being missing stays as it was.
 */
export function reevaluate(plan: Plan, sheet: AnswerSet, before: Evaluation, earlier: AnswerSet): Evaluation {
  return reevaluateNodes(plan, sheet, changedPositions(plan, sheet, earlier), before);
}

/** What reads an answer that differs, ascending. */
function changedPositions(plan: Plan, sheet: AnswerSet, earlier: AnswerSet): number[] {
  const isChanged = new Uint8Array(plan.nodes.length);
  for (const [input, name, readers] of inputDependents(plan)) {
    if (sheet.get(name) === earlier.get(name)) continue;
    isChanged[input] = 1;
    for (const reader of readers) isChanged[reader] = 1;
  }
  const changed: number[] = [];
  for (let at = 0; at < isChanged.length; at++) if (isChanged[at] === 1) changed.push(at);
  return changed;
}

/** The same as `reevaluate` for stated and derived answers only: scores that none of them reads stay as they were. */
export function reevaluateInputs(plan: Plan, sheet: AnswerSet, before: Evaluation, earlier: AnswerSet): Evaluation {
  const read = inputClosure(plan);
  return reevaluateNodes(
    plan,
    sheet,
    changedPositions(plan, sheet, earlier).filter((at) => read.has(at)),
    before,
  );
}

/** A pass that starts from what was found before; without that it has found nothing yet. */
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
  const values = before ? [...before.values] : [];
  let aimed: readonly Possible[] | undefined;
  const findAimed = (): readonly Possible[] | undefined => {
    if (span) return values;
    return within ? targetsWithin(plan, within) : evaluateTargets(plan, sheet)?.values;
  };
  return {
    plan,
    sheet,
    choose,
    span,
    within,
    values,
    asked: before ? [...before.asked] : new Array(length),
    states: before ? [...before.states] : new Array(length),
    refused: new Map(),
    target(at) {
      aimed ??= findAimed() ?? values;
      return aimed[at] as Possible;
    },
  };
}

/** The values of a plan's constants, by position; nothing elsewhere. */
const constantsOf = memoizeByPlan(({ nodes }) =>
  nodes.map((node) => (node.op === 'constant' ? exactly(node.value) : NOTHING)),
);

/** The positions that are no constants, ascending. */
const varyingOf = memoizeByPlan(({ nodes }) => nodes.flatMap(({ op }, at) => (op === 'constant' ? [] : [at])));

/** What is refused for being missing, where any score counts it. */
function findRefused({ plan, values, refused }: EvaluationContext): Evaluation['refused'] {
  if (refused.size === 0) return [];
  const counted = reachableInputs(plan, (at) => values[at] as Possible);
  return [...refused].filter(([name]) => counted.has(name)).map(([name, state]) => ({ name, state }));
}

/** The names of the inputs that some score counts, those behind a score that surely is nothing left out. */
function reachableInputs(plan: Plan, read: (node: number) => Possible): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<number>();
  const visit = (position: number): void => {
    if (seen.has(position)) return;
    seen.add(position);
    const node = plan.nodes[position] as Node;
    if (node.op === 'points') names.add((plan.nodes[node.of] as Input).name);
    for (const counted of reachedOperands(node, read)) visit(counted);
  };
  // A score that others put together counts through them: alone it may be one that another's condition sets aside.
  const inner = new Set(plan.scores.flatMap(({ node }) => reachedOperands(plan.nodes[node] as Node, () => UNKNOWN)));
  for (const { node } of plan.scores) if (!inner.has(node)) visit(node);
  return names;
}

const UNKNOWN: Possible = { kind: 'any', nothing: true };

/** Which way open questions are answered. */
type Direction = 'worst' | 'best';

/** The best answer is proven; by what does not matter. */
const SOME_EVIDENCE = ['evidence'];

/**
 * What a plan comes to with every open question answered the worst and the best way. A bound that one of them attains is
 * proven: somebody could answer so.
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

/** Whether a score counts a question by a rule for missing answers: an answer would change a value that is settled. */
function isSettledByRule(plan: Plan, position: number, state: AnswerState | undefined): boolean {
  if (state !== 'unanswered' && state !== 'unknown') return false;
  return (missingRules(plan).get(position) ?? []).some((missing) => missing[state] !== 'open');
}

/** By question, the rules for missing answers of the scores that count its points. */
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
  const worth = (atom: Atom, index: number): Rational =>
    table?.get(pointsKey(atom)) ?? (isNumber(atom) ? atom : { n: BigInt(index), d: 1n });
  return value.atoms
    .map((atom, index) => ({ atom, worth: worth(atom, index) }))
    .sort((a, b) => compare(a.worth, b.worth) * sign)[0]?.atom;
}

function extremeChoice(
  input: Input,
  { sure, open }: Extract<Possible, { kind: 'choices' }>,
  table: PointsTable | null,
  sign: 1 | -1,
): readonly string[] {
  const worth = (option: string): Rational => table?.get(option) ?? ZERO;
  const sorted = input.options
    .filter(({ id }) => open.includes(id))
    .sort((a, b) => compare(worth(a.id), worth(b.id)) * sign);
  const free = sorted.filter(({ exclusive }) => !exclusive);
  const least = input.choose.least - sure.length;
  const most = input.choose.most === null ? free.length : Math.max(0, input.choose.most - sure.length);
  const more = free.slice(0, most).filter(({ id }, i) => i < least || worth(id).n * BigInt(-sign) > 0n);
  const taken = [...sure, ...more.map(({ id }) => id)];
  const [alone] = sure.length > 0 ? [] : sorted.filter(({ exclusive }) => exclusive);
  const total = taken.reduce((sum, id) => sum + Number(worth(id).n) / Number(worth(id).d), 0);
  const aloneWorth = alone ? Number(worth(alone.id).n) / Number(worth(alone.id).d) : 0;
  return alone && (taken.length < input.choose.least || (aloneWorth - total) * -sign > 0) ? [alone.id] : taken;
}
