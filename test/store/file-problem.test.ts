import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readSystemCode, toFileProblem } from '../../src/store/file-problem.ts';
import { makeFolder } from '../../src/store/folder.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

test('a file in place of a folder is named in the error, at any depth of the path', async () => {
  const file = path.join(await makeTemporaryFolder(), 'notes');
  await writeFile(file, '');
  for (const folder of [file, path.join(file, 'a'), path.join(file, 'a/b/c')]) {
    await expect(makeFolder(folder, folder)).rejects.toMatchObject({ code: 'not-a-folder', path: file });
  }
});

const failed = (code: unknown) => Object.assign(new Error('failed'), { syscall: 'open', code });

test.each([
  ['ENOSPC', { code: 'disk-full' }],
  ['EXDEV', { code: 'failed', detail: { kind: 'said', text: 'EXDEV' } }],
])('the system error %s is a problem with a file', (code, problem) => {
  const found = toFileProblem(failed(code), 'KEY.json');
  expect(found).toMatchObject({ name: 'FileProblem', path: 'KEY.json', detail: undefined, ...problem });
});

test.each([[Object.assign(new Error('a bug'), { code: 'ERR_INVALID_ARG_TYPE' })], [failed(17)], ['ENOENT']])(
  'an error that does not come from the system is passed on unchanged: %s',
  (error) => {
    expect(readSystemCode(error)).toBeUndefined();
    expect(toFileProblem(error, 'KEY.json')).toBe(error);
  },
);
