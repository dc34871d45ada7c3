import type { Read } from '../condition/evaluate.ts';
import { exactly, NOTHING, type Possible } from '../condition/value.ts';
import { countedInputs } from './counted.ts';
import { evaluateNode } from './node-value.ts';
import type { Choose, Evaluation, Pass, Within } from './pass.ts';
import type { Node, Plan } from './plan.ts';
import { neededBy, onceForPlan, readByInputs, readersOf } from './reads.ts';
import { type Said, saidOf } from './said.ts';
import { sharedAnswersOf } from './shared-answers.ts';
import { type Reading, type Shared, sharedValuesOf } from './shared-values.ts';
import type { Sheet } from './sheet.ts';

/**
 * Evaluates a plan in one pass: exact values where all is known, enclosing possibilities where answers are open. `said` is
 * what the sheet says, where that is looked at elsewhere, too.
 */
export function evaluate(plan: Plan, sheet: Sheet, said = saidOf(plan, sheet)): Evaluation {
  const pass = startPass(plan, sheet, {});
  const shared = sharedNodesOf(pass, said, 'open');
  const work = (position: number): Possible => evaluateNode(plan.nodes[position] as Node, position, pass);
  pass.values.push(...constantsOf(plan));
  for (const position of varyingOf(plan)) pass.values[position] = shared(position, work);
  return { ...pass, refused: findRefused(pass) };
}

/**
 * The same plan as if every question that counts could still be answered freely: its upper ends are the best that is
 * possible for this enterprise. Facts, and what does not apply or is not asked, stay as they are. A node is looked at when
 * it is asked for.
 */
export function evaluateSpan(plan: Plan, sheet: Sheet, span: Evaluation, said = saidOf(plan, sheet)): Read {
  return read(startPass(plan, sheet, { span }), said, 'free');
}

/**
 * The same plan with open questions answered as chosen, which follows from what answers they read. What derives from an
 * answer chosen before is no longer open, so the answers never contradict each other. A node is looked at when it is asked
 * for.
 */
export function evaluateChosen(plan: Plan, sheet: Sheet, choose: Choose, reading: 'worst' | 'best', said: Said): Read {
  return read(startPass(plan, new Map(sheet), { choose }), said, reading);
}

/** Finds a node when it is asked for, and before it what it needs. */
function read(pass: Pass, said: Said, reading: Reading): Read {
  const { plan, values } = pass;
  const needed = neededBy(plan);
  const shared = sharedNodesOf(pass, said, reading);
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

/** The nodes of a pass over a sheet that says this: those behind which answers are few are shared by all that give the same. */
function sharedNodesOf(pass: Pass, said: Said, reading: Reading): Shared<Possible> {
  const { nodes } = pass.plan;
  const [values, answers] = [sharedValuesOf(pass.plan, said, reading), sharedAnswersOf(pass, said)];
  // Whether a question is asked, and what state its answer has, is known with its value.
  return (position, work) => (nodes[position]?.op === 'input' ? answers : values)(position, work);
}

/** What is known of the nodes that some answers decide. */
export type Known = Pick<Evaluation, 'values' | 'asked' | 'states'>;

/**
 * What the nodes at `positions`, ascending, may be when each answer is given and is one of those named; what is not named
 * is worked out, or open. With `before`, what is not among the positions stays as it was.
 */
export function evaluateWithin(plan: Plan, within: Within, positions: readonly number[], before?: Known): Known {
  const pass: Pass = {
    plan,
    sheet: new Map(),
    choose: null,
    span: null,
    within,
    values: before ? [...before.values] : new Array<Possible>(plan.nodes.length).fill(NOTHING),
    asked: [...(before?.asked ?? [])],
    states: [...(before?.states ?? [])],
    refused: new Map(),
  };
  for (const position of positions) pass.values[position] = evaluateNode(plan.nodes[position] as Node, position, pass);
  return pass;
}

/** A sheet on which only answers behind `positions`, ascending, differ from that of `before`: the rest is not looked at. */
export function evaluateChanged(
  plan: Plan,
  sheet: Sheet,
  positions: readonly number[],
  before: Evaluation,
): Evaluation {
  const { values, asked, states, refused } = before;
  const pass: Pass = {
    plan,
    sheet,
    choose: null,
    span: null,
    within: null,
    values: [...values],
    asked: [...asked],
    states: [...states],
    refused: new Map(),
  };
  const shared = sharedNodesOf(pass, saidOf(plan, sheet), 'open');
  const work = (position: number): Possible => evaluateNode(plan.nodes[position] as Node, position, pass);
  for (const position of positions) pass.values[position] = shared(position, work);
  return { ...pass, refused };
}

/**
 * A sheet that differs from that of `before` in some answers, worked out from it: only what reads those is looked at.
 * What is refused for being missing stays as it was.
 */
export function evaluateAnew(plan: Plan, sheet: Sheet, before: Evaluation, earlier: Sheet): Evaluation {
  return evaluateChanged(plan, sheet, changedPositions(plan, sheet, earlier), before);
}

/** What reads an answer that differs, ascending. */
function changedPositions(plan: Plan, sheet: Sheet, earlier: Sheet): number[] {
  const isChanged = new Uint8Array(plan.nodes.length);
  for (const [input, name, readers] of readersOf(plan)) {
    if (sheet.get(name) === earlier.get(name)) continue;
    isChanged[input] = 1;
    for (const reader of readers) isChanged[reader] = 1;
  }
  const changed: number[] = [];
  for (let at = 0; at < isChanged.length; at++) if (isChanged[at] === 1) changed.push(at);
  return changed;
}

/** As `evaluateAnew`, for who asks only of answers, stated and derived; scores that none of them reads stay as they were. */
export function evaluateAnswers(plan: Plan, sheet: Sheet, before: Evaluation, earlier: Sheet): Evaluation {
  const read = readByInputs(plan);
  return evaluateChanged(
    plan,
    sheet,
    changedPositions(plan, sheet, earlier).filter((at) => read.has(at)),
    before,
  );
}

/** A pass that has found nothing yet. */
function startPass(
  plan: Plan,
  sheet: Sheet,
  { choose = null, span = null }: Partial<Pick<Pass, 'choose' | 'span'>>,
): Pass {
  const { length } = plan.nodes;
  const empty = { values: [], asked: new Array(length), states: new Array(length), refused: new Map() };
  return { plan, sheet, choose, span, within: null, ...empty };
}

/** The values of a plan's constants, by position; nothing elsewhere. */
const constantsOf = onceForPlan(({ nodes }) =>
  nodes.map((node) => (node.op === 'constant' ? exactly(node.value) : NOTHING)),
);

/** The positions that are no constants, ascending. */
const varyingOf = onceForPlan(({ nodes }) => nodes.flatMap(({ op }, at) => (op === 'constant' ? [] : [at])));

/** What is refused for being missing, where any score counts it. */
function findRefused({ plan, values, refused }: Pass): Evaluation['refused'] {
  if (refused.size === 0) return [];
  const counted = countedInputs(plan, (at) => values[at] as Possible);
  return [...refused].filter(([name]) => counted.has(name)).map(([name, state]) => ({ name, state }));
}
