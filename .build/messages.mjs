// Makes src/i18n/generated/: the messages of each language as functions, compiled from its YAML files in ICU MessageFormat,
// and the types of their arguments, which follow from English. What a language lacks is English.
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/compile-module.js';
import { parse } from '@messageformat/parser';
import { parse as parseYaml } from 'yaml';
import { writeIfChanged } from './write-if-changed.mjs';

const ENGLISH = 'en';
/** Areas that are loaded apart from the others. */
const APART = ['help', 'problems', 'programmes', 'rules'];

/** Writes the modules of all languages; throws an error that names the file and the message with a mistake. */
export async function generateMessages(root) {
  const folder = path.join(root, 'src/i18n/generated');
  const english = await readAreas(root, ENGLISH);
  const languages = await listLanguages(root);
  for (const stale of await readdir(folder).catch(() => [])) {
    if (!languages.includes(stale)) await rm(path.join(folder, stale), { recursive: true });
  }
  for (const language of languages) {
    const areas = language === ENGLISH ? english : await readAreas(root, language);
    const target = path.join(folder, language);
    await mkdir(target, { recursive: true });
    await writeIfChanged(
      path.join(target, 'lists.js'),
      listsModule({ ...english.language.lists, ...areas.language?.lists }),
    );
    for (const [area, messages] of Object.entries(english)) {
      const own = areas[area] ?? {};
      const file = `src/i18n/${language}/${area}.yaml`;
      checkKeys(own, messages, file);
      checkListStyles(own, english.language.lists, file);
      const shared =
        area === 'problems' ? { ...messages, problems: pickKeys(messages.problems, own.problems) } : messages;
      await writeIfChanged(path.join(target, `${area}.js`), areaModule(language, shared, own));
      const types = language === ENGLISH ? areaTypes(messages) : `export * from '../${ENGLISH}/${area}.js';\n`;
      await writeIfChanged(path.join(target, `${area}.d.ts`), types);
    }
    const together = Object.keys(english).filter((area) => !APART.includes(area));
    await writeIfChanged(path.join(target, 'index.js'), indexModule(together));
    await writeIfChanged(path.join(target, 'index.d.ts'), indexTypes(together));
  }
}

/** The messages that a language lacks, as `area.key`. */
export async function listUntranslated(root, language) {
  const [english, areas] = [await readAreas(root, ENGLISH), await readAreas(root, language)];
  return Object.entries(english).flatMap(([area, messages]) =>
    leavesOf(messages)
      .filter(({ keys }) => lookUp(areas[area], keys) === undefined)
      .map(({ keys }) => [area, ...keys].join('.')),
  );
}

export async function listLanguages(root) {
  const entries = await readdir(path.join(root, 'src/i18n'), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && entry.name !== 'generated').map(({ name }) => name);
}

/** The YAML files of a language by their names. */
async function readAreas(root, language) {
  const folder = path.join(root, 'src/i18n', language);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const read = async (name) => {
    try {
      return [path.basename(name, '.yaml'), parseYaml(await readFile(path.join(folder, name), 'utf8')) ?? {}];
    } catch (error) {
      throw new Error(`src/i18n/${language}/${name}: ${error.message}`);
    }
  };
  const { phrases, rules, ...areas } = Object.fromEntries(await Promise.all(files.map(read)));
  return { ...areas, ...partRules(phrases, rules, areas.language?.language) };
}

/** What findings say is loaded without the pages of their rules and without the other areas. */
function partRules(phrases, { rules = {} } = {}, { variants } = {}) {
  const texts = Object.entries(rules).map(([code, { problem, ...page }]) => ({ code, problem, page }));
  const problems = texts.flatMap(({ code, problem }) => (problem === undefined ? [] : [[code, problem]]));
  return {
    problems: { problems: Object.fromEntries(problems), ...phrases, variants },
    rules: { rules: Object.fromEntries(texts.map(({ code, page }) => [code, page])) },
  };
}

/** Texts and data with the keys that lead to them; a sequence is data. */
function leavesOf(value, keys = []) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ keys, value }];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...keys, key]));
}

