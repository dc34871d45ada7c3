import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from './commands/matura.ts';

const TRANSLATED = /\.(zh|de)\.md$/;
const FOLDER = path.join(ROOT, 'examples/guides');
const GUIDES = (await readdir(FOLDER)).filter((name) => name.endsWith('.md')).sort();
/** Guides in other languages have the commands of these. */
const FOLLOWED = GUIDES.filter((name) => !TRANSLATED.test(name));
const run = promisify(execFile);

const textOf = (name: string): Promise<string> => readFile(path.join(FOLDER, name), 'utf8');

/** The blocks of code of a guide in a language. */
async function blocksOf(name: string, language: 'sh' | 'js'): Promise<string[]> {
  const found = (await textOf(name)).matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...found].map(([, block = '']) => block);
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
  '%s works from its first command to its last in an empty folder',
  { timeout: 900_000 },
  async (name) => {
    const lines = (await blocksOf(name, 'sh')).flatMap((block) => block.trim().split('\n'));
    // The interview needs a person. An export with slips says that there is something to look at.
    const steps = lines.filter((line) => !line.startsWith('matura diagnose'));
    const checked = steps.map((line) => (line.includes('dirty.csv') ? `{ ${line} && exit 9; [ $? = 1 ]; }` : line));
    const cwd = await mkdtemp(path.join(home, 'guide-'));
    const env = { ...process.env, PATH: `${home}${path.delimiter}${process.env.PATH}`, LC_ALL: 'en_GB.UTF-8' };
    await run('bash', ['-ec', ['set -x', ...checked].join('\n')], { cwd, env, maxBuffer: 1 << 26 });
    for (const [at, block] of (await blocksOf(name, 'js')).entries()) {
      // Inside of the repository, where the package's own name leads to it.
      const file = path.join(ROOT, 'examples', `${path.parse(name).name}-${at}.${process.pid}.mjs`);
      await writeFile(file, block);
      try {
        const { stdout } = await run(process.execPath, [file], { env });
        expect(stdout).toContain('answers/Q99');
      } finally {
        await rm(file);
      }
    }
  },
);

test.each(GUIDES)('the links of %s lead somewhere', async (name) => {
  for (const [, target = ''] of (await textOf(name)).matchAll(/\]\((?!https?:)([^)#]*)(?:#[^)]*)?\)/g)) {
    await expect(stat(path.join(FOLDER, target)), target).resolves.toBeDefined();
  }
});

test('a guide in another language has the commands of the English one, in their order', async () => {
  const commandsOf = async (name: string): Promise<string[]> =>
    (await blocksOf(name, 'sh')).map((block) => block.replaceAll(/ --lang (zh|de)| --(assessor|reason) "[^"]*"/g, ''));
  const translated = GUIDES.filter((name) => TRANSLATED.test(name));
  expect(translated).toHaveLength(4);
  for (const name of translated) {
    expect(await commandsOf(name), name).toEqual(await commandsOf(name.replace(TRANSLATED, '.md')));
  }
});
