import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DOCUMENT_KINDS } from '../src/model/index.ts';
import { matura, ROOT } from './commands/matura.ts';

/** What the last release offered: a line for each command, kind of document and output, with its words. */
const RECORD = path.join(ROOT, 'test/promises.txt');

/** The tests that hold each promise of the guide, beside those of this file. */
const HOLDERS: Readonly<Record<string, readonly (readonly [file: string, title: string])[]>> = {
  Packs: [
    ['commands/diff.long.test.ts', 'diff lists the changes in a later edition of a real pack'],
    ['commands/diff.long.test.ts', 'answers of another version are refused without --migrate'],
    ['versions/carry-over.test.ts', 'answers of an older version are moved according to the renames'],
  ],
  'Format of packs': [
    ['conformance/conformance.long.test.ts', ''],
    ['commands/commands.test.ts', 'the bundled packs and policies have no findings and pass their cases'],
    ['promises.long.test.ts', 'everything the last release offered still exists'],
  ],
  'Enterprise files': [
    [
      'store/enterprise-file.test.ts',
      'the first assessment creates the file; later ones are appended without changing earlier text',
    ],
    ['store/enterprise-file.test.ts', 'a file of a later version is distinguished'],
    ['store/chain.test.ts', ''],
    ['commands/past-versions.long.test.ts', 'is read by every command'],
  ],
  'Results, JSON output': [['promises.long.test.ts', 'everything the last release offered still exists']],
  'Result tables': [['promises.long.test.ts', 'columns are in the order of the last release']],
  'Exit codes': [['promises.long.test.ts', 'each exit code has its documented meaning']],
  Options: [['promises.long.test.ts', 'everything the last release offered still exists']],
  Library: [['library.test.ts', 'the library’s declarations are those on record']],
  Texts: [],
  Node: [['package.long.test.ts', '']],
};

