// The tables of a comparison, an explanation, a recommendation and a report, as CSV and as workbooks.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unzip } from '../../src/report/docx/docx-package.ts';
import { readWorkbookSheets } from '../../src/table/xlsx/workbook-reader.ts';
import { EXAMPLE, matura, ROOT, scratchFolder } from './matura.ts';

const KEY = '91350100M000100Y43';
const SELF = path.join(ROOT, 'examples/answers/miit-sme-2024-self.yaml');
const PLAN = ['recommend', KEY, '--programme', 'chengdu', '--as-of', '2026-12-01'];

let desk = '';
beforeAll(async () => {
  desk = await mkdtemp(path.join(tmpdir(), 'matura-tables-'));
  for (const answers of [SELF, EXAMPLE])
    await matura(['score', 'miit-sme-2024', answers, '--files', 'files'], { cwd: desk });
});
afterAll(() => rm(desk, { recursive: true, force: true }));

type Row = Readonly<Record<'table' | 'row' | 'label' | 'column' | 'value' | 'low' | 'high' | 'text', string>>;

async function csvOf(args: readonly string[], cwd = desk): Promise<readonly Row[]> {
  const { code, stdout, stderr } = await matura([...args, '--format', 'csv'], { cwd });
  expect(code, stderr).toBe(0);
  expect(stdout.split('\n', 1)).toEqual(['table,row,label,column,value,low,high,text']);
  return parse(stdout, { columns: true });
}

/** The rows of each sheet, by its name. */
async function sheetsOf(
  args: readonly string[],
  cwd = desk,
): Promise<ReadonlyMap<string, readonly (readonly string[])[]>> {
  const file = path.join(await scratchFolder(), 'tables.xlsx');
  const { code, stderr } = await matura([...args, '-o', file], { cwd });
  expect(code, stderr).toBe(0);
  const { sheets } = await readWorkbookSheets(file);
  return new Map(sheets.map(({ name, rows }) => [name, rows]));
}

async function jsonOf<Value>(args: readonly string[]): Promise<Value> {
  return JSON.parse((await matura([...args, '--json'], { cwd: desk })).stdout);
}

describe('the tables of a comparison', () => {
  test('the CSV and workbook tables of a comparison hold the same unrounded scores as its JSON', async () => {
    interface Score {
      readonly value?: number;
      readonly lowest: number;
      readonly highest: number;
    }
    const { assessments } = await jsonOf<{ assessments: { scores: Record<string, Score> }[] }>(['compare', KEY]);
    const [open, settled] = assessments.map(({ scores }) => scores.total as Score) as [Score, Score];
    expect([open.value, settled.value]).toEqual([undefined, expect.any(Number)]);
    const rows = (await csvOf(['compare', KEY])).filter(
      ({ label, table }) => label === 'Total' && table === 'Scores over time',
    );
    expect(rows.map(({ value, low, high }) => [value, low, high])).toEqual([
      ['', String(open.lowest), String(open.highest)],
      [String(settled.value), '', ''],
    ]);
    const sheets = await sheetsOf(['compare', KEY]);
    const scores = [...sheets.values()].flat().find(([first]) => first === 'Total');
    expect(scores?.slice(2, 5).map(Number)).toEqual([open.lowest, open.highest, settled.value]);
  });

  test.each(['zh', 'de'])('the tables of a comparison are titled in the language %s', async (lang) => {
    const [spoken, english] = [await csvOf(['compare', KEY, '--lang', lang]), await csvOf(['compare', KEY])];
    expect(spoken.map(({ value }) => value)).toEqual(english.map(({ value }) => value));
    expect(spoken.every(({ table }, i) => table !== english[i]?.table)).toBe(true);
  });
});

test('the table of an explanation has a row with the explained value for each line of its tree', async () => {
  const rows = await csvOf(['explain', KEY, 'total']);
  const { root } = await jsonOf<{ root: { value: number; parts: { value: number }[] } }>(['explain', KEY, 'total']);
  const valueAt = (place: string): number =>
    Number(rows.find(({ label, column }) => label === place && column === 'Value')?.value);
  expect(valueAt('1')).toBe(root.value);
  expect(root.parts.length).toBeGreaterThan(1);
  root.parts.forEach(({ value }, i) => {
    expect(valueAt(`1.${i + 1}`)).toBe(value);
  });
  const [tree] = [...(await sheetsOf(['explain', KEY, 'total'])).values()];
  expect(tree?.[1]?.slice(0, 1)).toEqual(['1']);
  expect(Number(tree?.[1]?.[2])).toBe(root.value);
});

