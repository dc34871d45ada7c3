import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodeGb18030 } from '../../../src/table/gb18030-codec.ts';
import { createParquetEncoder } from '../../../src/table/results/parquet-writer.ts';
import { inline, workbookParts, zip } from '../../table/write-workbook.ts';
import { matura, type Run, scratchFolder } from '../matura.ts';
import { csvOf, HEADINGS, keyOf, type Row, readCsv, rowOf } from './sample-export.ts';

const ROWS = Array.from({ length: 6 }, (_, i) => rowOf(i, { plan: String(i % 4), skills: String((i + 1) % 4) }));
const SWAPPED = HEADINGS.map((heading) => ({ plan: 'skills', skills: 'plan' })[heading] ?? heading);

interface Scored extends Run {
  readonly keys: readonly string[];
  readonly rejects: readonly Record<string, string>[];
}

async function batch(text: string | Uint8Array, args: readonly string[] = [], name = 'e.csv'): Promise<Scored> {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, name), text);
  const run = await matura(['batch', 'quick-scan-china', name, '--quiet', ...args], { cwd });
  const read = (file: string): Promise<Record<string, string>[]> => readCsv(cwd, file).catch(() => []);
  const results = await read('e.results.csv');
  return { ...run, keys: results.map(({ uscc = '' }) => uscc), rejects: await read('e.rejects.csv') };
}

const keysOf = (first: number, end: number): string[] =>
  Array.from({ length: end - first }, (_, i) => keyOf(first + i));

test.each([
  ['en', 'line 2 has 24 headings, but most rows have 28 cells', 'Put quotes around headings that contain a line break'],
  ['de', 'Zeile 2 hat 24 Überschriften, die meisten Zeilen haben aber 28 Zellen', 'in Anführungszeichen setzen'],
  ['zh', '第2行有24个表头，而大多数行有28个单元格', '加上引号'],
])('a line break in an unquoted heading is pointed out (%s)', async (lang, words, remedy) => {
  for (const newline of ['\r', '\n']) {
    const cwd = await scratchFolder();
    const table = csvOf([rowOf(1), rowOf(2), rowOf(3)]).replace(',revenue,', `,rev${newline}enue,`);
    await writeFile(path.join(cwd, 'e.csv'), table);
    const run = await matura(['batch', 'quick-scan-china', 'e.csv', '--lang', lang], { cwd });
    expect(run).toMatchObject({ code: 3, stderr: expect.stringContaining(words) });
    expect(run.stderr).toContain(remedy);
  }
});

