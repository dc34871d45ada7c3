import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from './matura.ts';

const EXPORTS = path.join(ROOT, 'examples/exports');
const RESULTS = ['results.csv', 'dirty.csv', 'dirty-rejects.csv'];

describe.each(['quick-scan', 'miit-sme-2024'])('exports of %s', (pack) => {
  const folder = path.join(EXPORTS, pack);
  const layouts = readdirSync(folder).filter((file) => !RESULTS.includes(file));

  test.each(layouts)('%s gives the results of all', async (file) => {
    const cwd = await scratchFolder();
    const run = await matura(['batch', pack, path.join(folder, file), '--quiet', '--jobs', '1'], { cwd });
    expect(run).toMatchObject({ code: 0 });
    expect(await readFile(path.join(cwd, 'results.csv'))).toEqual(await readFile(path.join(folder, 'results.csv')));
  });

  test('every reason of the dirty one is told', async () => {
    const cwd = await scratchFolder();
    const dirty = path.join(folder, 'dirty.csv');
    const { code, stderr } = await matura(['batch', pack, dirty, '--quiet', '--jobs', '1'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('8 rows read; 1 scored; 7 rejected; 1 blank line left out');
    const rejects = await readFile(path.join(cwd, 'rejects.csv'), 'utf8');
    expect(rejects).toBe(await readFile(path.join(folder, 'dirty-rejects.csv'), 'utf8'));
  });
});
