import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/index.ts';
import { matura, ROOT } from './matura.ts';

/** The interview needs a person at a terminal. */
const RUN = ['', ...Object.keys(COMMANDS).filter((name) => name !== 'diagnose')];

/** The examples of a help, in their order. */
async function examplesOf(command: string): Promise<readonly string[]> {
  const { stdout } = await matura(command === '' ? ['--help'] : [command, '--help']);
  return [...stdout.matchAll(/^(?:Example:)? +(matura [a-z].*)$/gm)].map(([, line]) => line as string);
}

let home = '';
let folder = '';

const shell = promisify(execFile);

/** What joins commands, sends output elsewhere or takes words from a command: only a shell can do that. */
const NEEDS_SHELL = /[|<>;&`]|\$\(/;

/** Runs a line as a shell would; a line that is one command, in this process, after the shell has split its words. */
async function run(line: string): Promise<{ readonly code: number; readonly stderr: string }> {
  const env = { ...process.env, PATH: `${home}${path.delimiter}${process.env.PATH}`, LC_ALL: 'en_GB.UTF-8' };
  const options = { cwd: folder, env, maxBuffer: 1 << 26 };
  if (!NEEDS_SHELL.test(line)) {
    const { stdout } = await shell('bash', ['-c', `printf '%s\\0' ${line}`], options);
    const [, ...words] = stdout.split('\0').slice(0, -1);
    return matura(words, { cwd: folder });
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
  folder = path.join(home, 'demo');
  const script = path.join(home, 'matura');
  await writeFile(script, `#!/bin/sh\nexec "${process.execPath}" "${path.join(ROOT, 'bin/matura.js')}" "$@"\n`);
  await chmod(script, 0o755);
  expect(await matura(['init', 'demo', '--example', '--lang', 'zh'], { cwd: home })).toMatchObject({
    code: 0,
    stderr: '',
  });
});

afterAll(() => rm(home, { recursive: true, force: true }));

// One after the other: what an example writes, later ones read.
test.each(RUN)('the examples in the help of matura %s can be run in the example folder', async (command) => {
  for (const line of await examplesOf(command)) {
    const { code, stderr } = await run(line);
    // 1 is done, with something to look at; 3 is nothing scored, for nobody has corrected these rows.
    expect(line.includes(' mend.csv ') ? [3] : [0, 1], `${line}\n${stderr}`).toContain(code);
  }
});

test('the help of every command except the five simplest has an example', async () => {
  const without = [];
  for (const command of RUN) if ((await examplesOf(command)).length === 0) without.push(command);
  expect(without).toEqual(['rename', 'packs', 'test', 'rule', 'lsp']);
});
