import { isNumber, type Possible, rangeOf, settledValue } from '../condition/value.ts';
import { compare, divide, type Rational, subtract, toNumber, ZERO } from '../model/rational.ts';
import { evaluateSpan } from './evaluate.ts';
import type { Evaluation } from './pass.ts';
import type { Input, Plan } from './plan.ts';
import type { Sheet } from './sheet.ts';

/** How far an answer is on the way to the best one. */
export interface RatedAnswer {
  readonly input: Input;
  /** From 0 to 1. */
  readonly share: number;
}

/**
 * Every settled answer to a question that counts, as a share of the best it could count for this enterprise: its points
 * where it has any, else its place on its scale. Answers that do not apply, are not asked or count the same either way
 * are left out.
 */
export function rateAnswers(plan: Plan, sheet: Sheet, evaluation: Evaluation): RatedAnswer[] {
  const span = evaluateSpan(plan, sheet, evaluation);
  const counted = new Map<number, number>();
  plan.nodes.forEach((node, position) => {
    if (node.op === 'points' && !counted.has(node.of)) counted.set(node.of, position);
  });
  return plan.nodes.flatMap((input, position): RatedAnswer[] => {
    if (input.op !== 'input' || input.role !== 'question') return [];
    if (evaluation.states[position] !== 'answered' || evaluation.asked[position] !== 'holds') return [];
    const at = counted.get(position);
    const share =
      at === undefined
        ? onScale(input, settledNumber(evaluation, position))
        : ofBest(settledNumber(evaluation, at), span(at));
    return share === undefined ? [] : [{ input, share }];
  });
}

function settledNumber({ values }: Evaluation, position: number): Rational | undefined {
  const possible = values[position];
  const value = possible && settledValue(possible);
  return value !== undefined && value !== null && !Array.isArray(value) && isNumber(value as never)
    ? (value as Rational)
    : undefined;
}

function ofBest(value: Rational | undefined, span: Possible): number | undefined {
  const best = rangeOf(span)?.high;
  if (!value || !best || compare(best, ZERO) <= 0) return undefined;
  return Math.min(1, Math.max(0, toNumber(divide(value, best))));
}

function onScale({ type, range: { low, high } }: Input, value: Rational | undefined): number | undefined {
  if (type !== 'scale' || !value || !low || !high || compare(low, high) >= 0) return undefined;
  return toNumber(divide(subtract(value, low), subtract(high, low)));
}
