import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { writeAtomic } from '../../src/store/atomic-write.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

test('a signal while a file is being written leaves the old file, and no temporary file beside it', async () => {
  const folder = await makeTemporaryFolder();
  const file = path.join(folder, 'x');
  await writeFile(file, 'old');
  const before = process.listeners('SIGTERM');
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  async function* content(): AsyncGenerator<string> {
    yield 'new';
    await finished;
  }
  const written = writeAtomic(file, content());
  const failed = expect(written).rejects.toMatchObject({ name: 'FileProblem' });
  while ((await readdir(folder)).length < 2) await sleep(1);
  const [listener] = process.listeners('SIGTERM').filter((one) => !before.includes(one));
  listener?.('SIGTERM');
  expect(await readdir(folder)).toEqual(['x']);
  expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, 'SIGTERM');
  expect(process.listeners('SIGTERM')).toEqual(before);
  kill.mockRestore();
  finish();
  await failed;
  expect(await readFile(file, 'utf8')).toBe('old');
});
