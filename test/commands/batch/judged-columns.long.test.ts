import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { matura, type Run, scratchFolder } from '../matura.ts';
import { csvOf, HEADINGS, QUESTIONS, type Row, readCsv, rowOf } from './sample-export.ts';

/** A number from 0 to below `most`, always the same for a row and column. */
const draw = (row: number, column: number, most: number): number => {
  let state = Math.imul(row + 1, 2_654_435_761) ^ Math.imul(column + 1, 1_597_334_677);
  state = Math.imul(state ^ (state >>> 15), 2_246_822_519);
  return ((state ^ (state >>> 13)) >>> 0) % most;
};

async function score(
  pack: string,
  table: string | Buffer,
  { name = 'e.csv', map = '', args = [] as string[], cwd = '' } = {},
) {
  const folder = cwd || (await scratchFolder());
  await writeFile(path.join(folder, name), table);
  if (map) await writeFile(path.join(folder, 'm.yaml'), map);
  const given = map ? ['--map', 'm.yaml'] : [];
  const run: Run = await matura(['batch', pack, name, '--quiet', ...given, ...args], { cwd: folder });
  const read = (file: string): Promise<Record<string, string>[]> => readCsv(folder, file).catch(() => []);
  return { ...run, folder, results: await read('e.results.csv'), rejects: await read('e.rejects.csv') };
}

describe('percentages', () => {
  async function sharePack(): Promise<string> {
    const cwd = await scratchFolder();
    await mkdir(path.join(cwd, 'shares'));
    const questionnaire = {
      ...{ kind: 'questionnaire', id: 'shares', version: '1.0.0', languages: ['en'], title: 'Shares' },
      facts: [{ id: 'code', type: 'text', key: true, required: true, text: 'Code' }],
      sections: [{ id: 'main', questions: [{ id: 'online', type: 'percent', text: 'Machines online' }] }],
    };
    await writeFile(path.join(cwd, 'shares/questionnaire.yaml'), JSON.stringify(questionnaire));
    const rubric = { kind: 'rubric', id: 'shares', scores: { total: { sum: ['online'] } } };
    await writeFile(path.join(cwd, 'shares/rubric.yaml'), JSON.stringify(rubric));
    return cwd;
  }
  const tableOf = (cells: readonly string[]): string =>
    `code,online\n${cells.map((cell, i) => `e${i},${cell}\n`).join('')}`;
  const jsonOf = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => `${JSON.stringify({ code: `e${i}`, online: cell.endsWith('%') ? cell : Number(cell) })}\n`)
      .join('');
  const wholes = Array.from({ length: 28 }, (_, i) => String(5 + draw(i, 3, 90)));

  test.each([
    ['shares of 1 among percentages', [...wholes, '0.35', '0.8']],
    ['percentages among shares of 1', [...wholes.map((cell) => String(Number(cell) / 100)), '35', '80']],
    ['one 100 among shares of 1', [...wholes.map((cell) => String(Number(cell) / 100)), '100']],
    ['signs beside shares of 1', [...wholes.map((cell) => `${cell}%`), '0.35', '0.8']],
  ])('a column with %s is asked about, and with the proposed mapping the odd values are rejected', async (_, cells) => {
    const cwd = await sharePack();
    const asked = await score('./shares', tableOf(cells), { cwd });
    expect(asked, asked.stderr).toMatchObject({ code: 3, results: [] });
    expect(asked.stderr).toMatch(/times: 100|multiplied by 100/);
    const lines = await score('./shares', jsonOf(cells), { cwd, name: 'e.jsonl' });
    expect(lines).toMatchObject({ code: 3, results: [] });
    const times = Number(cells[0]?.replace('%', '')) < 1 || cells[0]?.endsWith('%') ? 100 : 1;
    const map = `kind: mapping\npack: shares\ncolumns:\n  - { heading: code, to: code }\n  - { heading: online, to: online, times: ${times} }\n`;
    const mapped = await score('./shares', tableOf(cells), { cwd, map });
    const meant = (cell: string): number => (cell.endsWith('%') ? Number(cell.slice(0, -1)) : Number(cell) * times);
    const odd = cells.filter((cell) => !cell.endsWith('%') && (times === 1 ? Number(cell) < 1 : Number(cell) > 1));
    expect(mapped.rejects.map(({ rule, value }) => [rule, value])).toEqual(odd.map((cell) => ['unclear-share', cell]));
    expect(mapped.results.map(({ total }) => Number(total))).toEqual(
      cells.filter((cell) => !odd.includes(cell)).map((cell) => expect.closeTo(meant(cell), 9)),
    );
  });

  test('with a mapping without a unit, percentages are read and bare shares rejected; with a unit, all numbers are read', async () => {
    const cwd = await sharePack();
    const cells = [...wholes, '0.5'];
    const map =
      'kind: mapping\npack: shares\ncolumns:\n  - { heading: code, to: code }\n  - { heading: online, to: online }\n';
    const silent = await score('./shares', tableOf(cells), { cwd, map });
    expect(silent.rejects).toMatchObject([{ rule: 'unclear-share', value: '0.5', column: 'online' }]);
    const said = await score('./shares', tableOf(cells), {
      cwd,
      map: map.replace('to: online', 'to: online, unit: "%"'),
    });
    expect(said).toMatchObject({ code: 0, rejects: [] });
    expect(said.results.at(-1)?.total).toBe('0.5');
  });

  test('a doubt that only later rows raise is asked about before any output gets its final name', async () => {
    const cwd = await sharePack();
    const many = Array.from({ length: 900 }, (_, i) => String(5 + draw(i, 3, 90)));
    const asked = await score('./shares', tableOf([...many, '0.35']), { cwd });
    expect(asked).toMatchObject({ code: 3, results: [], rejects: [] });
    expect(asked.stderr).toContain('online: CHECK: percentages without a percent sign are written in two ways');
    const honest = await score('./shares', tableOf(many), { cwd });
    expect(honest).toMatchObject({ code: 0 });
  });

  test.each([
    ['percentages', ['0', '1', '35', '60.5', '100']],
    ['percentages with signs, small ones too', ['0.5%', '35%', '100%', '1%']],
    ['small percentages throughout', ['0.4', '0.9', '1.5', '2', '3.8', '0.7']],
  ])('percentages that are all %s are scored unchanged', async (_, cells) => {
    const cwd = await sharePack();
    const run = await score('./shares', tableOf(cells), { cwd });
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(run.results.map(({ total }) => Number(total))).toEqual(cells.map((cell) => Number(cell.replace('%', ''))));
  });

  test.each([
    ['zh', '百分比有两种写法'],
    ['de', 'in zwei Schreibweisen'],
  ])('the question about percentages is asked in %s', async (lang, words) => {
    const cwd = await sharePack();
    expect((await score('./shares', tableOf([...wholes, '0.5']), { cwd, args: ['--lang', lang] })).stderr).toContain(
      words,
    );
  });
});

