import { de } from './de.ts';
import { en } from './en.ts';
import type { Language, Messages } from './messages.ts';
import { zh } from './zh.ts';

const CATALOGUE: Readonly<Record<Language, Messages>> = { en, zh, de };

/** The words of the interface in a language. */
export function messagesOf(language: Language): Messages {
  return CATALOGUE[language];
}
