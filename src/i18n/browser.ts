// Not in load.ts: a bundle holds all that a file can load, and the browser form carries these words only.
import type { Language } from './languages.ts';
import type { Messages } from './messages.ts';

/** The words that the browser form needs: it is one file and carries all languages, so it carries no others. */
export type BrowserMessages = Pick<Messages, 'language' | 'numbers' | 'words' | 'summary' | 'diagnose' | 'form'>;

/** The words of the browser form in a language. */
export async function loadBrowserMessages(language: Language): Promise<BrowserMessages> {
  const areas: readonly Partial<BrowserMessages>[] = await Promise.all([
    import(`./${language}/language.ts`),
    import(`./${language}/words.ts`),
    import(`./${language}/diagnose.ts`),
    import(`./${language}/form.ts`),
  ]);
  return Object.assign({}, ...areas);
}
