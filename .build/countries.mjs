// Makes src/model/generated/country-names.ts: the names of countries in every language, by the CLDR of the Node that
// builds, so that all programs know the same.
import path from 'node:path';
import { importSource } from './bundle.mjs';
import { writeIfChanged } from './write-if-changed.mjs';

/** Codes with a name that are no countries: unions, outlying oceans, unknown and test regions. */
const NO_COUNTRIES = /^(EU|EZ|UN|QO|ZZ|X[AB])$/;
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Writes the module: the code (ISO 3166) of each name in plain form. */
export async function generateCountries(root) {
  const { LANGUAGES } = await importSource(root, 'src/i18n/languages.ts');
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  const names = LANGUAGES.flatMap((language) =>
    ['long', 'short'].flatMap((style) => {
      const display = new Intl.DisplayNames([language], { type: 'region', style, fallback: 'none' });
      return (
        codes
          .filter((code) => !NO_COUNTRIES.test(code))
          // Former codes have the name of their successor, such as DD for Germany.
          .filter((code) => new Intl.Locale(`und-${code}`).region === code)
          .flatMap((code) => (display.of(code) === undefined ? [] : [[toPlain(display.of(code)), code]]))
      );
    }),
  );
  const sorted = [...new Map(names)].filter(([name]) => name.length > 1).sort(([a], [b]) => (a < b ? -1 : 1));
  await writeIfChanged(
    path.join(root, 'src/model/generated/country-names.ts'),
    `export const COUNTRY_CODES: Readonly<Record<string, string>> = ${JSON.stringify(Object.fromEntries(sorted), null, 2)};\n`,
  );
}

function toPlain(name) {
  return name.normalize('NFKC').trim().toLowerCase();
}
