import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from './matura.ts';
import { saveAs, useOffice } from './use-office.ts';

useOffice();

test('every bundled funding programme is the same after LibreOffice has saved its workbook', async () => {
  const cwd = await scratchFolder();
  const names = (await readdir(path.join(ROOT, 'questionnaires/policies'))).map((name) => path.parse(name).name);
  await mkdir(path.join(cwd, 'saved'));
  for (const [i, name] of names.entries())
    await matura(['programme', name, '-o', `${name}.xlsx`, '--lang', ['en', 'de', 'zh'][i % 3] as string], { cwd });
  const files = names.map((name) => path.join(cwd, `${name}.xlsx`));
  await saveAs(path.join(cwd, 'saved'), files, 'xlsx');
  for (const name of names) {
    await matura(['programme', `${name}.xlsx`, '-o', `${name}.yaml`], { cwd });
    const { code, stderr } = await matura(['programme', `saved/${name}.xlsx`, '-o', `saved/${name}.yaml`], { cwd });
    expect(code, stderr).toBe(0);
    const [before, after] = await Promise.all(
      [`${name}.yaml`, `saved/${name}.yaml`].map((file) => readFile(path.join(cwd, file), 'utf8')),
    );
    expect(after).toBe(before);
  }
});
