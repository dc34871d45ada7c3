import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, ROOT, type Run, scratchFolder } from '../matura.ts';
import { readCsv } from './sample-export.ts';

/** A pack with a day, and a question of more values than a byte can tell apart. */
async function packFolder(): Promise<string> {
  const cwd = await scratchFolder();
  await mkdir(path.join(cwd, 'dated'));
  const options = Array.from({ length: 300 }, (_, i) => ({ id: `o${i}`, text: `Industry ${i}` }));
  const questionnaire = {
    ...{ kind: 'questionnaire', id: 'dated', version: '1.0.0', languages: ['en'], title: 'Dated' },
    facts: [
      { id: 'code', type: 'text', key: true, required: true, text: 'Code' },
      { id: 'founded', type: 'date', group: true, text: 'Founded' },
      { id: 'industry', type: 'single', group: true, text: 'Industry', options },
    ],
    sections: [{ id: 'main', questions: [{ id: 'backup', type: 'boolean', text: 'Backup' }] }],
  };
  const rubric = { kind: 'rubric', id: 'dated', scores: { total: { sum: ['backup'] } } };
  const points = { backup: { true: 1, false: 0 } };
  await writeFile(path.join(cwd, 'dated/questionnaire.yaml'), JSON.stringify(questionnaire));
  await writeFile(path.join(cwd, 'dated/rubric.yaml'), JSON.stringify({ ...rubric, points }));
  return cwd;
}

async function batch(cwd: string, rows: readonly string[], ...args: string[]): Promise<Run> {
  await writeFile(path.join(cwd, 'e.csv'), `code,founded,industry,backup\n${rows.join('\n')}\n`);
  return matura(['batch', './dated', 'e.csv', '--quiet', ...args], { cwd });
}

test('days as people and programs write them become ISO dates in the results', async () => {
  const cwd = await packFolder();
  const forms = [
    '2026-01-31',
    '2026/1/31',
    '2026年1月31日',
    '31.01.2026',
    '31/01/2026',
    '2026/1/31 0:00',
    '20260131',
    '46053',
    '46053.75',
  ];
  expect(await batch(cwd, [...forms.map((form, i) => `e${i},${form},o1,yes`), 'x,2026-02-30,o1,yes'])).toMatchObject({
    code: 1,
  });
  expect((await readCsv(cwd, 'e.results.csv')).map(({ founded }) => founded)).toEqual(forms.map(() => '2026-01-31'));
  expect(await readCsv(cwd, 'e.rejects.csv')).toMatchObject([{ rule: 'not-date', value: '2026-02-30' }]);
});

test('an ambiguous date is never guessed: map asks about it, and a mapping without a date order rejects its row', async () => {
  const cwd = await packFolder();
  const rows = ['a,01/02/2026,o1,yes', 'b,03/01/2026,o1,no'];
  const asked = await batch(cwd, rows);
  expect(asked.code).toBe(3);
  expect(asked.stderr).toContain('date: dmy');
  const { stdout: proposed, code } = await matura(['map', './dated', 'e.csv'], { cwd });
  const mapping = proposed.replaceAll(/^ *check: .*\n/gm, '');
  expect(code).toBe(1);
  const mapped = async (order: string): Promise<Run> => {
    await writeFile(path.join(cwd, 'm.yaml'), mapping.replace('to: founded\n', `to: founded\n${order}`));
    return batch(cwd, rows, '--map', 'm.yaml');
  };
  expect((await mapped('')).code).toBe(3);
  expect(await readCsv(cwd, 'e.rejects.csv')).toMatchObject([
    { rule: 'unclear-date', value: '01/02/2026' },
    { rule: 'unclear-date', value: '03/01/2026' },
  ]);
  expect((await mapped('    date: dmy\n')).code).toBe(0);
  expect((await readCsv(cwd, 'e.results.csv')).map(({ founded }) => founded)).toEqual(['2026-02-01', '2026-01-03']);
  await mapped('    date: mdy\n');
  expect((await readCsv(cwd, 'e.results.csv')).map(({ founded }) => founded)).toEqual(['2026-01-02', '2026-03-01']);
  const wrong = mapping.replace('to: backup\n', 'to: backup\n    date: dmy\n');
  await writeFile(path.join(cwd, 'm.yaml'), wrong);
  expect(await batch(cwd, rows, '--map', 'm.yaml')).toMatchObject({ code: 3, stderr: expect.stringContaining('M206') });
});

