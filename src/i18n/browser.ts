// Not in load.ts: a bundle holds all that a file can load, and the browser form carries these words only.
import type { Language } from './languages.ts';
import type { Messages } from './messages.ts';
import { createNumbers, type LanguageData } from './numbers.ts';

/** The words that the browser form needs: it is one file and carries all languages, so it carries no others. */
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
