import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';

test('the list of missing enterprises has titles instead of ids, and opens in Excel with --csv excel', async () => {
  const cwd = path.join(await scratchFolder(), 'kammer');
  await matura(['init', '--example', '--lang', 'de', 'kammer'], { cwd: path.dirname(cwd) });
  const list = async (...options: string[]): Promise<string[]> => {
    const args = ['portfolio', 'files', '--registry', 'register.csv', '--by', 'district', '--missing', 'offen.csv'];
    const { code, stderr } = await matura([...args, ...options, '--lang', 'de'], { cwd });
    expect(code, stderr).toBe(0);
    return (await readFile(path.join(cwd, 'offen.csv'), 'utf8')).split('\n');
  };
  expect((await list())[0]).toBe(
    'Kennung,Name,Kreis oder Region,Online bewertet,Vor Ort diagnostiziert,Maßnahmenplan liegt vor',
  );
  const [heading, , , ...rows] = await list('--csv', 'excel');
  expect(heading?.trimEnd()).toBe(
    '\u{feff}Kennung;Name;Kreis oder Region;Online bewertet;Vor Ort diagnostiziert;Maßnahmenplan liegt vor',
  );
  expect(rows.map((row) => row.trimEnd())).toContain(
    'HRA 2417, Amtsgericht Musterstadt;Metzgerei Muster OHG (fiktiv);Musterkreis;nein;nein;nein',
  );
});
