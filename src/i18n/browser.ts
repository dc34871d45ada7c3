// Separate from load.ts: a bundle has all that a file can load, and the browser form needs only these words.
import type { Language } from './languages.ts';
import type { Messages } from './messages.ts';
import { createNumbers, type LanguageData } from './numbers.ts';

/** The words that the browser form needs. The form is one file with all languages, so it leaves out all other words. */
export type BrowserMessages = Pick<Messages, 'language' | 'numbers' | 'words' | 'summary' | 'diagnose' | 'form'>;

/** The words of the browser form in a language. */
export async function loadBrowserMessages(language: Language): Promise<BrowserMessages> {
  const [data, ...areas] = await Promise.all([
    import(`./generated/${language}/language.js`),
    import(`./generated/${language}/words.js`),
    import(`./generated/${language}/diagnose.js`),
    import(`./generated/${language}/form.js`),
  ]);
  return Object.assign({}, data, ...areas, { numbers: createNumbers(data as LanguageData) });
}
