// The pages of the site, made from what the repository holds: its papers and guides, the help of every command, the rules of
// `validate`, the bundled packs and policies. Nothing is written for the site alone.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import { parse } from 'yaml';
import { main, realWorld } from '../dist/cli.js';
import { LANGUAGES, rootOf, WORDS } from './words.mjs';

const ROOT = path.join(import.meta.dirname, '..');
const readmeOf = (language) => (language === 'en' ? 'README.md' : `README.${language}.md`);
const READMES = new Set(LANGUAGES.map(readmeOf));

/** What a command prints. */
async function matura(...args) {
  const chunks = [];
  const stdout = new Writable({ write: (chunk, _, done) => done(void chunks.push(chunk)) });
  const code = await main(args, { ...realWorld(), stdout, env: { LANG: 'en_GB.UTF-8' } });
  if (code !== 0) throw new Error(`matura ${args.join(' ')}: exit code ${code}`);
  return Buffer.concat(chunks).toString();
}

const titleOf = (text) => /^# (.*)/m.exec(text)[1];
const code = (text, language = 'text') => `\`\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\`\n`;
/** A text of a pack or policy in a language, on one line. */
const pick = (text, language) => (text?.[language] ?? text?.en ?? (typeof text === 'string' ? text : '')).trim();

/**
 * All pages by their address without an ending, `guides/library`, in the order of the menus: their text in Markdown, and
 * the group of the menu they stand in.
 */
