import type { Possible } from '../../condition/value.ts';
import { type Rational, ZERO } from '../../model/rational.ts';
import { boundsIn } from '../bounds.ts';
import { evaluate } from '../evaluate.ts';
import type { Evaluation } from '../pass.ts';
import type { Input, Node, Plan } from '../plan.ts';
import type { PointsTable } from '../points.ts';
import { readsOf } from '../reads.ts';
import { type AnswerValue, entryOf, type Sheet } from '../sheet.ts';
import { answerIn, changesOf } from './changes.ts';

/** What one answer would lead to. */
export interface Trial {
  readonly input: Input;
  readonly answer: AnswerValue;
  readonly after: Evaluation;
}

/** The trials of answered questions and of open ones, and the evaluation before them. */
export interface Trials {
  readonly before: Evaluation;
  readonly answered: readonly Trial[];
  readonly open: readonly Trial[];
}

const UNUSED: Node = { op: 'constant', value: ZERO };

/** Evaluates every allowed change of one answer among the questions that decide a position. */
export function tryAnswers(plan: Plan, sheet: Sheet, root: number): Trials {
  const cone = coneOf(plan, root);
  const small = { ...plan, nodes: plan.nodes.map((node, at) => (cone.has(at) ? node : UNUSED)) };
  const before = evaluate(small, sheet);
  const [answered, open]: [Trial[], Trial[]] = [[], []];
  const tables = tablesOf(small);
  small.nodes.forEach((input, position) => {
    if (input.op !== 'input' || input.role === 'fact' || before.asked[position] === 'fails') return;
    const state = before.states[position];
    if (state === 'notApplicable' || isFigure(small, position)) return;
    const standing = before.values[position] as Possible;
    const answers = changesOf(input, answerIn(standing), tables.get(position) ?? [], boundsOn(small, position));
    const { evidence } = entryOf(sheet, input.name);
    for (const answer of answers) {
      if (state !== 'answered' && !isPossible(answer, standing)) continue;
      const entry = { state: 'answered', value: answer, ...(evidence ? { evidence } : {}) } as const;
      const trial = { input, answer, after: evaluate(small, new Map(sheet).set(input.name, entry)) };
      (state === 'answered' ? answered : open).push(trial);
    }
  });
  return { before, answered, open };
}

/** Everything that decides a position. */
function coneOf(plan: Plan, root: number): Set<number> {
  const cone = new Set([root]);
  for (const position of cone) for (const read of readsOf(plan.nodes[position] as Node)) cone.add(read);
  return cone;
}

/** An open answer can only turn out as what the raw numbers leave possible. */
function isPossible(answer: AnswerValue, possible: Possible): boolean {
  return possible.kind !== 'atoms' || typeof answer !== 'string' || possible.atoms.includes(answer);
}

/** A number that serves only to work out other answers. */
function isFigure({ nodes }: Plan, position: number): boolean {
  if ((nodes[position] as Input).value.kind !== 'number') return false;
  const readers = nodes.filter((node) => readsOf(node).includes(position));
  return readers.length > 0 && readers.every(({ op }) => ['ratio', 'difference', 'change', 'meanOf'].includes(op));
}

function tablesOf({ nodes }: Plan): Map<number, PointsTable[]> {
  const tables = new Map<number, PointsTable[]>();
  for (const node of nodes) {
    if (node.op === 'points' && node.table) tables.set(node.of, [...(tables.get(node.of) ?? []), node.table]);
  }
  return tables;
}

/** The bounds a number is compared with, itself or as its own points. */
function boundsOn({ nodes }: Plan, position: number): Rational[] {
  const own = new Set([position]);
  nodes.forEach((node, at) => {
    const [read, ...others] = readsOf(node);
    const stands = node.op === 'points' || node.op === 'sum';
    if (stands && read !== undefined && others.length === 0 && own.has(read)) own.add(at);
  });
  return nodes.flatMap((node) => [
    ...boundsIn(node).flatMap(({ node: compared, bound }) => (own.has(compared) ? [bound] : [])),
    ...(node.op === 'steps' && own.has(node.of) ? node.steps.map(({ bound }) => bound) : []),
    ...(node.op === 'linear' && own.has(node.of) ? node.points.map(({ at }) => at) : []),
  ]);
}
