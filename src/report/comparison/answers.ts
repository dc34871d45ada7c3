import type { AnswerDifference } from '../../comparison/difference.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { answerInWords } from '../what-if/answers.ts';

/** A question as people find it: by its number where it has one, and its title. */
export function questionIn(name: string, vocabulary: Vocabulary): string {
  const title = vocabulary.titleOf(name);
  return /^[A-Z]*\d[\w.]*$/.test(name) && title !== name ? `${name} ${title}` : title;
}

/** Both sides of an answer in words; of several options only those that differ, and how many are the same. */
export function sidesIn({ name, before, after, evidence }: AnswerDifference, vocabulary: Vocabulary): [string, string] {
  const { numbers, comparison } = vocabulary.messages;
  const { trend } = comparison;
  const [one, other] = [before.value, after.value];
  if (Array.isArray(one) && Array.isArray(other)) {
    const same = one.filter((option) => other.includes(option)).length;
    const say = (options: readonly string[], others: readonly string[]): string => {
      const own = options.filter((option) => !others.includes(option)).map((option) => vocabulary.say(name, option));
      if (same === 0) return numbers.list(own) || vocabulary.say(name, []);
      return numbers.remark(numbers.list(own) || '–', trend.same(String(same)));
    };
    return [say(one, other), say(other, one)];
  }
  const say = (standing: typeof before): string => numbers.list([answerInWords(name, standing, vocabulary)].flat());
  const [was, is] = [say(before), say(after)];
  if (was !== is) return [was, is];
  const proven = (is: boolean): string => (is ? trend.withEvidence : trend.withoutEvidence);
  return [numbers.remark(was, proven(evidence.before)), numbers.remark(is, proven(evidence.after))];
}
