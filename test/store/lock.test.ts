import { readdirSync, rmSync } from 'node:fs';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { acquireLock, lockPath, withLock, withLockAtOnce } from '../../src/store/lock.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const problem = (code: string) => expect.objectContaining({ name: 'FileProblem', code });

test('actions under one lock never overlap', async () => {
  const file = path.join(await makeTemporaryFolder(), 'x');
  let [inside, most] = [0, 0];
  const run = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 10 }, () => withLock(file, run)));
  expect(most).toBe(1);
  expect(await readdir(path.dirname(file))).toEqual([]);
});

test('the lock is released when the action under it fails', async () => {
  const file = path.join(await makeTemporaryFolder(), 'x');
  await expect(withLock(file, () => Promise.reject(new Error('inside')))).rejects.toThrow('inside');
  expect(await withLock(file, () => Promise.resolve('again'), { wait: 0 })).toBe('again');
});

test('if a run waits for a lock for some time, the wait is reported', async () => {
  const file = path.join(await makeTemporaryFolder(), 'x');
  const release = await acquireLock(file);
  const start = performance.now();
  const named = { detail: { kind: 'lock', name: path.join(path.dirname(file), '.x.lock') } };
  await expect(acquireLock(file, { wait: 200 })).rejects.toMatchObject({ ...named, code: 'locked' });
  expect(performance.now() - start).toBeGreaterThan(199);
  setTimeout(release, 100);
  await (await acquireLock(file))();
});

test.each<[what: string, make: (lock: string) => Promise<unknown>]>([
  ['a folder', (lock) => mkdir(lock)],
  ['a file', (lock) => writeFile(lock, 'half an enterprise')],
])('the lock of a killed run does not block other runs: %s', async (_, make) => {
  const file = path.join(await makeTemporaryFolder(), 'x');
  const lock = path.join(path.dirname(file), '.x.lock');
  await make(lock);
  await expect(withLock(file, () => Promise.resolve('ran'), { wait: 0 })).rejects.toEqual(problem('locked'));
  const then = new Date(Date.now() - 6000);
  await utimes(lock, then, then);
  expect(await withLock(file, () => Promise.resolve('ran'), { wait: 0 })).toBe('ran');
  expect(await readdir(path.dirname(file))).toEqual([]);
});

test('a lock dated a day ahead also expires, without an error, but not while a process keeps updating it', async () => {
  const file = path.join(await makeTemporaryFolder(), 'x');
  const lock = path.join(path.dirname(file), '.x.lock');
  await mkdir(lock);
  const ahead = (seconds: number) => {
    const time = new Date(Date.now() + 86_400_000 + seconds * 1000);
    return utimes(lock, time, time);
  };
  await ahead(0);
  let touched = 0;
  const touching = setInterval(() => ahead(++touched), 1000);
  await expect(acquireLock(file, { wait: 1500 })).rejects.toEqual(problem('locked'));
  clearInterval(touching);
  await (await acquireLock(file))();
  expect(await readdir(path.dirname(file))).toEqual([]);
});

test('a synchronous action takes the same lock as an asynchronous one, with or without its own lock name', async () => {
  const file = path.join(await makeTemporaryFolder(), 'x');
  const lock = path.join(path.dirname(file), '.x.lock');
  const fresh = `${file}.tmp`;
  await writeFile(fresh, 'all of it');
  // What is no file cannot have a second name, as on a disk that knows none.
  for (const own of [fresh, `${file}.none`]) {
    const during = await withLockAtOnce(file, own, () => readdirSync(path.dirname(file)));
    expect(during).toContain(path.basename(lock));
    expect(await readdir(path.dirname(file))).toEqual(['x.tmp']);
    const order: string[] = [];
    const release = await acquireLock(file);
    const waiting = withLockAtOnce(file, own, () => order.push('ran'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    order.push('released');
    await release();
    await waiting;
    expect(order).toEqual(['released', 'ran']);
    await expect(
      withLockAtOnce(file, own, () => {
        throw new Error('inside');
      }),
    ).rejects.toThrow('inside');
    expect(await readdir(path.dirname(file))).toEqual(['x.tmp']);
  }
});

test('losing the lock during an action does not turn the completed action into a failure', async () => {
  const file = path.join(await makeTemporaryFolder(), 'x');
  await writeFile(`${file}.tmp`, 'all of it');
  for (const own of [`${file}.tmp`, `${file}.none`]) {
    const done = withLockAtOnce(file, own, () => {
      rmSync(lockPath(file), { recursive: true });
      return 'done';
    });
    expect(await done).toBe('done');
  }
});

test('a lock in a folder that does not exist fails at once', async () => {
  const file = path.join(await makeTemporaryFolder(), 'missing', 'x');
  await expect(acquireLock(file)).rejects.toEqual(problem('missing'));
});
