import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { encodeGb18030 } from '../../../src/table/gb18030-codec.ts';
import { matura, ROOT, scratchFolder } from '../matura.ts';
import { csvOf, HEADINGS, keyOf, QUESTIONS, type Row, readCsv, rowOf } from './sample-export.ts';

interface Read {
  readonly code: number;
  readonly stderr: string;
  readonly results: Record<string, string>[];
  readonly rejects: Record<string, string>[];
}

async function read(table: string | Uint8Array, pack = 'quick-scan-china', ...args: string[]): Promise<Read> {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'export.csv'), table);
  const { code, stderr } = await matura(['batch', pack, 'export.csv', '--quiet', ...args], { cwd });
  const rows = (name: string): Promise<Record<string, string>[]> => readCsv(cwd, name).catch(() => []);
  return { code, stderr, results: await rows('export.results.csv'), rejects: await rows('export.rejects.csv') };
}

/** 㐂 takes four bytes in GB18030; 乗 and 亅 end in a byte that is a bar or a backslash elsewhere. */
const CHINESE = [rowOf(1, { name: '成都示例机械制造有限公司', district: '㐂乗亅' }), rowOf(2, { district: '武侯区' })];

test.each<[string, Uint8Array]>([
  ['GB18030', encodeGb18030(csvOf(CHINESE))],
  ['UTF-16', Buffer.from(`\ufeff${csvOf(CHINESE)}`, 'utf16le')],
  ['UTF-16, big end first', Buffer.from(`\ufeff${csvOf(CHINESE)}`, 'utf16le').swap16()],
])('an export encoded in %s gives the same results as in UTF-8', async (_, bytes) => {
  const plain = await read(csvOf(CHINESE));
  expect(plain.results.map(({ district }) => district)).toEqual(['㐂乗亅', '武侯区']);
  expect(await read(bytes)).toMatchObject({ code: 0, results: plain.results });
});

test('a byte-order mark is not part of the first heading, quoted or not', async () => {
  const table = csvOf([rowOf(1)]);
  for (const text of [`\ufeff${table}`, `\ufeff${table.replace('uscc', '"uscc"')}`]) {
    expect((await read(text)).results).toMatchObject([{ uscc: keyOf(1) }]);
  }
});

test('semicolons, tabs and decimal commas are read, and an ambiguous decimal sign is asked about', async () => {
  const rows = [rowOf(1, { revenue: '1.234,5', employees: '12' }), rowOf(2, { revenue: '0,5' })];
  const plain = [rowOf(1, { revenue: '1234.5', employees: '12' }), rowOf(2, { revenue: '0.5' })];
  const { results } = await read(csvOf(plain));
  const parted = (sign: string): string =>
    [HEADINGS, ...rows.map((row) => HEADINGS.map((name) => row[name] ?? ''))].map((row) => row.join(sign)).join('\n');
  for (const sign of [';', '\t', '|']) expect((await read(parted(sign))).results, sign).toEqual(results);
  const mixed = await read(csvOf([rowOf(1, { revenue: '1,5' }), rowOf(2, { revenue: '1.5' })]));
  expect(mixed).toMatchObject({ code: 3, results: [] });
  const unclear = csvOf([rowOf(1, { revenue: '1,234' })]);
  expect(await read(unclear)).toMatchObject({ code: 3, results: [] });
  expect((await read(unclear, 'quick-scan-china', '--decimal', ',')).code).toBe(0);
  const [first = '', second = '', third = ''] = csvOf([rowOf(1), rowOf(2)]).split('\n');
  const two = await read([first, second, third.replaceAll(',', ';')].join('\n'));
  expect(two.code).toBe(3);
  expect(two.stderr).toContain('line 3');
});

test('an ambiguous number is rejected unless an earlier row shows the decimal sign', async () => {
  const plain = Array.from({ length: 600 }, (_, i) => rowOf(i, { revenue: '300', employees: '30' }));
  const late = csvOf([...plain, rowOf(600, { revenue: '1.600', employees: '30' }), rowOf(601, { revenue: '0.5' })]);
  const asked = await read(late);
  expect(asked).toMatchObject({
    code: 1,
    rejects: [{ line: '602', column: 'revenue', rule: 'unclear-number', value: '1.600' }],
  });
  expect(asked.rejects[0]?.message).toContain('--decimal');
  expect(asked.results).toHaveLength(601);
  expect((await read(late, 'quick-scan-china', '--decimal', '.')).results[600]).toMatchObject({ size: 'micro' });
  const whole = csvOf([...plain, rowOf(600, { revenue: '1.600', employees: '30' })]);
  expect((await read(whole, 'quick-scan-china', '--decimal', ',')).results[600]).toMatchObject({ size: 'small' });
});

