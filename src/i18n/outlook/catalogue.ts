import type { Language } from '../messages.ts';
import { outlook as de } from './de.ts';
import { outlook as en } from './en.ts';
import type { OutlookMessages } from './messages.ts';
import { outlook as zh } from './zh.ts';

const CATALOGUE: Readonly<Record<Language, OutlookMessages>> = { en, zh, de };

/** The words of chains, model cases, visits and money in a language. */
export function outlookMessagesOf(language: Language): OutlookMessages {
  return CATALOGUE[language];
}
