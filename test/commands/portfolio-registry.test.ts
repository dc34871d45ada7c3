import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';

let folder: string;

/** Of 68 firms in the registry of a chamber, 56 answered; the last 12 did not. */
const FIRMS = Array.from({ length: 68 }, (_, i) => ({
  key: `HRB ${71_000 + 37 * i} Stuttgart`,
  district: ['Reutlingen', 'Tübingen'][i % 2] as string,
  sector: 'Gastgewerbe (I)',
}));

beforeEach(async () => {
  folder = await scratchFolder();
  const results = FIRMS.slice(0, 56).map(
    ({ key, district }, i) => `${key},hospitality,${district},${1 + (i % 3)},quick-scan@2.0.0`,
  );
  await writeFile(path.join(folder, 'results.csv'), `registration,sector,district,level,pack\n${results.join('\n')}\n`);
  const registry = FIRMS.map(({ key, district, sector }, i) => `Firma ${i + 1};${district};${sector};${key}`);
  await writeFile(
    path.join(folder, 'register.csv'),
    `\ufeffFirma;Kreis oder Region;Wirtschaftszweig;Registernummer\r\n${registry.join('\r\n')}\r\n`,
  );
  const names = FIRMS.map(({ key }, i) => `${key};Firma ${i + 1}`);
  await writeFile(path.join(folder, 'names.csv'), `Registernummer;Firma\r\n${names.join('\r\n')}\r\n`);
});

async function show(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const given = ['portfolio', 'results.csv', '--min-cell', '1', '--lang', 'de', ...args];
  const { code, ...output } = await matura(given, { cwd: folder });
  expect(code, output.stderr).toBe(0);
  return output;
}

test('groups are counted over all firms in a registry with titles as headings and option texts as values', async () => {
  const { stdout } = await show('--registry', 'register.csv', '--by', 'Kreis oder Region,sector', '--json');
  const { enterprises, groups } = JSON.parse(stdout);
  expect(enterprises).toBe(68);
  const sizes = groups.map(
    ({ by, rows }: { by: string[]; rows: { values: string[]; members: number; stages: number[] }[] }) => [
      by,
      rows.map(({ values, members, stages }) => [...values, members, stages[0]]),
    ],
  );
  expect(sizes).toEqual([
    [
      ['district'],
      [
        ['Reutlingen', 34, 28],
        ['Tübingen', 34, 28],
      ],
    ],
    [['sector'], [['hospitality', 68, 56]]],
  ]);
});

test('a registry without the column of a grouping is reported, and no shares by group are shown', async () => {
  const { stdout } = await show('--registry', 'names.csv', '--by', 'district', '--format', 'md');
  expect(stdout).toContain('Das Register nennt „Kreis oder Region“ nicht');
  expect(stdout).toContain('| Reutlingen | – | 28 |');
  expect(stdout).not.toMatch(/Reutlingen[^|]*100/);
  const whole = await show('--registry', 'register.csv', '--by', 'district', '--format', 'md');
  expect(whole.stdout).toContain('| Reutlingen | 34 | 28 |');
  expect(whole.stdout).not.toContain('Das Register nennt');
});

test('if an office defines no stages of its own, coverage and levels come first', async () => {
  const { stdout } = await show('--registry', 'register.csv', '--by', 'district', '--format', 'md');
  expect(stdout.match(/^## .*/gm)?.slice(0, 4)).toEqual([
    '## Abdeckung',
    '## Abdeckung nach Kreis oder Region',
    '## Stufen nach Kreis oder Region',
    '## Anteile der Stufen nach Kreis oder Region',
  ]);
  expect(stdout).not.toMatch(/Transformiert|Vor Ort diagnostiziert|Maßnahmenplan liegt vor/);
});