describe('scales in numbers', () => {
  /** Answers from 0 to 2; nobody reaches 3. */
  const rows = (add: (question: number) => number, count = 60): Row[] =>
    Array.from({ length: count }, (_, i) =>
      rowOf(i, Object.fromEntries(QUESTIONS.map((name, q) => [name, String(draw(i, q + 1, 3) + add(q))]))),
    );

  test('a scale whose lowest value never occurs is asked about, as it may count from 1; a mapping settles it', async () => {
    const asked = await score('quick-scan-china', csvOf(rows(() => 1)));
    expect(asked).toMatchObject({ code: 3, results: [] });
    expect(asked.stderr).toContain('no row has 0, the lowest value');
    const { stdout } = await matura(['map', 'quick-scan-china', 'e.csv'], { cwd: asked.folder });
    expect(stdout).toContain('values: { "0": "0", "1": "1", "2": "2", "3": "3" }');
    const map = stdout.replaceAll(/^ +check: .*\n/gm, '');
    const asWritten = await score('quick-scan-china', csvOf(rows(() => 1)), { map });
    expect(asWritten, asWritten.stderr).toMatchObject({ code: 0 });
    const counted = map.replaceAll('{ "0": "0", "1": "1", "2": "2", "3": "3" }', '{ "1": 0, "2": 1, "3": 2, "4": 3 }');
    const fromOne = await score('quick-scan-china', csvOf(rows(() => 1)), { map: counted });
    const right = await score('quick-scan-china', csvOf(rows(() => 0)));
    expect(right, right.stderr).toMatchObject({ code: 0 });
    expect(fromOne.results).toEqual(right.results);
    expect(asWritten.results).not.toEqual(right.results);
  });

  test('if one column of a table is numbered differently, only that column is asked about', async () => {
    const asked = await score('quick-scan-china', csvOf(rows((q) => (q === 4 ? 1 : 0))));
    expect(asked).toMatchObject({ code: 3 });
    expect(asked.stderr.match(/no row has 0/g)).toHaveLength(1);
    expect(asked.stderr).toMatch(/^orders .*no row has 0/m);
  });

  test.each([
    ['in the first rows', 0],
    ['below them', 600],
  ])('scales with few or identical answers are asked about together with the other scales (%s)', async (_, before) => {
    const coded = rows(() => 1).map((row, i) => ({
      ...row,
      ...{
        ai: i < 10 ? (row.ai as string) : '',
        planning: String(2 + (i % 2)),
        network: '3',
        records: i < 5 ? '2' : '',
      },
    }));
    const first = Array.from({ length: before }, (__, i) =>
      rowOf(1000 + i, { ...coded[i % 60], uscc: rowOf(1000 + i).uscc as string }),
    );
    const asked = await score('quick-scan-china', csvOf([...first, ...coded]));
    expect(asked).toMatchObject({ code: 3, results: [] });
    const named = QUESTIONS.filter((name) => new RegExp(`^${name}[ :].*no row has 0`, 'm').test(asked.stderr));
    expect(named).toEqual(QUESTIONS);
    const { stdout } = await matura(['map', 'quick-scan-china', 'e.csv'], { cwd: asked.folder });
    expect(stdout.match(/values: \{ "0": "0"/g)).toHaveLength(QUESTIONS.length);
  });

  test('scales are not asked about if a platform exports values, or if every row has the same answer', async () => {
    const headings = [...HEADINGS, '_uuid'];
    const kobo = await score(
      'quick-scan-china',
      csvOf(
        rows(() => 1).map((row, i) => ({ ...row, _uuid: `u${i}` })),
        headings,
      ),
    );
    expect(kobo, kobo.stderr).toMatchObject({ code: 0 });
    expect((await score('quick-scan-china', csvOf(Array.from({ length: 60 }, (_, i) => rowOf(i))))).code).toBe(0);
  });

  test('scales answered with numbered levels, or with numbers among texts, are also asked about', async () => {
    const written = (cellOf: (cell: string, i: number) => string): string =>
      csvOf(
        rows(() => 1, 40).map((row, i) =>
          Object.fromEntries(
            Object.entries(row).map(([name, cell]) => [name, QUESTIONS.includes(name) ? cellOf(cell, i) : cell]),
          ),
        ),
      );
    const levels = await score(
      'quick-scan-china',
      written((cell) => `${cell}级`),
    );
    expect(levels).toMatchObject({ code: 3, results: [] });
    expect(levels.stderr).toContain('no row has 0');
    const mixed = csvOf(rows(() => 1, 40).map((row, i) => (i % 2 ? row : { ...row, plan: 'No plans' })));
    expect((await score('quick-scan-china', mixed)).stderr).toMatch(/^plan .*no row has 0/m);
  });

  test('numbers between the steps of a scale raise a question, since they may be shares of 1', async () => {
    const asked = await score(
      'quick-scan-china',
      csvOf(rows(() => 0).map((row, i) => ({ ...row, plan: i % 3 ? '1' : '0.66' }))),
    );
    expect(asked).toMatchObject({ code: 3, results: [] });
    expect(asked.stderr).toContain('“0.66” is between two steps of the scale');
  });

  test('a scale is scored without a question if few rows answer it and none has its lowest value', async () => {
    expect((await score('quick-scan-china', csvOf(rows(() => 1, 8)))).code).toBe(0);
  });

  test('all scales of an export with few rows are asked about together, even if it is the second export', async () => {
    const few = csvOf(rows(() => 1, 12));
    const asked = await score('quick-scan-china', few);
    expect(asked).toMatchObject({ code: 3, results: [] });
    expect(asked.stderr.match(/no row has 0/g)).toHaveLength(QUESTIONS.length);
    const first = csvOf(Array.from({ length: 30 }, (_, i) => rowOf(100 + i, rows(() => 0)[i])));
    await writeFile(path.join(asked.folder, 'a.csv'), first);
    const second = await matura(['batch', 'quick-scan-china', 'a.csv', 'e.csv'], { cwd: asked.folder });
    expect(second.code).toBe(3);
    expect(second.stderr).toContain('matura: e.csv: it is not certain which column answers which question');
    expect((await score('quick-scan-china', csvOf(rows(() => 0, 12)))).code).toBe(0);
  });

  /** Rows whose answers are written from 1 on in a stretch of them. */
  const waves = (isLater: (row: number) => boolean): Row[] =>
    Array.from({ length: 760 }, (_, i) =>
      rowOf(
        i,
        Object.fromEntries(QUESTIONS.map((name, q) => [name, String(draw(i, q + 1, 4) + (isLater(i) ? 1 : 0))])),
      ),
    );
  const linesOf = (table: readonly Row[]): string =>
    table
      .map((row) =>
        JSON.stringify(
          Object.fromEntries(
            Object.entries(row).map(([name, cell]) => [name, QUESTIONS.includes(name) ? +cell : cell]),
          ),
        ),
      )
      .join('\n');

  test('if only later rows seem to count a scale from 1, batch asks about these rows by line number', async () => {
    const table = waves((row) => row >= 560 && row < 700);
    const asked = await score('quick-scan-china', csvOf(table));
    expect(asked).toMatchObject({ code: 3, results: [], rejects: [] });
    expect(asked.stderr).toMatch(/^plan: CHECK: in lines 562 to 701, no row has 0 and some have 4/m);
    const lines = await score('quick-scan-china', linesOf(table), { name: 'e.jsonl' });
    expect(lines.stderr).toContain('in lines 561 to 700, no row has 0');
    const { stdout } = await matura(['map', 'quick-scan-china', 'e.csv'], { cwd: asked.folder });
    const meant = stdout.replaceAll(/(to: (\w+))/g, (to, _, name) =>
      QUESTIONS.includes(name) ? `${to}\n    values: { "0": "0", "1": "1", "2": "2", "3": "3" }` : to,
    );
    const settled = await score('quick-scan-china', csvOf(table), { map: meant });
    expect(settled, settled.stderr).toMatchObject({ code: 1 });
    expect(settled.rejects.every(({ value }) => value === '4')).toBe(true);
  });

  test('a remark points out that a mapping expects numbers that the table does not have', async () => {
    const table = csvOf(rows(() => 1, 30));
    const columns = HEADINGS.filter((heading) => heading !== 'size').map((heading) => {
      const values = QUESTIONS.includes(heading) ? ', values: { "1": "0", "2": "1", "3": "2", "4": "3" }' : '';
      return `  - { heading: ${heading}, to: ${heading}${values} }\n`;
    });
    const map = `kind: mapping\npack: quick-scan-china\ncolumns:\n${columns.join('')}`;
    const words = 'no row has 4, the highest number of the mapping, in any of plan; lead';
    const run = await score('quick-scan-china', table, { map });
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(run.stderr).toContain(words);
    const best = await score('quick-scan-china', table.replace(/,3\n/, ',4\n'), { map });
    expect(best.stderr).not.toContain(words);
  });

  test('a remark points out an extra column with a heading whose columns a mapping names by position', async () => {
    const heading = `code,name${',points'.repeat(21)}`;
    const line = (i: number): string =>
      [rowOf(i).uscc, `Example ${i}`, ...QUESTIONS.map((_, q) => draw(i, q, 4))].join();
    const columns = QUESTIONS.map((name, q) => `  - { heading: points, column: ${q + 3}, to: ${name} }\n`).join('');
    const map = `kind: mapping\npack: quick-scan-china\ncolumns:\n  - { heading: code, to: uscc }\n  - { heading: name, to: name }\n${columns}`;
    const lines = Array.from({ length: 10 }, (_, i) => line(i));
    const run = await score('quick-scan-china', `${heading}\n${lines.map((one) => `${one},1\n`).join('')}`, { map });
    expect(run.stderr).toContain('21 columns are headed “points”, and the mapping names 20 of them by position');
    const as = await score('quick-scan-china', `${heading.replace(/,points$/, '')}\n${lines.join('\n')}\n`, { map });
    expect(as.code, as.stderr).toBe(0);
    expect(as.stderr).not.toContain('by position');
  });

  test('unreadable cells among valid answers are rejected, not taken for a scale with other numbers', async () => {
    const table = waves(() => false).map((row, i) => ({
      ...row,
      ...(i >= 20 && i < 24 && Object.fromEntries(QUESTIONS.map((name, q) => [name, String(1 + draw(i, q, 3))]))),
      plan: 'to be checked',
    }));
    const run = await score('quick-scan-china', csvOf(table));
    expect(run.stderr).not.toContain('the numbering of these rows started at another number');
    expect(run.rejects).toHaveLength(table.length);
    expect(new Set(run.rejects.map(({ rule, column }) => `${rule} ${column}`))).toEqual(
      new Set(['unknown-value plan']),
    );
  });

  test('a few values beyond the scale in a long table are rejected', async () => {
    const table = waves(() => false).map((row, i) => (i % 150 === 149 ? { ...row, plan: '4' } : row));
    const run = await score('quick-scan-china', csvOf(table));
    expect(run, run.stderr).toMatchObject({ code: 1 });
    expect(new Set(run.rejects.map(({ rule }) => rule))).toEqual(new Set(['unknown-value']));
  });
});

describe('amounts', () => {
  const persons = (i: number): number => 20 + draw(i, 1, 400);
  /** In 万元. */
  const revenue = (i: number): number => persons(i) * (20 + draw(i, 2, 130));
  const rows = (write: (i: number) => string, count = 30): Row[] =>
    Array.from({ length: count }, (_, i) =>
      rowOf(i, { employees: String(persons(i)), revenue: write(i), plan: String(i % 4) }),
    );

  test.each([
    ['yuan', 1e4, '元'],
    ['tenths of a thousandth', 1e-4, '亿'],
    ['hundredfold', 100, 'times'],
  ])('a column of revenue in %s is asked about because of the amount per employee', async (_, times, unit) => {
    const table = csvOf(rows((i) => String(revenue(i) * times)));
    const asked = await score('quick-scan-china', table);
    expect(asked).toMatchObject({ code: 3, results: [] });
    expect(asked.stderr).toContain('what employees suggests');
    const { stdout } = await matura(['map', 'quick-scan-china', 'e.csv'], { cwd: asked.folder });
    expect(stdout).toMatch(unit === 'times' ? /times: 0\.01\n/ : new RegExp(`unit: ${unit}`));
    const map = stdout.replaceAll(/^ +check: .*\n/gm, '');
    const mapped = await score('quick-scan-china', table, { map });
    expect(mapped, mapped.stderr).toMatchObject({ code: 0 });
    expect(mapped.results).toEqual((await score('quick-scan-china', csvOf(rows((i) => String(revenue(i)))))).results);
  });

  test.each([
    [12, 6, 1000],
    [30, 15, 1e4],
    [30, 8, 1000],
    [30, 20, 1e4],
    [1500, 700, 1000],
  ])(
    'among %i figures, %i that seem to be in another unit (%i times the others) raise a question',
    async (count, others, times) => {
      const table = csvOf(rows((i) => String(revenue(i) * (i < count - others ? 1 : times)), count));
      const asked = await score('quick-scan-china', table);
      expect(asked, asked.stderr).toMatchObject({ code: 3, results: [], rejects: [] });
      expect(asked.stderr).toContain(
        `compared with employees, some figures are about ${times === 1000 ? '1000' : '10,000'} times as large as the rest`,
      );
      // As whoever keeps the export says, all are meant so.
      const map = 'kind: mapping\npack: quick-scan-china\ncolumns:\n';
      const columns = HEADINGS.map(
        (name) => `  - { heading: ${name}, to: ${name}${name === 'revenue' ? ', times: 1' : ''} }\n`,
      );
      const mapped = await score('quick-scan-china', table, { map: map + columns.join('') });
      expect(mapped, mapped.stderr).toMatchObject({ code: 0, rejects: [] });
    },
  );

  test.each([
    ['de', 'zwei Größenordnungen'],
    ['zh', '数值分为两组'],
  ])('the question about figures in two units is asked in %s', async (lang, words) => {
    const table = csvOf(rows((i) => String(revenue(i) * (i % 2 ? 1 : 1000))));
    expect((await score('quick-scan-china', table, { args: ['--lang', lang] })).stderr).toContain(words);
  });

  test('figures that vary widely but evenly between enterprises, with no gap, are scored', async () => {
    // From 12,000 to 90 million a head, with no gap between.
    const table = csvOf(rows((i) => String(persons(i) * 1.2 * 1.36 ** i)));
    expect(await score('quick-scan-china', table)).toMatchObject({ code: 0, rejects: [] });
  });

  test('more than 300 million per employee is rejected, even if other rows have as much', async () => {
    const table = csvOf(rows((i) => String(revenue(i) * 9 * (i % 10 === 9 ? 35 : 1))));
    const { rejects, code } = await score('quick-scan-china', table);
    const most = (i: number): boolean => (revenue(i) * 9 * 35) / persons(i) > 3e4;
    const lines = [9, 19, 29].filter(most).map((i) => String(i + 2));
    expect(lines.length).toBeGreaterThan(0);
    expect([code, ...rejects.map(({ line }) => line)]).toEqual([1, ...lines]);
  });

  test('a single row in yuan among rows in 万元 is rejected; cells that state a unit are read exactly', async () => {
    const odd = await score('quick-scan-china', csvOf(rows((i) => String(revenue(i) * (i === 17 ? 1e4 : 1)))));
    expect(odd.rejects).toMatchObject([{ line: '19', rule: 'other-magnitude', column: 'revenue' }]);
    expect(odd.rejects[0]?.message).toContain('about 10,000 times what employees suggests');
    expect(odd.results).toHaveLength(29);
    const measured = await score(
      'quick-scan-china',
      csvOf(rows((i) => (i === 17 ? `${revenue(i) * 1e4}元` : `${revenue(i)}万元`))),
    );
    expect(measured, measured.stderr).toMatchObject({ code: 0, rejects: [] });
    const slip = await score(
      'quick-scan-china',
      csvOf(rows((i) => (i === 17 ? `${revenue(i) * 1e4}万元` : `${revenue(i)}万元`))),
    );
    expect(slip.rejects).toMatchObject([{ line: '19', rule: 'other-magnitude' }]);
  });

  const FIGURES = [
    'employees',
    'employeesBefore',
    'revenue',
    'revenueBefore',
    'revenueBefore2',
    'operatingCost',
    'operatingCostBefore',
    'digitalInvestment',
    'digitalInvestmentBefore',
  ];
  const years = (
    times: Partial<Record<string, number>>,
    only?: number,
    stated: Partial<Record<string, string>> = {},
  ): string => {
    const headings = ['uscc', 'name', ...FIGURES, 'Q1', 'Q4', 'Q5', 'Q6', 'Q7', 'Q8', 'Q9', 'Q10', 'Q13'];
    const scenes = [
      'productDesign',
      'processDesign',
      'marketing',
      'afterSales',
      'planning',
      'productionControl',
      'quality',
      'equipment',
    ];
    const others = [
      'safety',
      'energy',
      'procurement',
      'warehouse',
      'finance',
      'humanResources',
      'collaboration',
      'decisionSupport',
    ];
    const all = Array.from({ length: 30 }, (_, i) => {
      const grown = 0.8 + draw(i, 5, 50) / 100;
      const figures: Record<string, number> = {
        ...{ employees: persons(i), employeesBefore: Math.round(persons(i) * 0.95), revenue: revenue(i) },
        ...{ revenueBefore: Math.round(revenue(i) * grown), revenueBefore2: Math.round(revenue(i) * grown * 0.9) },
        ...{ operatingCost: Math.round(revenue(i) * 0.7), operatingCostBefore: Math.round(revenue(i) * grown * 0.7) },
        ...{ digitalInvestment: 1 + draw(i, 6, 60), digitalInvestmentBefore: 1 + draw(i, 7, 60) },
      };
      const written = FIGURES.map((name) => {
        const factor = only === undefined || only === i ? (times[name] ?? 1) : 1;
        return [name, (only === i && stated[name]) || String((figures[name] as number) * factor)] as const;
      });
      const { uscc = '', name = '' } = rowOf(i);
      const scales = Object.fromEntries([...scenes, ...others].map((scene, q) => [scene, String(draw(i, q, 5))]));
      return {
        uscc,
        name,
        ...Object.fromEntries(written),
        ...scales,
        Q1: 'A',
        Q4: 'A',
        Q5: 'A',
        Q6: 'A',
        Q7: 'A',
        Q8: 'A',
        Q9: 'A',
        Q10: 'A',
        Q13: 'A',
      };
    });
    return csvOf(all, [...headings, ...scenes, ...others]);
  };

  test.each([10, 100, 1000, 10_000])(
    'a figure that is %d times the figure of the other years is asked about',
    async (factor) => {
      for (const name of ['revenueBefore', 'operatingCost']) {
        const asked = await score('miit-sme-2024', years({ [name]: factor }));
        expect(asked, name).toMatchObject({ code: 3, results: [] });
        expect(asked.stderr).toMatch(
          new RegExp(`^${name} .*about ${factor.toLocaleString('en').replace(',', ',?')} times what`, 'm'),
        );
      }
    },
  );

  describe('energy in both years', () => {
    const withEnergy = (times: (i: number) => number): string =>
      years({})
        .split('\n')
        .map((line, i) => {
          if (line === '') return line;
          if (i === 0) return `${line},energyUse,energyUseBefore`;
          const used = revenue(i - 1) * (0.01 + draw(i, 3, 20) / 100) * times(i);
          return `${line},${used.toFixed(3)},${(used * 1.1).toFixed(3)}`;
        })
        .join('\n');

    test('energy in kg instead of tonnes is asked about because of the ratio to revenue', async () => {
      const asked = await score(
        'miit-sme-2024',
        withEnergy(() => 1000),
      );
      expect(asked).toMatchObject({ code: 3, results: [] });
      expect(asked.stderr).toMatch(/^energyUse .*about 1000 times what revenue suggests/m);
      expect(asked.stderr).toMatch(/^energyUseBefore .*about 1000 times what revenueBefore suggests/m);
      const { stdout } = await matura(['map', 'miit-sme-2024', 'e.csv'], { cwd: asked.folder });
      expect(stdout.match(/unit: (kgce|千克标准煤)/g)).toHaveLength(2);
    });

    test('energy in two units is asked about', async () => {
      const asked = await score(
        'miit-sme-2024',
        withEnergy((i) => (i % 2 ? 1 : 1000)),
      );
      expect(asked).toMatchObject({ code: 3, results: [] });
      expect(asked.stderr).toMatch(
        /^energyUse .*compared with revenue, some figures are about 1000 times as large as the rest/m,
      );
    });

    test('the energy use of light and of heavy industry is scored without a question', async () => {
      const honest = await score(
        'miit-sme-2024',
        withEnergy((i) => 10 ** ((i % 4) - 2)),
      );
      expect(honest, honest.stderr).toMatchObject({ code: 0, rejects: [] });
    });
  });

  describe('amounts that look like percentages of revenue', () => {
    const withFigures = (figures: Readonly<Record<string, (i: number) => number>>): string => {
      const [headings = [], ...rows] = years({})
        .trimEnd()
        .split('\n')
        .map((line) => line.split(','));
      const cells = rows.map((row, i) => row.map((cell, c) => figures[headings[c] ?? '']?.(i) ?? cell));
      return `${[headings, ...cells].map((row) => row.join(',')).join('\n')}\n`;
    };
    const percentages = (column: number) => (i: number) => 60 + draw(i, column, 300) / 10;

    test('costs given in percent or as shares of 1 are asked about; a mapping settles that they are amounts', async () => {
      for (const [factor, range] of [
        [1, /between 6\d.* and 8\d.*/],
        [0.01, /between 0.6 and 0.9/],
      ] as const) {
        const text = withFigures({
          operatingCost: (i) => percentages(11)(i) * factor,
          operatingCostBefore: (i) => percentages(12)(i) * factor,
        });
        const asked = await score('miit-sme-2024', text);
        expect(asked).toMatchObject({ code: 3, results: [] });
        expect(asked.stderr).toMatch(new RegExp(`^operatingCost .*${range.source} however large revenue is`, 'm'));
        expect(asked.stderr).toMatch(/^operatingCostBefore .*however large revenueBefore is/m);
        const { stdout: proposed } = await matura(['map', 'miit-sme-2024', 'e.csv'], { cwd: asked.folder });
        expect(proposed.match(/times: 1$/gm)).toHaveLength(2);
        const map = proposed.replaceAll(/^ +check: .*\n/gm, '');
        expect(await score('miit-sme-2024', text, { map })).toMatchObject({ code: 0 });
      }
    });

    test('similar spending within a programme, and costs of similar enterprises, are scored', async () => {
      const programme = {
        digitalInvestment: percentages(11),
        digitalInvestmentBefore: (i: number) => draw(i, 7, 900) / 10,
      };
      expect(await score('miit-sme-2024', withFigures(programme))).toMatchObject({ code: 0 });
      const small = { revenue: percentages(13), revenueBefore: percentages(14), revenueBefore2: percentages(15) };
      const costs = { operatingCost: percentages(11), operatingCostBefore: percentages(12) };
      const alike = { ...small, ...costs, employees: () => 3, employeesBefore: () => 3 };
      expect(await score('miit-sme-2024', withFigures(alike))).toMatchObject({ code: 0 });
    });
  });

  test('a column of shares that holds percentages is asked about, but a single share above 1 is not', async () => {
    const shares = (write: (i: number) => number | string): string =>
      years({})
        .split('\n')
        .map((line, i) => {
          if (line === '') return line;
          return `${line},${i === 0 ? 'investmentShare' : write(i)}`;
        })
        .join('\n');
    const asked = await score(
      'miit-sme-2024',
      shares((i) => 1 + draw(i, 9, 8)),
    );
    expect(asked).toMatchObject({ code: 3, results: [] });
    expect(asked.stderr).toContain('values that should be shares from 0 to 1 are above 1');
    const honest = await score(
      'miit-sme-2024',
      shares((i) => (i === 5 ? 1.4 : (1 + draw(i, 9, 8)) / 100)),
    );
    expect(honest, honest.stderr).toMatchObject({ code: 0 });
    // The sign says that it is a percentage, of all or of some, and so may a mapping.
    const signed = await score(
      'miit-sme-2024',
      shares((i) => (i === 5 ? '140%' : i % 2 ? `${1 + draw(i, 9, 8)}.00%` : (1 + draw(i, 9, 8)) / 100)),
    );
    expect(signed, signed.stderr).toMatchObject({ code: 0, results: honest.results });
    const columns = years({}).split('\n')[0]?.split(',') ?? [];
    const mapped = await score(
      'miit-sme-2024',
      shares((i) => (i === 5 ? 140 : 1 + draw(i, 9, 8))),
      {
        map: `kind: mapping\npack: miit-sme-2024\ncolumns:\n${[...columns, 'investmentShare']
          .map((name) => `  - { heading: ${name}, to: ${name}${name === 'investmentShare' ? ', unit: "%"' : ''} }\n`)
          .join('')}`,
      },
    );
    expect(mapped, mapped.stderr).toMatchObject({ code: 0, results: honest.results });
  });

  test('figures of several years with equal units are scored, and a row in another unit is rejected', async () => {
    const honest = await score('miit-sme-2024', years({}));
    expect(honest, honest.stderr).toMatchObject({ code: 0 });
    for (const factor of [100, 1000, 10_000]) {
      const odd = await score('miit-sme-2024', years({ revenueBefore: factor }, 9));
      expect(odd.results, String(factor)).toHaveLength(29);
      expect(odd.rejects[0]).toMatchObject({ line: '11', rule: 'other-magnitude', column: 'revenueBefore' });
    }
  });

  const UNEVEN: readonly (readonly [string, Record<string, string>, string])[] = [
    [
      'an investment of one year',
      { digitalInvestment: '0.5', digitalInvestmentBefore: '200' },
      'Digital investment two years ago',
    ],
    [
      'an investment to come',
      { digitalInvestment: '900', digitalInvestmentBefore: '2' },
      'Digital investment last year',
    ],
    [
      'a first year',
      { revenue: '500', revenueBefore: '0.8', revenueBefore2: ' ', employees: '40' },
      'Revenue last year',
    ],
    [
      'a first year before that',
      { revenue: '500', revenueBefore: '480', revenueBefore2: '0.8', employees: '40' },
      'Revenue last year',
    ],
    [
      'a first year in all figures',
      {
        revenueBefore: '0.8',
        revenueBefore2: '0',
        operatingCostBefore: '0.9',
        revenue: '500',
        operatingCost: '350',
        employees: '40',
      },
      'Revenue last year',
    ],
  ];

  test.each(UNEVEN)('a row with %s is scored, and a remark mentions it', async (_, stated, name) => {
    const run = await score('miit-sme-2024', years({}, 9, stated));
    expect(run, run.stderr).toMatchObject({ code: 0, rejects: [] });
    expect(run.stderr).toMatch(
      new RegExp(`  “${name}” is about [\\d,]+ times what “(Digital investment|Revenue) [^”]+” suggests \\(line 11\\)`),
    );
  });

  test.each([
    [{ employees: '0' }, '0 does not fit revenue: check both'],
    [{ revenue: '0' }, '0 does not fit revenueBefore: check both'],
  ])(
    'a figure of 0 beside figures that hardly change gives a warning, and with --strict a reject: %j',
    async (stated, words) => {
      const run = await score('miit-sme-2024', years({}, 9, stated));
      expect(run.stderr).toContain(
        'Scored with a warning (see the column “warnings” of the results)\n  does not fit the figures beside it; counted as stated: 1 (line 11)\n',
      );
      expect(run.results.flatMap((row, i) => (row.warnings?.includes('other-magnitude') ? [i] : []))).toEqual([9]);
      const strict = await score('miit-sme-2024', years({}, 9, stated), { args: ['--strict'] });
      expect(strict.rejects).toMatchObject([{ line: '11', rule: 'other-magnitude', value: '0' }]);
      expect(strict.rejects[0]?.message).toContain(words);
    },
  );

  test.each([
    ['one employee beside hundreds the year before', { employees: '1', employeesBefore: '270' }, 'employees'],
    ['an investment in yuan', { digitalInvestmentBefore: '300000' }, 'digitalInvestmentBefore'],
    ['a year in hundreds of millions', { revenueBefore: '0.05', revenue: '500', employees: '40' }, 'revenueBefore'],
    [
      'a year a thousandfold between others',
      { revenueBefore: '0.5', revenue: '500', revenueBefore2: '480', employees: '40' },
      'revenueBefore',
    ],
    [
      'the latest year a hundredfold',
      { revenue: '50000', revenueBefore: '500', revenueBefore2: '480', employees: '10' },
      'revenue',
    ],
    ['the latest cost a thousandfold', { operatingCost: '350000', operatingCostBefore: '350' }, 'operatingCost'],
  ])('a row with %s is rejected', async (_, stated: Record<string, string>, column) => {
    const run = await score('miit-sme-2024', years({}, 9, stated));
    expect(run.results).toHaveLength(29);
    expect(run.rejects[0]).toMatchObject({ line: '11', rule: 'other-magnitude', column });
  });
});

describe('numbers with three decimals', () => {
  const table = (cells: readonly string[], assets = '0.5'): string =>
    csvOf(
      cells.map((revenue, i) => rowOf(i, { employees: '4', revenue, assets, plan: String(i % 4) })),
      [...HEADINGS, 'assets'],
    );

  test('numbers with three decimals are asked about if the decimal sign could separate thousands', async () => {
    const cells = ['1.640', '2.100', '350', '5.200'];
    const asked = await score('quick-scan-china', table(cells));
    expect(asked).toMatchObject({ code: 3, results: [] });
    expect(asked.stderr).toContain('decimal: "." or decimal: ","');
    const columns = [...HEADINGS, 'assets'].map((name) => `  - { heading: ${name}, to: ${name} }\n`).join('');
    const map = `kind: mapping\npack: quick-scan-china\ncolumns:\n${columns}`.replace(
      '  - { heading: size, to: size }\n',
      '',
    );
    expect(await score('quick-scan-china', table(cells), { map })).toMatchObject({ code: 3, results: [] });
    const grouped = await score('quick-scan-china', table(cells), {
      map: map.replace('to: revenue', 'to: revenue, decimal: ","'),
    });
    expect(grouped, grouped.stderr).toMatchObject({ code: 0 });
    expect(grouped.results).toEqual((await score('quick-scan-china', table(['1640', '2100', '350', '5200']))).results);
    const said = await score('quick-scan-china', table(cells), { args: ['--decimal', '.'] });
    expect(said, said.stderr).toMatchObject({ code: 0 });
  });

  test('a number that can only be a decimal settles the decimal sign of its column', async () => {
    expect((await score('quick-scan-china', table(['1640.125', '2.100', '350']))).code).toBe(0);
    expect((await score('quick-scan-china', table(['1,640', '2,100', '350']))).code).toBe(0);
  });

  const late = (cells: readonly string[]): string =>
    table([...Array.from({ length: 600 }, (_, i) => String(350 + (i % 90))), ...cells]);

  test('an ambiguous decimal sign beyond the first rows is asked about at the end, and settled by --decimal', async () => {
    const text = late(['1.647', '2.135', '5.213', '7.080']);
    const asked = await score('quick-scan-china', text);
    expect(asked, asked.stderr).toMatchObject({ code: 3, results: [] });
    expect(asked.stderr).toContain(
      'revenue: CHECK: numbers such as “1.647” can be read with decimals or with a thousands separator',
    );
    const said = await score('quick-scan-china', text, { args: ['--decimal', '.'] });
    expect(said, said.stderr).toMatchObject({ code: 0 });
    const columns = [...HEADINGS, 'assets'].map((name) => `  - { heading: ${name}, to: ${name} }\n`).join('');
    const map = `kind: mapping\npack: quick-scan-china\ncolumns:\n${columns}`;
    const grouped = map
      .replace('to: revenue', 'to: revenue, decimal: ","')
      .replace('  - { heading: size, to: size }\n', '');
    const read = await score('quick-scan-china', text, { map: grouped });
    expect(read, read.stderr).toMatchObject({ code: 0 });
  });

  test.each([
    ['other decimals among them', ['1.647', '2.135', '5.213', '7.5', '0.25']],
    ['few of them', ['1.647', '2.135']],
    ['one or two decimals', ['1.6', '2.35', '5.2', '7.08']],
  ])('numbers with three decimals are not asked about: %s', async (_, cells) => {
    expect(await score('quick-scan-china', late(cells))).toMatchObject({ code: 0 });
  });
});
