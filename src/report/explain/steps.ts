import type { ExplainedNode } from '../../model/generated/types.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { printNumber, writingOf } from './value.ts';

/** Why a step is the one: "0.45 is above 0.4 and not above 0.6"; undefined while that is open. */
export function stepReason(node: ExplainedNode, vocabulary: Vocabulary): string | undefined {
  const { explain } = vocabulary.messages;
  const { steps = [], edge, parts } = node;
  const [reader] = parts;
  if (!reader || typeof reader.value !== 'number') return undefined;
  const number = reader.value;
  const bounds = steps.map(({ bound }) => bound);
  const writing = writingOf(reader, vocabulary, bounds);
  const write = (bound: number): string => printNumber(bound, writing).text;
  const [value, lowest] = [write(number), bounds[0]];
  const at = bounds.findLastIndex((bound, i) => number > bound || (number === bound && (edge === 'below' || i === 0)));
  // Where a double hides on which side of a bound the exact number lies, nothing is said.
  if (lowest === undefined || (steps[at]?.value ?? null) !== node.value) return undefined;
  if (at < 0) return explain.belowAll(value, write(lowest));
  const [bound, next] = [write(bounds[at] as number), bounds[at + 1]];
  const isAbove = edge === 'above' && at > 0;
  if (next === undefined) return isAbove ? explain.above(value, bound) : explain.from(value, bound);
  if (isAbove) return explain.aboveUpTo(value, bound, write(next));
  return (edge === 'above' ? explain.fromUpTo : explain.fromBelow)(value, bound, write(next));
}
