import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from '../matura.ts';
import { csvOf, type Row, readCsv, rowOf } from './sample-export.ts';

const IDS = path.join(ROOT, 'examples/exports/miit-sme-2024/ids.csv');

/** The export of ids with some answers changed, among them open ones and some of every kind. */
async function exportRows(folder: string): Promise<{ headings: string[]; rows: Record<string, string>[] }> {
  await writeFile(path.join(folder, 'ids.csv'), (await readFile(IDS, 'utf8')).replaceAll('\r\n', '\n'));
  const rows = await readCsv(folder, 'ids.csv');
  Object.assign(rows[0] ?? {}, { Q5: 'unknown', Q4: '', Q1: '不清楚' });
  Object.assign(rows[1] ?? {}, { Q9: '不知道', machines: '' });
  // Results have no raw numbers, so whether these contradict each other is not read again.
  Object.assign(rows[3] ?? {}, { networkedMachines: rows[3]?.digitalMachines });
  return { headings: Object.keys(rows[0] ?? {}), rows };
}

async function score(folder: string, table: string, ...args: string[]): Promise<Record<string, string>[]> {
  await writeFile(path.join(folder, 'export.csv'), table);
  const run = await matura(['batch', 'miit-sme-2024', 'export.csv', '--quiet', ...args], { cwd: folder });
  expect(run.stderr).toContain('0 rejected');
  return readCsv(folder, 'export.results.csv');
}

test('--answers writes each answer as ids or a state; scoring the written file gives the same results', async () => {
  const folder = await scratchFolder();
  const { headings, rows } = await exportRows(folder);
  const first = await score(folder, csvOf(rows, headings), '--answers');
  expect(first[0]).toMatchObject({ Q1: '(unknown)', Q5: '(unknown)', Q4: '', Q2: 'D' });
  expect(first[1]).toMatchObject({ Q9: '(unknown)', Q2: '' });
  expect(first[2]?.Q1).toBe(rows[2]?.Q1);
  const written = await readFile(path.join(folder, 'export.results.csv'), 'utf8');
  expect(await score(folder, written, '--answers')).toEqual(first);
});

test('--answers with JSON lines writes answers that give the same scores when they are read as files', async () => {
  const folder = await scratchFolder();
  const { headings, rows } = await exportRows(folder);
  await writeFile(path.join(folder, 'export.csv'), csvOf(rows, headings));
  const args = ['batch', 'miit-sme-2024', 'export.csv', '--quiet', '--answers', '-o', 'r.jsonl'];
  expect(await matura(args, { cwd: folder })).toMatchObject({ code: 0 });
  const lines = (await readFile(path.join(folder, 'r.jsonl'), 'utf8')).trimEnd().split('\n');
  for (const [i, line] of lines.slice(0, 3).entries()) {
    const { answers, level, total } = JSON.parse(line);
    const facts = Object.fromEntries(Object.entries(rows[i] ?? {}).filter(([name, v]) => !(name in answers) && v));
    const given = JSON.stringify({ facts, answers });
    const run = await matura(['score', 'miit-sme-2024', '-', '--json'], { input: given });
    expect(run.code, run.stderr).toBe(0);
    const result = JSON.parse(run.stdout);
    expect([level, total]).toEqual([result.level.value ?? null, result.scores.total.value ?? null]);
  }
});

test('--answers in Parquet writes a value and its state side by side', async () => {
  const folder = await scratchFolder();
  const { headings, rows } = await exportRows(folder);
  await writeFile(path.join(folder, 'export.csv'), csvOf(rows, headings));
  const batch = async (table: string, output: string): Promise<void> => {
    const args = ['batch', 'miit-sme-2024', table, '--quiet', '--answers', '-o', output];
    expect(await matura(args, { cwd: folder })).toMatchObject({ code: 0 });
  };
  await batch('export.csv', 'r.parquet');
  const file = await asyncBufferFromFile(path.join(folder, 'r.parquet'));
  const found = await parquetReadObjects({ file });
  expect(found[0]).toMatchObject({ Q5: null, 'Q5:state': 'unknown', Q4: null, 'Q4:state': 'unanswered' });
  expect(found[1]).toMatchObject({ Q9: null, 'Q9:state': 'unknown', Q2: null, 'Q2:state': 'unanswered' });
  expect(found[2]).toMatchObject({ Q1: rows[2]?.Q1, 'Q1:state': 'answered', 'productDesign:state': 'answered' });
  // Read again, they give the same results.
  await batch('export.csv', 'r.arrow');
  for (const name of ['r.parquet', 'r.arrow']) await batch(name, `${name}.csv`);
  await batch('export.csv', 'export.results.csv');
  const first = await readCsv(folder, 'export.results.csv');
  expect(await readCsv(folder, 'r.parquet.csv')).toEqual(first);
  expect(await readCsv(folder, 'r.arrow.csv')).toEqual(first);
});

