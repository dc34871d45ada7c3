import { mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { lockPath } from '../../src/store/lock.ts';
import { findFile, replaceFiles } from '../../src/store/replace-files.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const problem = (code: string) => expect.objectContaining({ name: 'FileProblem', code });

/** A folder with one of two files, and a change of both. */
async function begin() {
  const root = await makeTemporaryFolder();
  const [own, beside] = [path.join(root, 'own'), path.join(root, 'beside')];
  await writeFile(own, 'old');
  const changes = [
    { found: findFile(beside, root), content: 'first' },
    { found: findFile(own, root), content: Buffer.from('second') },
  ];
  return { root, own, beside, changes };
}

const unfinished = (names: readonly string[]): string[] => names.filter((name) => name.startsWith('.'));

test('several files get their new contents together, and no temporary file is left beside them', async () => {
  const { root, own, beside, changes } = await begin();
  expect(await replaceFiles(own, changes)).toBe(true);
  expect([await readFile(beside, 'utf8'), await readFile(own, 'utf8')]).toEqual(['first', 'second']);
  expect(await readdir(root)).toEqual(['beside', 'own']);
});

test.each<[what: string, meddle: (paths: { own: string; beside: string }) => Promise<unknown>]>([
  ['another content', ({ own }) => writeFile(own, 'mine')],
  ['no file any more', ({ own }) => rm(own)],
  ['a file where there was none', ({ beside }) => writeFile(beside, 'mine')],
  ['a folder in its place', ({ beside }) => mkdir(beside)],
  ['a link that leads nowhere', ({ beside }) => symlink('nowhere', beside)],
])('if there is %s in the meantime, no file is replaced', async (_, meddle) => {
  const { root, own, beside, changes } = await begin();
  await meddle({ own, beside });
  const before = await readdir(root);
  expect(await replaceFiles(own, changes)).toBe(false);
  expect(await readdir(root)).toEqual(before);
  expect(await readFile(own, 'utf8').catch(() => undefined)).not.toBe('second');
});

test('a link to a file is followed when replacing; a link that has become a file is left alone', async () => {
  const { root, own } = await begin();
  const link = path.join(root, 'link');
  await symlink('own', link);
  expect(await replaceFiles(own, [{ found: findFile(link, root), content: 'new' }])).toBe(true);
  expect(await readFile(own, 'utf8')).toBe('new');
  const changes = [{ found: findFile(link, root), content: 'newer' }];
  await rm(link);
  expect(await replaceFiles(own, changes)).toBe(false);
  await writeFile(link, 'new');
  expect(await replaceFiles(own, changes)).toBe(false);
  expect([await readFile(link, 'utf8'), await readFile(own, 'utf8')]).toEqual(['new', 'new']);
});

test('a link that now leads elsewhere is left alone, and so is its former target', async () => {
  const { root, own } = await begin();
  const link = path.join(root, 'link');
  await symlink('own', link);
  const changes = [{ found: findFile(link, root), content: 'new' }];
  await rm(link);
  await writeFile(link, 'mine');
  expect(await replaceFiles(link, changes)).toBe(false);
  expect([await readFile(link, 'utf8'), await readFile(own, 'utf8')]).toEqual(['mine', 'old']);
});

test.each<[what: string, make: (lock: string) => Promise<unknown>]>([
  ['a folder', (lock) => mkdir(lock)],
  ['a file', (lock) => writeFile(lock, '')],
])('replacing files waits for the lock of another run: %s', async (_, make) => {
  const { root, own, changes } = await begin();
  const lock = lockPath(own);
  await make(lock);
  const replaced = replaceFiles(own, changes);
  await sleep(200);
  expect(await readFile(own, 'utf8')).toBe('old');
  expect(unfinished(await readdir(root))).toHaveLength(3);
  // As old as that of a killed run.
  const then = new Date(Date.now() - 6000);
  await utimes(lock, then, then);
  expect(await replaced).toBe(true);
  expect(await readdir(root)).toEqual(['beside', 'own']);
});

test('if the folder of the files is missing, that is reported and no file is written', async () => {
  const { root, own, changes } = await begin();
  await rm(root, { recursive: true });
  await expect(replaceFiles(own, changes)).rejects.toEqual(problem('missing'));
});
