// Makes src/model/generated/country-names.ts: the names of countries in every language, by the CLDR of the Node that
// builds, so that all programs know the same.
import path from 'node:path';
import { importSource } from './bundle.mjs';
import { writeIfChanged } from './write-if-changed.mjs';

/** Codes with a name that are no countries: unions, oceans and islands of other countries, unknown and test regions. */
const NO_COUNTRIES = /^(EU|EZ|UN|QO|ZZ|X[AB]|AC|CP|CQ|DG|EA|IC|TA)$/;
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Writes the module: the names of each code (ISO 3166) in each language, the usual one first. */
export async function generateCountries(root) {
  const { LANGUAGES } = await importSource(root, 'src/i18n/languages.ts');
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
    // Former codes have the name of their successor, such as DD for Germany.
    (code) => !NO_COUNTRIES.test(code) && new Intl.Locale(`und-${code}`).region === code,
  );
  const namesOf = (code, language) =>
    ['long', 'short'].flatMap(
      (style) => new Intl.DisplayNames([language], { type: 'region', style, fallback: 'none' }).of(code) ?? [],
    );
  const countries = codes.flatMap((code) => {
    const names = LANGUAGES.map((language) => [language, [...new Set(namesOf(code, language))]]);
    return names.every(([, list]) => list.length === 0) ? [] : [[code, Object.fromEntries(names)]];
  });
  await writeIfChanged(
    path.join(root, 'src/model/generated/country-names.ts'),
    `export const COUNTRY_NAMES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = ${JSON.stringify(Object.fromEntries(countries), null, 2)};\n`,
  );
}
