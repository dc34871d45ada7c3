// Units that stand above the headings of figures, and not in them.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { inline, workbookParts, zip } from '../../table/write-workbook.ts';
import { matura, type Run, scratchFolder } from '../matura.ts';
import { csvOf, HEADINGS, type Row, rowOf } from './sample-export.ts';

const ROWS: readonly Row[] = Array.from({ length: 12 }, (_, i) =>
  rowOf(i, { sector: 'industry', employees: String(30 + i), revenue: String(1200 + 310 * i), plan: String(i % 4) }),
);
/** The export below some lines, its revenue in a unit of so many 万元. */
const titled = (line: string, factor = 1): string =>
  `${line}\n${csvOf(ROWS.map((row) => ({ ...row, revenue: String(Number((Number(row.revenue) / factor).toPrecision(9))) })))}`;
/** A line of the table with texts in some columns. */
const lineWith = (cells: Row): string => HEADINGS.map((heading) => cells[heading] ?? '').join(',');

async function batch(
  table: string | Buffer,
  { name = 'e.csv', args = [] as string[] } = {},
): Promise<Run & { cwd: string }> {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, name), table);
  return { cwd, ...(await matura(['batch', 'quick-scan-china', name, '--quiet', ...args], { cwd })) };
}

const resultsOf = (cwd: string): Promise<string> => readFile(path.join(cwd, 'e.results.csv'), 'utf8');
let expected: Promise<string> | undefined;
/** The results of the export without a title. */
const plainResults = (): Promise<string> => (expected ??= batch(csvOf(ROWS)).then(({ cwd }) => resultsOf(cwd)));

describe('a title that states a unit other than the figure’s', () => {
  test.each([
    ['a cell of a row with other cells', lineWith({ name: 'Survey 2026', employees: '单位：千元' }), '千元', 1e-1],
    ['a line of its own', '单位：千元', '千元', 1e-1],
    ['currency and unit', '币种：人民币　单位：人民币百万元', '人民币百万元', 100],
    ['words around the unit', '本表金额以千元为单位', '千元', 1e-1],
    ['English', 'Amounts in CNY thousand', 'CNY thousand', 1e-1],
    ['English, with a comma in the number', '"Amounts in CNY 1,000, by district"', 'CNY 1,000', 1e-1],
    ['English in brackets', 'Quick scan 2026 (in million yuan)', 'million yuan', 100],
    ['without a currency', 'Survey in Chengdu; all figures in thousands', 'thousands', 1e-1],
    ['a unit right above the column', lineWith({ employees: '人', revenue: '千元' }), '千元', 1e-1],
    ['with a unit of persons', '单位：元、人', '元', 1e-4],
  ])('%s: revenue is asked about, and the proposed mapping reads it in that unit', async (_, title, unit, factor) => {
    const asked = await batch(titled(title, factor));
    expect(asked.code, asked.stderr).toBe(3);
    expect(asked.stderr).toMatch(/^revenue .*line 1 says “/m);
    const { stdout } = await matura(['map', 'quick-scan-china', 'e.csv'], { cwd: asked.cwd });
    expect(stdout.match(/check: .*/g)).toEqual([
      expect.stringMatching(new RegExp(`line 1 says “.*”, so the numbers in this column are taken to be in ${unit}"$`)),
    ]);
    await writeFile(path.join(asked.cwd, 'm.yaml'), stdout.replace(/^ +check: .*\n/m, ''));
    const mapped = await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet', '--map', 'm.yaml'], {
      cwd: asked.cwd,
    });
    expect(mapped, mapped.stderr).toMatchObject({ code: 0 });
    expect(await resultsOf(asked.cwd)).toBe(await plainResults());
  });

  test('if the figures show that a title’s unit is wrong, the proposed mapping uses the unit that fits', async () => {
    const asked = await batch(titled('单位：元'));
    expect(asked.code).toBe(3);
    const { stdout } = await matura(['map', 'quick-scan-china', 'e.csv'], { cwd: asked.cwd });
    expect(stdout).toMatch(/check: "line 1 says “单位：元”.*\n +to: revenue\n +unit: 万/);
  });

  test('a mapping without a unit reads the figures in the pack’s unit', async () => {
    const asked = await batch(titled('单位：千元'));
    const { stdout } = await matura(['map', 'quick-scan-china', 'e.csv'], { cwd: asked.cwd });
    await writeFile(
      path.join(asked.cwd, 'm.yaml'),
      stdout.replace(/^ +check: .*\n +to: revenue\n +unit: .*\n/m, '    to: revenue\n'),
    );
    const mapped = await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet', '--map', 'm.yaml'], {
      cwd: asked.cwd,
    });
    expect(mapped, mapped.stderr).toMatchObject({ code: 0 });
    expect(await resultsOf(asked.cwd)).toBe(await plainResults());
  });

  test.each(['Angaben in Tsd. Euro', '单位：千美元', 'Figures in USD million', 'Beträge in T€'])(
    'a title with %s, which is another currency, is asked about without a proposed unit',
    async (title) => {
      const asked = await batch(titled(title));
      expect(asked.code).toBe(3);
      expect(asked.stderr).toMatch(/^revenue .*line 1 says “.*”, a unit that cannot be converted here/m);
      expect((await matura(['map', 'quick-scan-china', 'e.csv'], { cwd: asked.cwd })).stdout).not.toMatch(/^ +unit:/m);
    },
  );

  test('a unit in a title above the headings of a workbook is asked about', async () => {
    const lines = [
      ['Quick scan 2026'],
      ['', '', '', '单位：千元'],
      [],
      HEADINGS,
      ...ROWS.map((row) => HEADINGS.map((one) => row[one] ?? '')),
    ];
    const rows = lines.map((cells, i) => `<row r="${i + 1}">${cells.map(inline).join('')}</row>`);
    const book = zip(workbookParts({ sheets: { Answers: `<sheetData>${rows.join('')}</sheetData>` } }));
    const asked = await batch(book, { name: 'e.xlsx' });
    expect(asked.code).toBe(3);
    expect(asked.stderr).toMatch(
      /^revenue .*line 2 says “单位：千元”, so the numbers in this column are taken to be in 千元/m,
    );
  });

  test('a row of units right below the headings is asked about', async () => {
    const [headings, ...rows] = csvOf(ROWS).split('\n');
    const asked = await batch(
      [headings, lineWith({ uscc: '单位', employees: '人', revenue: '千元' }), ...rows].join('\n'),
    );
    expect(asked.code).toBe(3);
    expect(asked.stderr).toMatch(/^revenue .*line 2 says “千元”/m);
  });

  test.each([
    ['zh', '第1行写有“单位：千元”，因此数字按 千元 读取'],
    ['de', 'in Zeile 1 steht „单位：千元“, daher gelten die Zahlen dieser Spalte als Angaben in 千元'],
  ])('the question about a title’s unit is asked in %s', async (lang, words) => {
    expect((await batch(titled('单位：千元'), { args: ['--lang', lang] })).stderr).toContain(words);
  });
});

