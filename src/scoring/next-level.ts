// Finds the few answers that separate an enterprise from its next level.

import { compare, fromNumber, type Rational } from '../model/index.ts';
import { type AnswerSet, entryOf, remarksOf, valueAt } from './answer-set.ts';
import { readStatement } from './check-answers.ts';
import { findDecisiveAnswers } from './counterfactuals.ts';
import { evaluate } from './evaluate.ts';
import type { Plan } from './plan.ts';
import type { AnswerValue } from './possible-values.ts';
import { listLevelRequirements } from './score-result.ts';
import { toPlainValue } from './unmet-requirements.ts';

/** A question, by its name, and the answer that it would need. */
export interface RaisedAnswer {
  readonly name: string;
  readonly to: AnswerValue;
}

/** The answers that lead to the next level; if they are too many, the first of these answers. */
export interface NextLevelAnswers {
  readonly level: Rational;
  /** At most three answers. If they lead to the next level, none of them can be omitted. */
  readonly answers: readonly RaisedAnswer[];
  /** Whether these answers are enough to reach the next level. */
  readonly isReached: boolean;
}

/**
 * The maximum number of answers to name, because an assessor cannot discuss more at the end of a visit. To find each of
 * them, every allowed change of every answer is evaluated.
 */
const MAX_STEPS = 3;

/**
 * Finds answers that lead to the next level, or at least closer to it. Each step takes the answer whose change raises
 * the level most; if no change does, the answer whose change raises most a score that the level still requires. There
 * may be a shorter way. With `reach`, an answer is changed at most to the answer in `reach`. Undefined if open answers
 * leave the level undecided, at the highest level, or if no change helps.
 */
export function findNextLevelAnswers(plan: Plan, sheet: AnswerSet, reach?: AnswerSet): NextLevelAnswers | undefined {
  const name = plan.scores.find(({ node }) => node === plan.level)?.name;
  const level = findSettledLevel(plan, sheet);
  if (name === undefined || level === undefined) return undefined;
  const nextLevel = listLevelRequirements(plan).find(({ value }) => level === null || compare(value, level) > 0);
  if (!nextLevel) return undefined;
  const isReachedBy = (answers: readonly RaisedAnswer[]): boolean => {
    const reachedLevel = findSettledLevel(plan, addAnswers(sheet, answers)) ?? null;
    return reachedLevel !== null && compare(reachedLevel, nextLevel.value) >= 0;
  };
  let answers: RaisedAnswer[] = [];
  let isReached = false;
  while (!isReached && answers.length < MAX_STEPS) {
    const step = findStep(plan, addAnswers(sheet, answers), name, reach);
    // If the best step is to raise the same answer again, the search stops.
    if (!step || answers.some((answer) => answer.name === step.name)) break;
    answers = [...answers, step];
    isReached = isReachedBy(answers);
  }
  if (isReached) {
    for (const answer of answers) {
      const otherAnswers = answers.filter((other) => other !== answer);
      if (isReachedBy(otherAnswers)) answers = otherAnswers;
    }
  }
  return answers.length === 0 ? undefined : { level: nextLevel.value, answers, isReached };
}

/** Returns the level, null if none is reached; undefined if open answers leave it undecided. */
function findSettledLevel(plan: Plan, sheet: AnswerSet): Rational | null | undefined {
  if (plan.level === null) return undefined;
  const value = toPlainValue(valueAt(evaluate(plan, sheet), plan.level));
  if (value === undefined) return undefined;
  return typeof value === 'number' ? fromNumber(value) : null;
}

function findStep(plan: Plan, sheet: AnswerSet, level: string, reach: AnswerSet | undefined): RaisedAnswer | undefined {
  const [move] = findDecisiveAnswers(plan, sheet, level, reach)?.raises ?? [];
  const input = move && plan.inputs.find(({ name }) => name === move.question);
  const parsedAnswer = input && readStatement(input, { state: 'answered', value: move.to as string });
  return parsedAnswer && 'entry' in parsedAnswer && parsedAnswer.entry.state === 'answered'
    ? { name: input.name, to: parsedAnswer.entry.value }
    : undefined;
}

function addAnswers(sheet: AnswerSet, answers: readonly RaisedAnswer[]): AnswerSet {
  const changedSheet = new Map(sheet);
  for (const { name, to } of answers)
    changedSheet.set(name, { state: 'answered', value: to, ...remarksOf(entryOf(sheet, name)) });
  return changedSheet;
}
