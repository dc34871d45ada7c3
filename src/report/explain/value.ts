import type { ExplainedEnds, ExplainedNode } from '../../model/generated/types.ts';
import { fromNumber, type Rational } from '../../model/rational.ts';
import { formatNumber, formatRange, roundForPrint } from '../number.ts';
import type { PlainValue, Vocabulary } from '../vocabulary.ts';

/** Steps in between carry no name whose rules would say how they are rounded. */
const DECIMALS = 6;

/** How the numbers of a value are written: under its own name, or as a step in between. */
export interface Writing {
  readonly vocabulary: Vocabulary;
  readonly name?: string | undefined;
  /** Bounds a nameless number is compared with. */
  readonly gates?: readonly number[] | undefined;
}

/** A value as it is printed, and the exact number that is seen, where it is one number. */
export interface Printed {
  readonly text: string;
  readonly number?: Rational;
  /** Whether all its digits are seen. */
  readonly whole?: boolean;
}

/** One number without its unit. */
export function printNumber(value: number, { vocabulary, name, gates = [] }: Writing): Printed {
  const { numbers } = vocabulary.messages;
  const number = name === undefined ? roundForPrint(value, DECIMALS, gates) : vocabulary.roundOf(name, value, gates);
  const text =
    name === undefined
      ? formatNumber(value, { numbers, decimals: DECIMALS, gates })
      : vocabulary.numberOf(name, value, gates);
  const exact = fromNumber(value);
  return { text, number, whole: exact.n === number.n && exact.d === number.d };
}

/** A number that the rubric states, such as a weight, as it is stated. */
export function printStated(value: number, vocabulary: Vocabulary): string {
  return formatNumber(value, { numbers: vocabulary.messages.numbers, decimals: 15 });
}

/** A value without its unit: one number, what it may still be, or nothing. `owner` says what options mean. */
export function printValue(known: ExplainedEnds, writing: Writing, owner = writing.name): Printed {
  const { vocabulary } = writing;
  const { words, numbers, explain } = vocabulary.messages;
  const { value, lowest, highest, orNothing } = known;
  if (value === null) return { text: writing.name === 'level' ? words.noLevel : words.noValue };
  if (typeof value === 'number') return printNumber(value, writing);
  if (value !== undefined) return { text: sayPlain(value, owner, vocabulary) };
  const ends = [lowest, highest].flatMap((end) => (typeof end === 'number' ? [printNumber(end, writing)] : []));
  const whole = ends.every((end) => end.whole);
  const write = (number: number): string => printNumber(number, writing).text;
  const range =
    lowest === undefined || highest === undefined ? undefined : formatRange(lowest, highest, { numbers, write });
  const text = range ?? words.open;
  if (!orNothing || range === undefined) return { text, whole };
  return { text: writing.name === 'level' ? explain.orNoLevel(text) : explain.orNothing(text), whole };
}

/** A value of a question, fact or score in words; options that are none are said to be none. */
export function sayPlain(value: PlainValue, owner: string | undefined, vocabulary: Vocabulary): string {
  if (Array.isArray(value) && value.length === 0) return vocabulary.messages.explain.noneChosen;
  return vocabulary.say(owner ?? '', value);
}

/** How a node's own number is written. */
export function writingOf(node: ExplainedNode, vocabulary: Vocabulary, gates?: readonly number[]): Writing {
  return { vocabulary, name: node.name, gates };
}
