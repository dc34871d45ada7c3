import type { ProblemCode } from '../model/index.ts';
import type { Language } from './languages.ts';
import type { Messages } from './messages.ts';
import { createNumbers, type LanguageData } from './numbers.ts';

/** The words of the interface in a language. A run reads one language, so the others are not even loaded. */
export async function loadMessages(language: Language): Promise<Messages> {
  const { messages } = await import(`./generated/${language}/index.js`);
  return { ...messages, numbers: createNumbers(messages as LanguageData) };
}

/**
 * The help of the commands in another language than English, by the English text, which stands beside what it describes.
 * `{name}` is a part of a text that differs.
 */
export interface HelpTexts {
  /** Texts of Matura's commands and options; of a longer one each paragraph. */
  readonly help: Readonly<Record<string, string>>;
  /** What every command-line tool says: headings, remarks on options, and what is wrong with what was typed. */
  readonly usage: Readonly<Record<string, string>>;
}

/** What a check finds, why that matters and how to fix it. */
export type RuleTexts = Readonly<Record<ProblemCode, Readonly<Record<'title' | 'why' | 'fix', string>>>>;

/** Loads the texts of the checks' pages. */
export async function loadRuleTexts(language: Language): Promise<RuleTexts> {
  const { rules } = await import(`./generated/${language}/rules.js`);
  return rules;
}

/** The help in a language other than English. */
export async function loadHelp(language: Exclude<Language, 'en'>): Promise<HelpTexts> {
  return import(`./${language}/help.ts`);
}
