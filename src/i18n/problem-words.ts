import type { Phrase, PhraseArguments, Problem, ProblemCode, ProblemDetails, Text } from '../model/index.ts';
import { pickText } from './text.ts';

/** The type of a phrase's argument once the phrases inside it are in words. */
type InWords<Argument> = Argument extends readonly unknown[]
  ? readonly string[]
  : Argument extends string | number | null
    ? Argument
    : string;

/** The words of every phrase in a language. */
export type PhraseWords = {
  readonly [Name in keyof PhraseArguments]: PhraseArguments[Name] extends null
    ? string
    : (named: { readonly [Key in keyof PhraseArguments[Name]]: InWords<PhraseArguments[Name][Key]> }) => string;
};

/** The details of a problem in words. */
export type DetailsInWords = {
  readonly [Key in keyof ProblemDetails]: Exclude<ProblemDetails[Key], Phrase> | string;
};

/** The arguments of a problem's sentence; `kind` is the name of the phrase in `wanted`. */
interface SentenceDetails extends DetailsInWords {
  readonly kind?: keyof PhraseArguments | undefined;
}

/** The text of each problem in a language: one line, without a full stop. */
export type ProblemSentences = Readonly<Record<ProblemCode, string | ((details: SentenceDetails) => string)>>;

/** The phrases of a language. */
export interface PhraseTexts {
  readonly phrases: PhraseWords;
  /** The tags of the language, the preferred one first; a text of a pack inside a phrase is shown in this language. */
  readonly variants: readonly string[];
}

/** The texts of problems in a language. */
export interface ProblemTexts extends PhraseTexts {
  /** Complete in English; other languages may lack some. */
  readonly problems: Partial<ProblemSentences>;
  /** The texts for problems that this language lacks; absent if it lacks none. */
  readonly otherwise?: ProblemTexts;
}

/** Returns a phrase in words; a plain text is returned unchanged. */
export function phraseInWords(phrase: Phrase, texts: PhraseTexts): string {
  if (typeof phrase === 'string') return phrase;
  const { phrase: name, ...named } = phrase;
  const words = texts.phrases[name] as string | ((named: object) => string);
  if (typeof words === 'string') return words;
  const say = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(say);
    if (typeof value !== 'object' || value === null) return value;
    return 'text' in value ? pickText(value.text as Text, texts, []) : phraseInWords(value as Phrase, texts);
  };
  return words(Object.fromEntries(Object.entries(named).map(([key, value]) => [key, say(value)])));
}

/** Returns the details of a problem in words, in the given order. */
export function detailsInWords(details: ProblemDetails, texts: PhraseTexts): DetailsInWords {
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [key, Array.isArray(value) ? value : phraseInWords(value, texts)]),
  );
}

/** Returns the sentence that says what is wrong: one line, no full stop. `shorten` is applied to `found` and `name`. */
export function problemInWords(
  problem: Pick<Problem, 'code' | 'details'>,
  texts: ProblemTexts,
  shorten: (text: string) => string = (text) => text,
): string {
  const { code, details } = problem;
  const sentence = texts.problems[code];
  if (sentence === undefined) return texts.otherwise ? problemInWords(problem, texts.otherwise, shorten) : code;
  if (typeof sentence === 'string') return sentence;
  const { found, name, ...others } = detailsInWords(details, texts);
  return sentence({
    ...others,
    ...(found === undefined ? {} : { found: shorten(found) }),
    ...(name === undefined ? {} : { name: shorten(name) }),
    kind: typeof details.wanted === 'object' ? details.wanted.phrase : undefined,
  });
}