test('one unambiguous day settles the day order of its column, also with two-digit years', async () => {
  const cwd = await packFolder();
  expect(await batch(cwd, ['a,01/02/2026,o1,yes', 'b,31/01/2026,o1,no', 'c,3/4/26,o1,no'])).toMatchObject({ code: 0 });
  const days = ['2026-02-01', '2026-01-31', '2026-04-03'];
  expect((await readCsv(cwd, 'e.results.csv')).map(({ founded }) => founded)).toEqual(days);
  expect((await batch(cwd, ['a,31/01/2026,o1,yes', 'b,01/31/2026,o1,no', 'c,01/02/2026,o1,no'])).code).toBe(3);
});

test('a question with 300 options is read, by id and by text', async () => {
  const cwd = await packFolder();
  const rows = Array.from({ length: 3000 }, (_, i) =>
    i % 1000 === 999 ? `e${i},,o300,yes` : `e${i},,${i % 3 === 0 ? `Industry ${i % 300}` : `O${i % 300}`},yes`,
  );
  expect((await batch(cwd, [...rows, 'blank,,,yes'])).code).toBe(1);
  const results = await readCsv(cwd, 'e.results.csv');
  expect(results.map(({ industry }) => industry)).toEqual([
    ...rows.flatMap((_, i) => (i % 1000 === 999 ? [] : [`o${i % 300}`])),
    '',
  ]);
  expect((await readCsv(cwd, 'e.rejects.csv')).map(({ line, rule, value }) => [line, rule, value])).toEqual(
    ['1001', '2001', '3001'].map((line) => [line, 'unknown-value', 'o300']),
  );
  expect(await readFile(path.join(cwd, 'e.results.csv'), 'utf8')).toContain('e998,,o98');
});

test('rows with very long numbers are scored exactly, one by one, which is reported if there are many', async () => {
  const cwd = await scratchFolder();
  await mkdir(path.join(cwd, 'long'));
  const questionnaire = {
    ...{ kind: 'questionnaire', id: 'long', version: '1.0.0', languages: ['en'], title: 'Long numbers' },
    facts: [{ id: 'code', type: 'text', key: true, required: true, text: 'Code' }],
    sections: [
      {
        id: 'main',
        questions: ['part', 'whole', 'other'].map((id) => ({ id, type: 'decimal', text: id })),
      },
    ],
  };
  const scores = { sums: { sum: ['part', 'whole'] }, total: { mean: { sums: 0.3, other: 0.7 } } };
  const rubric = { kind: 'rubric', id: 'long', scores };
  await writeFile(path.join(cwd, 'long/questionnaire.yaml'), JSON.stringify(questionnaire));
  await writeFile(path.join(cwd, 'long/rubric.yaml'), JSON.stringify(rubric));
  const rows = Array.from(
    { length: 1200 },
    (_, i) => `e${i},123456789.0123${i % 10},0.000000000000123,98765.43210${i % 7}`,
  );
  await writeFile(path.join(cwd, 'e.csv'), `code,part,whole,other\n${rows.join('\n')}\n`);
  const { code, stderr } = await matura(['batch', './long', 'e.csv', '--quiet'], { cwd });
  expect(code).toBe(0);
  expect(stderr).toContain('1200 rows could only be scored one by one, which takes longer');
  const [first] = await readCsv(cwd, 'e.results.csv');
  // The exact 37106172.506160000000037 as a double.
  expect(Number(first?.total)).toBe(37106172.50616);
});

test('the same figures in another notation give the same results', async () => {
  const cwd = await scratchFolder();
  const ids = await readFile(path.join(ROOT, 'examples/exports/quick-scan-china/ids.csv'), 'utf8');
  const written = ids.replace(',326,18640,', ',0.0326万,1.864亿,').replace(',45,2100.5,', ',45人,"2,100.5万元",');
  expect(written).not.toBe(ids);
  for (const [name, text] of Object.entries({ plain: ids, written })) {
    await writeFile(path.join(cwd, `${name}.csv`), text);
    const run = await matura(['batch', 'quick-scan-china', `${name}.csv`, '-o', `${name}-results.csv`], { cwd });
    expect(run.code, run.stderr).toBe(0);
  }
  const [plain, other] = [await readCsv(cwd, 'plain-results.csv'), await readCsv(cwd, 'written-results.csv')];
  expect(plain[0]?.size).toBe('medium');
  expect(other).toEqual(plain);
});
