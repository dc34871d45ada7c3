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

/** What is said of documents that are wrong, in another language than English; `{found}` and the like are parts. */
export interface ProblemTexts {
  /** By what `PROBLEMS` says in English of details that are their own names. */
  readonly problems: Readonly<Record<string, string>>;
  /** What details say in words, by the English: what was wanted, and what to write instead. */
  readonly phrases: Readonly<Record<string, string>>;
}

/** What is said of documents that are wrong; nothing in English, where the code says it itself. */
export async function loadProblemTexts(language: Language): Promise<ProblemTexts> {
  return language === 'en' ? { problems: {}, phrases: {} } : import(`./${language}/problems.ts`);
}

/** What a check finds, why that matters and how to mend it. */
export type RuleTexts = Readonly<Record<ProblemCode, Readonly<Record<'title' | 'why' | 'fix', string>>>>;

/** The texts of the checks' pages in a language other than English, where the checks say them themselves. */
export async function loadRuleTexts(language: Exclude<Language, 'en'>): Promise<RuleTexts> {
  const { rules }: { rules: RuleTexts } = await import(`./${language}/rules.ts`);
  return rules;
}

/** The help in a language other than English. */
export async function loadHelp(language: Exclude<Language, 'en'>): Promise<HelpTexts> {
  return import(`./${language}/help.ts`);
}

/** From an English text to what is shown. */
export type Translate = (text: string) => string;

/** A part of a text that another one takes the place of: `{name}`; doubled braces are a text's own. */
const PART = /(?<!\{)\{(\w+)\}(?!\})/g;

/**
 * Looks texts up by the English one, those without parts first; what takes the place of a part is looked up, too. A text
 * without translation stays.
 */
export function translateBy(texts: Readonly<Record<string, string>>): Translate {
  const patterns = Object.entries(texts)
    .filter(([text]) => text.search(PART) >= 0)
    .map(([text, translation]) => ({ pattern: patternOf(text), translation }));
  const translate: Translate = (text) => {
    if (Object.hasOwn(texts, text)) return texts[text] as string;
    for (const { pattern, translation } of patterns) {
      const parts = pattern.exec(text)?.groups;
      if (parts) return fillParts(translation, (name) => translate(parts[name] ?? ''));
    }
    return text;
  };
  return translate;
}

/** A text with its parts put in. */
export function fillParts(text: string, partOf: (name: string) => string): string {
  return text.replace(PART, (_, name: string) => partOf(name));
}

function patternOf(text: string): RegExp {
  const pieces = text
    .split(PART)
    .map((piece, i) => (i % 2 === 1 ? `(?<${piece}>.*?)` : piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')));
  return new RegExp(`^${pieces.join('')}$`, 's');
}
