import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';
import { csvOf, QUESTIONS, type Row, rowOf } from './sample-export.ts';

/** Answers spread over the scale, besides those given. */
const spread = (i: number, answers: Row = {}): Row =>
  rowOf(i, {
    ...Object.fromEntries(QUESTIONS.map((name, q) => [name, String((i * (q + 1) + (i >> 2)) % 4)])),
    ...answers,
  });

async function remarksOf(rows: readonly Row[], ...args: string[]) {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), csvOf(rows));
  const run = await matura(['batch', 'quick-scan', 'e.csv', '--quiet', ...args], { cwd });
  const json = await matura(['batch', 'quick-scan', 'e.csv', '--quiet', '--json', '--force'], { cwd });
  return { ...run, remarks: (JSON.parse(json.stdout) as { remarks?: { code: string }[] }).remarks ?? [] };
}

test('a question that nobody answered, and one that all answered alike, are remarks', async () => {
  const run = await remarksOf(Array.from({ length: 60 }, (_, i) => spread(i, { ai: '', plan: '1' })));
  expect(run.code).toBe(0);
  expect(run.stderr).toContain('Worth a look, although no row is wrong by itself\n  nobody answered ai\n');
  expect(run.stderr).toContain('  the same answer in every row: plan: 1\n');
  expect(run.remarks).toEqual([
    { code: 'nobody-answered', names: ['ai'] },
    { code: 'one-answer', answers: [{ name: 'plan', values: ['1'] }] },
  ]);
});

test('an answer that nobody gave is a remark, in many rows only', async () => {
  const without = (i: number): Row => spread(i, { lead: String([0, 1, 3][i % 3]) });
  const run = await remarksOf(Array.from({ length: 60 }, (_, i) => without(i)));
  expect(run.remarks).toEqual([{ code: 'never-given', answers: [{ name: 'lead', values: ['2'] }] }]);
  expect(run.stderr).toContain('  answers that nobody gave: lead: 2\n');
  expect((await remarksOf(Array.from({ length: 12 }, (_, i) => without(i)))).remarks).toEqual([]);
});

test('one level for all is a remark', async () => {
  const best = Object.fromEntries(QUESTIONS.map((name) => [name, '3']));
  const run = await remarksOf(Array.from({ length: 30 }, (_, i) => rowOf(i, best)));
  expect(run.remarks).toContainEqual({ code: 'one-level', level: 4, rows: 30 });
  expect(run.stderr).toContain('  all 30 scored rows reach level 4\n');
});

test('a figure that is rare beside another one is a remark with its line, and the row is scored', async () => {
  const rows = Array.from({ length: 30 }, (_, i) =>
    spread(i, { employees: String(20 + i), revenue: String((20 + i) * (i === 6 ? 20_000 : 50 + i)) }),
  );
  const run = await remarksOf(rows);
  expect(run.code).toBe(0);
  expect(run.remarks).toEqual([
    { code: 'magnitude', name: 'revenue', beside: 'employees', factor: 100, rows: 1, lines: [8] },
  ]);
  expect(run.stderr).toContain('  revenue is about 100 times what employees suggests (line 8)\n');
});

test.each([
  ['zh', '无人回答：ai'],
  ['de', 'niemand hat geantwortet: ai'],
])('remarks are written in %s', async (lang, words) => {
  const run = await remarksOf(
    Array.from({ length: 60 }, (_, i) => spread(i, { ai: '' })),
    '--lang',
    lang,
  );
  expect(run.stderr).toContain(words);
});

test('an ordinary export has none', async () => {
  const run = await remarksOf(Array.from({ length: 60 }, (_, i) => spread(i)));
  expect(run.remarks).toEqual([]);
  expect(run.stderr).not.toContain('Worth a look');
});
