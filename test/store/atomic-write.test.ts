import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  createTemporaryPath,
  removeLeftovers,
  stageFile,
  writeAtomic,
  writeFolderAtomic,
} from '../../src/store/atomic-write.ts';
import { FileProblem, toFileProblem } from '../../src/store/file-problem.ts';
import { readBytes, readIfThere } from '../../src/store/folder.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const problem = (code: string, file: string) => expect.objectContaining({ name: 'FileProblem', code, path: file });

describe('writing a file whole', () => {
  test('writing a file makes the folders above it, and replaces an existing file', async () => {
    const root = await makeTemporaryFolder();
    const file = path.join(root, 'a', 'b', 'x.json');
    await writeAtomic(file, 'old', { root });
    await writeAtomic(file, new TextEncoder().encode('新'), { root });
    expect(await readFile(file, 'utf8')).toBe('新');
    expect(await readdir(path.dirname(file))).toEqual(['x.json']);
  });

  test('an output folder that does not exist is reported as a probable mistake and not created', async () => {
    const root = await makeTemporaryFolder();
    const folder = path.join(root, 'a', 'b');
    await expect(writeAtomic(path.join(folder, 'x.json'), 'new')).rejects.toEqual(problem('no-folder', folder));
    await writeFile(path.join(root, 'c'), '');
    const inTheWay = path.join(root, 'c');
    await expect(writeAtomic(path.join(inTheWay, 'x'), 'new')).rejects.toEqual(problem('not-a-folder', inTheWay));
    expect(await readdir(root)).toEqual(['c']);
  });

  test('content written in pieces becomes one file; if writing is interrupted, the old file stays', async () => {
    const file = path.join(await makeTemporaryFolder(), 'x');
    await writeAtomic(file, pieces('a', 'b'));
    await expect(writeAtomic(file, pieces('c', new Error('broken off')))).rejects.toThrow('broken off');
    expect(await readFile(file, 'utf8')).toBe('ab');
    expect(await readdir(path.dirname(file))).toEqual(['x']);
  });

  test.skipIf(process.platform === 'win32')('a file that only its owner can read stays so when replaced', async () => {
    const file = path.join(await makeTemporaryFolder(), 'x');
    await writeAtomic(file, 'old');
    await chmod(file, 0o600);
    await writeAtomic(file, 'new');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('a file where a folder is expected is reported', async () => {
    const root = await makeTemporaryFolder();
    await writeFile(path.join(root, 'files'), '');
    const file = path.join(root, 'files', 'x');
    await expect(writeAtomic(file, 'new')).rejects.toEqual(problem('not-a-folder', path.dirname(file)));
  });

  test('a folder where the file is expected is reported, and the new file is removed', async () => {
    const root = await makeTemporaryFolder();
    const file = path.join(root, 'x');
    await mkdir(file);
    await expect(writeAtomic(file, 'new')).rejects.toEqual(problem('not-a-file', file));
    expect(await readdir(root)).toEqual(['x']);
  });

  test.each([
    ['ENOSPC', 'disk-full', 'free-space'],
    ['EDQUOT', 'disk-full', 'free-space'],
    ['EROFS', 'read-only', 'choose-other-folder'],
    ['EACCES', 'no-permission', 'get-permission'],
    ['EIO', 'failed', 'try-again'],
  ])('the system error %s becomes the problem %s with the advice %s', (system, code, step) => {
    const error = Object.assign(new Error(system), { code: system, syscall: 'write' });
    expect(toFileProblem(error, 'x')).toEqual(expect.objectContaining({ code, step, path: 'x', cause: error }));
  });

  test('an error other than one from the operating system is rethrown unchanged, as a bug', () => {
    const error = new TypeError('x is not a function');
    expect(toFileProblem(error, 'x')).toBe(error);
  });
});

describe('writing a folder whole', () => {
  test.each([false, true])(
    'a folder is written completely or stays as it was: %s; a problem names its final path',
    async (isThere) => {
      const root = await makeTemporaryFolder();
      const folder = path.join(root, 'region');
      if (isThere) await mkdir(folder);
      const fail = (problem: (temporary: string) => Promise<unknown>) =>
        writeFolderAtomic(
          folder,
          async (temporary) => {
            await writeFile(path.join(temporary, 'a'), 'half');
            await problem(temporary);
          },
          new Date(),
        );
      const inside = path.join(folder, 'files');
      const missing = problem('no-folder', inside);
      await expect(fail((one) => writeAtomic(path.join(one, 'files/x'), ''))).rejects.toEqual(missing);
      const told = { place: { line: 3 }, detail: { kind: 'not-json' } } as const;
      await expect(
        fail((one) => Promise.reject(new FileProblem('damaged', path.join(one, 'a'), told))),
      ).rejects.toMatchObject({
        ...told,
        path: path.join(folder, 'a'),
      });
      const outside = path.join(root, 'elsewhere');
      await expect(fail(() => writeAtomic(path.join(outside, 'x'), ''))).rejects.toEqual(problem('no-folder', outside));
      await expect(fail(() => Promise.reject(new RangeError('a bug')))).rejects.toThrow(RangeError);
      expect(await readdir(root, { recursive: true })).toEqual(isThere ? ['region'] : []);
      const fill = async (temporary: string) => {
        await mkdir(path.join(temporary, 'files'));
        await writeFile(path.join(temporary, 'files/x'), 'all');
      };
      await writeFolderAtomic(folder, fill, new Date());
      expect((await readdir(root, { recursive: true })).sort()).toEqual(['region', 'region/files', 'region/files/x']);
    },
  );
});

describe('a file that is written under a temporary name', () => {
  test('a file being written can be read back from any position, and gets its final name at the end', async () => {
    const file = path.join(await makeTemporaryFolder(), 'x');
    await writeFile(file, 'old');
    await chmod(file, 0o600);
    const staged = await stageFile(file);
    const text = 'three pieces of it';
    for (const [from, to] of [[0, 5], [5, 5], [5, 12], [12]] as const) {
      await staged.write(Buffer.from(text.slice(from, to)));
      staged.flush();
    }
    expect(staged.size).toBe(text.length);
    for (let start = 0; start <= text.length; start++)
      expect(Buffer.from(await staged.read(start, 6)).toString()).toBe(text.slice(start, start + 6));
    expect(await readFile(file, 'utf8')).toBe('old');
    await staged.commit();
    // What has its name is not thrown away.
    await staged.discard();
    expect(await readFile(file, 'utf8')).toBe(text);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(path.dirname(file))).toEqual(['x']);
  });

  test('a discarded temporary file leaves no trace; a missing folder, or one of its name, is refused', async () => {
    const root = await makeTemporaryFolder();
    const staged = await stageFile(path.join(root, 'x'));
    await staged.write(Buffer.from('half'));
    staged.flush();
    await staged.discard();
    expect(await readdir(root)).toEqual([]);
    const missing = path.join(root, 'missing');
    await expect(stageFile(path.join(missing, 'x'))).rejects.toEqual(problem('no-folder', missing));
    await mkdir(missing);
    await expect(stageFile(missing)).rejects.toEqual(problem('not-a-file', missing));
  });
});

describe('links', () => {
  test('the output folder stated by the user may be a symbolic link', async () => {
    const root = await makeTemporaryFolder();
    await mkdir(path.join(root, 'real'));
    await symlink(path.join(root, 'real'), path.join(root, 'link'), 'junction');
    await writeAtomic(path.join(root, 'link', 'x'), 'new');
    expect(await readFile(path.join(root, 'real', 'x'), 'utf8')).toBe('new');
  });

  test('a folder inside the user’s that is a link to elsewhere is refused', async () => {
    const [root, outside] = [await makeTemporaryFolder(), await makeTemporaryFolder()];
    const folder = path.join(root, '.drafts');
    await symlink(outside, folder, 'junction');
    await expect(writeAtomic(path.join(folder, 'x'), 'new', { root })).rejects.toEqual(problem('link-outside', folder));
    expect(await readdir(outside)).toEqual([]);
  });

  test('a file that links to another place, or to nothing, is refused and left as it is', async () => {
    const [root, outside] = [await makeTemporaryFolder(), await makeTemporaryFolder()];
    await writeFile(path.join(outside, 'x'), 'theirs');
    for (const target of ['x', 'nothing']) {
      const file = path.join(root, `${target}.json`);
      await symlink(path.join(outside, target), file);
      await expect(writeAtomic(file, 'new')).rejects.toEqual(problem('link-outside', file));
    }
    expect(await readFile(path.join(outside, 'x'), 'utf8')).toBe('theirs');
    expect(await readdir(outside)).toEqual(['x']);
  });

  test('a link within the folder is followed, and stays a link', async () => {
    const root = await makeTemporaryFolder();
    await mkdir(path.join(root, '2026'));
    await writeFile(path.join(root, '2026', 'x'), 'old');
    await symlink(path.join('2026', 'x'), path.join(root, 'x'));
    await writeAtomic(path.join(root, 'x'), 'new');
    expect(await readFile(path.join(root, '2026', 'x'), 'utf8')).toBe('new');
  });

  test.skipIf(process.platform === 'win32')(
    'a file that has become a link since it was checked is not read',
    async () => {
      const root = await makeTemporaryFolder();
      await writeFile(path.join(root, 'x'), 'theirs');
      await symlink('x', path.join(root, 'link'));
      expect(readIfThere(path.join(root, 'x'), 3)?.toString()).toBe('irs');
      expect(() => readIfThere(path.join(root, 'link'))).toThrow(problem('link-outside', path.join(root, 'link')));
    },
  );
});

test.skipIf(process.platform === 'win32')(
  'a path that is not a file, or a huge file, is neither read nor waited for',
  async () => {
    const root = await makeTemporaryFolder();
    const [pipe, socket, large] = ['pipe', 'socket', 'large'].map((name) => path.join(root, name)) as [
      string,
      string,
      string,
    ];
    execFileSync('mkfifo', [pipe]);
    const server = createServer().listen(socket);
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    await writeFile(large, '');
    await truncate(large, (1 << 26) + 1);
    for (const file of [root, pipe, socket]) expect(() => readBytes(file)).toThrow(problem('not-a-file', file));
    expect(() => readBytes(large)).toThrow(problem('too-large', large));
  },
);

describe('temporary files of killed runs', () => {
  test('temporary files of killed runs are removed only once they are more than a day old', async () => {
    const root = await makeTemporaryFolder();
    const own = Array.from({ length: 3 }, () => path.basename(createTemporaryPath(path.join(root, 'X.json'))));
    const names = [...own, '.hidden.tmp', 'X.json'];
    const [, folder = '', young = ''] = names;
    await mkdir(path.join(root, folder));
    for (const name of [...names.filter((one) => one !== folder), `${folder}/x`])
      await writeFile(path.join(root, name), 'half');
    const [now, before] = [new Date('2026-03-03T12:00:01Z'), new Date('2026-03-02T12:00:00Z')];
    for (const name of names) await utimes(path.join(root, name), before, before);
    const yesterday = new Date('2026-03-02T13:00:00Z');
    await utimes(path.join(root, young), yesterday, yesterday);
    await removeLeftovers(root, now);
    expect((await readdir(root)).sort()).toEqual([young, ...names.slice(3)].sort());
    await removeLeftovers(path.join(root, 'missing'), now);
  });
});

async function* pieces(...parts: (string | Error)[]): AsyncGenerator<string> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}
