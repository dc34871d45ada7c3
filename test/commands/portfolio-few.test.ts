import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { unzip } from '../../src/report/docx/docx-package.ts';
import { matura, scratchFolder } from './matura.ts';

let folder: string;

beforeEach(async () => {
  folder = await scratchFolder();
});

/** As many enterprises in a registry, all assessed; two rows stand twice, three assessments are of later, two have no row. */
async function writeRegion(enterprises: number): Promise<string> {
  const place = path.join(folder, `of-${enterprises}`);
  await mkdir(place, { recursive: true });
  const keys = Array.from({ length: enterprises }, (_, i) => `K${i}`);
  const rows = keys.map((key, i) => `${key},d${i % 3},${i % 2 === 0 ? '2026-02-01' : ''}`);
  const twice = ['K0,d0,', 'K0,d1,'];
  const results = [...keys, 'X1', 'X2'].map((key, i) => `${key},${1 + (i % 3)},2026-03-01,p@${1 + (i % 4)}`);
  const later = ['K0', 'K0', 'X1'].map((key) => `${key},1,2026-12-24,p@1`);
  await writeFile(path.join(place, 'registry.csv'), `key,district,transformed\n${[...rows, ...twice].join('\n')}\n`);
  await writeFile(path.join(place, 'results.csv'), `key,level,assessedOn,pack\n${[...results, ...later].join('\n')}\n`);
  return place;
}

const FORMATS = ['json', 'csv', 'md', 'html', 'xlsx'];

async function tell(place: string, ...args: string[]): Promise<string> {
  const inputs = ['results.csv', '--registry', 'registry.csv', '--by', 'district', '--as-of', '2026-11-25'];
  const { code, stderr } = await matura(['portfolio', ...inputs, ...args, '-o', 'out', '--force'], { cwd: place });
  expect(code, stderr).toBe(0);
  return readFile(path.join(place, 'out'), 'latin1');
}

describe('fewer enterprises than the minimum count', () => {
  test.each(FORMATS)(
    'a portfolio as %s has the same content for any number of enterprises below the minimum count',
    async (format) => {
      const shown: string[] = [];
      for (const enterprises of [1, 2, 3, 4])
        shown.push(await tell(await writeRegion(enterprises), '--format', format));
      expect(new Set(shown).size).toBe(1);
      expect(await tell(await writeRegion(4), '--format', format, '--min-cell', '4')).not.toBe(shown[0]);
    },
  );

  test.each([
    ['en', 'Fewer than 5 enterprises: no figures are shown, not even the number of enterprises.', 'How many'],
    ['de', 'Weniger als 5 Unternehmen: Zu ihnen wird keine Zahl gezeigt, auch nicht, wie viele es sind.', 'd0'],
    ['zh', '企业不足5家，各项数据及企业数均不显示。', 'd0'],
  ])('a portfolio below the minimum count shows in %s only that it is small', async (lang, said, unsaid) => {
    const place = await writeRegion(3);
    const [md = '', html = ''] = await Promise.all(
      ['md', 'html'].map(async (format) => {
        const args = ['results.csv', '--registry', 'registry.csv', '--by', 'district', '--as-of', '2026-11-25'];
        return (await matura(['portfolio', ...args, '--format', format, '--lang', lang], { cwd: place })).stdout;
      }),
    );
    for (const text of [md, html]) {
      expect(text).toContain(said);
      expect(text).not.toContain(unsaid);
    }
    // Cells of tables hold nothing but zeros of nobody.
    for (const [, cells] of md.matchAll(/^\|(.*)\|$/gm)) expect(cells).not.toMatch(/\d*[1-9]\d*/);
  });

  test('a portfolio without enterprises reports 0 enterprises', async () => {
    const args = ['portfolio', 'results.csv', '--as-of', '2026-01-01', '--json'];
    const { stdout } = await matura(args, { cwd: await writeRegion(3) });
    expect(JSON.parse(stdout).enterprises).toBe(0);
  });
});

