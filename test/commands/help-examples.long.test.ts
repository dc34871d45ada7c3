import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/index.ts';
import { matura, ROOT } from './matura.ts';

/** The interview needs a person at a terminal. */
const RUN = ['', ...Object.keys(COMMANDS).filter((name) => name !== 'diagnose')];

/** The examples of a help, in their order. */
async function examplesOf(command: string, lang: string): Promise<readonly string[]> {
  const { stdout } = await matura([...(command === '' ? [] : [command]), '--help', '--lang', lang]);
  return [...stdout.matchAll(/^ {2}(matura [a-z].*)$/gm)].map(([, line]) => line as string);
}

/** The locales of readers, each in the example folder of their language. */
const LOCALES = { en: 'en_GB.UTF-8', de: 'de_DE.UTF-8', zh: 'zh_CN.UTF-8' } as const;
type Lang = keyof typeof LOCALES;
const LANGS = Object.keys(LOCALES) as Lang[];

let home = '';
const folderOf = (lang: Lang): string => path.join(home, lang, 'demo');

const shell = promisify(execFile);

/** What joins commands, sends output elsewhere or takes words from a command: only a shell can do that. */
const NEEDS_SHELL = /[|<>;&`]|\$\(/;

/** Runs a line as a shell would; a line that is one command, in this process, after the shell has split its words. */
async function run(line: string, lang: Lang): Promise<{ readonly code: number; readonly stderr: string }> {
  const env = { ...process.env, PATH: `${home}${path.delimiter}${process.env.PATH}`, LC_ALL: LOCALES[lang] };
  const options = { cwd: folderOf(lang), env, maxBuffer: 1 << 26 };
  if (!NEEDS_SHELL.test(line)) {
    const { stdout } = await shell('bash', ['-c', `printf '%s\\0' ${line}`], options);
    const [, ...words] = stdout.split('\0').slice(0, -1);
    return matura(words, { cwd: folderOf(lang), env: { LC_ALL: LOCALES[lang] } });
  }
  try {
    const { stderr } = await shell('bash', ['-c', line], options);
    return { code: 0, stderr };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, stderr };
  }
}

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'matura-examples-'));
  const script = path.join(home, 'matura');
  await writeFile(script, `#!/bin/sh\nexec "${process.execPath}" "${path.join(ROOT, 'bin/matura.js')}" "$@"\n`);
  await chmod(script, 0o755);
  for (const lang of LANGS) {
    const cwd = path.join(home, lang);
    await mkdir(cwd);
    const made = await matura(['init', 'demo', '--example', '--lang', lang], { cwd });
    expect(made).toMatchObject({ code: 0, stderr: '' });
  }
});

afterAll(() => rm(home, { recursive: true, force: true }));

// One after the other: what an example writes, later ones read.
test.each(LANGS.flatMap((lang) => RUN.map((command) => ({ lang, command }))))(
  'the examples in the help of matura $command in $lang can be run in the example folder',
  async ({ lang, command }) => {
    for (const line of await examplesOf(command, lang)) {
      const { code, stderr } = await run(line, lang);
      // 1 is done, with something to look at; 3 is nothing scored, if all rows that nobody has corrected are rejected again.
      expect(line.includes(' mend.csv ') ? [1, 3] : [0, 1], `${line}\n${stderr}`).toContain(code);
    }
  },
);

test('the help of every command except the five simplest has an example', async () => {
  const without = [];
  for (const command of RUN) if ((await examplesOf(command, 'en')).length === 0) without.push(command);
  expect(without).toEqual(['rename', 'packs', 'test', 'rule', 'lsp']);
});
