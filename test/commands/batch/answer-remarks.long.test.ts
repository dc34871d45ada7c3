import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';
import { csvOf, HEADINGS, QUESTIONS, type Row, rowOf } from './sample-export.ts';

/** Answers without an order, of which every fourth row has the higher ones. */
const answerOf = (row: number, question: number): string => {
  const drawn = Math.imul(31 * row + question + 1, 2_654_435_761) >>> 13;
  return String(row % 4 === 0 ? 2 + (drawn % 2) : drawn % 4);
};

/** Answers spread over the scale, besides those given. */
const spread = (i: number, answers: Row = {}): Row =>
  rowOf(i, {
    ...Object.fromEntries(QUESTIONS.map((name, q) => [name, answerOf(i, q)])),
    ...answers,
  });

async function remarksOf(rows: readonly Row[], ...args: string[]) {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), csvOf(rows));
  const run = await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet', ...args], { cwd });
  const json = await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet', '--json', '--force'], { cwd });
  return { ...run, remarks: (JSON.parse(json.stdout) as { remarks?: { code: string }[] }).remarks ?? [] };
}

test('a remark names each question that nobody answered or that everyone answered alike', async () => {
  const run = await remarksOf(Array.from({ length: 60 }, (_, i) => spread(i, { ai: '', plan: '1' })));
  expect(run.code).toBe(0);
  expect(run.stderr).toContain('Worth a look, although no row is wrong by itself\n  nobody answered ai\n');
  expect(run.stderr).toContain('  the same answer in every row: plan: 1\n');
  expect(run.remarks).toEqual([
    { code: 'nobody-answered', names: ['ai'] },
    { code: 'one-answer', answers: [{ name: 'plan', values: ['1'] }] },
  ]);
});

test('the same number in every row is remarked on if there are many rows', async () => {
  const constant = (count: number): Row[] =>
    Array.from({ length: count }, (_, i) => spread(i, { employees: '2026', revenue: String(400_000 + 900 * i) }));
  const run = await remarksOf(constant(30));
  expect(run.remarks).toEqual([{ code: 'one-answer', answers: [{ name: 'employees', values: ['2026'] }] }]);
  expect(run.stderr).toContain('  the same answer in every row: employees: 2026\n');
  expect((await remarksOf(constant(12))).remarks).toEqual([]);
});

test('an export of eight rows with the same answers is remarked on', async () => {
  const alike = Array.from({ length: 8 }, (_, i) => rowOf(i));
  expect((await remarksOf(alike)).remarks).toMatchObject([
    { code: 'one-answer', answers: { length: QUESTIONS.length } },
  ]);
  expect((await remarksOf(alike.with(3, rowOf(3, { plan: '1' })))).remarks).toEqual([]);
});

test('several questions with equal answers in every row are remarked on', async () => {
  const copied = (i: number): Row => {
    const row = spread(i);
    return { ...row, lead: row.plan as string, market: row.plan as string };
  };
  const rows = Array.from({ length: 30 }, (_, i) => copied(i));
  const run = await remarksOf(rows);
  expect(run.remarks).toEqual([{ code: 'same-answers', names: ['plan', 'lead', 'market'] }]);
  expect(run.stderr).toContain(
    '  equal answers to these questions in every row, as if a column had been copied by mistake: plan; lead; market\n',
  );
  const { lead = '' } = rows[29] as Row;
  const other = await remarksOf(rows.with(29, { ...(rows[29] as Row), lead: String((Number(lead) + 1) % 4) }));
  expect(other.remarks).toEqual([{ code: 'same-answers', names: ['plan', 'market'] }]);
  // Questions of which hardly anybody has another answer may well be alike.
  const rare = Array.from({ length: 30 }, (_, i) =>
    spread(i, { ai: i === 4 ? '1' : '0', analysis: i === 4 ? '1' : '0' }),
  );
  expect((await remarksOf(rare)).remarks).not.toContainEqual(expect.objectContaining({ code: 'same-answers' }));
});

test('with many rows, a remark names each option that nobody chose', async () => {
  const without = (i: number): Row => spread(i, { lead: String([0, 1, 3][i % 3]) });
  const run = await remarksOf(Array.from({ length: 60 }, (_, i) => without(i)));
  expect(run.remarks).toEqual([{ code: 'never-given', answers: [{ name: 'lead', values: ['2'] }] }]);
  expect(run.stderr).toContain('  answers that nobody gave: lead: 2\n');
  expect((await remarksOf(Array.from({ length: 12 }, (_, i) => without(i)))).remarks).toEqual([]);
});