test.each([
  ['no unit', 'Quick scan of Chengdu, 2026'],
  ['the unit of the figure', '单位：万元'],
  ['units of figures and persons', '单位：万元、人'],
  ['the unit of the figure right above it, and another one elsewhere', lineWith({ name: '元', revenue: '万元' })],
  ['an amount', 'Enterprises above 2000万元 (规模以上企业)'],
  ['a word for a unit without one', '填报单位：成都市经信局'],
])('a title with %s does not change the unit of any column', async (_, title) => {
  const run = await batch(titled(title));
  expect(run, run.stderr).toMatchObject({ code: 0 });
  expect(await resultsOf(run.cwd)).toBe(await plainResults());
});

describe('a heading of staff with a unit', () => {
  const headed = (heading: string, size: number): string =>
    csvOf(ROWS.map((row) => ({ ...row, employees: String(Number(row.employees) / size) }))).replace(
      ',employees,',
      `,${heading},`,
    );

  test.each([
    ['上年末员工人数（百人）', 100],
    ['employees (thousands)', 1000],
    ['Employees at the end of last year (hundreds)', 100],
  ])('a staff heading with %s is read in its unit', async (heading, size) => {
    const run = await batch(headed(heading, size));
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(await resultsOf(run.cwd)).toBe(await plainResults());
  });

  test.each([
    ['Beschäftigte Ende letzten Jahres (in Hundert)', 'the numbers in this column are taken to be in hundert'],
    ['员工人数（百）', 'the numbers in this column are taken to be in 百'],
    ['employees in hundreds', 'the numbers in this column are taken to be in hundreds'],
    ['employees (FTE)', 'the unit “fte” is not known'],
  ])('a staff heading with %s is asked about', async (heading, words) => {
    const asked = await batch(headed(heading, 100));
    expect(asked.code).toBe(3);
    expect(asked.stderr).toMatch(new RegExp(`^${heading.slice(0, 9)}.* employees .*${words}`, 'm'));
  });
});

test('the unit in a heading takes precedence over the unit in a title', async () => {
  const run = await batch(titled('单位：千元').replace(',revenue,', ',上年营业收入（万元）,'));
  expect(run, run.stderr).toMatchObject({ code: 0 });
});
