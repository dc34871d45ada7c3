import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from './commands/matura.ts';
import { CHINESE } from './commands/texts-of-china.ts';

const TRANSLATED = /\.(zh|de)\.md$/;
const FOLDER = path.join(ROOT, 'examples/guides');
const GUIDES = (await readdir(FOLDER)).filter((name) => name.endsWith('.md')).sort();
/** Translated guides with an example of their own, and so with commands of their own. */
const WITH_OWN_EXAMPLE = [
  'first-diagnosis.de.md',
  'funding-programme.de.md',
  'trust-and-privacy.de.md',
  'first-diagnosis.zh.md',
  'from-laptop-to-country.zh.md',
  'funding-programme.zh.md',
  'trust-and-privacy.zh.md',
  'programme.zh.md',
  'score-an-export.zh.md',
  'your-first-pack.de.md',
  'your-first-pack.zh.md',
];
/** The other guides in other languages have the commands of these. */
const FOLLOWED = GUIDES.filter((name) => !TRANSLATED.test(name) || WITH_OWN_EXAMPLE.includes(name));
const run = promisify(execFile);

const textOf = (name: string): Promise<string> => readFile(path.join(FOLDER, name), 'utf8');

interface Block {
  readonly language: string;
  readonly text: string;
}

/** The blocks of code of a guide. */
async function blocksOf(name: string): Promise<Block[]> {
  const found = (await textOf(name)).matchAll(/^```(\S+)\n([\s\S]*?)^```$/gm);
  return [...found].map(([, language = '', text = '']) => ({ language, text }));
}

/** What a reader does with a block, as commands; text after a command is what it prints, at most with something to look at. */
function stepsOf({ language, text }: Block, next: Block | undefined, output: string): string[] {
  const here = (command: string): string => `${command} <<'END OF BLOCK'\n${text}END OF BLOCK`;
  if (language === 'yaml') return [here(`cat > ${/^# (\S+)\n/.exec(text)?.[1]}`)];
  if (language === 'diff') return [here('git apply -p0 --unidiff-zero')];
  if (language !== 'sh') return [];
  if (next?.language === 'text') return [`${text.trim()} > '${output}' 2>&1 || [ $? = 1 ]`];
  // The interview needs a person. An export with slips says that there is something to look at.
  const lines = text
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('matura diagnose'));
  return lines.map((line) => (line.includes('dirty.csv') ? `{ ${line} && exit 9; [ $? = 1 ]; }` : line));
}

let home = '';

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'matura-guides-'));
  const script = path.join(home, 'matura');
  await writeFile(script, `#!/bin/sh\nexec "${process.execPath}" "${path.join(ROOT, 'bin/matura.js')}" "$@"\n`);
  await chmod(script, 0o755);
});
afterAll(() => rm(home, { recursive: true, force: true }));

test.each(FOLLOWED)(
  'the commands of the guide %s work from first to last in an empty folder',
  { timeout: 900_000 },
  async (name) => {
    const blocks = await blocksOf(name);
    const outputs = await mkdtemp(path.join(home, 'outputs-'));
    const steps = blocks.flatMap((block, at) => stepsOf(block, blocks[at + 1], path.join(outputs, `${at + 1}`)));
    const cwd = await mkdtemp(path.join(home, 'guide-'));
    const locale = { '.de': 'de_DE.UTF-8', '.zh': 'zh_CN.UTF-8' }[path.extname(path.parse(name).name)] ?? 'en_GB.UTF-8';
    const env = { ...process.env, PATH: `${home}${path.delimiter}${process.env.PATH}`, LC_ALL: locale };
    await run('bash', ['-ec', ['set -x', ...steps].join('\n')], { cwd, env, maxBuffer: 1 << 26 });
    for (const [at, { language, text }] of blocks.entries()) {
      if (language === 'text') expect(await readFile(path.join(outputs, `${at}`), 'utf8')).toBe(text);
      if (language !== 'js') continue;
      // Inside of the repository, where the package's own name leads to it.
      const file = path.join(ROOT, 'examples', `${path.parse(name).name}-${at}.${process.pid}.mjs`);
      await writeFile(file, text);
      try {
        const { stdout } = await run(process.execPath, [file], { env });
        expect(stdout).toContain('answers/Q99');
      } finally {
        await rm(file);
      }
    }
  },
);

/** What is read first and leads to the guides, and the guides; paths in the repository. */
const PAPERS = [
  ...['README.md', 'README.de.md', 'README.zh.md', 'examples/README.md', 'examples/chengdu/README.md'],
  ...GUIDES.map((name) => `examples/guides/${name}`),
];

/** The anchors that GitHub gives to the headings of a paper. */
async function anchorsOf(file: string): Promise<string[]> {
  const text = (await readFile(file, 'utf8')).replace(/^```[\s\S]*?^```/gm, '');
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(PAPERS)('the links of %s lead to existing files and headings', async (name) => {
  const paper = path.join(ROOT, name);
  const links = [...(await readFile(paper, 'utf8')).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
  for (const [, target = '', anchor] of links) {
    const file = target ? path.join(path.dirname(paper), target) : paper;
    await expect(stat(file), target).resolves.toBeDefined();
    if (anchor) expect(await anchorsOf(file), target).toContain(anchor);
  }
});

test.each(GUIDES.filter((name) => !name.endsWith('.zh.md')))(
  'the guide %s has an example that its readers know',
  async (name) => {
    expect((await textOf(name)).match(CHINESE)?.[0]).toBeUndefined();
  },
);

test('a translated guide has the commands of the English one, in the same order', async () => {
  const commandsOf = async (name: string): Promise<string[]> =>
    (await blocksOf(name))
      .filter(({ language }) => language === 'sh')
      .map(({ text }) => text.replaceAll(/ --lang (zh|de|en)| --(assessor|reason|date) "[^"]*"/g, ''));
  const translated = GUIDES.filter((name) => !FOLLOWED.includes(name));
  expect(translated).not.toHaveLength(0);
  for (const name of translated) {
    expect(await commandsOf(name), name).toEqual(await commandsOf(name.replace(TRANSLATED, '.md')));
  }
});
