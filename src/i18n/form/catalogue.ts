import type { Language } from '../messages.ts';
import { form as de } from './de.ts';
import { form as en } from './en.ts';
import type { FormMessages } from './messages.ts';
import { form as zh } from './zh.ts';

const CATALOGUE: Readonly<Record<Language, FormMessages>> = { en, zh, de };

/** The words of the browser form in a language. */
export function formMessagesOf(language: Language): FormMessages {
  return CATALOGUE[language];
}
