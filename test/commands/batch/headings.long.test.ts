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
    ['short heading first', 'x', true],
    ['short heading last', 'x', false],
    ['short heading above cells that are also steps of the scale', '1', true],
  ])(
    '%s: the column of the full question text is read, and the column with the short heading is named',
    async (_, cell, isBefore) => {
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
    },
  );

  test('an id is not read as a question’s heading if it is an option’s text in another language', async () => {
    // “Finance” is the id of a question, and in English an option of Q4.
    const asked = await batch(await widened([['Finance', '1']]));
    expect(asked.code).toBe(3);
    expect(asked.stderr).toMatch(/^Finance +not used +finance is read from the column “44、财务管理/m);
  });

  test('a short heading raises no question if its column repeats the column of the full heading', async () => {
    const [headings, ...rows] = await readSample();
    const at = headings.indexOf(DESIGN);
    const run = await batch([['产品设计', ...headings], ...rows.map((row) => [row[at] ?? '', ...row])]);
    expect(run.code).toBe(0);
    expect(run.stderr).toContain('Unused columns: 产品设计;');
    expect(await resultsOf(run.cwd)).toBe(EXPECTED);
  });

  test('a short heading above a blank column is not asked about', async () => {
    const run = await batch(await widened([['产品设计', '']]));
    expect(run.code).toBe(0);
    expect(await resultsOf(run.cwd)).toBe(EXPECTED);
  });

  test('a short heading is read if no column has the full heading', async () => {
    const run = await batch(await renamed({ [DESIGN]: '产品设计' }));
    expect(run.code).toBe(0);
    expect(await resultsOf(run.cwd)).toBe(EXPECTED);
  });
});

describe('a column of reviewed answers beside the original one', () => {
  test.each([
    `${DESIGN}（复核后）`,
    `【专家复核】${DESIGN}`,
    '产品设计（核定等级）',
    'productDesign_reviewed',
    'productDesign (corrected)',
    'productDesign geprüft',
  ])('a column of reviewed answers is asked about: %s', async (heading) => {
    const asked = await batch(await widened([], [[heading, '1']]));
    expect(asked.code).toBe(3);
    expect(asked.stderr).toContain(`productDesign is read from the column “${DESIGN}”, so this column is not used`);
    const [headings] = await widened([], [[heading, '']]);
    expect(headings?.at(-1)).toBe(heading);
  });

  test('columns with the reviewer and the time of a review are not asked about', async () => {
    const columns = [
      [`${DESIGN}（审核）`, '李某'],
      ['产品设计（复核）', '2026-11-20'],
    ] as const;
    const run = await batch(await widened([], columns));
    expect(run.code, run.stderr).toBe(0);
    expect(await resultsOf(run.cwd)).toBe(EXPECTED);
  });
});

describe('blank columns', () => {
  test.each(['上年的营业收入', '统一社会信用代码（复核）', 'diagnosis_complete', '企业名称2', ''])(
    'a blank column never stops an export: %j',
    async (heading) => {
      const run = await batch(await widened([], [[heading, '']]));
      expect(run.code).toBe(0);
      expect(await resultsOf(run.cwd)).toBe(EXPECTED);
    },
  );

  test('a value below the sampled rows of a blank column is rejected', async () => {
    const [headings, ...rows] = await readSample();
    const many = Array.from({ length: 600 }, (_, i) => [...(rows[i % rows.length] ?? []), i === 590 ? '说明' : '']);
    const run = await batch([[...headings, '产品设计'], ...many], '--duplicates', 'first');
    expect(run.code).toBe(1);
    const rejects = parse(await readFile(path.join(run.cwd, 'rejects.csv'), 'utf8'), { columns: true }) as object[];
    expect(rejects).toContainEqual(
      expect.objectContaining({ line: '592', column: '产品设计', rule: 'unused-column', value: '说明' }),
    );
  });

  test.each(['0', '1', '2'])('REDCap’s form state %s never stops an export', async (state) => {
    const run = await batch(await widened([], [['diagnosis_complete', state]]));
    expect(run.code).toBe(0);
    expect(await resultsOf(run.cwd)).toBe(EXPECTED);
  });
});

