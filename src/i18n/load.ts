import type { ProblemCode } from '../model/index.ts';
import type { Language } from './languages.ts';
import type { Messages } from './messages.ts';

/** The words of the interface in a language. A run reads one language, so the others are not even loaded. */
export async function loadMessages(language: Language): Promise<Messages> {
  const { messages }: { messages: Messages } = await import(`./${language}/index.ts`);
  return messages;
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

/** What a check finds, why that matters and how to mend it. */
export type RuleTexts = Readonly<Record<ProblemCode, Readonly<Record<'title' | 'why' | 'fix', string>>>>;

/** The texts of the checks' pages in a language other than English, where the checks say them themselves; what it lacks is not there. */
export async function loadRuleTexts(language: Exclude<Language, 'en'>): Promise<Partial<RuleTexts>> {
  const { rules }: { rules: Partial<RuleTexts> } = await import(`./${language}/rules.ts`);
  return rules;
}

/** The help in a language other than English. */
export async function loadHelp(language: Exclude<Language, 'en'>): Promise<HelpTexts> {
  return import(`./${language}/help.ts`);
}
