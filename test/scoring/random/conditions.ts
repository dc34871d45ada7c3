import type { ValueType } from '../../../src/scoring/condition.ts';
import type { Source } from '../condition/plain-evaluator.ts';
import { halves, tests } from '../condition/random-condition.ts';
import type { Draw } from './draw.ts';

/** What can be named so far, and what it is. */
export type Names = Map<string, ValueType>;

/** A condition over names. */
export function drawCondition(draw: Draw, names: Names, depth = 1): Source {
  const entries = draw.some([...names], 1, 2).map(([name, type]): [string, Source] => [name, drawTest(draw, type)]);
  const plain: Source = Object.fromEntries(entries);
  if (depth === 0 || draw.chance(70)) return plain;
  const inner = (): Source => drawCondition(draw, names, depth - 1);
  switch (draw.pick(['anyOf', 'allOf', 'not', 'beside'])) {
    case 'anyOf':
      return { anyOf: [inner(), inner()] };
    case 'allOf':
      return { allOf: [inner(), inner()] };
    case 'not':
      return { not: inner() };
    default:
      return { ...plain, anyOf: [inner(), inner()] };
  }
}

function drawTest(draw: Draw, type: ValueType): Source {
  const countable = type.kind !== 'list' || (type.of.kind !== 'list' && type.of.kind !== 'mixed');
  if (countable) return draw.from(tests, type, halves, 1);
  return { [draw.pick(['minItems', 'maxItems'])]: draw.whole(0, 3) };
}
