import { fillParts, type Language, type Messages, type ProblemTexts, type Translate } from '../../i18n/index.ts';
import { PROBLEMS, type Problem, type ProblemDetails } from '../../model/index.ts';

/** How findings speak: what is around them, and what each says. */
export interface ProblemWords {
  readonly language: Language;
  readonly messages: Pick<Messages, 'findings' | 'numbers' | 'rulePages'>;
  readonly problems: ProblemTexts['problems'];
  /** Says what stands in details in words: what was wanted, and what to write instead. */
  readonly phrase: Translate;
}

/** What is wrong, in words: one line, no full stop. */
export function problemInWords({ code, details }: Pick<Problem, 'code' | 'details'>, words: ProblemWords): string {
  const { message } = PROBLEMS[code];
  const { found, name, wanted } = details;
  const named: ProblemDetails = {
    ...(found === undefined ? {} : { found: '{found}' }),
    ...(name === undefined ? {} : { name: '{name}' }),
  };
  // What is wanted is a part of most sentences, and chooses among a few.
  const candidates =
    wanted === undefined
      ? [named]
      : [
          { ...named, wanted },
          { ...named, wanted: '{wanted}' },
        ];
  for (const key of candidates.map((one) => message(one))) {
    const text = words.problems[key];
    if (text !== undefined) return fillParts(text, (part) => partInWords(part as 'found', details, key, words));
  }
  return message(details);
}

/** A detail as it stands in a sentence: quoted as it was found, or in words. */
function partInWords(
  part: 'found' | 'name' | 'wanted',
  details: ProblemDetails,
  english: string,
  { phrase }: ProblemWords,
): string {
  const value = details[part] ?? '';
  return english.includes(`"{${part}}"`) ? JSON.stringify(value).slice(1, -1) : phrase(value);
}
