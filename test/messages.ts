import { LANGUAGES, type Language, loadMessages, type Messages } from '../src/i18n/index.ts';
import type { ProblemWords } from '../src/report/terminal/problem-list.ts';

const loaded = new Map<Language, Messages>();
for (const language of LANGUAGES) loaded.set(language, await loadMessages(language));

/** The words of the interface in a language, for tests that cannot wait for them. */
export function messagesOf(language: Language): Messages {
  return loaded.get(language) as Messages;
}

/** How findings speak in English. */
export const ENGLISH_FINDINGS: ProblemWords = {
  language: 'en',
  messages: messagesOf('en'),
  problems: {},
  phrase: (text) => text,
};
