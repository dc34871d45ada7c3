import type { ProblemCode } from '../model/index.ts';
import type * as english from './generated/en/help.js';
import type { Language } from './languages.ts';
import type { Messages } from './messages.ts';
import { createNumbers, type LanguageData } from './numbers.ts';

/** Loads the words of the interface in one language, and no other language. */
export async function loadMessages(language: Language): Promise<Messages> {
  const { messages } = await import(`./generated/${language}/index.js`);
  return { ...messages, numbers: createNumbers(messages as LanguageData) };
}

/** The texts of each rule: its finding, its reason and its remedy. */
export type RuleTexts = Readonly<Record<ProblemCode, Readonly<Record<'title' | 'why' | 'fix', string>>>>;

/** Loads the texts of the checks' pages. */
export async function loadRuleTexts(language: Language): Promise<RuleTexts> {
  const { rules } = await import(`./generated/${language}/rules.js`);
  return rules;
}

/** A text of the help, or a function that makes it from values known only when the help is shown. */
export type HelpText = string | ((given: Readonly<Record<string, string>>) => string);

/** The help of the commands; options are named without their dashes. */
export interface HelpTexts extends Pick<typeof english, 'placeholders' | 'remarks' | 'program'> {
  readonly headings: Readonly<Record<string, string>> & Pick<typeof english.headings, 'examples'>;
  /** Options that mean the same in every command, unless the command has a text of its own. */
  readonly options: Readonly<Record<string, HelpText | undefined>>;
  readonly commands: Readonly<Record<string, CommandHelp | undefined>>;
}

interface CommandHelp {
  readonly summary: string;
  readonly options?: Readonly<Record<string, HelpText | undefined>>;
  readonly notes?: HelpText;
}

/** Loads the help of the commands. */
export async function loadHelp(language: Language): Promise<HelpTexts> {
  return import(`./generated/${language}/help.js`);
}

/** The words of the workbook of a funding programme. */
export type ProgrammeWords = Pick<
  typeof import('./generated/en/programmes.js'),
  'sheets' | 'titles' | 'headings' | 'bands' | 'columns' | 'choices' | 'example' | 'faults' | 'remarks' | 'refusals'
>;

/** Loads the words of the workbook of a funding programme. */
export async function loadProgrammeWords(language: Language): Promise<ProgrammeWords> {
  return import(`./generated/${language}/programmes.js`);
}
