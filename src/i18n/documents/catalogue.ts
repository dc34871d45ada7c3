import type { Language } from '../messages.ts';
import { documents as de } from './de.ts';
import { documents as en } from './en.ts';
import type { DocumentMessages } from './messages.ts';
import { documents as zh } from './zh.ts';

const CATALOGUE: Readonly<Record<Language, DocumentMessages>> = { en, zh, de };

/** The words about templates and logos in a language. */
export function documentMessagesOf(language: Language): DocumentMessages {
  return CATALOGUE[language];
}
