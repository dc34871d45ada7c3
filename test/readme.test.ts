import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matura, ROOT } from './commands/matura.ts';

const README = await readFile(path.join(ROOT, 'README.md'), 'utf8');

/** The commands of the README that need no terminal, in their order, without what only sets up. */
const COMMANDS = [...README.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .map((line) => line.replace(/^npm ci && /, '').replace(/^node bin\/matura\.js /, 'matura '))
  .filter((line) => line.startsWith('matura ') && !line.startsWith('matura diagnose'));

let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'matura-readme-'));
  for (const folder of ['examples', 'questionnaires']) await symlink(path.join(ROOT, folder), path.join(cwd, folder));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

describe('the README', () => {
  test('has its tour', () => {
    expect(COMMANDS.length).toBeGreaterThanOrEqual(7);
  });

  test.each(COMMANDS)('%s', async (command) => {
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    const run = await matura(words.slice(1), { cwd });
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(run.stdout + run.stderr).not.toBe('');
  });

  test('its first command leaves two files', async () => {
    expect((await readdir(path.join(cwd, 'files'))).filter((name) => !name.startsWith('.'))).toHaveLength(2);
  });

  test('its links lead somewhere', async () => {
    const links = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target = '']) => target);
    for (const target of links) await expect(readFile(path.join(ROOT, target)), target).resolves.toBeDefined();
  });
});