test('--decimal overrides a mapping; a mapping without a decimal sign does not cause a guess', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'export.csv'), csvOf([rowOf(1, { revenue: '1.600', employees: '30' })]));
  const mapped = await matura(['map', 'quick-scan-china', 'export.csv', '-o', 'said.yaml'], { cwd });
  expect(mapped.code).toBe(1);
  const said = (await readFile(path.join(cwd, 'said.yaml'), 'utf8')).replaceAll(/^ *check: .*\n/gm, '');
  await writeFile(path.join(cwd, 'said.yaml'), said);
  await writeFile(path.join(cwd, 'silent.yaml'), said.replace(/^decimal: .*\n/m, ''));
  const batch = (map: string, ...args: string[]): ReturnType<typeof matura> =>
    matura(['batch', 'quick-scan-china', 'export.csv', '--map', map, ...args], { cwd });
  const sizes = async (): Promise<unknown> => (await readCsv(cwd, 'export.results.csv')).map(({ size }) => size);

  const silent = await batch('silent.yaml');
  expect(silent).toMatchObject({ code: 3 });
  expect(silent.stderr).toContain('--decimal . or --decimal ,');
  for (const map of ['said.yaml', 'silent.yaml']) {
    expect((await batch(map, '--decimal', ',')).code).toBe(0);
    expect(await sizes(), map).toEqual(['small']);
  }
  expect((await batch('said.yaml')).code).toBe(0);
  expect(await sizes()).toEqual(['micro']);
  await writeFile(path.join(cwd, 'export.csv'), csvOf([rowOf(1, { revenue: '1.600,5', employees: '30' })]));
  expect((await batch('silent.yaml')).code).toBe(0);
  expect(await sizes()).toEqual(['small']);
});

test.each(['\n', '\r\n', '\r'])('line numbers are correct after multi-line cells (line ending %j)', async (newline) => {
  const rows = [
    rowOf(1, { name: 'a\nb\nc' }),
    rowOf(2, { employees: '-1' }),
    rowOf(3, { name: '\n"x",\n' }),
    rowOf(4, { plan: 'x' }),
  ];
  const run = await read(csvOf(rows).replaceAll('\n', newline));
  expect(run.rejects.map(({ line, record }) => [line, record])).toEqual([
    ['5', '3'],
    ['9', '5'],
  ]);
});

test('enterprise codes are kept byte for byte; mangled codes are reported, never repaired', async () => {
  const cut = '911101080000000000';
  const run = await read(
    csvOf([rowOf(1, { name: '0012', district: '007' }), rowOf(2, { uscc: '9.11E+17' }), rowOf(3, { uscc: cut })]),
  );
  expect(run.results).toMatchObject([{ uscc: keyOf(1), district: '007' }]);
  expect(run.rejects.map(({ rule, value }) => [rule, value])).toEqual([
    ['mangled-id', '9.11E+17'],
    [expect.stringMatching(/mangled-id|check-character/), cut],
  ]);
});

test('several options in one cell are read with any separator; contradictory, exclusive and unknown ones are rejected', async () => {
  const ids = (await readFile(path.join(ROOT, 'examples/exports/miit-sme-2024/ids.csv'), 'utf8')).replaceAll(
    '\r\n',
    '\n',
  );
  const expected = (await read(ids, 'miit-sme-2024')).results;
  expect(expected).toHaveLength(8);
  for (const sign of ['|', '、', '┋', ' ', '；', '/']) {
    expect(await read(ids.replaceAll(';', sign), 'miit-sme-2024'), sign).toMatchObject({ code: 0, results: expected });
  }
  const json = ids.replace(
    /(?<=[,])([A-Z](?:;[A-Z])+)(?=[,\n])/g,
    (_, cell: string) => `"${JSON.stringify(cell.split(';')).replaceAll('"', '""')}"`,
  );
  expect(json).toContain('[""');
  expect(await read(json, 'miit-sme-2024')).toMatchObject({ code: 0, results: expected });

  const [heading = '', row = ''] = ids.split('\n');
  const withQ1 = (answer: string, ticks = ''): string => {
    const at = heading.split(',').indexOf('Q1');
    const cells = row.split(',').map((cell, i) => (i === at ? answer : cell));
    return ticks === '' ? `${heading}\n${cells.join(',')}\n` : `${heading},Q1[C]\n${cells.join(',')},${ticks}\n`;
  };
  const reasons = async (...given: [string, string?]): Promise<string[]> =>
    (await read(withQ1(...given), 'miit-sme-2024')).rejects.map(({ rule }) => rule ?? '');
  expect(await reasons('B;E')).toEqual([]);
  expect(await reasons('B;Z')).toEqual(['unknown-value']);
  expect(await reasons('B;E;B')).toEqual(['option-twice']);
  expect(await reasons('A;B')).toEqual(['exclusive-option']);
  expect(await reasons('B;E', '1')).toEqual(['contradiction']);
  expect(await reasons('B;E', '0')).toEqual([]);
});

