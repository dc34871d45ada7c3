import type { Language } from '../messages.ts';
import { imports as de } from './de.ts';
import { imports as en } from './en.ts';
import type { ImportMessages } from './messages.ts';
import { imports as zh } from './zh.ts';

const CATALOGUE: Readonly<Record<Language, ImportMessages>> = { en, zh, de };

/** The words of an import in a language. */
export function importMessagesOf(language: Language): ImportMessages {
  return CATALOGUE[language];
}