describe('the tables of a recommendation', () => {
  test('the tables of a recommendation list every measure with its id, months and cost range', async () => {
    const { measures } = await jsonOf<{ measures: { id: string; cost: { low: number; high: number } }[] }>(PLAN);
    expect(measures.length).toBeGreaterThan(3);
    const [headings = [], ...rows] = (await sheetsOf(PLAN)).get('Measures') ?? [];
    const columnOf = (heading: string): string[] => rows.map((cells) => cells[headings.indexOf(heading)] ?? '');
    expect(columnOf('ID')).toEqual(measures.map(({ id }) => id));
    expect(columnOf('Cost from').map(Number)).toEqual(measures.map(({ cost }) => cost.low));
    expect(columnOf('Cost to').map(Number)).toEqual(measures.map(({ cost }) => cost.high));
    expect(columnOf('Months to').every((end) => Number(end) > 0)).toBe(true);
  });

  test('one run of recommend writes its tables as CSV along with Markdown, JSON and Word files', async () => {
    const folder = await scratchFolder();
    const files = ['plan.md', 'plan.csv', 'plan.json', 'plan.docx'].map((name) => path.join(folder, name));
    const run = await matura([...PLAN, ...files.flatMap((file) => ['-o', file])], { cwd: desk });
    expect(run).toMatchObject({ code: 0, stdout: '' });
    const [md, csv, json] = await Promise.all(files.slice(0, 3).map((file) => readFile(file, 'utf8')));
    expect(md).toMatch(/^# /);
    expect(csv).toBe((await matura([...PLAN, '--format', 'csv'], { cwd: desk })).stdout);
    expect(json).toBe((await matura([...PLAN, '--json'], { cwd: desk })).stdout);
    expect((await readFile(files[3] as string)).subarray(0, 2).toString()).toBe('PK');
  });
});

test('a report’s tables include all tables of its recommendation', async () => {
  const measures = (sheets: ReadonlyMap<string, readonly (readonly string[])[]>): unknown => sheets.get('Measures');
  const report = await sheetsOf(['report', KEY, '--programme', 'chengdu', '--as-of', '2026-12-01']);
  expect(measures(report)).toEqual(measures(await sheetsOf(PLAN)));
  expect(measures(report)).toBeDefined();
  expect(report.size).toBeGreaterThan(8);
});

test('hostile texts in a table cannot form a formula or move the cursor', async () => {
  const folder = await scratchFolder();
  await cp(path.join(desk, 'files'), path.join(folder, 'files'), { recursive: true });
  const file = path.join(folder, 'files', `${KEY}.json`);
  const { chain: _, ...stated } = JSON.parse(await readFile(file, 'utf8'));
  const name = '=HYPERLINK("http://example.org";"x")\u0007\u202e';
  for (const { facts } of [stated, ...stated.assessments]) facts.name = { state: 'answered', value: name };
  for (const one of stated.assessments) one.assessor = '@SUM(A1)\u001b[31m';
  await writeFile(file, JSON.stringify({ ...stated, schemaVersion: 1 }));
  for (const args of [PLAN, ['compare', KEY]]) {
    const { stdout, stderr } = await matura([...args, '--format', 'csv'], { cwd: folder });
    expect(stdout, stderr).toContain('HYPERLINK');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    const cells = (parse(stdout) as string[][]).flat();
    expect(cells.filter((cell) => /^[=@]/.test(cell))).toEqual([]);
    expect(cells.filter((cell) => /^[+-]/.test(cell) && !Number.isFinite(Number(cell)))).toEqual([]);
    const target = path.join(folder, `${args[0]}.xlsx`);
    await matura([...args, '-o', target], { cwd: folder });
    const markup = [...(await unzip(await readFile(target)))].map(([, part]) => part.toString());
    expect(markup.join('')).toContain('HYPERLINK');
    expect(markup.join('')).not.toMatch(/<f[ >]/);
  }
});

test('the Details sheet has no empty first row, fits its texts, and holds both levels as numbers', async () => {
  const facts = (await sheetsOf(PLAN)).get('Details') ?? [];
  const [first] = facts;
  expect(first?.[0]).toBe('Enterprise');
  const levelOf = (label: string): string | undefined => facts.find(([term]) => term === label)?.[1];
  const { target } = await jsonOf<{ target: { level: number } }>(PLAN);
  expect([levelOf('Level now'), levelOf('Target')]).toEqual(['2', String(target.level)]);
  const file = path.join(await scratchFolder(), 'plan.xlsx');
  await matura([...PLAN, '-o', file], { cwd: desk });
  const sheet = (await unzip(await readFile(file))).get('xl/worksheets/sheet1.xml')?.toString() ?? '';
  expect(sheet).toContain('<col min="2" max="2" width="60"');
});
