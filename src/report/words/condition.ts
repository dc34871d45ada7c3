import type { Condition, Test } from '../../model/generated/types.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { phraseOf, requirementOf } from './test.ts';

/** A condition as a document writes it, in words: "Size class: Medium or Small; Total: at least 60". */
export function conditionInWords(condition: Condition, vocabulary: Vocabulary): string {
  const { numbers, words } = vocabulary.messages;
  const { allOf = [], anyOf = [], not, ...entries } = condition;
  return numbers.list([
    ...Object.entries(entries).map(([name, test]) =>
      requirementOf(name, phraseOf(name, { ...(test as Test) }, vocabulary), vocabulary),
    ),
    ...allOf.map((part) => conditionInWords(part, vocabulary)),
    ...(anyOf.length === 0 ? [] : [numbers.or(anyOf.map((part) => conditionInWords(part, vocabulary)))]),
    ...(not === undefined ? [] : [words.phrase.unless(conditionInWords(not, vocabulary))]),
  ]);
}
