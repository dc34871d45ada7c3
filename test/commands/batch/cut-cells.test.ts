import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, type Run, scratchFolder } from '../matura.ts';

/** Eight options of 26 characters: three of them with signs between take 80, where programs cut. */
const OPTIONS = ['orders', 'stock', 'machines', 'invoices', 'quality', 'planning', 'suppliers', 'energy'].map((what) =>
  `${what} in a system`.padEnd(26, '-'),
);

async function score(cells: readonly string[], ...args: string[]): Promise<Run> {
  const cwd = await scratchFolder();
  await mkdir(path.join(cwd, 'several'));
  const options = OPTIONS.map((text, i) => ({ id: `o${i}`, text }));
  const question = { id: 'uses', type: 'multiple', text: 'What is in use?', options };
  const questionnaire = {
    ...{ kind: 'questionnaire', id: 'several', version: '1.0.0', languages: ['en'], title: 'Several' },
    facts: [{ id: 'code', type: 'text', key: true, required: true, text: 'Code' }],
    sections: [{ id: 'main', questions: [question] }],
  };
  await writeFile(path.join(cwd, 'several/questionnaire.yaml'), JSON.stringify(questionnaire));
  const points = { uses: Object.fromEntries(options.map(({ id }) => [id, 1])) };
  const rubric = { kind: 'rubric', id: 'several', points, scores: { total: { sum: ['uses'] } } };
  await writeFile(path.join(cwd, 'several/rubric.yaml'), JSON.stringify(rubric));
  await writeFile(path.join(cwd, 'e.csv'), `code,uses\n${cells.map((cell, i) => `e${i},${cell}\n`).join('')}`);
  return matura(['batch', './several', 'e.csv', ...args], { cwd });
}

/** The answers of 40 enterprises: the options that each one's number has as bits. */
const CELLS = Array.from({ length: 40 }, (_, i) => OPTIONS.filter((_, bit) => (i * 37 + 11) & (1 << bit)).join(';'));
const cutAt = (length: number): string[] => CELLS.map((cell) => cell.slice(0, length));
const CUT = CELLS.filter((cell) => cell.length >= 80).length;

test.each([
  ['en', `uses: the longest cells, ${CUT} among the first rows, all have 80 characters`],
  ['de', `uses: Die längsten Zellen, ${CUT} in den ersten Zeilen, haben alle 80 Zeichen`],
  ['zh', `uses：前若干行中有${CUT}个单元格最长，且都是80个字符`],
])('answers that were all cut off at the same length, after an option, are remarked on (%s)', async (lang, words) => {
  const run = await score(cutAt(80), '--lang', lang);
  expect(run.code, run.stderr).toBe(0);
  expect(run.stderr).toContain(words);
});

test('cells count as cut off at any length if only the longest ones end with a separator', async () => {
  const run = await score(cutAt(108));
  expect(run.code, run.stderr).toBe(0);
  expect(run.stderr).toContain('all have 108 characters');
});

test('complete answers get no remark about cut cells, with or without a final separator', async () => {
  for (const cells of [CELLS, CELLS.map((cell) => `${cell};`)]) {
    const run = await score(cells);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).not.toContain('characters');
  }
});
