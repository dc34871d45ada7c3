import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { scratchFolder } from '../commands/matura.ts';
import type { Planting } from './planting.ts';
import { plant } from './run-plantings.ts';
import { type Copy, openCopy } from './throwaway-copy.ts';

/** A copy of a small project: a list, three texts and a folder of packages. */
async function openSmallCopy(): Promise<{ readonly copy: Copy; readonly root: string }> {
  const root = await scratchFolder();
  await mkdir(path.join(root, 'node_modules/some'), { recursive: true });
  await writeFile(path.join(root, '.gitignore'), 'node_modules\n');
  for (const name of ['a', 'b', 'c', 'list']) await writeFile(path.join(root, `${name}.txt`), 'one\ntwo\ntwo\n');
  await promisify(execFile)('git', ['init', '--quiet'], { cwd: root });
  const copy = await openCopy(root);
  onTestFinished(() => copy.remove());
  return { copy, root };
}

const planting = (edits: Planting['edits'], others: Partial<Planting> = {}): Planting => ({
  ...{ id: 'small', title: 'something small', most: 3, tests: [], edits },
  probe: async () => {},
  ...others,
});

const inserted = (file: string) => ({ file, after: 'one\n', text: 'more\n' });

test('files edited by hand are counted, but files planted earlier are not', async () => {
  const { copy, root } = await openSmallCopy();
  const first = await plant(copy, planting([inserted('list.txt')]));
  expect(first).toMatchObject({ touched: ['list.txt'], faults: [] });
  const replaced = { file: 'a.txt', replace: 'one', text: '$&' };
  const second = await plant(copy, planting([inserted('b.txt'), replaced]));
  expect(second).toMatchObject({ touched: ['a.txt', 'b.txt'], faults: [] });
  expect(await readFile(path.join(copy.folder, 'list.txt'), 'utf8')).toBe('one\nmore\ntwo\ntwo\n');
  expect(await readFile(path.join(copy.folder, 'a.txt'), 'utf8')).toBe('$&\ntwo\ntwo\n');
  // The project itself stays as it is.
  expect(await readFile(path.join(root, 'list.txt'), 'utf8')).toBe('one\ntwo\ntwo\n');
});

test('an addition that edits one file more than allowed is a fault; a folder counts as one file', async () => {
  const { copy } = await openSmallCopy();
  const four = ['a.txt', 'b.txt', 'c.txt', 'list.txt'].map(inserted);
  expect((await plant(copy, planting(four))).faults).toEqual(['4 files are touched by hand, not 3 at most']);
  const language = planting([], {
    most: 1,
    folders: ['texts/'],
    async edit({ folder }) {
      await mkdir(path.join(folder, 'texts'));
      for (const name of ['a', 'b']) await writeFile(path.join(folder, 'texts', name), '');
    },
  });
  expect(await plant(copy, language)).toMatchObject({ touched: ['texts/'], faults: [] });
});

test.each(['gone', 'two'])(
  'a marker that does not occur exactly once is a fault, and nothing is planted: %s',
  async (replace) => {
    const { copy } = await openSmallCopy();
    const edits = [inserted('a.txt'), { file: 'list.txt', replace, text: 'three' }];
    const { touched, faults } = await plant(copy, planting(edits));
    expect(touched).toEqual([]);
    expect(faults).toEqual([expect.stringContaining(`list.txt has ${replace === 'gone' ? 0 : 2} places for it`)]);
    expect(await copy.changedFiles()).toEqual([]);
  },
);