function lookUp(value, keys) {
  return keys.reduce((inner, key) => (Object.hasOwn(inner ?? {}, key) ? inner[key] : undefined), value);
}

function pickKeys(messages, wanted = {}) {
  return Object.fromEntries(Object.entries(messages).filter(([key]) => Object.hasOwn(wanted, key)));
}

function checkKeys(own, english, file) {
  for (const { keys, value } of leavesOf(own)) {
    const counterpart = lookUp(english, keys);
    if (counterpart === undefined) throw new Error(`${file}: English has no message ${keys.join('.')}`);
    if (typeof value !== 'string' || typeof counterpart !== 'string') continue;
    const [known, used] = [argumentsOf(counterpart, keys), argumentsOf(value, keys, file)];
    const unknown = [...used.keys()].filter((name) => !known.has(name));
    if (unknown.length > 0) throw new Error(`${file}: ${keys.join('.')} has no argument ${unknown.join(', ')}`);
    const bare = [...used].filter(([name, uses]) => known.get(name).has('optional') && uses.has('shown'));
    if (bare.length > 0) throw new Error(`${file}: ${keys.join('.')} needs a case none for ${bare[0][0]}`);
  }
}

/** Throws an error for a list in a style that no language has. */
function checkListStyles(messages, { quotes, ...separators }, file) {
  const styles = [...Object.keys(separators), 'quoted'];
  const check = (tokens, keys) => {
    for (const token of tokens) {
      const style =
        token.key === 'list'
          ? token.param
              ?.map(({ value }) => value)
              .join('')
              .trim()
          : undefined;
      if (style !== undefined && !styles.includes(style))
        throw new Error(`${file}: ${keys.join('.')}: lists have no style ${style}; there are ${styles.join(', ')}`);
      for (const { tokens: inner } of token.cases ?? []) check(inner, keys);
    }
  };
  for (const { keys, value } of leavesOf(messages)) if (typeof value === 'string') check(parse(value), keys);
}

/**
 * How each argument of a message is used: `text`, `number`, `list`, `boolean`; `optional` where a case `none` is for its
 * absence, and `shown` where it is written outside of such a choice.
 */
function argumentsOf(message, keys, file = `src/i18n/${ENGLISH}`) {
  const uses = new Map();
  const add = (name, use) => uses.set(name, (uses.get(name) ?? new Set()).add(use));
  const walk = (tokens, chosen) => {
    for (const token of tokens) {
      const isChosen = chosen.includes(token.arg);
      const cases = (token.cases ?? []).map(({ key }) => key);
      if (token.type === 'argument') add(token.arg, 'text');
      else if (token.type === 'function') add(token.arg, { number: 'number', list: 'list' }[token.key] ?? 'text');
      else if (token.type === 'plural' || token.type === 'selectordinal') add(token.arg, 'number');
      else if (cases.includes('none')) add(token.arg, 'optional');
      else if (token.type === 'select') add(token.arg, cases.includes('true') ? 'boolean' : 'text');
      if ((token.type === 'argument' || token.type === 'function') && !isChosen) add(token.arg, 'shown');
      for (const { key, tokens: inner } of token.cases ?? [])
        walk(inner, cases.includes('none') && key !== 'none' ? [...chosen, token.arg] : chosen);
    }
  };
  try {
    walk(parse(message), []);
  } catch (error) {
    throw new Error(`${file}: ${keys.join('.')}: ${error.message}`);
  }
  return uses;
}

