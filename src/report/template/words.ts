import { type Messages, pickText } from '../../i18n/index.ts';
import type { Fact, Question, Text } from '../../model/generated/types.ts';
import type { Input } from '../../scoring/plan.ts';

/** What is written of facts and questions in files to fill in. */
export interface TemplateWords {
  /** The whole question, with the unit of a number. */
  heading(input: Input): string;
  /** The text of the i-th value of a question; undefined where it has none. */
  choice(input: Input, i: number): string | undefined;
  /** What to look at. */
  help(input: Input): string | undefined;
}

/** The words of a pack in one language, else in the first of the pack's own. */
export function templateWords(languages: readonly string[], { language, words }: Messages): TemplateWords {
  const pick = (text: Text | undefined): string | undefined => pickText(text, language, languages);
  return {
    heading({ name, definition }) {
      const { title, text, unit } = definition as Fact & Question;
      const asked = pick(text) ?? pick(title) ?? name;
      const measure = pick(unit);
      return measure === undefined ? asked : `${asked} (${measure})`;
    },
    choice(input, i) {
      if (input.value.kind === 'boolean') return i === 0 ? words.no : words.yes;
      if (input.type !== 'scale') return pick(input.options[i]?.text);
      const { minimum = 0, labels = {} } = input.definition as Question;
      const label = String(minimum + i);
      return Object.hasOwn(labels, label) ? pick(labels[label]) : undefined;
    },
    help: ({ definition }) => pick(definition.help),
  };
}