describe('headings among the rows', () => {
  const once = csvOf(ROWS.slice(0, 3));

  test.each([
    ['as they are', csvOf(ROWS.slice(3))],
    ['with one of them in words', csvOf(ROWS.slice(3)).replace('uscc,name', 'Unified Social Credit Code,name')],
    ['with the unit that is meant', csvOf(ROWS.slice(3)).replace(',revenue,', ',上年营业收入 (万元),')],
  ])('repeated headings among the rows, %s, are left out and counted', async (_, below) => {
    for (const bytes of [once + below, encodeGb18030(once + below), Buffer.from(`\ufeff${once + below}`, 'utf16le')]) {
      const run = await batch(bytes);
      expect(run).toMatchObject({ code: 0, rejects: [], keys: keysOf(0, 6) });
      expect(run.stderr).toContain('6 rows read; 6 scored; 0 rejected; 1 further row of headings left out\n');
    }
  });

  test.each([
    ['in another order', csvOf(ROWS.slice(3), SWAPPED)],
    ['with an unknown one', csvOf(ROWS.slice(3)).replace(',plan,', ',strategy 2026,')],
    ['with fewer of them', csvOf(ROWS.slice(3)).replace(',plan,', ',,')],
    ['in another unit', csvOf(ROWS.slice(3)).replace(',revenue,', ',上年营业收入 (千元),')],
  ])(
    'repeated headings %s make all rows below rejected for one reason, until the first headings appear again',
    async (_, below) => {
      const run = await batch(once + below + csvOf([rowOf(7)]));
      expect(run.code).toBe(1);
      expect(run.keys).toEqual([...keysOf(0, 3), keyOf(7)]);
      expect(run.rejects.map(({ line, rule, value }) => [line, rule, value])).toEqual(
        ['5', '6', '7', '8'].map((line) => [line, 'other-headings', '5']),
      );
      expect(run.stderr).toContain('8 rows read; 4 scored; 4 rejected; 1 further row of headings left out');
    },
  );

  test.each([
    ['上年营业收入 (万元)', '上年营业收入 (元)', ''],
    ['上年营业收入 (千元)', 'revenue', ''],
    ['revenue', '上年营业收入 (万元)', '元'],
  ])(
    'the heading %s, repeated as %s with the unit “%s” in a mapping, counts as a different heading',
    async (first, second, unit) => {
      const headed = (rows: readonly Row[], heading: string): string =>
        csvOf(rows).replace(',revenue,', `,${heading},`);
      const columns = HEADINGS.map((name) => {
        const heading = name === 'revenue' ? first : name;
        return `  - { heading: "${heading}", to: ${name}${name === 'revenue' && unit ? `, unit: ${unit}` : ''} }\n`;
      });
      const cwd = await scratchFolder();
      await writeFile(path.join(cwd, 'm.yaml'), `kind: mapping\npack: quick-scan-china\ncolumns:\n${columns.join('')}`);
      await writeFile(path.join(cwd, 'e.csv'), headed(ROWS.slice(0, 3), first) + headed(ROWS.slice(3), second));
      const run = await matura(['batch', 'quick-scan-china', 'e.csv', ...(unit ? ['--map', 'm.yaml'] : [])], { cwd });
      expect(run.code, run.stderr).toBe(1);
      expect(run.stderr).toContain('7 rows read; 3 scored; 4 rejected');
    },
  );

  test('in a sheet or in Parquet, rows below repeated headings in another order are rejected', async () => {
    const cells = (once + csvOf(ROWS.slice(3), SWAPPED))
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    const sheet = `<sheetData>${cells.map((row) => `<row>${row.map(inline).join('')}</row>`).join('')}</sheetData>`;
    const [headings = [], ...rows] = cells;
    const columns = headings.map((name) => ({ name, kind: 'text' }) as const);
    const encoder = createParquetEncoder(columns);
    const parquet = Buffer.concat([encoder.encode(rows), encoder.end()]);
    for (const [name, bytes, lines] of [
      ['e.xlsx', zip(workbookParts({ sheets: { Sheet1: sheet } })), ['5', '6', '7', '8']],
      ['e.parquet', parquet, ['4', '5', '6', '7']],
    ] as const) {
      const run = await batch(bytes, [], name);
      expect(run.keys, run.stderr).toEqual(keysOf(0, 3));
      expect(run.rejects.map(({ line, rule, value }) => [line, rule, value])).toEqual(
        lines.map((line) => [line, 'other-headings', lines[0]]),
      );
    }
  });

  test('rows below a second, different heading row are rejected again while the file is not corrected, even after --where', async () => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'e.csv'), once + csvOf(ROWS.slice(3), SWAPPED));
    const where = ['--where', 'name!='];
    await matura(['batch', 'quick-scan-china', 'e.csv', '--mend', 'mend.csv', ...where], { cwd });
    const again = await matura(['batch', 'quick-scan-china', 'mend.csv'], { cwd });
    expect(again.stderr).toContain('4 rows read; 0 scored; 4 rejected');
  });

  test('JSON lines whose values merely repeat their keys are left out', async () => {
    const lines = [...ROWS.slice(0, 2), Object.fromEntries(HEADINGS.map((one) => [one, one])), ROWS[2]];
    const run = await batch(lines.map((line) => JSON.stringify(line)).join('\n'), [], 'e.jsonl');
    expect(run).toMatchObject({ code: 0, keys: keysOf(0, 3) });
    expect(run.stderr).toContain('1 further row of headings left out');
  });

  test('rows are scored even if their cells repeat the option texts that head the columns', async () => {
    const cwd = await scratchFolder();
    await mkdir(path.join(cwd, 'tools'));
    const options = ['WeCom', 'DingTalk', 'Other'].map((text) => ({ id: text.toLowerCase(), text }));
    const questionnaire = {
      ...{ kind: 'questionnaire', id: 'tools', version: '1.0.0', languages: ['en'], title: 'Tools' },
      facts: [{ id: 'code', type: 'text', key: true, required: true, text: 'Code' }],
      sections: [{ id: 'main', questions: [{ id: 'tools', type: 'multiple', text: 'Tools', options }] }],
    };
    const points = { tools: { wecom: 1, dingtalk: 2, other: 4 } };
    const rubric = { kind: 'rubric', id: 'tools', scores: { total: { sum: ['tools'] } }, points };
    await writeFile(path.join(cwd, 'tools/questionnaire.yaml'), JSON.stringify(questionnaire));
    await writeFile(path.join(cwd, 'tools/rubric.yaml'), JSON.stringify(rubric));
    const texts = options.map(({ text }) => text);
    const rows = [
      ['k1', ...texts],
      ['k2', 'WeCom', '', 'Other'],
      ['k3', '', 'DingTalk', 'Other'],
      ['k4', ...texts],
    ];
    await writeFile(
      path.join(cwd, 'e.csv'),
      `code,${texts.join(',')}\n${rows.map((row) => `${row.join(',')}\n`).join('')}`,
    );
    const columns = options.map(({ id, text }) => `  - { heading: ${text}, to: tools, option: ${id} }\n`).join('');
    const map = `kind: mapping\npack: tools\ncolumns:\n  - { heading: code, to: code }\n${columns}`;
    await writeFile(path.join(cwd, 'm.yaml'), map);
    const run = await matura(['batch', './tools', 'e.csv', '--quiet', '--map', 'm.yaml'], { cwd });
    expect(run, run.stderr).toMatchObject({ code: 0, stderr: expect.stringContaining('4 rows read; 4 scored') });
    expect((await readCsv(cwd, 'e.results.csv')).map(({ total }) => total)).toEqual(['7', '5', '6', '7']);
    const sample = await matura(['batch', './tools', 'e.csv', '--map', 'm.yaml', '--sample', '4', '--json'], { cwd });
    expect(sample.stdout.match(/"DingTalk"/g)?.length, sample.stdout).toBeGreaterThanOrEqual(3);
  });

  test.each([
    ['', ''],
    ['beside a column that nothing uses', ',remark'],
  ])('an unreadable row is rejected, not taken for a row of headings: %s', async (_, unused) => {
    const damaged = { ...rowOf(3), ...Object.fromEntries(HEADINGS.slice(8).map((one) => [one, 'x'])), name: 'name' };
    const [heading, ...lines] = csvOf([...ROWS.slice(0, 3), damaged, rowOf(4)])
      .trimEnd()
      .split('\n');
    const noted = lines.map((line) => (unused === '' ? line : `${line},called twice`));
    const run = await batch([`${heading}${unused}`, ...noted, ''].join('\n'));
    expect(run.keys).toEqual([...keysOf(0, 3), keyOf(4)]);
    expect(new Set(run.rejects.map(({ line, rule }) => `${line} ${rule}`))).toEqual(new Set(['5 unknown-value']));
  });
});