describe('notes on omitted rows', () => {
  test.each([
    ['en', 'Fewer than 5 rows of the registry left out', 'Fewer than 5 assessments after 25 November 2026', '12 enter'],
    ['de', 'Weniger als 5 Zeilen des Registers', 'Weniger als 5 Bewertungen nach dem 25. November 2026', '12 Unter'],
    ['zh', '名录中有不足5行企业标识重复', '未计入2026年11月25日之后的评测不足5次', '名录共12家企业'],
  ])('notes in %s describe a small number of omitted rows only as small', async (lang, rows, later, all) => {
    const place = await writeRegion(12);
    for (const format of ['md', 'html']) {
      const args = ['results.csv', '--registry', 'registry.csv', '--as-of', '2026-11-25', '--lang', lang];
      const { stdout } = await matura(['portfolio', ...args, '--format', format], { cwd: place });
      for (const said of [rows, later, all]) expect(stdout).toContain(said);
    }
  });

  test('counts of omitted rows are exact on a terminal, blank in JSON, and “fewer than” in a workbook', async () => {
    const place = await writeRegion(12);
    const args = ['portfolio', 'results.csv', '--registry', 'registry.csv', '--as-of', '2026-11-25'];
    const terminal = (await matura(args, { cwd: place })).stdout.replace(/\s+/g, ' ');
    for (const said of ['2 enterprises are outside', '3 assessments after', '2 rows of the registry left out'])
      expect(terminal).toContain(said);
    const { enterprises, registry, leftOut } = JSON.parse((await matura([...args, '--json'], { cwd: place })).stdout);
    expect([enterprises, registry.outside]).toEqual([12, null]);
    expect(leftOut).toMatchObject({ later: null, registeredTwice: null, older: 0, laterRecords: 0 });
    await matura([...args, '--format', 'xlsx', '-o', 'out.xlsx'], { cwd: place });
    const parts = await unzip(await readFile(path.join(place, 'out.xlsx')));
    const text = [...parts.values()].map(String).join('');
    for (const said of ['Fewer than 5 enterprises are outside', 'Fewer than 5 assessments after'])
      expect(text).toContain(said);
  });

  test('a pack, or pack version, used for only a few enterprises is not named', async () => {
    const place = await writeRegion(40);
    const keys = Array.from({ length: 40 }, (_, i) => `K${i}`);
    const packOf = (i: number): string => (i < 3 ? 'rare@1' : i < 6 ? 'usual@2' : i < 20 ? 'usual@3' : 'usual@4');
    const rows = keys.slice(0, 33).map((key, i) => `${key},${1 + (i % 2)},2026-03-01,${packOf(i)}`);
    await writeFile(path.join(place, 'results.csv'), `key,level,assessedOn,pack\n${rows.join('\n')}\n`);
    for (const format of FORMATS) {
      const text = await tell(place, '--format', format);
      if (format !== 'xlsx') expect(text).not.toContain('rare');
    }
    const { packs, groups } = JSON.parse(await tell(place, '--json'));
    expect(packs).toMatchObject([{ id: 'usual', versions: [{ version: '3' }, { version: '4' }] }]);
    for (const { levels, ranks } of groups[0].rows) expect([levels.length, ranks.length]).toEqual([1, 1]);
    expect(await tell(place, '--format', 'md')).toContain('Several versions of usual are counted together: 3; 4.');
    const all = JSON.parse(await tell(place, '--json', '--min-cell', '1'));
    expect(all.packs.map(({ id }: { id: string }) => id)).toEqual(['rare', 'usual']);
  });
});

test.each(['md', 'csv', 'json'])('a portfolio as %s says which levels the lowest band includes', async (format) => {
  // Seven at the first level, six at the second; two at none and two open, too few to be shown.
  const standings = [...Array(7).fill('1,1,1'), ...Array(6).fill('2,2,2'), ',,', ',,', ',1,2', ',1,2'];
  const rows = standings.map((standing, i) => `K${i},${standing},2026-03-01`);
  await writeFile(path.join(folder, 'few.csv'), `key,level,lowest,highest,assessedOn\n${rows.join('\n')}\n`);
  const { stdout } = await matura(['portfolio', 'few.csv', '--format', format], { cwd: folder });
  if (format === 'md') {
    expect(stdout).toMatch(/\| Level 1 or not settled \|/);
    expect(stdout).toContain('Means and ranks that depend on these enterprises are given as the range they lie in');
  }
  if (format === 'csv') expect(stdout).toMatch(/unsettled-level-1,11\b/);
  if (format === 'json') {
    const [pack] = JSON.parse(stdout).packs;
    // 7 + 2 + 2 at the first, 6 at the second. Of the eleven, any may be without a level.
    const total = { counts: [11, 6], mean: null, meanRange: { low: 23 / 17, high: 2 } };
    expect(pack).toMatchObject({ bands: [[1], [2]], holdsUnsettled: true, total });
  }
});

