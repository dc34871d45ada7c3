// What compiled messages call. `.build/messages.mjs` has the compiler import it in place of the library's own runtime.
import { escapeText } from './text.ts';

export { number, plural } from '@messageformat/runtime';

/** The separators of a language's lists by style: between items, or `[between, before the last]`. */
export type ListStyles = Readonly<Record<string, string | readonly [between: string, last: string]>>;

/** The text of a case; one without a case is `other`, and an argument that is absent or empty is `none`. */
export function select(value: unknown, cases: Readonly<Record<string, string>>): string {
  const key = value === undefined || value === null || value === '' ? 'none' : String(value);
  return (Object.hasOwn(cases, key) ? cases[key] : cases.other) as string;
}

/** A formatter of lists, `{names, list, STYLE}`; the style `quoted` puts each item in the language's quotes. */
export function createList(
  styles: ListStyles,
): (items: readonly string[], language: string, style: string | null) => string {
  return (items, _, style) => {
    const [open = '', close = ''] = style === 'quoted' ? (styles.quotes ?? '') : '';
    const separators = styles[style === null || style === 'quoted' ? 'comma' : style];
    if (separators === undefined) throw new Error(`lists have no style ${style}`);
    const [between, last] = typeof separators === 'string' ? [separators, separators] : separators;
    const written = items.map((item) => `${open}${item}${close}`);
    return [written.slice(0, -1).join(between), ...written.slice(-1)]
      .filter((_, i) => i > 0 || items.length > 1)
      .join(last);
  };
}

/** A text with what would end or break its line escaped: `{text, escaped}`. */
export function escaped(text: string | undefined): string {
  return escapeText(text ?? '');
}

/** A text after a blank where it begins with a digit, as numbers among Chinese characters are set: `{count, spaced}`. */
export function spaced(text: string): string {
  return /^\d/.test(text) ? ` ${text}` : text;
}
