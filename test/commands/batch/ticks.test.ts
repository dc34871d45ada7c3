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
])('%s is yes and %s is no', async (yes, no) => {
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
])('what %s means beside %s is never guessed', async (one, other) => {
  const run = await batch([one, other]);
  expect((await readCsv(run.cwd, 'e.results.csv')).length).toBe(0);
  expect(run.stderr).toContain('matura map');
});

test('ticks and blank cells are read, and blank counts as unanswered, as a remark says', async () => {
  for (const tick of ['x', '√']) {
    const run = await batch([tick, '', '']);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain('only ticks and blank cells, which count as unanswered: backup; cloud; shop; erp');
    expect(run.stderr).not.toContain('the same answer in every row');
  }
  expect((await batch(['x', '', 'no'])).stderr).not.toContain('only ticks');
});
