import type { Language } from '../messages.ts';
import { paper as de } from './de.ts';
import { paper as en } from './en.ts';
import type { PaperMessages } from './messages.ts';
import { paper as zh } from './zh.ts';

const CATALOGUE: Readonly<Record<Language, PaperMessages>> = { en, zh, de };

/** The words of a questionnaire on paper in a language. */
export function paperMessagesOf(language: Language): PaperMessages {
  return CATALOGUE[language];
}
