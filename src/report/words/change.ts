import type { Change } from '../../model/generated/types.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** What a measure does to an answer: from one number to another, to an option, or which options it adds. */
export function changeInWords({ name, from, to }: Change, vocabulary: Vocabulary): string {
  const { numbers, words } = vocabulary.messages;
  const title = vocabulary.titleOf(name);
  const quote = (option: string): string => numbers.quote(vocabulary.say(name, option));
  if (Array.isArray(to)) {
    const added = to.filter((option) => !Array.isArray(from) || !from.includes(option));
    return words.phrase.named(title, words.change.adds(numbers.items(added.map(quote))));
  }
  if (typeof to === 'string') return words.phrase.named(title, words.change.to(quote(to)));
  const known = from !== undefined && from !== null;
  const target = vocabulary.say(name, to);
  return words.phrase.named(
    title,
    known ? words.change.step(vocabulary.say(name, from), target) : words.change.to(target),
  );
}