describe('levels shown together', () => {
  const args = ['portfolio', 'few.csv', '--by', 'district', '--min-cell', '5'];

  beforeEach(async () => {
    // By district, how many are at each level: three at the first are too few to be shown.
    const counts = { a: [2, 8, 5, 0], b: [1, 6, 9, 0], c: [0, 0, 0, 7] };
    const rows = Object.entries(counts).flatMap(([place, own]) =>
      own.flatMap((count, i) => Array.from({ length: count }, (_, j) => `${place}${i}${j},${place},${i + 1}`)),
    );
    await writeFile(path.join(folder, 'few.csv'), `key,district,level\n${rows.join('\n')}\n`);
  });

  test('no output format gives a mean, quartile or rank that cannot be worked out from the levels shown', async () => {
    const [json, csv, md, html, terminal] = await Promise.all(
      [['--json'], ['--format', 'csv'], ['--format', 'md'], ['--format', 'html'], []].map(
        async (format) => (await matura([...args, ...format], { cwd: folder })).stdout,
      ),
    );
    const { packs, groups } = JSON.parse(json as string);
    expect(packs[0].bands).toEqual([[1, 2], [3], [4]]);
    const [a, b, c] = groups[0].rows.map(
      ({ levels, ranks }: { levels: { mean: number | null; meanRange: object }[]; ranks: object[] }) => ({
        mean: levels[0]?.mean,
        range: levels[0]?.meanRange,
        rank: ranks[0],
      }),
    );
    const rank = { place: null, ties: 0, best: 2, worst: 3 };
    expect(a).toEqual({ mean: null, range: { low: 25 / 15, high: 35 / 15 }, rank });
    expect(b).toEqual({ mean: null, range: { low: 34 / 16, high: 41 / 16 }, rank });
    expect(c).toMatchObject({ mean: 4, range: null, rank: { place: 1, ties: 0 } });
    expect(csv).toMatch(/,b,mean-low,2\.125,false\n.*,b,mean-high,2\.5625,false$/m);
    expect(csv).not.toMatch(/,[ab],mean,/);
    for (const text of [md, html, terminal]) {
      expect(text).toMatch(/1\.67–2\.33/);
      expect(text).toMatch(/the mean and the rank are known only as a range/);
    }
    expect(terminal).toMatch(/^ {2}a .* 1\.67–2\.33 +– +– +3\.00 +2–3 *$/m);
  });

  test('a workbook stores the range as text, so that no formula takes it for a number', async () => {
    await matura([...args, '-o', 'few.xlsx'], { cwd: folder });
    const parts = await unzip(await readFile(path.join(folder, 'few.xlsx')));
    expect([...parts.values()].map(String).join('')).toContain('1.67–2.33');
  });
});

test('the mark for a hidden number is explained under the table', async () => {
  const rows = Array.from({ length: 12 }, (_, i) => `K${i},${i < 3 ? 'small' : 'large'},2`);
  await writeFile(path.join(folder, 'few.csv'), `key,district,level\n${rows.join('\n')}\n`);
  const { stdout } = await matura(['portfolio', 'few.csv', '--by', 'district', '--format', 'md'], { cwd: folder });
  const [, table = ''] = stdout.split('## Coverage by “district”');
  expect(table.split('\n## ')[0]).toMatch(/\| \\?\* .*\n\n.*Hidden: the number is so small that/s);
});

test.each([
  ['en', 'All 7 groups are hidden, because so few enterprises share a level there'],
  ['de', 'Alle 7 Gruppen sind verborgen: Dort teilen sich so wenige Unternehmen eine Stufe'],
  ['zh', '共7个分组，其中同一等级的企业过少'],
])('in %s, a table of levels whose groups are all hidden is the total alone, and says why', async (lang, reason) => {
  const levels = [12, 11, 9, 8, 6, 7, 5].flatMap((size, district) =>
    Array.from({ length: size }, (_, i) => `d${district},${[1, 2, 2, 3, 1][(i + district) % 5]}`),
  );
  const rows = levels.map((row, i) => `K${i},${row},2026-03-01,quick-scan@2.0.0`);
  await writeFile(path.join(folder, 'small.csv'), `key,district,level,assessedOn,pack\n${rows.join('\n')}\n`);
  const args = ['portfolio', 'small.csv', '--by', 'district', '--as-of', '2026-11-25', '-o', 'out.md', '--lang', lang];
  expect(await matura(args, { cwd: folder })).toMatchObject({ code: 0 });
  const page = await readFile(path.join(folder, 'out.md'), 'utf8');
  expect(page).toContain(reason);
  expect(page).not.toMatch(/\| d\d \| \\\* \| \\\* \| \\\* \| \\\* \| \\\* \|/);
  // The sizes of groups that are large enough stay in the table by stage.
  expect(page).toContain('| d0 | 12 |');
});

test.each([
  ['en', 'other (3 groups)'],
  ['de', 'übrige (3 Gruppen)'],
  ['zh', '其他（3个分组合计）'],
])('in %s, small groups are counted together, and those of the others are shown', async (lang, other) => {
  const sizes = { d0: 40, d1: 35, d2: 3, d3: 4, d4: 2 };
  const rows = Object.entries(sizes).flatMap(([district, size]) =>
    Array.from({ length: size }, (_, i) => `${district}-${i},${district},${1 + (i % 2)},2026-03-01,quick-scan@2.0.0`),
  );
  await writeFile(path.join(folder, 'some.csv'), `key,district,level,assessedOn,pack\n${rows.join('\n')}\n`);
  const args = ['portfolio', 'some.csv', '--by', 'district', '--as-of', '2026-11-25', '-o', 'out.md', '--lang', lang];
  expect(await matura(args, { cwd: folder })).toMatchObject({ code: 0 });
  const page = await readFile(path.join(folder, 'out.md'), 'utf8');
  for (const [group, size] of [
    ['d0', 40],
    ['d1', 35],
    [other, 9],
  ])
    expect(page).toContain(`| ${group} | ${size} |`);
  expect(page).not.toMatch(/d[234]/);
});
