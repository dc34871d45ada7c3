import type { Text } from '../model/generated/types.ts';
import type { Subject } from './rule.ts';
import { type PlacedText, textsIn } from './texts.ts';

/** A document with its texts. */
export interface SpokenDocument {
  readonly file: string;
  readonly texts: readonly PlacedText[];
  /** Whether it belongs to the pack, whose languages it must then speak; a policy serves packs of other languages too. */
  readonly isOwn: boolean;
}

/** Several rules ask for the same texts. */
const KNOWN = new WeakMap<Subject, readonly SpokenDocument[]>();

/** The documents of a pack and its policies, each with its texts. */
export function spokenDocuments(subject: Subject): readonly SpokenDocument[] {
  const known = KNOWN.get(subject) ?? collectDocuments(subject);
  KNOWN.set(subject, known);
  return known;
}

function collectDocuments({ questionnaire, rubric, measures, policies }: Subject): SpokenDocument[] {
  const own = [
    { kind: 'questionnaire' as const, source: questionnaire },
    { kind: 'rubric' as const, source: rubric },
    ...(measures ? [{ kind: 'measures' as const, source: measures }] : []),
  ];
  return [
    ...own.map(({ kind, source }) => ({ file: source.file, texts: textsIn(kind, source.document), isOwn: true })),
    ...policies.map(({ file, document }) => ({ file, texts: textsIn('policy', document), isOwn: false })),
  ];
}

/** Whether two tags name one language, whatever their case, separator and region. */
export function isSameLanguage(one: string, other: string): boolean {
  return baseOf(one) === baseOf(other);
}

function baseOf(tag: string): string {
  return (tag.split(/[-_]/)[0] ?? '').toLowerCase();
}

/** Whether a text can be read in a language. One string is of the first language, but a name or a number is of all. */
export function speaks(text: Text, language: string, languages: readonly string[]): boolean {
  if (typeof text === 'string') return isNeutral(text) || isSameLanguage(language, languages[0] ?? language);
  return Object.keys(text).some((tag) => isSameLanguage(tag, language));
}

/** Above so many words a text is no name any more. */
const LONGEST_NAME = 3;

/** Whether a text can be the same in several languages: a name or abbreviation in Latin letters, or a number. */
export function isNeutral(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? [];
  return words.length <= LONGEST_NAME && words.every((word) => /^\p{Script=Latin}+$/u.test(word));
}