/** An area of a language: its own messages, and English ones where it has none. */
function areaModule(language, english, own) {
  const leaves = leavesOf(english).map(({ keys, value }) => {
    const translated = lookUp(own, keys);
    return { keys, value: translated ?? value, language: translated === undefined ? ENGLISH : language };
  });
  const imports = new Set();
  const sources = new Map(leaves.map((leaf) => [leaf, JSON.stringify(leaf.value)]));
  for (const used of new Set(leaves.map((leaf) => leaf.language))) {
    const messages = leaves.filter((leaf) => leaf.language === used && typeof leaf.value === 'string');
    const compiled = compile(
      used,
      messages.map(({ value }) => value),
    );
    for (const line of compiled.imports) imports.add(line);
    messages.forEach((leaf, i) => {
      const hasArguments = argumentsOf(leaf.value, leaf.keys).size > 0;
      // Quotes that keep braces from being read as arguments are gone from a text alone, too.
      sources.set(leaf, hasArguments ? compiled.functions[i] : compiled.functions[i].replace(/^\(\) => /, ''));
    });
  }
  const structure = {};
  for (const [{ keys }, source] of sources) {
    const parent = keys.slice(0, -1).reduce((inner, key) => (inner[key] ??= {}), structure);
    parent[keys.at(-1)] = source;
  }
  const exported = Object.entries(structure).map(([key, value]) => `export const ${key} = ${sourceOf(value)};`);
  return [...imports, ...exported, ''].join('\n');
}

function sourceOf(value) {
  if (typeof value === 'string') return value;
  return `{${Object.entries(value).map(([key, inner]) => `\n${JSON.stringify(key)}: ${sourceOf(inner)}`)}}`;
}

/** Messages of one language as the sources of functions, and what they import. */
function compile(language, messages) {
  const runtime = '../../message-runtime.ts';
  const own = (id, module) => ({ formatter: () => '', id, module });
  const customFormatters = {
    list: own('list', './lists.js'),
    escaped: own('escaped', runtime),
    hanzi: own('hanzi', runtime),
  };
  const format = new MessageFormat(language, { customFormatters });
  const module = compileModule(format, Object.fromEntries(messages.map((message, i) => [`m${i}`, message])));
  const [imports, body] = module.split('export default ');
  const functions = body.split('\n').flatMap((line) => /^ {2}m\d+: (.*?),?$/.exec(line)?.[1] ?? []);
  if (functions.length !== messages.length) throw new Error('the compiler of messages writes them in another form');
  return {
    functions,
    // The runtime of ours knows absent arguments, which are the case `none`.
    imports: imports
      .split('\n')
      .filter(Boolean)
      .map((line) => line.replace('"@messageformat/runtime"', JSON.stringify(runtime))),
  };
}

function listsModule(lists) {
  return `import { createList } from '../../message-runtime.ts';
export const list = createList(${JSON.stringify(lists)});
`;
}

function indexModule(areas) {
  const imports = areas.map((area) => `import * as ${area} from './${area}.js';`);
  return `${imports.join('\n')}\nexport const messages = { ${areas.map((area) => `...${area}`).join(', ')} };\n`;
}

function indexTypes(areas) {
  const types = areas.map((area) => `typeof import('../${ENGLISH}/${area}.js')`);
  return `export declare const messages: ${types.join(' &\n  ')};\n`;
}

/** The types of English messages. */
function areaTypes(messages) {
  return `${Object.entries(messages)
    .map(([key, value]) => `export declare const ${key}: ${typeOf(value, [key])};`)
    .join('\n')}\n`;
}

function typeOf(value, keys) {
  if (typeof value === 'string') {
    const uses = [...argumentsOf(value, keys)];
    if (uses.length === 0) return 'string';
    return `(given: { ${uses.map(([name, use]) => argumentType(name, use, keys)).join('; ')} }) => string`;
  }
  if (Array.isArray(value)) return `readonly ${value.length === 0 ? 'never' : typeOf(value[0], keys)}[]`;
  if (typeof value !== 'object') return typeof value;
  const members = Object.entries(value).map(
    ([key, inner]) => `readonly ${JSON.stringify(key)}: ${typeOf(inner, [...keys, key])}`,
  );
  return `{ ${members.join('; ')} }`;
}

function argumentType(name, uses, keys) {
  const kinds = [...uses].filter((use) => use !== 'optional' && use !== 'shown');
  const types = { text: 'string', number: 'number', list: 'readonly string[]', boolean: 'boolean' };
  const named = [...new Set(kinds.map((use) => types[use]))];
  if (named.length > 1) throw new Error(`src/i18n/${ENGLISH}: ${keys.join('.')}: ${name} is used in two ways`);
  const type = named[0] ?? 'string';
  return uses.has('optional') ? `readonly ${name}?: ${type} | null | undefined` : `readonly ${name}: ${type}`;
}
