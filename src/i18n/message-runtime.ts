// The functions that compiled messages call; `.build/messages.mjs` puts this file in place of the library's runtime.
import { escapeText } from './text.ts';

export { number, plural } from '@messageformat/runtime';

/** The separators of a language's lists by style: between items, or `[between, before the last]`. */
export type ListStyles = Readonly<Record<string, string | readonly [between: string, last: string]>>;

/**
 * Returns the text for a value: `none` if the value is absent or empty, `other` if it has no case of its own. The word
 * "none" as a value, for example as an id, does not select the case `none`.
 */
export function select(value: unknown, cases: Readonly<Record<string, string>>): string {
  if (value === undefined || value === null || value === '') return (cases.none ?? cases.other) as string;
  const key = String(value);
  return (key !== 'none' && Object.hasOwn(cases, key) ? cases[key] : cases.other) as string;
}

/** Creates the formatter of `{names, list, STYLE}`; the style `quoted` puts each item in the language's quotes. */
export function createList(
  styles: ListStyles,
): (items: readonly string[], language: string, style: string | null) => string {
  return (items, _, style) => {
    const [open = '', close = ''] = style === 'quoted' ? (styles.quotes ?? '') : '';
    const separators = styles[style === null || style === 'quoted' ? 'comma' : style];
    if (separators === undefined) throw new Error(`lists have no style ${style}`);
    const [between, last] = typeof separators === 'string' ? [separators, separators] : separators;
    const written = items.map((item) => `${open}${item}${close}`);
    if (written.length < 2) return written[0] ?? '';
    return `${written.slice(0, -1).join(between)}${last}${written.at(-1)}`;
  };
}

/** Escapes what would end or break the line of a text: `{text, escaped}`. */
export function escaped(text: string | undefined): string {
  return escapeText(text ?? '');
}

const HANZI = '零一二三四五六七八九';

/**
 * Writes a number from 0 to 9 with a Chinese numeral, as the number of a level; others are unchanged: `{level, hanzi}`.
 */
export function hanzi(value: string | number): string {
  const text = String(value);
  return /^[0-9]$/.test(text) ? HANZI.charAt(Number(text)) : text;
}
