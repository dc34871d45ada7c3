import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, test } from 'vitest';
import { unzip } from '../../src/report/docx/docx-package.ts';
import { matura, scratchFolder } from './matura.ts';

let folder: string;

beforeEach(async () => {
  folder = await scratchFolder();
  const rows = Array.from({ length: 12 }, (_, i) => `K${i},2,2,2`);
  const write = (name: string, text: string): Promise<void> => writeFile(path.join(folder, name), text);
  await write('real.csv', `key,level,lowest,highest\n${rows.join('\n')}\n`);
  await write('made-up.csv', `key,level,lowest,highest,synthetic\n${rows.map((row) => `${row},true`).join('\n')}\n`);
});

async function tell(input: string, ...args: string[]): Promise<string> {
  const run = await matura(['portfolio', input, '--as-of', '2026-11-25', ...args], { cwd: folder });
  expect(run.code, run.stderr).toBe(0);
  return run.stdout;
}

/** All texts of a workbook, from whichever sheet. */
async function textsIn(input: string, lang: string): Promise<string> {
  await tell(input, '--format', 'xlsx', '--lang', lang, '-o', 'out.xlsx');
  const parts = await unzip(await readFile(path.join(folder, 'out.xlsx')));
  return [...parts.values()].map((part) => part.toString('utf8')).join('\n');
}

describe('synthetic data', () => {
  test('JSON has a field for synthetic data, and none for other data', async () => {
    expect(JSON.parse(await tell('made-up.csv', '--json'))).toMatchObject({ asOf: '2026-11-25', synthetic: true });
    expect(JSON.parse(await tell('real.csv', '--json'))).not.toHaveProperty('synthetic');
  });

  test('CSV of synthetic data begins with rows that mark it as synthetic, the same in any language', async () => {
    const about = async (input: string, lang: string): Promise<string[][]> => {
      const rows = parse(await tell(input, '--format', 'csv', '--lang', lang)) as string[][];
      return rows.filter(([table]) => table === 'about');
    };
    const day = ['about', '', 'as-of', '2026-11-25', 'false'];
    for (const lang of ['en', 'de', 'zh']) {
      expect(await about('made-up.csv', lang)).toEqual([day, ['about', '', 'synthetic', 'true', 'false']]);
      expect(await about('real.csv', lang)).toEqual([day]);
    }
  });

  test.each([
    ['en', 'Synthetic data: no enterprise and no figure in it is real.'],
    ['de', 'Synthetische Daten: Kein Unternehmen und keine Zahl darin ist echt.'],
    ['zh', '合成数据：企业和数值均非真实。'],
  ])('in %s a workbook of synthetic data says in words that it is synthetic, with the day', async (lang, said) => {
    const [madeUp, real] = [await textsIn('made-up.csv', lang), await textsIn('real.csv', lang)];
    expect(madeUp).toContain(said);
    expect(real).not.toContain(said);
    for (const texts of [madeUp, real]) expect(texts).toContain('2026-11-25');
  });
});