/** Outputs in JSON, in the folder of `matura init --example`; the schemas hold those of documents. */
const OUTPUTS = [
  'compare 91350100M000100Y43 --json',
  'config --json',
  'diff quick-scan-china quick-scan-china --json',
  'explain 91350100M000100Y43 total --json',
  'packs --json',
  'portfolio results.csv files --pack quick-scan-china --json',
  'recommend 91350100M000100Y43 --json',
  'record 91350100M000100Y43 --json',
  'redact 91350100M000100Y43 --dry-run --json',
  'rule M303 --json',
  'score miit-sme-2024 answers.yaml --json',
  'test PACK --json',
  'validate PACK --json',
  'verify --json',
  'what-if 91350100M000100Y43 --set Q5=D --json',
];
const PACK = path.join(ROOT, 'questionnaires/quick-scan-china');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'matura-promises-'));
  await matura(['init', folder, '--example', '--lang', 'zh']);
  await matura(['batch', 'quick-scan-china', 'export.csv', '-o', 'results.csv'], { cwd: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const lineOf = (name: string, words: Iterable<string>): string => `${name}: ${[...new Set(words)].sort().join(' ')}`;

async function optionsOf(command: string): Promise<string> {
  const { stdout } = await matura([command, '--help']);
  const listed: string[] = stdout.match(/(?<=^ {2}(-\w, )?)--[a-z-]+/gm) ?? [];
  // The former name of `--programme` is not listed; whoever types it is asked for its value.
  const former = listed.includes('--programme') ? (await matura([command, '--policy'])).stderr : '';
  return lineOf(`matura ${command}`, [...listed, ...(former.includes('--programme <id|path>') ? ['--policy'] : [])]);
}

/** The keys that a schema allows anywhere. */
async function keysOf(kind: string): Promise<string> {
  const found: string[] = [];
  JSON.parse((await matura(['schema', kind])).stdout, (key, value) => {
    if (key === 'properties' && typeof value === 'object') found.push(...Object.keys(value));
    return value;
  });
  return lineOf(`schema ${kind}`, found);
}

/** The keys at the top of an output, and of the first entry of each list there. */
async function outputOf(command: string): Promise<string> {
  const { stdout } = await matura(command.replace('PACK', PACK).split(' '), { cwd: folder });
  const output = JSON.parse(stdout) as Record<string, unknown>;
  const keys = Object.entries(output).flatMap(([key, value]) => {
    const first: unknown = Array.isArray(value) ? value[0] : null;
    return [key, ...(typeof first === 'object' ? Object.keys(first ?? {}).map((inner) => `${key}[].${inner}`) : [])];
  });
  return lineOf(command, keys);
}

test.each(['de', 'zh'])(
  'the promises in %s are those in English, with the same names and numbers',
  async (language) => {
    const [english, translated] = await Promise.all(
      ['promises.md', `promises.${language}.md`].map((name) =>
        readFile(path.join(ROOT, 'examples/guides', name), 'utf8'),
      ),
    );
    const rows = (guide = ''): readonly string[] => guide.match(/^\| \*\*.*$/gm) ?? [];
    // Placeholders in a command are translated.
    const exact = (row: string): string[] =>
      [...row.matchAll(/(?<=`)[\w.-]+(?: [a-z]+)?(?=[^`|]*`)|\d+(?:\.\d+)?/g)].map(([found]) => found).sort();
    expect(rows(translated).map(exact)).toEqual(rows(english).map(exact));
  },
);

test('every promise is covered by tests that exist', async () => {
  const guide = await readFile(path.join(ROOT, 'examples/guides/promises.md'), 'utf8');
  expect([...guide.matchAll(/^\| \*\*(.*?)\*\*/gm)].map(([, name]) => name)).toEqual(Object.keys(HOLDERS));
  for (const [file, title] of Object.values(HOLDERS).flat()) {
    expect(await readFile(path.join(ROOT, 'test', file), 'utf8'), file).toContain(title);
  }
});

test('everything the last release offered still exists', async () => {
  const { stdout } = await matura(['--help']);
  const commands = [...stdout.matchAll(/^ {2}([a-z][a-z-]+)(?: [<[]|\s{2})/gm)].map(([, name = '']) => name);
  const now: string[] = [];
  for (const command of commands) now.push(await optionsOf(command));
  for (const kind of DOCUMENT_KINDS) now.push(await keysOf(kind));
  for (const command of OUTPUTS) now.push(await outputOf(command));
  // At a release the record is deleted, and made anew by this test.
  const record = await readFile(RECORD, 'utf8').catch(() => undefined);
  if (record === undefined) await writeFile(RECORD, `${now.join('\n')}\n`);
  const offered = new Map(now.map((line) => line.split(': ') as [string, string]));
  const gone = (record ?? '').split('\n').flatMap((line) => {
    const [name = '', words = ''] = line.split(': ');
    const present = new Set(offered.get(name)?.split(' '));
    return words.split(' ').flatMap((word) => (present.has(word) || word === '' ? [] : [`${name}: ${word}`]));
  });
  expect(gone).toEqual([]);
});

test('columns are in the order of the last release', async () => {
  const [heading] = (await readFile(path.join(folder, 'results.csv'), 'utf8')).split(/\r?\n/);
  const own = 'district,chain,size,direction,processes,production,customers,data,base,total';
  expect(heading).toBe(`uscc,${own},level,lowest,highest,coverage,warnings`);
});

test('each exit code has its documented meaning', async () => {
  const codeOf = async (...args: string[]): Promise<number> => (await matura(args, { cwd: folder })).code;
  expect(await codeOf('score', 'miit-sme-2024', 'answers.yaml')).toBe(0);
  expect(await codeOf('batch', 'quick-scan-china', 'dirty.csv', '-o', 'dirty-results.csv')).toBe(1);
  expect(await codeOf('score', 'miit-sme-2024', 'answers.yaml', '--no-such-option')).toBe(2);
  expect(await codeOf('score', 'miit-sme-2024', 'no-such-file.yaml')).toBe(3);
});