describe('a stray quote', () => {
  const [heading = '', ...lines] = csvOf(ROWS).trimEnd().split('\n');
  /** The lines with some of them changed, by their number in the file. */
  const tableOf = (changes: Readonly<Record<number, (line: string) => string>>, newline = '\n'): string =>
    `${[heading, ...lines.map((line, i) => changes[i + 2]?.(line) ?? line)].join(newline)}${newline}`;
  const open = (line: string): string => line.replace(',', ',"');
  const close = (line: string): string => line.replace(/^([^,]*,[^,]*),/, '$1",');
  const quote = (line: string): string => line.replace(/^([^,]*),([^,]*),/, '$1,"$2, Ltd",');

  test.each([
    ['that is never closed', { 4: open }, '4-7', [0, 1]],
    ['that is never closed, in the line before the last', { 6: open }, '6-7', [0, 1, 2, 3]],
    ['that a later stray one closes', { 3: open, 5: close }, '3-5', [0, 4, 5]],
    ['that one in the next line closes', { 3: open, 4: close }, '3-4', [0, 3, 4, 5]],
    ['that the quotes of another name close', { 3: open, 6: quote }, '3-6', [0, 5]],
  ])(
    'a stray quote %s is reported with its lines, and only whole lines are read as rows',
    async (_, changes, range, left) => {
      for (const newline of ['\n', '\r\n', '\r']) {
        const run = await batch(tableOf(changes, newline));
        expect(run.code).toBe(1);
        expect(run.keys).toEqual(left.map(keyOf));
        const rejected = 6 - left.length;
        expect(run.rejects[0]).toMatchObject({ column: 'name', rule: 'rows-in-quotes', value: range });
        const first = Number(range.split('-')[0]);
        expect(run.rejects.map(({ line }) => line)).toEqual(
          Array.from({ length: rejected }, (_, i) => String(first + i)),
        );
        expect(run.stderr).toContain(`6 rows read; ${left.length} scored; ${rejected} rejected`);
      }
      const packed = await batch(encodeGb18030(tableOf(changes)));
      expect(packed.rejects[0]).toMatchObject({ rule: 'rows-in-quotes', value: range });
    },
  );

  test('a stray quote that swallows more than a megabyte of rows is reported', async () => {
    const many = Array.from({ length: 14_000 }, (_, i) => rowOf(i));
    const [top = '', ...others] = csvOf(many).trimEnd().split('\n');
    const run = await batch(`${[top, ...others.map((line, i) => (i === 1 ? open(line) : line))].join('\n')}\n`);
    expect(run.stderr).toContain('14,000 rows read; 1 scored; 13,999 rejected');
    expect(run.rejects).toHaveLength(1001);
    expect(run.rejects[0]).toMatchObject({ rule: 'rows-in-quotes', value: '3-14001' });
  });

  test('correct cells of several lines are read as they are', async () => {
    const remark = 'First, second, third.\nA, b, c, d, e, f, g\n\n"quoted", and more';
    const headings = ['remark', ...HEADINGS, 'note'];
    const rows = ROWS.map((row) => ({ ...row, remark, note: `Street 5\nFloor 3, Chengdu, China`, name: 'A\nB, C' }));
    const run = await batch(csvOf(rows, headings));
    expect(run).toMatchObject({ code: 0, keys: keysOf(0, 6) });
  });
});

