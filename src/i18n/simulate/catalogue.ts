import type { Language } from '../messages.ts';
import { simulate as de } from './de.ts';
import { simulate as en } from './en.ts';
import type { SimulateMessages } from './messages.ts';
import { simulate as zh } from './zh.ts';

const CATALOGUE: Readonly<Record<Language, SimulateMessages>> = { en, zh, de };

/** The words of a synthetic region in a language. */
export function simulateMessagesOf(language: Language): SimulateMessages {
  return CATALOGUE[language];
}
