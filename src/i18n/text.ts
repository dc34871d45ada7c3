import type { Text } from '../model/generated/types.ts';
import type { Language } from './messages.ts';
import { baseOf, normalizeTag } from './tag.ts';

/** Variants that say the same as the language alone: a text only in traditional characters is a later choice. */
const USUAL: Readonly<Record<Language, readonly string[]>> = {
  en: ['en', 'en-gb'],
  zh: ['zh', 'zh-hans', 'zh-cn', 'zh-hans-cn', 'zh-sg'],
  de: ['de', 'de-de'],
};

/**
 * A text in the given language; where it has none, in the first of `languages` it has, else the first it has at all.
 * Tags are matched whatever their case and separator.
 */
export function pickText(text: Text | undefined, language: Language, languages: readonly string[]): string | undefined {
  if (text === undefined || typeof text === 'string') return text;
  const versions = Object.entries(text).map(([tag, version]) => ({ tag: normalizeTag(tag), version }));
  const find = (wanted: string): string | undefined =>
    (versions.find(({ tag }) => tag === wanted) ?? versions.find(({ tag }) => baseOf(tag) === baseOf(wanted)))?.version;
  for (const wanted of USUAL[language]) {
    const exact = versions.find(({ tag }) => tag === wanted);
    if (exact) return exact.version;
  }
  for (const wanted of [language, ...languages.map(normalizeTag)]) {
    const found = find(wanted);
    if (found !== undefined) return found;
  }
  return versions[0]?.version;
}