test('a JSON member stated twice is rejected if its values differ, and read if they are equal', async () => {
  const [first = '', second = '', third = ''] = ROWS.slice(0, 3).map((row) => JSON.stringify(row));
  const inside = third.replace(/}$/, ',"remark":{"a":[{"x":"}\\","}],"a":1}}');
  const lines = [
    first.replace(/}$/, ',"plan":"3"}'),
    second.replace(/}$/, ',"plan":"1" }'),
    inside,
    JSON.stringify(rowOf(4)),
  ];
  const run = await batch(lines.join('\n'), [], 'e.jsonl');
  expect(run.keys).toEqual([keyOf(1), keyOf(4)]);
  expect(run.rejects.map(({ line, rule, value }) => [line, rule, value])).toEqual([
    ['1', 'member-twice', 'plan'],
    ['3', 'member-twice', 'a'],
  ]);
});

test('example, test and average rows are rejected if their words identify them as such', async () => {
  const cwd = await scratchFolder();
  const answers = [
    'internetAccess',
    'fastInternet',
    'erp',
    'crm',
    'dataAnalytics',
    'ai',
    'cloudAdvanced',
    'cloudBought',
  ].concat(['socialMediaTwo', 'socialMedia', 'webSalesConsumers', 'ecommerce']);
  const lines = [
    ['填写示例', 'XX有限公司'],
    ['e.g. HRB 12345', 'Example GmbH'],
    ['TEST', 'test'],
    ['123', 'asdf'],
    ['Mean', 'Mean'],
    ['HRB 1 Bonn', 'Testbetrieb Example GmbH'],
  ].map(([key, name]) => [key, name, 'DE', '40', ...answers.map(() => 'true')].join());
  await writeFile(
    path.join(cwd, 'e.csv'),
    `${['registration', 'name', 'country', 'employees', ...answers].join()}\n${lines.join('\n')}\n`,
  );
  const run = await matura(['batch', 'digital-intensity', 'e.csv', '--quiet'], { cwd });
  expect(run.code, run.stderr).toBe(1);
  expect((await readCsv(cwd, 'e.rejects.csv')).map(({ rule, value }) => [rule, value])).toEqual([
    ['example-row', '填写示例'],
    ['example-row', 'e.g. HRB 12345'],
    ['example-row', 'TEST'],
    ['example-row', 'asdf'],
    ['totals-row', 'Mean'],
  ]);
  expect((await readCsv(cwd, 'e.results.csv')).map(({ registration }) => registration)).toEqual(['HRB 1 Bonn']);
});

