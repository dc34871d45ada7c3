// Makes src/model/generated/FILE-spellings.ts of src/i18n/LANGUAGE/spellings/FILE.yaml: what people write in tables and
// workbooks, in all languages together, since nobody says in which one a file is. The names of regions stay by language,
// because they are also written.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { importSource } from './bundle.mjs';
import { writeIfChanged } from './write-if-changed.mjs';

/** Writes the generated modules. Throws an error that names the file with a mistake. */
export async function generateSpellings(root) {
  const { LANGUAGES } = await importSource(root, 'src/i18n/languages.ts');
  for (const name of (await readdir(folderOf(root, 'en'))).sort()) {
    if (name === REGIONS) {
      await generateRegionNames(root, LANGUAGES);
      continue;
    }
    const english = await read(root, 'en', name);
    const lists = structuredClone(english);
    for (const language of LANGUAGES.filter((one) => one !== 'en')) {
      if (existsSync(path.join(folderOf(root, language), name)))
        merge(lists, await read(root, language, name), language, name);
    }
    const area = path.basename(name, '.yaml');
    await writeIfChanged(
      path.join(root, `src/model/generated/${area}-spellings.ts`),
      `export const ${area.toUpperCase().replace(/S$/, '')}_SPELLINGS = ${JSON.stringify(lists, null, 2)};\n`,
    );
  }
}

const REGIONS = 'regions.yaml';

/** Writes the names of each region by language; the first one of a language is its usual name. */
async function generateRegionNames(root, languages) {
  const names = {};
  for (const language of languages) {
    if (!existsSync(path.join(folderOf(root, language), REGIONS))) continue;
    for (const [code, list] of Object.entries(await read(root, language, REGIONS)))
      names[code] = { ...names[code], [language]: list };
  }
  await writeIfChanged(
    path.join(root, 'src/model/generated/region-names.ts'),
    `export const REGION_NAMES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = ${JSON.stringify(names, null, 2)};\n`,
  );
}

const folderOf = (root, language) => path.join(root, 'src/i18n', language, 'spellings');

async function read(root, language, name) {
  return parse(await readFile(path.join(folderOf(root, language), name), 'utf8'));
}

/** Adds the words of a language to the lists, each of which English must have. */
function merge(lists, own, language, name, keys = []) {
  for (const [key, words] of Object.entries(own)) {
    const place = `src/i18n/${language}/spellings/${name}: ${[...keys, key].join('.')}`;
    if (!Object.hasOwn(lists, key)) throw new Error(`${place} is not a list that English has`);
    if (!Array.isArray(lists[key])) merge(lists[key], words, language, name, [...keys, key]);
    else if (Array.isArray(words) && words.every((word) => typeof word === 'string')) lists[key].push(...words);
    else throw new Error(`${place} must be a list of texts`);
  }
}
