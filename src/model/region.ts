// Regions of countries by their codes of ISO 3166-2: the Länder of Germany and Austria, read from names and from NUTS.
import { REGION_NAMES } from './generated/region-names.ts';
import type { Text } from './generated/types.ts';
import { normaliseSpelling } from './spelling.ts';

/** The beginnings of NUTS codes, the EU's codes for regions, each with the region (ISO 3166-2) that it means. */
const NUTS_BEGINNINGS: Readonly<Record<string, string>> = {
  ...{ DE1: 'DE-BW', DE2: 'DE-BY', DE3: 'DE-BE', DE4: 'DE-BB', DE5: 'DE-HB', DE6: 'DE-HH', DE7: 'DE-HE', DE8: 'DE-MV' },
  ...{ DE9: 'DE-NI', DEA: 'DE-NW', DEB: 'DE-RP', DEC: 'DE-SL', DED: 'DE-SN', DEE: 'DE-ST', DEF: 'DE-SH', DEG: 'DE-TH' },
  ...{ AT11: 'AT-1', AT12: 'AT-3', AT13: 'AT-9', AT21: 'AT-2', AT22: 'AT-6', AT31: 'AT-4', AT32: 'AT-5' },
  ...{ AT33: 'AT-7', AT34: 'AT-8' },
};
const NUTS_PATTERN = /^(?:DE[0-9A-G]|AT[0-9]{2})[0-9A-Z]{0,2}$/;

const CODES_BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(REGION_NAMES).flatMap(([code, names]) =>
    [code, ...Object.values(names).flat()].map((name) => [normaliseSpelling(name), code] as const),
  ),
);

/**
 * Reads a region by its code of ISO 3166-2 or NUTS, or by a name in any language of Matura; undefined for other texts.
 */
export function readRegion(text: string): string | undefined {
  const code = text.normalize('NFKC').trim();
  // Only capitals are read as a NUTS code: in lower case, it could be a word.
  const nuts = NUTS_PATTERN.test(code)
    ? (NUTS_BEGINNINGS[code.slice(0, 3)] ?? NUTS_BEGINNINGS[code.slice(0, 4)])
    : undefined;
  return nuts ?? CODES_BY_NAME.get(normaliseSpelling(text));
}

/** Returns the usual name of a region in each language; undefined for other texts. */
export function nameOfRegion(code: string): Text | undefined {
  const names = Object.hasOwn(REGION_NAMES, code) ? REGION_NAMES[code] : undefined;
  return names && Object.fromEntries(Object.entries(names).map(([language, [name = code]]) => [language, name]));
}

/** Finds the option for the region that a text means, given by name, by code, or by the letters after the country. */
export function findRegionOption(text: string, options: readonly string[]): string | undefined {
  const region = readRegion(text);
  const letters = text.normalize('NFKC').trim().toUpperCase();
  return options.find(
    (id) => nameOfRegion(id) && (id === region || (/^[A-Z]{2}$/.test(letters) && id.endsWith(`-${letters}`))),
  );
}

/**
 * Returns the spellings of a region in tables: its names, the letters after the country, and NUTS codes down to level
 * 2.
 */
export function spellingsOfRegion(code: string): readonly string[] {
  const names = Object.hasOwn(REGION_NAMES, code) ? Object.values(REGION_NAMES[code] ?? {}).flat() : [];
  if (names.length === 0) return [];
  const nuts = Object.entries(NUTS_BEGINNINGS).flatMap(([start, region]) => (region === code ? [start] : []));
  const seconds = nuts.flatMap((start) =>
    start.length === 3 ? [...'0123456789ABCDEF'].map((sign) => start + sign) : [],
  );
  const letters = /^[A-Z]{2}-([A-Z]{2})$/.exec(code)?.[1];
  return [...names, ...(letters === undefined ? [] : [letters]), ...nuts, ...seconds];
}