test('a remark lists the lines of rows whose extra cell moves the last answer into an unused column', async () => {
  const headings = [...HEADINGS, 'remark'];
  const rows = Array.from({ length: 30 }, (_, i) =>
    headings.map((heading) => rowOf(i, { plan: String(i % 4) })[heading] ?? ''),
  );
  const moved = rows.map((cells, i) => (i % 10 === 4 ? [...cells.slice(0, 10), '0', ...cells.slice(10, -1)] : cells));
  const tableOf = (table: readonly (readonly string[])[]): string =>
    [headings, ...table].map((cells) => cells.join()).join('\n');
  const run = await batch(tableOf(moved));
  expect(run.stderr).toContain(
    'a few rows have answers to “emergency” in the next column, “remark”, which is unused: the cells of these rows may have moved to the right (lines 6, 16, 26)',
  );
  const noted = rows.map((cells, i) => (i % 10 === 4 ? [...cells.slice(0, -1), i === 4 ? 'called back' : '2'] : cells));
  expect((await batch(tableOf(noted))).stderr).not.toContain('moved to the right');
});

test.each([
  ['as a formula', (key: string) => `"=""${key}"""`],
  ['behind an apostrophe', (key: string) => `'${key}`],
  ['with blanks inside', (key: string) => `${key.slice(0, 2)} ${key.slice(2, 8)} ${key.slice(8)}`],
  ['with a blank of no width', (key: string) => `${key}\u200b`],
])('credit codes %s are read, and recognised as equal to the plain codes', async (_, write) => {
  const table = csvOf(ROWS).replaceAll(/^9\w{17}/gm, write);
  const run = await batch(table);
  expect(run.code, run.stderr).toBe(0);
  expect(run.keys).toEqual(keysOf(0, 6));
  const twice = await batch(`${table}${csvOf([{ ...(ROWS[0] as Row), plan: '3' }]).split('\n')[1]}\n`);
  expect(twice.rejects.map(({ line, rule }) => [line, rule])).toEqual([
    ['2', 'duplicate-key'],
    ['8', 'duplicate-key'],
  ]);
});
