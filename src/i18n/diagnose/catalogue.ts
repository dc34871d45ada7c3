import type { Language } from '../messages.ts';
import { diagnose as de } from './de.ts';
import { diagnose as en } from './en.ts';
import type { DiagnoseMessages } from './messages.ts';
import { diagnose as zh } from './zh.ts';

const CATALOGUE: Readonly<Record<Language, DiagnoseMessages>> = { en, zh, de };

/** The words of the interactive diagnosis in a language. */
export function diagnoseMessagesOf(language: Language): DiagnoseMessages {
  return CATALOGUE[language];
}
