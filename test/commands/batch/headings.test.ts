// Headings that are shortened, doubled, nearly those of the pack, or written in another way.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { matura, ROOT, type Run, scratchFolder } from '../matura.ts';

type Cells = readonly (readonly string[])[];

const PACK = 'miit-sme-2024';
const FOLDER = path.join(ROOT, 'examples/exports', PACK);
const DESIGN = '32、产品设计：设计工作及图纸、版本管理达到哪一级？';

/** The sample export as a platform heads it with numbers and full texts: headings, then rows. */
async function readSample(): Promise<[readonly string[], ...Cells]> {
  const text = new TextDecoder('gb18030').decode(await readFile(path.join(FOLDER, 'wenjuanxing-gbk.csv')));
  return parse(text) as [string[], ...string[][]];
}

/** The sample export with some headings replaced. */
async function renamed(names: Readonly<Record<string, string>>): Promise<Cells> {
  const [headings, ...rows] = await readSample();
  return [headings.map((heading) => names[heading] ?? heading), ...rows];
}

/** The sample export with further columns before or behind; a column is its heading and its cell in every row. */
async function widened(before: readonly (readonly [string, string])[], behind: typeof before = []): Promise<Cells> {
  const [headings, ...rows] = await readSample();
  const cellsOf = (columns: typeof before, at: 0 | 1): string[] => columns.map((column) => column[at]);
  return [headings, ...rows].map((cells, i) => {
    const at = i === 0 ? 0 : 1;
    return [...cellsOf(before, at), ...cells, ...cellsOf(behind, at)];
  });
}

const csvOf = (cells: Cells): string =>
  cells.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join('');

async function batch(cells: Cells, ...args: string[]): Promise<Run & { readonly cwd: string }> {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), csvOf(cells));
  const files = ['-o', 'results.csv', '--rejects', 'rejects.csv'];
  return { cwd, ...(await matura(['batch', PACK, 'e.csv', ...files, ...args], { cwd })) };
}

const resultsOf = (cwd: string): Promise<string> => readFile(path.join(cwd, 'results.csv'), 'utf8');
const EXPECTED = await readFile(path.join(FOLDER, 'results.csv'), 'utf8');

describe('a short heading beside the full text of a question', () => {
  test.each([
    ['before it', 'x', true],
    ['behind it', 'x', false],
    ['with marks that are steps of the scale as well', '1', true],
  ])('%s: the full text is read, and the other column is named', async (_, cell, isBefore) => {
    const column = [['产品设计', cell]] as const;
    const cells = await widened(isBefore ? column : [], isBefore ? [] : column);
    const asked = await batch(cells);
    expect(asked.code).toBe(3);
    expect(asked.stderr).toMatch(
      new RegExp(`^产品设计 +not used +productDesign is read from the column “${DESIGN}”`, 'm'),
    );
    expect(asked.stderr).toMatch(new RegExp(`^${DESIGN} +productDesign`, 'm'));
    await matura(['map', PACK, 'e.csv', '-o', 'map.yaml'], { cwd: asked.cwd });
    expect(await readFile(path.join(asked.cwd, 'map.yaml'), 'utf8')).toMatch(
      new RegExp(`heading: "${DESIGN}".*\n +to: productDesign\n`),
    );
  });

  test('the id, where it is the text of an option in another language', async () => {
    // “Finance” is the id of a question, and in English an option of Q4.
    const asked = await batch(await widened([['Finance', '1']]));
    expect(asked.code).toBe(3);
    expect(asked.stderr).toMatch(/^Finance +not used +finance is read from the column “44、财务管理/m);
  });

  test('one that says the same is not asked about', async () => {
    const [headings, ...rows] = await readSample();
    const at = headings.indexOf(DESIGN);
    const run = await batch([['产品设计', ...headings], ...rows.map((row) => [row[at] ?? '', ...row])]);
    expect(run.code).toBe(0);
    expect(run.stderr).toContain('Unused columns: 产品设计;');
    expect(await resultsOf(run.cwd)).toBe(EXPECTED);
  });

  test('a blank one is not asked about', async () => {
    const run = await batch(await widened([['产品设计', '']]));
    expect(run.code).toBe(0);
    expect(await resultsOf(run.cwd)).toBe(EXPECTED);
  });

  test('alone it is read', async () => {
    const run = await batch(await renamed({ [DESIGN]: '产品设计' }));
    expect(run.code).toBe(0);
    expect(await resultsOf(run.cwd)).toBe(EXPECTED);
  });
});

describe('blank columns', () => {
  test.each(['上年的营业收入', '统一社会信用代码（复核）', 'diagnosis_complete', '企业名称2', ''])(
    '%j never stops an export',
    async (heading) => {
      const run = await batch(await widened([], [[heading, '']]));
      expect(run.code).toBe(0);
      expect(await resultsOf(run.cwd)).toBe(EXPECTED);
    },
  );

  test('what stands below the rows that are looked at is a reject', async () => {
    const [headings, ...rows] = await readSample();
    const many = Array.from({ length: 600 }, (_, i) => [...(rows[i % rows.length] ?? []), i === 590 ? '说明' : '']);
    const run = await batch([[...headings, '产品设计'], ...many], '--duplicates', 'first');
    expect(run.code).toBe(1);
    const rejects = parse(await readFile(path.join(run.cwd, 'rejects.csv'), 'utf8'), { columns: true }) as object[];
    expect(rejects).toContainEqual(
      expect.objectContaining({ line: '592', column: '产品设计', rule: 'unused-column', value: '说明' }),
    );
  });

  test.each(['0', '1', '2'])('the state of a form of REDCap, %s, never stops an export', async (state) => {
    const run = await batch(await widened([], [['diagnosis_complete', state]]));
    expect(run.code).toBe(0);
    expect(await resultsOf(run.cwd)).toBe(EXPECTED);
  });
});