test('full-width digits, brackets and spaces are read like half-width ones', async () => {
  const plain = [rowOf(1, { employees: '120', revenue: '5000.5' })];
  const wide = [
    rowOf(1, {
      ...Object.fromEntries(QUESTIONS.map((question) => [question, '２'])),
      ...{ employees: '１２０人', revenue: '　５，０００．５　' },
    }),
  ];
  const expected = (await read(csvOf(plain))).results;
  expect((await read(csvOf(wide), 'quick-scan-china', '--decimal', '.')).results).toEqual(expected);
});

test('万元 and 元 in headings and cells give the same amounts', async () => {
  const headings = (unit: string): string[] =>
    HEADINGS.map((name) => (name === 'revenue' ? `上年营业收入（${unit}）` : name));
  const given = (unit: string, revenue: string): string =>
    csvOf([{ ...rowOf(1), [`上年营业收入（${unit}）`]: revenue }], headings(unit));
  const plain = await read(csvOf([rowOf(1, { revenue: '1900', employees: '' })]));
  for (const [unit, revenue] of [
    ['万元', '1900'],
    ['元', '19000000'],
    ['亿元', '0.19'],
    ['元', '1900万元'],
  ] as const) {
    const run = await read(given(unit, revenue));
    expect(run.results.length, run.stderr).toBe(1);
    expect(run.results).toEqual(plain.results);
  }
});

test('duplicate headings are refused by name; an unnamed column with cells is asked about', async () => {
  const twice = await read(csvOf([rowOf(1, { plan: '1', lead: '2' })]).replace('lead', 'plan'));
  expect(twice.code).toBe(3);
  const [plan, lead] = [HEADINGS.indexOf('plan') + 1, HEADINGS.indexOf('lead') + 1];
  expect(twice.stderr).toContain(`${plan}`);
  expect(twice.stderr).toContain(`${lead}`);
  const odd = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const nameless = await read(csvOf([rowOf(1, { '': 'B' })], [...HEADINGS, '']));
  expect(nameless).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('the column has no heading and holds “B”'),
  });
  const rows: Row[] = odd.map((word, i) => rowOf(i, { district: word }));
  const table = csvOf(rows, [...HEADINGS, '']).replace('\n', `${odd.map((word) => `,${word}`).join('')}\n`);
  const padded = table.split('\n').map((line, i) => (i === 0 || line === '' ? line : `${line},a,b,c,d`));
  const run = await read(padded.join('\n'));
  expect(run.code, run.stderr).toBe(0);
  expect(run.results.map(({ district }) => district)).toEqual(odd);
  const values = await read(csvOf(odd.map((word, i) => rowOf(i, { plan: word }))));
  expect(values.rejects.map(({ rule, value }) => [rule, value])).toEqual(odd.map((word) => ['unknown-value', word]));
});

test('a NUL byte and a field of 100 MB are rejected with their lines, and the other rows are scored', async () => {
  const long = 'x'.repeat(100 * 1024 * 1024);
  const rows = [rowOf(1), rowOf(2, { name: 'a\0b' }), rowOf(3, { name: long }), rowOf(4)];
  const run = await read(csvOf(rows));
  expect(run.results.map(({ uscc }) => uscc)).toEqual([keyOf(1), keyOf(4)]);
  expect(run.rejects.map(({ line, rule }) => [line, rule])).toEqual([
    ['3', 'nul'],
    ['4', 'too-long'],
  ]);
}, 60_000);