describe('headings that resemble a fact', () => {
  const REVENUE = '6、上年营业收入 (万元)';

  test.each([
    ['上年营业收入，单位：元', 'revenue', 'the numbers in this column are taken to be in 元'],
    ['营业收入（元）', 'revenue', 'the numbers in this column are taken to be in 元'],
    ['上年营业收入 / 千元', 'revenue', 'the numbers in this column are taken to be in 千元'],
    ['Revenue last year (CNY 1,000)', 'revenue', 'the numbers in this column are taken to be in cny 1,000'],
    ['Revenue last year in CNY', 'revenue', 'the numbers in this column are taken to be in cny'],
    ['2025年营业收入（万元）', 'revenue', 'the heading only resembles the question'],
    ['上年营业收入 (万)元', 'revenue', 'the heading only resembles the question'],
    ['上年营业收入 ((元)', 'revenue', 'the numbers in this column are taken to be in 元'],
    ['上年营业收入（千欧）', 'revenue', 'the unit “千欧” is not known: name a known unit under unit'],
  ])('the heading %s resembles a fact and is asked about, with its unit', async (heading, becomes, remark) => {
    const { code, stderr } = await batch(await renamed({ [REVENUE]: heading }));
    expect(code).toBe(3);
    const row = stderr.split('\n').find((line) => line.startsWith(heading));
    expect(row).toMatch(new RegExp(` ${becomes} +similar, \\d\\d % `));
    expect(row).toContain(remark);
  });

  test('a heading that could mean several years is reported with those years', async () => {
    const { code, stderr } = await batch(
      await renamed({
        [REVENUE]: '营业收入（元）',
        '16、前年营业收入 (万元)': '收入其他',
        '17、大前年营业收入 (万元)': '其他',
      }),
    );
    expect(code).toBe(3);
    expect(stderr).toMatch(/^营业收入（元） +not used +.*the heading may mean revenue; revenueBefore; revenueBefore2/m);
  });

  test('a column with an unrelated heading stays unused, and rows without a total or level are counted', async () => {
    const { code, stderr, cwd } = await batch(await renamed({ [REVENUE]: '备注' }), '--json');
    expect(code).toBe(0);
    const open = parse(await resultsOf(cwd), { columns: true }) as Record<string, string>[];
    const withoutLevel = open.filter(({ level }) => level === '').length;
    expect(withoutLevel).toBeGreaterThan(0);
    const again = await matura(['batch', PACK, 'e.csv', '-o', 'r.csv', '--rejects', 'j.csv'], { cwd });
    expect(again.stderr).toContain(
      '8 scored rows leave “Total” open: the answers it needs are missing, or do not follow from the figures given\n',
    );
    expect(again.stderr).toContain(
      `${withoutLevel} scored rows leave “Digital level” open: the answers it needs are missing, or do not follow from the figures given\n`,
    );
    expect(stderr).toContain('Unused columns: 序号; 提交答卷时间; 所用时间; 备注');
    const { stdout } = await matura(['batch', PACK, 'e.csv', '-o', 'r.csv', '--rejects', 'j.csv', '--json'], { cwd });
    expect(JSON.parse(stdout).undecided).toEqual({ total: 8, level: withoutLevel });
  });

  test('rejected rows are not counted among the rows whose total is open', async () => {
    const [headings, ...rows] = await renamed({ [REVENUE]: '备注' });
    const { code, stdout } = await batch([headings as string[], ...rows, ...rows], '--duplicates', 'first', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ scored: 8, rejected: 8, undecided: { total: 8 } });
  });
});

