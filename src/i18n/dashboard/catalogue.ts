import type { Language } from '../messages.ts';
import { dashboard as de } from './de.ts';
import { dashboard as en } from './en.ts';
import type { DashboardWords } from './messages.ts';
import { dashboard as zh } from './zh.ts';

const CATALOGUE: Readonly<Record<Language, DashboardWords>> = { en, zh, de };

/** The words of dashboards in a language. */
export function dashboardWordsOf(language: Language): DashboardWords {
  return CATALOGUE[language];
}