test('enterprises of the registry without a number are named beside the figures, with a way to count them', async () => {
  const named = FIRMS.slice(0, 60).map(({ key }, i) => `Firma ${i + 1};${4000 + i};${key}`);
  const nameless = ['', '-', 'keine', '', 'entfällt', '', '', ''].map((key, i) => `Solo ${i};${5000 + i};${key}`);
  const lines = ['Firma;Mitgliedsnummer;Registernummer', ...named, ...nameless, 'Summe;;Summe'];
  await writeFile(path.join(folder, 'register.csv'), lines.join('\n'));
  const run = (...args: string[]) =>
    matura(['portfolio', 'results.csv', '--lang', 'de', '--registry', 'register.csv', ...args], { cwd: folder });
  const base = 'Gezählt: 60 von 68 Unternehmen des Registers; ohne Nummer: 8.';
  const page = await run('--format', 'md');
  expect(page.code).toBe(1);
  expect(page.stdout.split('\n').slice(0, 6).join('\n')).toContain(base);
  expect(page.stderr).toContain('Im Register in die Spalte „Registernummer“ eine eigene Nummer');
  expect(page.stderr).toContain('solche Nummern stehen wohl in der Spalte „Mitgliedsnummer“');
  expect((await run()).stdout).toContain(base);
  expect(JSON.parse((await run('--json')).stdout).registry).toEqual({ outside: 0, withoutKey: 8 });
  const hidden = await run('--min-cell', '9', '--format', 'md');
  expect(hidden.stdout).toContain('Weniger als 9 Unternehmen des Registers haben keine Nummer');
  expect(hidden.stdout).not.toContain('68');
});

test('a registry with the headings of an office, saved in Windows-1252, is read as batch reads its exports', async () => {
  const rows = FIRMS.map(({ key, district }, i) => `${key};Bäckerei ${i + 1};${district};1${i}`);
  const text = ['Handelsregister;Firma;Landkreis;PLZ', ...rows].join('\r\n');
  await writeFile(path.join(folder, 'register.csv'), Buffer.from(text, 'latin1'));
  const { stdout, stderr } = await show('--registry', 'register.csv', '--by', 'Landkreis', '--format', 'md');
  expect(stderr).toBe('');
  expect(stdout).toContain('| Tübingen | 34 | 28 |');
  expect(stdout).toContain('Abdeckung nach Kreis oder Region');
});

test('bytes that occur in no German text are not read as Windows-1252', async () => {
  const rows = FIRMS.map(({ key, district }) => `${key};Bäckerei;${district}`);
  const text = ['Handelsregister;Firma;Landkreis', ...rows].join('\r\n');
  // How a Mac writes the umlauts ä and ü.
  const bytes = Buffer.from(text.replaceAll('ä', '\x8a').replaceAll('ü', '\x9f'), 'latin1');
  await writeFile(path.join(folder, 'register.csv'), bytes);
  const { code, stderr } = await matura(['portfolio', 'results.csv', '--registry', 'register.csv'], { cwd: folder });
  expect([code, stderr]).toEqual([3, expect.stringContaining('--encoding')]);
});

test('--csv excel writes figures with titles, decimal commas and percentages that Excel opens', async () => {
  await show('--registry', 'register.csv', '--by', 'district', '--csv', 'excel', '-o', 'figures.csv');
  const text = await readFile(path.join(folder, 'figures.csv'), 'utf8');
  const lines = text.split('\r\n');
  expect(lines[0]).toBe('\ufeffTabelle;Gruppe oder Zeile;Angabe;Wert');
  expect(lines).toContain('Abdeckung;Online bewertet;Unternehmen;56');
  expect(lines).toContain('Abdeckung;Online bewertet;Anteil;82,35%');
  expect(lines).toContain('Abdeckung nach Kreis oder Region;Tübingen;Unternehmen;34');
  const { code, stderr } = await matura(['portfolio', 'results.csv', '--csv', 'excel'], { cwd: folder });
  expect([code, stderr]).toEqual([2, expect.stringContaining('--format csv')]);
});

test('--csv excel marks hidden figures', async () => {
  const args = ['portfolio', 'results.csv', '--min-cell', '60', '--csv', 'excel', '--format', 'csv', '--lang', 'de'];
  const { stdout } = await matura(args, { cwd: folder });
  expect(stdout).toContain('Abdeckung;Online bewertet;Unternehmen;*');
  expect(stdout).not.toMatch(/;56\r/);
});

test('a Land or a country is one group however the registry spells it', async () => {
  const written = ['NRW', 'Nordrhein-Westfalen', 'DEA23', 'DE-NW'];
  const countries = ['Deutschland', 'DE', 'Germany', '德国'];
  const rows = FIRMS.map(({ key }, i) => `${key};${i < 48 ? written[i % 4] : 'Bayern'};${countries[i % 4]}`);
  await writeFile(path.join(folder, 'register.csv'), ['Registernummer;Bundesland;Land', ...rows].join('\n'));
  const { stdout } = await show('--registry', 'register.csv', '--by', 'Bundesland,country', '--format', 'md');
  expect(stdout).toContain('| Nordrhein-Westfalen | 48 | 48 |');
  expect(stdout).toContain('| Bayern | 20 | 8 |');
  expect(stdout).toContain('| Deutschland | 68 | 56 |');
});