test('--answers marks a not applicable answer, and batch reads it back as not applicable', async () => {
  const folder = await scratchFolder();
  const run = async (rows: readonly Row[], ...args: string[]): Promise<Record<string, string>[]> => {
    await writeFile(path.join(folder, 'export.csv'), csvOf(rows));
    const all = ['batch', 'quick-scan-china', 'export.csv', '--quiet', '--answers', ...args];
    expect(await matura(all, { cwd: folder })).toMatchObject({ code: 0 });
    return readCsv(folder, 'export.results.csv');
  };
  const rows = [rowOf(1, { material: '不适用', plan: '不清楚', lead: '(跳过)' })];
  const [first] = await run(rows);
  expect(first).toMatchObject({ material: '(not applicable)', plan: '(unknown)', lead: '', skills: '2' });
  expect(await run([{ ...rows[0], ...first }])).toEqual([first]);
  await run(rows, '-o', 'r.jsonl');
  const { answers } = JSON.parse(await readFile(path.join(folder, 'r.jsonl'), 'utf8'));
  expect(answers).toMatchObject({
    ...{ material: { state: 'notApplicable' }, plan: { state: 'unknown' }, lead: { state: 'unanswered' }, skills: 2 },
  });
});

test('options whose texts contain separators are read from a cell if the cell is not ambiguous', async () => {
  const folder = await scratchFolder();
  await mkdir(path.join(folder, 'tools'));
  const options = [
    { id: 'a', text: 'ERP; MES' },
    { id: 'b', text: 'MES' },
    { id: 'c', text: 'PLM | PDM' },
    { id: 'd', text: 'MES; CRM' },
    { id: 'e', text: 'ERP' },
  ];
  const questionnaire = {
    ...{ kind: 'questionnaire', id: 'tools', version: '1.0.0', languages: ['en'], title: 'Tools' },
    facts: [{ id: 'code', type: 'text', key: true, required: true, text: 'Code' }],
    sections: [{ id: 'main', questions: [{ id: 'used', type: 'multiple', text: 'Used', options }] }],
  };
  const rubric = { kind: 'rubric', id: 'tools', points: { used: { each: 1 } }, scores: { total: { sum: ['used'] } } };
  await writeFile(path.join(folder, 'tools/questionnaire.yaml'), JSON.stringify(questionnaire));
  await writeFile(path.join(folder, 'tools/rubric.yaml'), JSON.stringify(rubric));
  const run = async (cells: readonly string[]) => {
    await writeFile(
      path.join(folder, 'export.csv'),
      csvOf(
        cells.map((used, i) => ({ code: `k${i}`, used })),
        ['code', 'used'],
      ),
    );
    await matura(['batch', './tools', 'export.csv', '--quiet', '--answers'], { cwd: folder });
    return (await readCsv(folder, 'export.results.csv')).map(({ used, total }) => [used, total]);
  };
  // The first and the last could be two sets of options.
  const texts = ['ERP; MES', 'PLM | PDM;MES', 'ERP; MES; CRM', 'a;b;c', 'ERP; MES; PLM | PDM; MES; CRM'];
  const first = await run(texts);
  expect(first).toEqual([
    ['b;c', '2'],
    ['d;e', '2'],
    ['a;b;c', '3'],
  ]);
  expect((await readCsv(folder, 'export.rejects.csv')).map(({ line }) => line)).toEqual(['2', '6']);
  expect(await run(first.map(([cell]) => cell ?? ''))).toEqual(first);
});