export async function readPages() {
  const pages = new Map();
  const add = (address, group, text) => pages.set(address, { group, text, title: titleOf(text) });
  const papers = await readPapers();
  for (const [source, { address, group }] of papers) {
    if (READMES.has(source)) continue;
    const text = await readFile(path.join(ROOT, source), 'utf8');
    const ending = path.extname(source);
    const page =
      ending === '.md'
        ? text
        : `# ${path.basename(source)}\n\n${code(text, ending.slice(1).replace('mjs', 'js') || 'text')}`;
    add(address, group, relink(page, source, papers));
  }
  for (const language of LANGUAGES) {
    const root = rootOf(language).slice(1);
    const overview = await matura('--help', '--lang', language);
    const source = readmeOf(language);
    const readme = relink(await readFile(path.join(ROOT, source), 'utf8'), source, papers);
    pages.set(`${root}index`, { group: 'home', text: renderHome(language, readme), title: 'Matura' });
    add(`${root}commands/index`, 'commands', renderHelp('matura', overview, language));
    for (const [, name] of overview.matchAll(/^ {2}([a-z][a-z-]*)(?: [<[]|\s{2})/gm)) {
      if (name === 'help') continue;
      const help = await matura(name, '--help', '--lang', language);
      add(`${root}commands/${name}`, 'commands', renderHelp(`matura ${name}`, help, language));
    }
    const list = await matura('rule', '--lang', language);
    const rules = await matura('rule', '--format', 'md', '--lang', language);
    for (const [address, text] of renderRules(list, rules, language)) add(`${root}${address}`, 'rules', text);
    for (const [address, group, text] of await readBundled(language)) add(`${root}${address}`, group, text);
  }
  return pages;
}

/** The papers of the repository by their paths there, and each other file that one of them leads to. */
async function readPapers() {
  const papers = new Map();
  for (const name of await guideNames()) {
    const [, guide, language = 'en'] = /^(.*?)(?:\.(\w\w))?\.md$/.exec(name);
    papers.set(`examples/guides/${name}`, { address: `${rootOf(language).slice(1)}guides/${guide}`, group: 'guides' });
  }
  const references = (await readdir(path.join(ROOT, 'questionnaires'))).filter((name) => name.endsWith('.md'));
  for (const name of references) {
    const address = name === 'README.md' ? 'format/index' : `format/${path.parse(name).name}`;
    papers.set(`questionnaires/${name}`, { address, group: 'format' });
  }
  for (const language of LANGUAGES) {
    papers.set(readmeOf(language), { address: `${rootOf(language).slice(1)}index`, group: 'project' });
  }
  // What these lead to is on the site, too.
  for (const [source] of papers) {
    if (!source.endsWith('.md')) continue;
    for (const { target } of linksOf(await readFile(path.join(ROOT, source), 'utf8'), source)) {
      if (papers.has(target) || /\.(png|svg)$/.test(target)) continue;
      papers.set(target, {
        address: `project/${target.replace(/\.md$/, '').replaceAll(/[./]/g, '-')}`,
        group: 'project',
      });
    }
  }
  return papers;
}

/** The guides in the order in which the README names them in English; one that it does not name comes last. */
async function guideNames() {
  const readme = await readFile(path.join(ROOT, 'README.md'), 'utf8');
  const place = (name) => readme.indexOf(`guides/${name.replace(/(\.\w\w)?\.md$/, '.md')}`) >>> 0;
  const names = (await readdir(path.join(ROOT, 'examples/guides'))).filter((name) => name.endsWith('.md'));
  return names.sort((a, b) => place(a) - place(b));
}

const LINK = /\]\((?!https?:|#)([^)#\s]+)(#[^)]*)?\)/g;

/** The links of a paper to other files, as paths in the repository; a folder stands for its README. */
function linksOf(text, source) {
  return [...text.matchAll(LINK)].map((match) => ({ target: targetOf(match[1], source) }));
}

function targetOf(link, source) {
  const target = path.posix.join(path.posix.dirname(source), link).replace(/\/$/, '');
  return path.basename(target).includes('.') || target === 'LICENSE' ? target : `${target}/README.md`;
}

function relink(text, source, papers) {
  return text.replaceAll(LINK, (_, link, anchor = '') => {
    const target = targetOf(link, source);
    return `](/${papers.get(target)?.address.replace(/index$/, '') ?? path.basename(target)}${anchor})`;
  });
}

/** The help of a command as a page: what stands below each other on a terminal is a list. */
function renderHelp(name, help, language) {
  const [usage, ...blocks] = help.trimEnd().split('\n\n');
  const [, words, typed] = /^(.*?[:：]) *([\s\S]*)$/.exec(usage);
  return [
    `# ${name}`,
    `${words} \`${joinLines(typed.split('\n'))}\``,
    ...blocks.map((block) => renderBlock(block, name, language)),
  ].join('\n\n');
}

function renderBlock(block, name, language) {
  const [first, ...lines] = block.split('\n');
  if (!lines.length || !lines.every((line) => line.startsWith('  '))) return joinLines([first, ...lines]);
  const heading = /^(.*?)[:：]$/.exec(first)?.[1];
  if (!heading) return joinLines([first, ...lines]);
  // Commands to be typed have nothing beside them.
  if (lines.every((line) => /^ {2}(matura|#|MATURA)/.test(line))) {
    return `## ${heading}\n\n${code(lines.map((line) => line.slice(2)).join('\n'), 'sh')}`;
  }
  const items = [];
  for (const line of lines) {
    const [, term, rest] = /^ {2}(\S.*?)(?: {2,}(.*))?$/.exec(line) ?? [];
    if (term) items.push([term, rest ?? '']);
    else items.at(-1).push(line.trim());
  }
  const list = items.map(([term, ...texts]) => {
    const command = name === 'matura' && /^[a-z-]+/.exec(term)?.[0];
    const address = `${rootOf(language)}commands/${command}`;
    const shown = command && command !== 'help' && !term.startsWith('-') ? `[\`${term}\`](${address})` : `\`${term}\``;
    return `- ${shown}  \n  ${joinLines(texts)}`;
  });
  return `## ${heading}\n\n${list.join('\n')}`;
}

/** Lines of a paragraph as one; no blank between two characters of Chinese. */
function joinLines(lines) {
  return lines
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n')
    .replaceAll(/(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])/g, '')
    .replaceAll('\n', ' ');
}

/**
 * The rules of `validate`: a page for each family, and one that lists them all. `list` is what a terminal shows: a family,
 * then code, name, severity and title of each of its rules; `rules` are their texts.
 */
function renderRules(list, rules, language) {
  const texts = new Map(rules.split(/^(?=# [A-Z]\d+ )/m).map((text) => [titleOf(text).split(' ')[0], text]));
  const families = list.split('\n\n').flatMap((family) => {
    const [heading, ...lines] = family.trimEnd().split('\n');
    const found = lines.map((line) => line.trim().split(/ {2,}/)).filter(([code]) => texts.has(code));
    return found.length ? [{ heading, address: `rules/${found[0][0].slice(0, 2)}`, found }] : [];
  });
  const lists = families.map(({ heading, address, found }) => {
    const link = ([code, name]) =>
      `[${code} ${name}](${rootOf(language)}${address}#${`${code}-${name}`.toLowerCase()})`;
    const items = found.map(([code, name, severity, title]) => `- ${link([code, name])}, ${severity}: ${title}`);
    return `## ${heading}\n\n${items.join('\n')}`;
  });
  return [
    ['rules/index', [`# ${WORDS[language].rules}`, ...lists].join('\n\n')],
    ...families.map(({ heading, address, found }) => [
      address,
      [`# ${heading}`, ...found.map(([code]) => lowerHeadings(texts.get(code)))].join('\n\n'),
    ]),
  ];
}

/** A page as a section of another: its title is a heading, its headings are words in bold; code stays as it is. */
function lowerHeadings(text) {
  return text
    .split(/^(?=```)/m)
    .map((part, i) => (i % 2 ? part : part.replaceAll(/^## (.*)/gm, '**$1**').replace(/^# /m, '## ')))
    .join('');
}

/** The bundled packs and policies in a language. */
async function readBundled(language) {
  const { packs, policies } = JSON.parse(await matura('packs', '--json'));
  const read = async (file) => parse(await readFile(file, 'utf8'));
  /** Files of a pack; a variant has the keys of the pack that it extends, where it does not replace them. */
  const readParts = async (folder, names) => {
    const own = await Promise.all(names.map((name) => read(path.join(folder, `${name}.yaml`))));
    const base = packs.find(({ id }) => id === own[0].extends);
    const inherited = base ? await readParts(base.path, names) : [];
    return own.map((part, i) => ({ ...inherited[i], ...part }));
  };
  const words = WORDS[language];
  const opening = ({ title, text, id, version }, rest = []) => [
    `# ${pick(title, language)}`,
    pick(text, language),
    [`\`${id}\``, `${words.version} ${version}`, ...rest].join(' · '),
  ];
  const section = (heading, items) => (items.length ? [`## ${heading}`, ...items] : []);
  const packPages = packs.map(async ({ path: folder }) => {
    const [questionnaire, measures] = await readParts(folder, ['questionnaire', 'measures']);
    const asked = (question) => renderQuestion(question, questionnaire.optionSets, language);
    const sections = questionnaire.sections.flatMap(({ id, title, questions }) =>
      section(pick(title, language) || id, questions.map(asked)),
    );
    const facts = questionnaire.facts.filter(({ type }) => type).map(asked);
    const page = [
      ...opening(questionnaire),
      ...sections,
      ...section(words.facts, facts),
      ...section(words.source, sourcesOf(questionnaire, language)),
      ...section(words.measures, [
        ...sourcesOf(measures, language),
        ...measures.measures.map((measure) => renderItem(measure, language)),
      ]),
    ];
    return [`packs/${questionnaire.id}`, 'packs', page.join('\n\n')];
  });
  const policyPages = policies.map(async ({ path: file }) => {
    const policy = await read(file);
    const { from = '…', to = '…' } = policy.valid ?? {};
    const items = (list) => (list ?? []).map((item) => renderItem(item, language));
    const page = [
      ...opening(policy, policy.valid ? [`${from} – ${to}`] : []),
      ...(policy.places ? [`${words.places}: ${policy.places.join(', ')}`] : []),
      ...section(words.source, sourcesOf(policy, language)),
      ...section(words.tracks, items(policy.tracks)),
      ...section(words.instruments, items(policy.instruments)),
    ];
    return [`policies/${policy.id}`, 'policies', page.join('\n\n')];
  });
  return Promise.all([...packPages, ...policyPages]);
}

function renderQuestion({ id, text, title, unit, options, labels }, sets, language) {
  const named = typeof options === 'string' ? sets[options] : (options ?? []);
  const choices = [
    ...named.map((option) => [option.id ?? option, pick(option.text, language)]),
    ...Object.entries(labels ?? {}).map(([value, label]) => [value, pick(label, language)]),
  ];
  const asked = `\`${id}\` ${pick(text ?? title, language)}${unit ? ` (${pick(unit, language)})` : ''}`;
  return [
    asked,
    ...(choices.length ? [choices.map(([value, label]) => `- \`${value}\` ${label}`).join('\n')] : []),
  ].join('\n\n');
}

/** A measure, track or instrument with where it comes from. */
function renderItem({ id, title, text, source }, language) {
  return [`### ${pick(title, language)}`, `\`${id}\``, pick(text, language), ...sourcesOf({ source }, language)]
    .filter(Boolean)
    .join('\n\n');
}

function sourcesOf({ source }, language) {
  if (!source) return [];
  const { document = '', url, date, verified, note } = source;
  const words = WORDS[language];
  const name = url ? `[${document || url}](${url})` : document;
  const compared = verified ? words.verified : words.unverified;
  return [`> ${[name, date, compared].filter(Boolean).join(' · ')}${note ? `\n>\n> ${pick(note, language)}` : ''}`];
}

/** The first page of a language: what its README says Matura is, where to begin, and the rest of the README below. */
function renderHome(language, readme) {
  const root = rootOf(language);
  const words = WORDS[language];
  const [, tagline, rest] = /^# .*\n\n([\s\S]*?)\n\n([\s\S]*)$/.exec(readme);
  const home = {
    layout: 'home',
    hero: {
      name: 'Matura',
      tagline: joinLines(tagline.split('\n')),
      actions: [
        { theme: 'brand', text: words.begin, link: `${root}guides/first-diagnosis` },
        { theme: 'alt', text: words.commands, link: `${root}commands/` },
      ],
    },
  };
  return `---\n${JSON.stringify(home)}\n---\n\n${rest}`;
}
