import type { Change } from '../../model/generated/types.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** What a measure does to an answer: from one value to another, or which options it adds. */
export function changeInWords(change: Change, vocabulary: Vocabulary): string {
  const { numbers, words } = vocabulary.messages;
  const text = words.phrase.named(vocabulary.titleOf(change.name), stepInWords(change, vocabulary));
  return change.expected ? numbers.remark(text, words.change.expected) : text;
}

function stepInWords({ name, from, to, atLeast }: Change, vocabulary: Vocabulary): string {
  const { numbers, words } = vocabulary.messages;
  const say = (value: string | number | boolean): string =>
    typeof value === 'string' ? numbers.quote(vocabulary.say(name, value)) : vocabulary.say(name, value);
  if (Array.isArray(to)) {
    const added = to.filter((option) => !Array.isArray(from) || !from.includes(option));
    return words.change.adds(numbers.items(added.map(say)));
  }
  if (atLeast) return words.change.toAtLeast(say(to));
  const known = from !== undefined && from !== null && !Array.isArray(from);
  return known ? words.change.step(say(from), say(to)) : words.change.to(say(to));
}
