import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inline, workbookParts, zip } from '../../table/write-workbook.ts';
import { matura, ROOT, scratchFolder } from '../matura.ts';
import { AS_OF, HEADINGS, keyOf, QUESTIONS, readCsv } from './sample-export.ts';

const number = (value: number): string => `<c><v>${value}</v></c>`;

/** A workbook that counts days from 1904, with days in cells without a date format. */
function book(rows: readonly (readonly string[])[]): Buffer {
  const sheet = `<sheetData>${rows.map((cells) => `<row>${cells.join('')}</row>`).join('')}</sheetData>`;
  return zip(workbookParts({ sheets: { Answers: sheet }, from1904: true }));
}

test('an assessment’s day that a 1904 workbook stores as a number is not four years too early', async () => {
  const cwd = await scratchFolder();
  const answers = QUESTIONS.map(() => inline('2'));
  const rowOf = (key: number, when: number): string[] => [
    inline(keyOf(key)),
    inline(`Example ${key}`),
    number(when),
    ...answers,
  ];
  // 2026-11-02, and the same day at noon.
  const rows = [['uscc', 'name', 'When', ...QUESTIONS].map(inline), rowOf(1, 44866), rowOf(2, 44866.5)];
  await writeFile(path.join(cwd, 'b.xlsx'), book(rows));
  const run = await matura(['batch', 'quick-scan-china', 'b.xlsx', '--date', 'When', '--files', 'f', ...AS_OF], {
    cwd,
  });
  expect(run.code).toBe(0);
  for (const key of [1, 2]) {
    const file = JSON.parse(await readFile(path.join(cwd, 'f', `${keyOf(key)}.json`), 'utf8'));
    expect(file.assessments).toMatchObject([{ startedAt: expect.stringMatching(/^2026-11-02/) }]);
  }
});

test('if an enterprise has several forms in a 1904 workbook, the latest by time counts', async () => {
  const cwd = await scratchFolder();
  const rowOf = (when: string, answer: string): string[] =>
    HEADINGS.map((heading) => {
      if (heading === 'uscc') return inline(keyOf(3));
      if (heading === 'name') return inline('Example 3');
      if (heading === 'chain') return when;
      return inline(QUESTIONS.includes(heading) ? answer : '');
    });
  const headings = HEADINGS.map((heading) => inline(heading === 'chain' ? 'When' : heading));
  await writeFile(
    path.join(cwd, 'd.xlsx'),
    book([headings, rowOf(number(44866), '3'), rowOf(inline('2026-11-01'), '1')]),
  );
  const args = [
    'batch',
    'quick-scan-china',
    'd.xlsx',
    '--date',
    'When',
    '--duplicates',
    'last',
    '--files',
    'g',
    '--answers',
  ];
  expect(await matura([...args, ...AS_OF], { cwd })).toMatchObject({ code: 1 });
  expect((await readCsv(cwd, 'd.results.csv')).map(({ plan }) => plan)).toEqual(['3']);
});

test('a date answer is read from a workbook that counts from 1904', async () => {
  const cwd = await scratchFolder();
  const row = {
    ...{
      code: inline(keyOf(4)),
      remark: inline(''),
      since: number(43889),
      system: inline('all'),
      tools: inline('a, b'),
    },
    ...{ depth: number(3), plan: inline('true'), robots: number(2), rate: number(4), share: inline('20%') },
  };
  await writeFile(path.join(cwd, 'w.xlsx'), book([Object.keys(row).map(inline), Object.values(row)]));
  const run = await matura(['batch', path.join(ROOT, 'test/fixtures/constructs/forms'), 'w.xlsx', '--answers'], {
    cwd,
  });
  expect(run).toMatchObject({ code: 0 });
  expect(await readCsv(cwd, 'w.results.csv')).toMatchObject([{ since: '2024-02-29' }]);
});
