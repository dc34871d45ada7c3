import {
  englishProblems,
  LANGUAGES,
  type Language,
  loadMessages,
  type Messages,
  phraseInWords,
  problemInWords,
} from '../src/i18n/index.ts';
import type { Phrase } from '../src/model/phrase.ts';
import type { Problem } from '../src/model/problem.ts';
import type { ProblemWords } from '../src/report/check/problem-list.ts';

const loaded = new Map<Language, Messages>();
for (const language of LANGUAGES) loaded.set(language, await loadMessages(language));

/** The words of the interface in a language, for tests that cannot wait for them. */
export function messagesOf(language: Language): Messages {
  return loaded.get(language) as Messages;
}

/** The languages that expectations are written in, in their order. */
export const EXPECTED_IN = ['en', 'zh', 'de'] as const;

/** How findings speak in English. */
export const ENGLISH_FINDINGS: ProblemWords = {
  language: 'en',
  messages: messagesOf('en'),
  ...englishProblems,
};

/** What is wrong, in English. */
export function problemInEnglish(problem: Pick<Problem, 'code' | 'details'>): string {
  return problemInWords(problem, englishProblems);
}

/** A phrase in English; undefined where there is none. */
export function phraseInEnglish(phrase: Phrase | undefined): string | undefined {
  return phrase === undefined ? undefined : phraseInWords(phrase, englishProblems);
}
