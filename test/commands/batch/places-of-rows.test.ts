// Columns of places that only funding programmes ask for, such as the Land of a German firm.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Enterprise } from '../../../src/model/index.ts';
import { matura, type Run, scratchFolder } from '../matura.ts';

const IDS =
  'plan lead skills finance orders material collaboration market service partners records analysis ai network protection emergency';

/** Scores firms in these places into files; `country` may be left out. */
async function scoreIn(
  heading: string,
  places: readonly (readonly [country: string | undefined, place: string])[],
): Promise<Run & { readonly read: (firm: number) => Enterprise['assessments'][number] | undefined }> {
  const cwd = await scratchFolder();
  const hasCountry = places.some(([country]) => country !== undefined);
  const facts = ['registration', 'name', 'sector', 'sites', 'employees', heading, ...(hasCountry ? ['country'] : [])];
  const rows = places.map(([country, place], i) => [
    ...[`IHK ${i + 1}`, `Firm ${i + 1}`, 'other', '1', '22', place, ...(hasCountry ? [country ?? ''] : [])],
    ...IDS.split(' ').map(() => '1'),
  ]);
  const lines = [[...facts, ...IDS.split(' ')], ...rows].map((cells) => `${cells.join(',')}\n`);
  await writeFile(path.join(cwd, 'export.csv'), lines.join(''));
  const asOf = ['--as-of', '2026-12-02'];
  const run = await matura(['batch', 'quick-scan', 'export.csv', '--files', 'files', ...asOf, '--lang', 'en'], { cwd });
  const names = (await readdir(path.join(cwd, 'files'))).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(names.map((name) => readFile(path.join(cwd, 'files', name), 'utf8')));
  const enterprises = texts.map((text) => JSON.parse(text) as Enterprise);
  const read = (firm: number) => enterprises.find(({ key }) => key === `IHK ${firm}`)?.assessments[0];
  return { ...run, read };
}

test('a column of Länder, which only the German programme asks for, decides row by row without an option', async () => {
  const { code, stderr, read } = await scoreIn('Bundesland', [
    ['DE', 'Bayern'],
    ['DE', 'Saxony'],
    ['AT', 'Tirol'],
    ['DE', 'Tirol'],
    ['DE', ''],
  ]);
  expect(code, stderr).toBe(0);
  expect(stderr).not.toContain('Unused columns');
  expect(stderr).toContain('Column “Bundesland”: the funding programme germany has no option “Tirol”');
  const [bavarian, saxon, austrian, wrong, blank] = [1, 2, 3, 4, 5].map(read);
  expect(bavarian?.facts.province).toEqual({ state: 'answered', value: 'DE-BY' });
  expect(saxon?.facts.province).toEqual({ state: 'answered', value: 'DE-SN' });
  expect([austrian, wrong, blank].map((assessment) => assessment?.facts.province)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const programmes = [bavarian, saxon, austrian, wrong].map((assessment) => assessment?.recommendation?.policy.id);
  expect(programmes).toEqual(['germany', 'germany', 'austria', 'germany']);
  const refusedTo = (assessment: typeof bavarian): string[] =>
    (assessment?.recommendation?.instruments ?? []).flatMap(({ id, verdict }) => (verdict === 'refused' ? [id] : []));
  expect(refusedTo(bavarian)).toContain('sn-transformation');
  expect(refusedTo(saxon)).toContain('by-digitalbonus-standard');
});

test('a region alone decides the programme of its country', async () => {
  const { stderr, read } = await scoreIn('Land / region', [[undefined, 'x']]);
  expect(stderr).toContain('Unused columns: Land / region');
  expect(read(1)?.recommendation?.policy.id).not.toBe('germany');
  const { code, read: readPlaced } = await scoreIn('Bundesland', [
    [undefined, 'NRW'],
    [undefined, 'Vorarlberg'],
  ]);
  expect(code).toBe(0);
  const placed = [1, 2].map(readPlaced);
  expect(placed.map((assessment) => assessment?.recommendation?.policy.id)).toEqual(['germany', 'austria']);
});
