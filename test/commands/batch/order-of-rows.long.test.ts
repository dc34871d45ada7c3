import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, type Run, scratchFolder } from '../matura.ts';
import { csvOf, QUESTIONS, type Row, rowOf } from './sample-export.ts';

async function keep(cwd: string, rows: readonly Row[]): Promise<Run> {
  await writeFile(path.join(cwd, 'export.csv'), csvOf(rows));
  const days = ['--date', '2026-05-18', '--as-of', '2026-11-24'];
  return matura(['batch', 'quick-scan-china', 'export.csv', '--files', 'files', ...days, '--jobs', '1'], { cwd });
}

/** Answers as they may fall, some of them left open: always the same for a number. */
function variedRow(number: number): Row {
  let state = number;
  const draw = (count: number): number => {
    state = (state * 48271) % 2147483647;
    return state % count;
  };
  const answers = QUESTIONS.map((question) => [question, ['0', '1', '2', '3', ''][draw(draw(4) === 0 ? 5 : 4)] ?? '']);
  const size = ['small', 'medium', 'large', ''][draw(4)] ?? '';
  return rowOf(number, { ...Object.fromEntries(answers), size, employees: String(10 ** draw(4)) });
}

async function contents(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const)),
  );
}

test('the plan of an enterprise does not depend on the rows before it in an export', async () => {
  const [there, back] = [await scratchFolder(), await scratchFolder()];
  const rows = Array.from({ length: 150 }, (_, i) => variedRow(i + 1));
  const { stderr } = await keep(there, rows);
  expect(stderr).toContain('150 assessments added');
  await keep(back, rows.toReversed());
  expect(await contents(path.join(back, 'files'))).toEqual(await contents(path.join(there, 'files')));
});