test('a level shared by all rows is remarked on', async () => {
  const best = Object.fromEntries(QUESTIONS.map((name) => [name, '3']));
  const run = await remarksOf(Array.from({ length: 30 }, (_, i) => rowOf(i, best)));
  expect(run.remarks).toContainEqual({ code: 'one-level', level: 4, rows: 30 });
  expect(run.stderr).toContain('  all 30 scored rows reach level 4\n');
});

test('a figure that is unusual beside another one is remarked on with its line, and the row is scored', async () => {
  const rows = Array.from({ length: 30 }, (_, i) =>
    spread(i, { employees: String(20 + i), revenue: String((20 + i) * (i === 6 ? 20_000 : 50 + i)) }),
  );
  const run = await remarksOf(rows);
  expect(run.code).toBe(0);
  expect(run.remarks).toEqual([
    { code: 'magnitude', name: 'revenue', beside: 'employees', factor: 100, rows: 1, lines: [8] },
  ]);
  expect(run.stderr).toContain(
    '  “Revenue last year” is about 100 times what “Employees at the end of last year” suggests (line 8)\n',
  );
});

test.each([
  ['zh', '无人回答：ai'],
  ['de', 'von niemandem beantwortet: ai'],
  ['zh', '在每一行中，以下各题的答案都彼此相同，疑为误复制的列：plan；lead'],
  [
    'de',
    'in jeder Zeile haben diese Fragen untereinander dieselbe Antwort, als wäre eine Spalte versehentlich kopiert worden: plan; lead',
  ],
])('remarks are written in %s', async (lang, words) => {
  const run = await remarksOf(
    Array.from({ length: 60 }, (_, i) => spread(i, { ai: '', lead: spread(i).plan as string })),
    '--lang',
    lang,
  );
  expect(run.stderr).toContain(words);
});

test('an ordinary export has no remarks', async () => {
  const run = await remarksOf(Array.from({ length: 60 }, (_, i) => spread(i)));
  expect(run.remarks).toEqual([]);
  expect(run.stderr).not.toContain('Worth a look');
});

test('a remark names a missing fact on which questions depend, with the assumed value and the rows', async () => {
  const cwd = await scratchFolder();
  const rows = Array.from({ length: 12 }, (_, i) => spread(i));
  await writeFile(path.join(cwd, 'e.csv'), csvOf([...rows, rowOf(13, { employees: '-1' })], withoutSector));
  const { stderr } = await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet'], { cwd });
  expect(stderr).toContain(
    '  Sector for the size class (sector) has no column: all 12 scored rows count as “Industry (',
  );
  const json = await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet', '--json', '--force'], { cwd });
  expect(JSON.parse(json.stdout).remarks).toEqual([{ code: 'assumed', name: 'sector', value: 'industry', rows: 12 }]);
  expect((await remarksOf(rows)).remarks).toEqual([]);
});

const withoutSector = HEADINGS.filter((heading) => heading !== 'sector');

test('a fact stated only in the first row of each group is remarked on, but not one that is stated irregularly', async () => {
  const names = ['Wuhou', 'Pidu', 'Shuangliu', 'Qingyang'];
  const rows = (districtOf: (i: number) => string): Row[] =>
    Array.from({ length: 24 }, (_, i) => ({ ...spread(i), district: districtOf(i) }));
  const grouped = await remarksOf(rows((i) => (i % 6 === 0 ? (names[i / 6] as string) : '')));
  expect(grouped.stderr).toContain(
    'district: only 4 of the first 24 rows have a value, each a different one, as if each value also applied to the blank rows below it. The other 20 rows count as blank',
  );
  expect(grouped.remarks).toEqual([{ code: 'run-starts', name: 'district', filled: 4, rows: 24 }]);
  expect((await remarksOf(rows((i) => (i % 6 === 1 ? (names[(i - 1) / 6] as string) : '')))).remarks).toEqual([]);
  expect((await remarksOf(rows((i) => (i % 6 === 0 ? (names[i % 12] as string) : '')))).remarks).toEqual([]);
  expect((await remarksOf(rows((i) => (i % 2 === 0 ? `District ${i}` : '')))).remarks).toEqual([]);
});

test('at a terminal, the summary says how to get plans and visits, unless enterprise files were written', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), csvOf([spread(1), spread(2)]));
  const batch = (...args: string[]) =>
    matura(['batch', 'quick-scan-china', 'e.csv', '--force', ...args], { cwd, isWatched: true });
  const step = 'For policies and visits, score again with --files files: the results alone contain no answers.\n';
  expect((await batch()).stderr).toContain(step);
  expect((await batch('--files', 'files', '--date', '2026-03-01')).stderr).not.toContain('score again');
  expect((await matura(['batch', 'quick-scan-china', 'e.csv', '--force'], { cwd })).stderr).not.toContain(
    'score again',
  );
});
