// The few answers that separate an enterprise from its next level.

import { compare, fromNumber, type Rational } from '../model/index.ts';
import { type AnswerSet, entryOf, remarksOf, valueAt } from './answer-set.ts';
import { readStatement } from './check-answers.ts';
import { findDecisiveAnswers } from './counterfactuals.ts';
import { evaluate } from './evaluate.ts';
import type { Plan } from './plan.ts';
import type { AnswerValue } from './possible-values.ts';
import { levelRequirements } from './score-result.ts';
import { plainValue } from './unmet-requirements.ts';

/** An answer as it would be. */
export interface RaisedAnswer {
  readonly name: string;
  readonly to: AnswerValue;
}

/** Answers on the way to the next level. */
export interface NextLevelAnswers {
  readonly level: Rational;
  /** At most three; if they suffice, each of them is needed. */
  readonly answers: readonly RaisedAnswer[];
  /** Whether these answers alone lead to the level. */
  readonly isReached: boolean;
}

/** The number of steps an assessor can discuss at the end of a visit; each evaluates every change of every answer. */
const MAX_STEPS = 3;

/**
 * Finds the answers that lead to the next level, or the first ones on the way there: at each step the one that raises
 * the level most, or else a score that the level still requires. There may be a shorter way. With `reach`, answers
 * change at most to the answers there. Undefined while open answers leave the level open, at the highest level, and if
 * no answer helps.
 */
export function findNextLevelAnswers(plan: Plan, sheet: AnswerSet, reach?: AnswerSet): NextLevelAnswers | undefined {
  const name = plan.scores.find(({ node }) => node === plan.level)?.name;
  const level = settledLevel(plan, sheet);
  if (name === undefined || level === undefined) return undefined;
  const next = levelRequirements(plan).find(({ value }) => level === null || compare(value, level) > 0);
  if (!next) return undefined;
  const isReachedBy = (answers: readonly RaisedAnswer[]): boolean => {
    const reachedLevel = settledLevel(plan, withAnswers(sheet, answers)) ?? null;
    return reachedLevel !== null && compare(reachedLevel, next.value) >= 0;
  };
  let answers: RaisedAnswer[] = [];
  let isReached = false;
  while (!isReached && answers.length < MAX_STEPS) {
    const step = findStep(plan, withAnswers(sheet, answers), name, reach);
    // An answer that is raised a second time has come to its end with the others.
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
  return answers.length === 0 ? undefined : { level: next.value, answers, isReached };
}

/** The level, null below the lowest one; undefined while open answers leave it open. */
function settledLevel(plan: Plan, sheet: AnswerSet): Rational | null | undefined {
  if (plan.level === null) return undefined;
  const value = plainValue(valueAt(evaluate(plan, sheet), plan.level));
  if (value === undefined) return undefined;
  return typeof value === 'number' ? fromNumber(value) : null;
}

function findStep(plan: Plan, sheet: AnswerSet, level: string, reach: AnswerSet | undefined): RaisedAnswer | undefined {
  const [move] = findDecisiveAnswers(plan, sheet, level, reach)?.raises ?? [];
  const input = move && plan.inputs.find(({ name }) => name === move.question);
  const read = input && readStatement(input, { state: 'answered', value: move.to as string });
  return read && 'entry' in read && read.entry.state === 'answered'
    ? { name: input.name, to: read.entry.value }
    : undefined;
}

function withAnswers(sheet: AnswerSet, answers: readonly RaisedAnswer[]): AnswerSet {
  const changedSheet = new Map(sheet);
  for (const { name, to } of answers)
    changedSheet.set(name, { state: 'answered', value: to, ...remarksOf(entryOf(sheet, name)) });
  return changedSheet;
}
