import type { Question } from '../../model/generated/types.ts';
import { toNumber } from '../../model/rational.ts';
import { YES_NO } from '../../model/yes-no.ts';
import type { Input } from '../../scoring/plan.ts';
import { MOST_VALUES } from '../use.ts';
import { createSpellings } from './spellings.ts';
import { textsOf, type Worded } from './texts.ts';

/** A value that can be chosen: its id or number, and its texts. */
export interface Choice {
  readonly id: string;
  readonly texts: readonly Worded[];
}

/** The values of a question in the order of their codes: options, the numbers of a scale, false and true; else none. */
export function choicesOf(input: Input): readonly Choice[] {
  if (input.type === 'scale') return scaleOf(input);
  if (input.value.kind === 'boolean') return ['false', 'true'].map((id) => ({ id, texts: [] }));
  const kind = input.value.kind === 'list' ? input.value.of : input.value;
  if (kind.kind !== 'choice') return [];
  const texts = new Map(input.options.map(({ id, text }) => [id, textsOf(text)]));
  return kind.options.map((id) => ({ id, texts: texts.get(id) ?? [] }));
}

/** A long scale is read as a number and has no values of its own. */
function scaleOf({ range: { low, high }, definition }: Input): readonly Choice[] {
  if (!low || !high) return [];
  const [first, last] = [toNumber(low), toNumber(high)];
  if (last - first >= MOST_VALUES) return [];
  const { labels = {} } = definition as Question;
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const id = String(first + i);
    return { id, texts: textsOf(Object.hasOwn(labels, id) ? labels[id] : undefined) };
  });
}

const AFTER_ID = ['.', '. ', '、', ' ', ':', ': ', '-', ' - ', ')', ') '];
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * How the values of a question are spelled: by id, by text in any language, by id or letter before the text, by letter.
 * Positions are none of them: whether counting begins with 0 or 1 is not written in a number.
 */
export function spellingsOf(input: Input): ReadonlyMap<string, number> {
  const { add, values } = createSpellings<number>();
  const choices = choicesOf(input);
  add(choices.map(({ id }, i) => [id, i]));
  // So programs write whole numbers of a column with blanks.
  if (input.type === 'scale') add(choices.map(({ id }, i) => [`${id}.0`, i]));
  if (input.value.kind === 'boolean') add([...YES_NO].map(([word, yes]) => [word, yes ? 1 : 0]));
  add(choices.flatMap(({ texts }, i) => texts.map(({ text }) => [text, i] as const)));
  add(choices.flatMap(({ id, texts }, i) => numbered(id, texts).map((spelling) => [spelling, i] as const)));
  if (!hasLetters(input, choices)) return values;
  add(choices.map((_, i) => [LETTERS.charAt(i), i]));
  add(choices.flatMap(({ texts }, i) => numbered(LETTERS.charAt(i), texts).map((spelling) => [spelling, i] as const)));
  return values;
}

/** `A. text`, `A、text`, `A text` and the like. */
function numbered(mark: string, texts: readonly Worded[]): string[] {
  return texts.flatMap(({ text }) => [`(${mark})${text}`, ...AFTER_ID.map((between) => mark + between + text)]);
}

/** Letters count options where no id is a letter itself. */
function hasLetters({ type }: Input, choices: readonly Choice[]): boolean {
  if (type !== 'single' && type !== 'multiple') return false;
  return choices.length <= LETTERS.length && choices.every(({ id }) => !/^[a-z]$/i.test(id));
}
