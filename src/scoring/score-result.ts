import type { Read } from '../condition/evaluate.ts';
import { isNothing, type Possible, rangeOf, settledValue } from '../condition/value.ts';
import { freezeDeep } from '../model/frozen.ts';
import type { Result, ScoreResult } from '../model/generated/types.ts';
import { compare, type Rational, subtract, toNumber } from '../model/rational.ts';
import { evaluate, evaluateSpan } from './evaluate.ts';
import type { Evaluation } from './pass.ts';
import type { Plan, ScoreNode } from './plan.ts';
import { onceForPlan } from './reads.ts';
import type { Said } from './said.ts';
import { shareByAnswers } from './shared-values.ts';
import type { Sheet } from './sheet.ts';
import { evaluateWitnesses } from './witness.ts';

/** What the result of a sheet is read from. */
export interface Context {
  readonly plan: Plan;
  readonly said: Said;
  readonly evaluation: Evaluation;
  readonly span: Read;
  /** What sheets with every open question answered one way come to; none when nothing is open. */
  readonly witnesses: readonly Read[];
  /** The evaluation of the answers aimed at. */
  readonly aimed: Evaluation | null;
}

/** Looks at a sheet that says this, and at the answers aimed at where there are some. */
export function look(plan: Plan, sheet: Sheet, targets: Sheet | null, evaluation: Evaluation, said: Said): Context {
  const span = evaluateSpan(plan, sheet, evaluation, said);
  const open = plan.scores.some(({ node }) => settledValue(valueAt(evaluation, node)) === undefined);
  const witnesses = open ? evaluateWitnesses(plan, sheet, evaluation, said) : [];
  return { plan, said, evaluation, span, witnesses, aimed: targets && evaluate(plan, targets) };
}

/** What a node may be. */
export function valueAt(evaluation: Evaluation, node: number): Possible {
  return evaluation.values[node] as Possible;
}

/** An end as JSON holds it; null is unbounded. */
export function plainEnd(end: Rational | null | undefined): number | null {
  return end ? toNumber(end) : null;
}

/** The scores of a sheet but for the level. Those that read few answers are frozen, and shared by all that give the same. */
export function scoreResults(context: Context): Result['scores'] {
  const { plan, said, aimed } = context;
  const shared = sharedResults(plan, said);
  return Object.fromEntries(
    scoresOf(plan).map((score) => {
      const work = (): ScoreResult => scoreResult(score, context);
      // What is aimed at follows from other answers.
      return [score.name, aimed ? work() : shared(score.node, work)];
    }),
  );
}

const sharedResults = shareByAnswers<ScoreResult>(freezeDeep);

const scoresOf = onceForPlan(({ scores, level }) => scores.filter(({ node }) => node !== level));

function scoreResult(score: ScoreNode, { evaluation, span, witnesses, aimed }: Context): ScoreResult {
  const possible = valueAt(evaluation, score.node);
  const value = settledValue(possible);
  const range = rangeOf(possible);
  const spanned = span(score.node);
  return {
    ...(value === undefined ? {} : { value: isSettledNumber(value) ? toNumber(value) : null }),
    lowest: plainEnd(range?.low),
    highest: plainEnd(range?.high),
    ...(value === undefined
      ? { tight: range?.low && range.high ? isTight(score.node, [range.low, range.high], witnesses) : false }
      : {}),
    maximum: isNothing(spanned) ? null : plainEnd(rangeOf(spanned)?.high),
    ...targetOf(score.node, value, aimed),
    coverage: coverageOf(score, evaluation),
  };
}

/** What the answers aimed at come to, and how far that is. */
export function targetOf(
  node: number,
  value: ReturnType<typeof settledValue>,
  aimed: Evaluation | null,
): Pick<ScoreResult, 'target' | 'gap'> {
  const target = aimed ? settledValue(valueAt(aimed, node)) : undefined;
  if (target === undefined) return {};
  if (!isSettledNumber(target)) return { target: null };
  return {
    target: toNumber(target),
    ...(isSettledNumber(value) ? { gap: toNumber(subtract(target, value)) } : {}),
  };
}

/** Whether a settled value is a number. */
export function isSettledNumber(value: ReturnType<typeof settledValue>): value is Rational {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Whether sheets of allowed answers attain both ends, where null is nothing. */
export function isTight(node: number, ends: readonly (Rational | null)[], witnesses: readonly Read[]): boolean {
  return ends.every((end) =>
    witnesses.some((witness) => {
      const value = settledValue(witness(node));
      return end ? isSettledNumber(value) && compare(value, end) === 0 : value === null;
    }),
  );
}

/** The share of the questions a score counts that are settled, of those that are or may be asked; 1 when none is. */
export function coverageOf(score: ScoreNode, { asked, states }: Evaluation): number {
  const relevant = score.questions.filter((question) => asked[question] !== 'fails');
  const settled = relevant.filter((question) => {
    const state = states[question];
    return state === 'answered' || state === 'notApplicable';
  });
  return relevant.length === 0 ? 1 : settled.length / relevant.length;
}
