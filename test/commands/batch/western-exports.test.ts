// Exports and registries as programs in Western Europe save them: typographic signs and € in Windows-1252.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, type Run, scratchFolder } from '../matura.ts';
import { readOutputs } from './sample-export.ts';

/** The bytes of signs in Windows-1252, as Microsoft and the Encoding Standard list them. */
const BYTES: Readonly<Record<string, number>> = { '€': 0x80, '„': 0x84, '…': 0x85, '“': 0x93, '”': 0x94, '–': 0x96 };
const toWindows1252 = (text: string): Buffer => Buffer.from([...text].map((sign) => BYTES[sign] ?? sign.charCodeAt(0)));

const IDS =
  'plan lead skills finance orders material collaboration market service partners records analysis ai network protection emergency';
const HEADINGS = ['Registernummer', 'Name des Unternehmens', 'Umsatz letztes Jahr (€)', 'Kreis oder Region'];
const FIRMS = [
  ['HRB 4711 Stuttgart', '„Müller“ – Bäckerei…', '2.900.000 €', 'Tübingen – Land'],
  ['HRB 4712 Stuttgart', '“Example” Foods', '480.000,50 €', 'Tübingen – Land'],
];
const EXPORT = [
  [...HEADINGS, 'country', 'sector', 'sites', 'employees', ...IDS.split(' ')],
  ...FIRMS.map((firm) => [...firm, 'DE', 'other', '1', '22', ...IDS.split(' ').map(() => '2')]),
]
  .map((cells) => `${cells.join(';')}\r\n`)
  .join('');

async function score(bytes: Buffer, ...args: string[]): Promise<Run & { readonly cwd: string }> {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'export.csv'), bytes);
  return { ...(await matura(['batch', 'quick-scan', 'export.csv', '--lang', 'de', ...args], { cwd })), cwd };
}

test.each([
  ['recognised', []],
  ['named', ['--encoding', 'windows-1252']],
  ['named by a usual name', ['--encoding', 'latin1']],
])('an export in Windows-1252, %s, has the results of the same export in UTF-8', async (_, args) => {
  const expected = await score(Buffer.from(EXPORT));
  expect(expected.code, expected.stderr).toBe(0);
  const expectedOutputs = await readOutputs(expected.cwd);
  expect(expectedOutputs[0]).toContain('Tübingen – Land');
  const run = await score(toWindows1252(EXPORT), ...args);
  expect(run.code, run.stderr).toBe(0);
  expect(run.stderr).toContain('Gelesen als windows-1252');
  expect(await readOutputs(run.cwd)).toEqual(expectedOutputs);
});

test.each([
  ['2.900.000 €', 2_900_000],
  ['480.000,50 €', 480_000.5],
  ['2,9 Mio. €', 2_900_000],
])('%s shows that the comma is the decimal sign', async (amount, revenue) => {
  const run = await score(toWindows1252(EXPORT.replaceAll(/[\d.,]+ €/g, amount)), '--files', 'kept');
  expect(run.code, run.stderr).toBe(0);
  const kept = JSON.parse(await readFile(path.join(run.cwd, 'kept', 'HRB-4711-STUTTGART.json'), 'utf8'));
  expect(kept.facts.revenue).toMatchObject({ value: revenue });
});

test.each(['1', '1.5'])(
  '2.900 € beside %s employees is asked about, since the point could be a decimal sign',
  async (employees) => {
    const text = EXPORT.replaceAll(/[\d.,]+ €/g, '2.900 €').replaceAll(';22;', `;${employees};`);
    const run = await score(Buffer.from(text));
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/Dezimal|Tausender/);
  },
);

test('a long export in Windows-1252 is decoded beyond its first part, too', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => EXPORT.split('\r\n')[1]?.replace('4711', String(10_000 + i)));
  const text = [EXPORT.split('\r\n')[0], ...rows, ''].join('\r\n');
  const run = await score(toWindows1252(text));
  expect(run.code, run.stderr).toBe(0);
  expect(await readOutputs(run.cwd)).toEqual(await readOutputs((await score(Buffer.from(text))).cwd));
});

test.each([
  ['recognised', []],
  ['named', ['--encoding', 'windows-1252']],
])('a registry in Windows-1252, %s, counts the same groups as in UTF-8', async (_, args) => {
  const { cwd } = await score(Buffer.from(EXPORT));
  const registry = [HEADINGS, ...FIRMS].map((cells) => `${cells.join(';')}\r\n`).join('');
  await writeFile(path.join(cwd, 'registry.csv'), toWindows1252(registry));
  const run = await matura(
    ['portfolio', 'export.results.csv', '--registry', 'registry.csv', '--by', 'district', '--min-cell', '1', ...args],
    { cwd },
  );
  expect(run.code, run.stderr).toBe(0);
  expect(run.stdout).toMatch(/Tübingen – Land\s+2\s+2/);
});
