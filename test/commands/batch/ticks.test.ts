import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, type Run, scratchFolder } from '../matura.ts';
import { readCsv } from './sample-export.ts';

const QUESTIONS = ['backup', 'cloud', 'shop', 'erp'];

async function batch(cells: readonly string[], ...args: string[]): Promise<Run & { readonly cwd: string }> {
  const cwd = await scratchFolder();
  await mkdir(path.join(cwd, 'ticked'));
  const questionnaire = {
    ...{ kind: 'questionnaire', id: 'ticked', version: '1.0.0', languages: ['en'], title: 'Ticked' },
    facts: [{ id: 'code', type: 'text', key: true, required: true, text: 'Code' }],
    sections: [{ id: 'main', questions: QUESTIONS.map((id) => ({ id, type: 'boolean', text: id })) }],
  };
  const points = Object.fromEntries(QUESTIONS.map((id) => [id, { true: 1, false: 0 }]));
  const rubric = { kind: 'rubric', id: 'ticked', scores: { total: { sum: QUESTIONS } }, points };
  await writeFile(path.join(cwd, 'ticked/questionnaire.yaml'), JSON.stringify(questionnaire));
  await writeFile(path.join(cwd, 'ticked/rubric.yaml'), JSON.stringify(rubric));
  const rows = Array.from({ length: 12 }, (_, row) =>
    [`e${row}`, ...QUESTIONS.map((_, question) => cells[(row + question) % cells.length])].join(),
  );
  await writeFile(path.join(cwd, 'e.csv'), `code,${QUESTIONS.join()}\n${rows.join('\n')}\n`);
  return { ...(await matura(['batch', './ticked', 'e.csv', '--quiet', '--answers', ...args], { cwd })), cwd };
}

test.each([
  ['○', '×'],
  ['◯', '✗'],
  ['●', '○'],
  ['■', '□'],
  ['√', '×'],
  ['✅', '❌'],
  ['✔️', '✘'],
  ['x', 'no'],
])('in an option’s column %s is read as yes and %s as no', async (yes, no) => {
  const run = await batch([yes, no, no]);
  expect(run.code, run.stderr).toBe(0);
  const [first, second] = await readCsv(run.cwd, 'e.results.csv');
  expect([first?.backup, first?.cloud, first?.shop]).toEqual(['true', 'false', 'false']);
  expect([second?.backup, second?.cloud, second?.shop]).toEqual(['false', 'false', 'true']);
});

test.each([
  ['x', 'o'],
  ['x', '○'],
  ['X', 'yes'],
])('in an option’s column %s beside %s is ambiguous and never guessed', async (one, other) => {
  const run = await batch([one, other]);
  expect((await readCsv(run.cwd, 'e.results.csv')).length).toBe(0);
  expect(run.stderr).toContain('matura map');
});

test('ticks and blank cells are read, and a remark says that blank counts as unanswered', async () => {
  for (const tick of ['x', '√']) {
    const run = await batch([tick, '', '']);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain('only ticks and blank cells, which count as unanswered: backup; cloud; shop; erp');
    expect(run.stderr).not.toContain('the same answer in every row');
  }
  expect((await batch(['x', '', 'no'])).stderr).not.toContain('only ticks');
});

const OPTIONS = ['a', 'b', 'c'];

/** Scores rows with a column for each option, ticked in turn by `yes`. */
async function batchOptions(yes: string, no: string): Promise<Run & { readonly cwd: string }> {
  const cwd = await scratchFolder();
  await mkdir(path.join(cwd, 'listed'));
  const options = OPTIONS.map((id) => ({ id, text: `Option ${id}` }));
  const question = { id: 'nets', type: 'multiple', text: 'Networks', options };
  const questionnaire = {
    ...{ kind: 'questionnaire', id: 'listed', version: '1.0.0', languages: ['en'], title: 'Listed' },
    facts: [{ id: 'code', type: 'text', key: true, required: true, text: 'Code' }],
    sections: [{ id: 'main', questions: [question] }],
  };
  const rubric = { kind: 'rubric', id: 'listed', scores: { total: { sum: ['nets'] } }, points: { nets: { each: 1 } } };
  await writeFile(path.join(cwd, 'listed/questionnaire.yaml'), JSON.stringify(questionnaire));
  await writeFile(path.join(cwd, 'listed/rubric.yaml'), JSON.stringify(rubric));
  const rows = Array.from({ length: 12 }, (_, row) =>
    [`e${row}`, ...OPTIONS.map((_, i) => (i === row % 3 || i === row % 2 ? yes : no))].join(),
  );
  await writeFile(path.join(cwd, 'e.csv'), `code,${OPTIONS.map((id) => `nets[${id}]`).join()}\n${rows.join('\n')}\n`);
  return { ...(await matura(['batch', './listed', 'e.csv', '--quiet', '--answers'], { cwd })), cwd };
}

test.each([
  ['●', '○'],
  ['◆', '◇'],
  ['☒', '☐'],
  ['✓', '—'],
  ['✔', '-'],
  ['T', 'F'],
  ['+', '-'],
  ['v', ''],
])('in the options’ columns of a question, %s chooses an option and “%s” does not', async (yes, no) => {
  const run = await batchOptions(yes, no);
  expect(run.code, run.stderr).toBe(0);
  const rows = await readCsv(run.cwd, 'e.results.csv');
  expect(rows.map(({ total }) => total)).toEqual(rows.map((_, row) => (row % 3 === row % 2 ? '1' : '2')));
});

test('an option’s column with only circles, or with numbers, is ambiguous and not guessed', async () => {
  for (const [yes, no] of [
    ['○', ''],
    ['1', '2'],
  ] as const) {
    const run = await batchOptions(yes, no);
    expect((await readCsv(run.cwd, 'e.results.csv')).length).toBe(0);
    expect(run.stderr).toContain('matura map');
  }
});

test('a mapping may say which cells of an option’s column mean that it is not chosen', async () => {
  const { cwd } = await batchOptions('1', '2');
  const columns = OPTIONS.map((id) => ({
    heading: `nets[${id}]`,
    to: 'nets',
    option: id,
    values: { 1: id, 2: false },
  }));
  const mapping = { kind: 'mapping', pack: 'listed', packVersion: '1.0.0' };
  await writeFile(
    path.join(cwd, 'm.yaml'),
    JSON.stringify({ ...mapping, columns: [{ heading: 'code', to: 'code' }, ...columns] }),
  );
  const run = await matura(['batch', './listed', 'e.csv', '--map', 'm.yaml', '-o', 'm.csv'], { cwd });
  expect(run.code, run.stderr).toBe(0);
  expect((await readCsv(cwd, 'm.csv')).map(({ total }) => total)).toContain('2');
});
