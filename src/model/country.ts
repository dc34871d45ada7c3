// Countries by their codes (ISO 3166-1) and their names in every language of Matura.
import { COUNTRY_NAMES } from './generated/country-names.ts';
import type { Text } from './generated/types.ts';
import { findNearestSpelling, normaliseSpelling } from './spelling.ts';

/** The codes of all countries, in alphabetical order. */
export const COUNTRIES: readonly string[] = Object.keys(COUNTRY_NAMES);

/** The code of each name, in any language and in plain spelling. */
export const COUNTRY_CODES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(COUNTRY_NAMES).flatMap(([code, names]) =>
    Object.values(names).flatMap((list) => list.map((name) => [normaliseSpelling(name), code] as const)),
  ),
);

/** Reads a country by its code or its name in any language of Matura; undefined if there is none. */
export function readCountry(text: string): string | undefined {
  const code = text.normalize('NFKC').trim().toUpperCase();
  if (Object.hasOwn(COUNTRY_NAMES, code)) return code;
  const name = normaliseSpelling(text);
  return Object.hasOwn(COUNTRY_CODES, name) ? COUNTRY_CODES[name] : undefined;
}

/** Returns the names of a country in all languages. */
export function namesOfCountry(code: string): Text {
  return Object.fromEntries(
    Object.entries(COUNTRY_NAMES[code] ?? {}).flatMap(([language, [name]]) =>
      name === undefined ? [] : [[language, name]],
    ),
  );
}

/** Finds the name of a country that a text was probably meant to be. */
export function findNearestCountry(text: string): string | undefined {
  return findNearestSpelling(
    text,
    Object.values(COUNTRY_NAMES).flatMap((names) => Object.values(names).flat()),
  );
}
