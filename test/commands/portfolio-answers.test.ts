import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeEach, describe, expect, test } from 'vitest';
import { matura, type Run, scratchFolder } from './matura.ts';

let folder: string;

const write = (name: string, content: string | Uint8Array): Promise<void> =>
  writeFile(path.join(folder, name), content);
const run = (...args: string[]): Promise<Run> =>
  matura(['portfolio', ...args, '--min-cell', '1', '--as-of', '2026-11-25'], { cwd: folder });
const told = ({ stderr }: Run): string[] => stderr.split('\n').slice(1, -1);

beforeEach(async () => {
  folder = await scratchFolder();
});

const HEADINGS = ['key', 'pack', 'total', 'level', 'warnings', 'Q1', 'Q4', 'marketing'] as const;
type Cell = string | number | readonly string[] | null;
type Answers = readonly [first: Cell, several: Cell, scale: number | null];

const rowsOf = (answers: readonly Answers[]): Cell[][] =>
  answers.map((cells, at) => [`A${at}`, 'miit-sme-2024', 50, 2, '', ...cells]);
const flat = (cell: Cell): string => (Array.isArray(cell) ? cell.join(';') : String(cell ?? ''));

/** The same rows in every form that batch writes. */
const FORMS = {
  csv: (rows: readonly Cell[][]) => `${[HEADINGS, ...rows].map((row) => row.map(flat).join(',')).join('\n')}\n`,
  jsonl: (rows: readonly Cell[][]) =>
    rows.map((row) => `${JSON.stringify(Object.fromEntries(HEADINGS.map((name, at) => [name, row[at]])))}\n`).join(''),
  parquet: (rows: readonly Cell[][]) => {
    const numbers: readonly string[] = ['total', 'level', 'marketing'];
    const columnData = HEADINGS.map((name, at) =>
      numbers.includes(name)
        ? { name, data: rows.map((row) => row[at] as number), type: 'DOUBLE' as const }
        : { name, data: rows.map((row) => flat(row[at] as Cell)), type: 'STRING' as const },
    );
    return new Uint8Array(parquetWriteBuffer({ columnData }));
  },
};

const SOUND: readonly Answers[] = [
  ['B;C', ['B', 'C'], 0],
  ['(unknown)', '(unknown)', 4],
  ['', null, null],
];

const FLAWED: readonly [answers: Answers, reason: string][] = [
  [['A', 'B', 9], 'marketing: 9 is not possible here: 0–4'],
  [['A', 'B', -1], 'marketing: -1 is not possible here: 0–4'],
  [['A', 'B', 2.5], 'marketing: 2.5 is not a whole number'],
  [['Q', 'B', 1], 'Q1: “Q” is not an answer; answers are A, B, C, D or E'],
  [['A', ['B', 'ZZ'], 1], 'Q4: “ZZ” is not an answer; answers are A, B, C, D, E, F, G, H, I, J, K, L, M, N or O'],
  [['A', ['B', 'B'], 1], 'Q4: “B;B” has the same option twice'],
  [['A;B', 'B', 1], 'Q1: “A” cannot be chosen together with other options'],
  [['A', '[]', 1], 'Q4: 0 options are chosen; possible: at least 1'],
  [['(not applicable)', 'B', 1], 'Q1 does not allow “not applicable”'],
];

describe.each(['csv', 'jsonl', 'parquet'] as const)('answers in %s that the question does not allow', (form) => {
  const name = `results.${form}`;
  const first = form === 'csv' ? 2 : 1;
  const rows = rowsOf([...SOUND, ...FLAWED.map(([answers]) => answers)]);

  test('invalid answers are reported with line, column, value and what is expected, and their rows not counted', async () => {
    await write(name, FORMS[form](rows));
    const result = await run(name, '--questions', '--json');
    expect(told(result)).toEqual(FLAWED.map(([, reason], at) => `${name}:${first + SOUND.length + at}: ${reason}`));
    expect(result.code).toBe(1);
    expect(JSON.parse(result.stdout).leftOut.unreadable).toBe(FLAWED.length);
  });

  test('a portfolio does not check answers unless figures about answers are requested', async () => {
    await write(name, FORMS[form](rows));
    expect(await run(name, '--json')).toMatchObject({ code: 0, stderr: '' });
  });
});

