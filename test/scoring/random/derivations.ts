import { drawCondition, type Names } from './conditions.ts';
import type { Draw } from './draw.ts';
import { numbersAmong, type Question, type Size, typeOf } from './kinds.ts';

/** The values in turn, each under a condition, the last one perhaps always. */
export function drawCases(draw: Draw, names: Names, values: readonly string[]): object[] {
  return values.map((value, i) => ({
    value,
    ...(i === values.length - 1 && draw.chance(60) ? {} : { when: drawCondition(draw, names) }),
  }));
}

/** A derivation that gives a number; in a finite questionnaire one that is never unknown. */
export function drawArithmetic(draw: Draw, numbers: readonly string[], size: Size, depth: number): object {
  const operand = (): unknown =>
    depth > 0 && draw.chance(25) ? drawArithmetic(draw, numbers, size, depth - 1) : draw.pick(numbers);
  const operator = draw.pick(['difference', 'meanOf', ...(size.finite ? [] : ['ratio', 'change'])]);
  return { [operator]: operator === 'meanOf' && draw.chance(30) ? [operand()] : [operand(), operand()] };
}

/** A share in percent: only what is divided itself, since the page says it of nothing else. */
export function drawPercent(draw: Draw, numbers: readonly string[]): object {
  const operator = draw.pick(['ratio', 'ratio', 'change']);
  return { [operator]: [draw.pick(numbers), draw.pick(numbers)] };
}

/** How an answer follows from facts and earlier answers, where that is possible for its type. */
export function drawDerive(draw: Draw, question: Question, names: Names, size: Size): object {
  const numbers = numbersAmong(names);
  const { type } = question;
  if (type === 'boolean') return { derive: { anyOf: [drawCondition(draw, names), drawCondition(draw, names)] } };
  if (numbers.length > 0 && type === 'percent') return { derive: drawPercent(draw, numbers) };
  if (numbers.length > 0 && (type === 'decimal' || type === 'integer')) {
    return { derive: drawArithmetic(draw, numbers, size, 1) };
  }
  const value = typeOf(question);
  const outcomes = type === 'scale' ? ['1', String(question.maximum)] : value.kind === 'choice' ? value.options : [];
  if (outcomes.length === 0) return {};
  if (numbers.length === 0 || draw.chance(40)) {
    return { derive: { first: drawCases(draw, names, draw.some(outcomes, 1, 3)) } };
  }
  const of = draw.chance(50) ? draw.pick(numbers) : drawArithmetic(draw, numbers, size, 1);
  return { derive: { of, ...drawSteps(draw, outcomes) } };
}

/** Steps to some of the values, with either edge. */
export function drawSteps(draw: Draw, values: readonly string[]): object {
  const bounds = draw.some(['-1', '0', '0.5', '1', '2', '2.50'], 1, 4);
  return {
    steps: Object.fromEntries(bounds.map((bound) => [bound, draw.pick(values)])),
    ...draw.maybe(60, () => ({ edge: draw.pick(['below', 'above']) })),
  };
}
