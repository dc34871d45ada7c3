import type { Language } from '../messages.ts';
import { init as de } from './de.ts';
import { init as en } from './en.ts';
import type { InitMessages } from './messages.ts';
import { init as zh } from './zh.ts';

const CATALOGUE: Readonly<Record<Language, InitMessages>> = { en, zh, de };

/** The words of a new repository in a language. */
export function initMessagesOf(language: Language): InitMessages {
  return CATALOGUE[language];
}
