import type { Text } from '../model/index.ts';
import { baseOf, normalizeTag } from './languages.ts';

/**
 * A text in the language with the given variants; where it has none, in the first of `languages` it has, else the first
 * it has at all. Tags are matched whatever their case and separator.
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

/** Joins items with a separator, and the last one with another. */
export function joinWith(items: readonly string[], separator: string, last: string): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(separator)}${last}${items[items.length - 1]}`;
}

/** A text within quotes, with what would end or break the line escaped as in JSON. */
export function escapeText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
