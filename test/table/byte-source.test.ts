import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openFile } from '../../src/table/byte-source.ts';
import { scratchFolder } from '../commands/matura.ts';

test('other pending work of the process runs before each chunk of a file is read', async () => {
  const file = path.join(await scratchFolder(), 'export.csv');
  await writeFile(file, 'abcdefgh');
  const source = await openFile(file);
  const [target, seen] = [new Uint8Array(3), [] as string[]];
  let turns = 0;
  for (let count = -1; count !== 0; ) {
    setImmediate(() => {
      turns++;
    });
    count = await source.read(target);
    seen.push(`${turns} ${Buffer.from(target.subarray(0, count))}`);
  }
  await source.close();
  expect(seen).toEqual(['1 abc', '2 def', '3 gh', '4 ']);
});