test('amounts are read in the unit that the mapping names', async () => {
  const cwd = await scratchFolder();
  const ids = await readFile(path.join(ROOT, 'examples/exports/quick-scan-china/ids.csv'), 'utf8');
  const [headings = [], ...rows] = parse(ids, { bom: true }) as string[][];
  const at = headings.indexOf('revenue');
  const scored = async (name: string, times: number, unit: string): Promise<string> => {
    const scaled = rows.map((row) => row.with(at, row[at] === '' ? '' : String(Number(row[at]) * times)));
    await writeFile(path.join(cwd, `${name}.csv`), csvOf([headings, ...scaled]));
    const columns = headings.map((heading) => ({ heading, to: heading, ...(heading === 'revenue' ? { unit } : {}) }));
    await writeFile(path.join(cwd, 'm.yaml'), JSON.stringify({ kind: 'mapping', pack: 'quick-scan-china', columns }));
    const files = ['-o', `${name}-results.csv`, '--rejects', `${name}-rejects.csv`];
    const run = await matura(['batch', 'quick-scan-china', `${name}.csv`, '--map', 'm.yaml', ...files], { cwd });
    expect(run).toMatchObject({ code: 0 });
    return readFile(path.join(cwd, `${name}-results.csv`), 'utf8');
  };
  const expected = await readFile(path.join(ROOT, 'examples/exports/quick-scan-china/results.csv'), 'utf8');
  expect(await scored('a', 10, 'CNY 1,000')).toBe(expected);
  expect(await scored('b', 10, 'TCNY')).toBe(expected);
  expect(await scored('c', 0.01, 'CNY m')).toBe(expected);
  expect(await scored('d', 10_000, '元')).toBe(expected);
});

test('digits before a currency are a number, never part of a unit', async () => {
  const cwd = await scratchFolder();
  const ids = await readFile(path.join(ROOT, 'examples/exports/quick-scan-china/ids.csv'), 'utf8');
  const [headings = [], row = []] = parse(ids, { bom: true }) as string[][];
  const level = async (revenue: string): Promise<string> => {
    const cells = row.with(headings.indexOf('revenue'), revenue).with(headings.indexOf('employees'), '2000');
    await writeFile(path.join(cwd, 'e.csv'), csvOf([headings, cells]));
    const files = ['-o', 'r.csv', '--rejects', 'j.csv', '--decimal', ','];
    await matura(['batch', 'quick-scan-china', 'e.csv', ...files], { cwd });
    return (parse(await readFile(path.join(cwd, 'r.csv'), 'utf8'), { columns: true }) as [{ size: string }])[0].size;
  };
  // A small enterprise has from CNY 3 million on, in units of 10,000: 300.
  expect(await level('2.910.000 CNY')).toBe('micro');
  expect(await level('3.010.000 CNY')).toBe('small');
});

test('a key question’s heading is still read if a wrong encoding turned its ★ into a question mark', async () => {
  const cwd = await scratchFolder();
  await matura(['template', PACK, '--lang', 'de', '-o', 't.csv'], { cwd });
  const headings = await readFile(path.join(cwd, 't.csv'), 'utf8');
  expect(headings).toContain(' ★:');
  await writeFile(path.join(cwd, 'e.csv'), headings.replaceAll('★', '?'));
  const run = await matura(['map', PACK, 'e.csv', '-o', 'm.yaml', '--lang', 'en'], { cwd });
  expect(run.stdout).not.toContain('similar');
  expect(run.stdout).toMatch(/productDesign +(text|numbered)/);
});

test('headings and answers broken over two lines, as in narrow spreadsheet columns, are read', async () => {
  const [headings, ...rows] = await readSample();
  const broken = (cell: string): string => cell.replace(/[：，]/, (sign) => `${sign}\r\n`);
  const run = await batch([headings, ...rows].map((cells) => cells.map(broken)));
  expect(run.code, run.stderr).toBe(0);
  expect(await resultsOf(run.cwd)).toBe(EXPECTED);
});
