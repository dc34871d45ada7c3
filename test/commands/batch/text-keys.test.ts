import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';
import { readCsv } from './sample-export.ts';

const HEADINGS = ['registration', 'name', 'country', 'employees'].concat(
  'internetAccess,fastInternet,erp,crm,dataAnalytics,ai,cloudAdvanced,cloudBought,socialMediaTwo'.split(','),
  'socialMedia,webSalesConsumers,ecommerce'.split(','),
);

/** The rejects of rows with these keys, by key. */
async function rejectedOf(keys: readonly string[]): Promise<readonly (string | undefined)[][]> {
  const cwd = await scratchFolder();
  const rows = keys.map((key, i) => [key, `Firma ${i}`, 'DE', '45', ...HEADINGS.slice(4).map(() => 'true')]);
  await writeFile(path.join(cwd, 'a.csv'), [HEADINGS, ...rows].map((cells) => `${cells.join(',')}\n`).join(''));
  await matura(['batch', 'digital-intensity', 'a.csv'], { cwd });
  return (await readCsv(cwd, 'a.rejects.csv')).map(({ value, rule }) => [value, rule]);
}

test('keys that a spreadsheet turned into numbers are rejected, whatever the key fact is called', async () => {
  expect(await rejectedOf(['9.15101E+17', '1234500.0', '915101000606000000', 'HRB 45.0'])).toEqual([
    ['9.15101E+17', 'mangled-id'],
    ['1234500.0', 'mangled-id'],
    ['915101000606000000', 'mangled-id'],
  ]);
});

test('cells with words that mean “no key” are not read as keys', async () => {
  const words = ['-', '无', 'N/A', '待定', 'keine'];
  expect(await rejectedOf(words)).toEqual(words.map((word) => [expect.stringContaining(word), 'required-fact']));
});

test('valid keys are left unchanged, including the spaces, dots and letters that registers use', async () => {
  expect(
    await rejectedOf(['HRB 12345 Köln', 'CHE-116.281.710', '0123.456.789', '9E5', 'DE136695976', '12345', 'nv']),
  ).toEqual([]);
});

test('keys that differ only in spaces, hyphens or leading zeros are remarked on with their lines', async () => {
  const remarksOf = async (keys: readonly string[]): Promise<unknown> => {
    const cwd = await scratchFolder();
    const rows = keys.map((key, i) => [key, `Firma ${i}`, 'DE', '45', ...HEADINGS.slice(4).map(() => String(i % 2))]);
    await writeFile(path.join(cwd, 'a.csv'), [HEADINGS, ...rows].map((cells) => `${cells.join(',')}\n`).join(''));
    const { stdout } = await matura(['batch', 'digital-intensity', 'a.csv', '--json'], { cwd });
    const remarks: readonly { readonly code: string; readonly pairs: unknown }[] = JSON.parse(stdout).remarks ?? [];
    return remarks.find(({ code }) => code === 'similar-keys')?.pairs;
  };
  expect(await remarksOf(['DE 1234', 'DE9', 'DE1234', 'KRS\u00a012 34', 'KRS 1234', 'x'])).toEqual([
    [5, 6],
    [2, 4],
  ]);
  expect(await remarksOf(['DE-1234', 'DE1234'])).toEqual([[2, 3]]);
  expect(await remarksOf(['4500', '04500', '0004500'])).toEqual([
    [2, 3],
    [2, 4],
  ]);
  // Codes whose parts differ, and those written alike, are others.
  expect(await remarksOf(['A-1-12', 'A-11-2', 'KRS 12345', 'KRS 12346', '0001', '0002', '0'])).toBeUndefined();
});