test('answers to an unknown pack or version are accepted without a check', async () => {
  await write('results.csv', FORMS.csv(rowsOf([['Q', 'ZZ', 9]])).replace('miit-sme-2024', 'miit-sme-2024@1.0.0'));
  expect(told(await run('results.csv', '--questions', '--json'))).toEqual([]);
});

test('yes/no answers are accepted only as true and false', async () => {
  const rows = ['A1,digital-intensity,2,,true', 'B2,digital-intensity,2,,false', 'C3,digital-intensity,2,,TRUE'];
  await write('results.csv', `key,pack,level,warnings,internetAccess\n${rows.join('\n')}\n`);
  const said = told(await run('results.csv', '--questions', '--json'));
  expect(said).toEqual(['results.csv:4: internetAccess: “TRUE” is not an answer; answers are true or false']);
});

test('answers in rows without a pack are checked against the only pack that other rows state', async () => {
  await write('stated.csv', 'key,pack,total,level\nD4,miit-sme-2024,50,2\n');
  await write('answers.csv', 'key,level,warnings,marketing\nA1,2,,2\nB2,2,,9\n');
  await write('scores.csv', 'key,total,level\nA1,50,2\nB2,abc,2\n');
  for (const [plain, said] of [
    ['answers.csv', 'answers.csv:3: marketing: 9 is not possible here: 0–4'],
    ['scores.csv', 'scores.csv:3: total: “abc” is not a number'],
  ] as const) {
    expect(told(await run(plain, 'stated.csv', '--questions', '--json'))).toEqual([said]);
    expect(told(await run(plain, '--questions', '--json', '--pack', 'miit-sme-2024'))).toEqual([said]);
    expect(await run(plain, '--questions', '--json')).toMatchObject({ code: 0, stderr: '' });
  }
});

test.each([
  ['csv', 'key,pack,total,level\nA1,quick-scan-china,abc,2\nB2,quick-scan-china,NaN,2\nC3,quick-scan-china,50,2\n', 2],
  [
    'jsonl',
    ['"abc"', '"NaN"', '50']
      .map((total, at) => `{"key":"A${at}","pack":"quick-scan-china","total":${total},"level":2}\n`)
      .join(''),
    1,
  ],
  [
    'parquet',
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'key', data: ['A1', 'B2'], type: 'STRING' },
          { name: 'pack', data: ['quick-scan-china', 'quick-scan-china'], type: 'STRING' },
          { name: 'total', data: ['abc', 'NaN'], type: 'STRING' },
          { name: 'level', data: [2, 2], type: 'DOUBLE' },
        ],
      }),
    ),
    1,
  ],
] as const)('a score that is not a number is reported in results as %s', async (form, content, first) => {
  await write(`results.${form}`, content);
  const result = await run(`results.${form}`, '--json');
  expect(told(result)).toEqual([
    `results.${form}:${first}: total: “abc” is not a number`,
    `results.${form}:${first + 1}: total: “NaN” is not a number`,
  ]);
  expect(result.code).toBe(1);
});

test.each([
  ['zh', 'Q1：“Q”不是可选答案，应为 A、B、C、D或E', 'marketing：9 '],
  ['de', 'Q1: „Q“ ist keine Antwort; möglich sind A, B, C, D oder E', 'marketing: 9 '],
])('invalid answers are reported in words in %s', async (lang, choice, scale) => {
  await write(
    'results.csv',
    FORMS.csv(
      rowsOf([
        ['Q', 'B', 1],
        ['A', 'B', 9],
      ]),
    ),
  );
  const { stderr } = await run('results.csv', '--questions', '--lang', lang);
  expect(stderr).toContain(choice);
  expect(stderr).toContain(scale);
});
