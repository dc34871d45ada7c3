import type { Text } from '../model/index.ts';
import { baseOf, normalizeTag } from './languages.ts';

/**
 * Returns a text in the interface's language, whose tags are `variants`; failing that, in the first of `languages` that
 * the text has; failing that, its first version. Case and separators of tags do not matter.
 */
export function pickText(
  text: Text | undefined,
  { variants }: { readonly variants: readonly string[] },
  languages: readonly string[],
): string | undefined {
  if (text === undefined || typeof text === 'string') return text;
  const versions = Object.entries(text).map(([tag, version]) => ({ tag: normalizeTag(tag), version }));
  const find = (wanted: string): string | undefined =>
    (versions.find(({ tag }) => tag === wanted) ?? versions.find(({ tag }) => baseOf(tag) === baseOf(wanted)))?.version;
  for (const wanted of variants) {
    const exact = versions.find(({ tag }) => tag === wanted);
    if (exact) return exact.version;
  }
  for (const wanted of [...variants.slice(0, 1), ...languages.map(normalizeTag)]) {
    const found = find(wanted);
    if (found !== undefined) return found;
  }
  return versions[0]?.version;
}

/** Splits a text into its paragraphs, which empty lines separate; a line break within one counts as a blank. */
export function splitParagraphs(text: string): string[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim() || []);
}

/** Escapes quotes, backslashes and control characters as in JSON, for a text that is to be written within quotes. */
export function escapeText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Returns the text of a message, with or without arguments. */
export function fillIn<Given>(message: string | ((given: Given) => string), given: Given): string {
  return typeof message === 'string' ? message : message(given);
}

/** Messages about how many options may be chosen. */
interface ChoiceCounts {
  exactly(given: { readonly most: number }): string;
  between(given: { readonly least: number; readonly most: number }): string;
  atMost(given: { readonly least: number; readonly most: number }): string;
  atLeast(given: { readonly least: number }): string;
  readonly any: string;
}

/** Says how many options may be chosen; `most` is null without a limit. */
export function choiceCountInWords(
  counts: ChoiceCounts,
  { least, most }: { readonly least: number; readonly most: number | null },
): string {
  if (most === null) return least > 1 ? counts.atLeast({ least }) : counts.any;
  if (most === least) return counts.exactly({ most });
  return least > 1 ? counts.between({ least, most }) : counts.atMost({ least, most });
}
