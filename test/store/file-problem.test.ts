import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../src/store/folder.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

test('a file where a folder is needed is named, however far above it stands', async () => {
  const file = path.join(await makeTemporaryFolder(), 'notes');
  await writeFile(file, '');
  for (const folder of [file, path.join(file, 'a'), path.join(file, 'a/b/c')]) {
    await expect(makeFolder(folder, folder)).rejects.toMatchObject({ code: 'not-a-folder', path: file });
  }
});
