import { cp, link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { matura, ROOT, type Run, scratchFolder } from '../matura.ts';
import {
  AS_OF,
  contents,
  csvOf,
  HEADINGS,
  keep,
  keyOf,
  type Row,
  readCsv,
  rowOf,
  withoutOrigin,
} from './sample-export.ts';

describe('the policy that each row gets', () => {
  const rows = [
    rowOf(1, { district: '郫都区' }),
    rowOf(2, { district: '旌阳区' }),
    rowOf(3, { district: '北京市海淀区' }),
    rowOf(4),
  ];
  const policyIn = (file: string | undefined) => JSON.parse(file ?? '').assessments[0].recommendation?.policy.id;

  test.each([1, 2])(
    'with %i threads, each row gets the policy of its place, or the national one if its place has none',
    async (jobs) => {
      const cwd = await scratchFolder();
      const run = await keep(cwd, rows, '--jobs', String(jobs));
      expect(run.stderr).toContain('Funding programmes by place: chengdu: 2, central: 1, deyang-2024: 1\n');
      expect(run.stderr).not.toContain('has no policy');
      const files = await contents(path.join(cwd, 'files'));
      expect([1, 2, 3, 4].map((number) => policyIn(files[`${keyOf(number)}.json`]))).toEqual([
        'chengdu',
        'deyang-2024',
        'central',
        'chengdu',
      ]);
      // As for one enterprise alone.
      const answers = path.join(cwd, 'one.yaml');
      const { facts, answers: given } = JSON.parse(files[`${keyOf(2)}.json`] ?? '').assessments[0];
      const date = { date: '2026-05-18' };
      await writeFile(answers, JSON.stringify({ pack: 'quick-scan-china', assessment: date, facts, answers: given }));
      await matura(['score', 'quick-scan-china', answers, '--files', 'alone', ...AS_OF], { cwd });
      const alone = JSON.parse(await readFile(path.join(cwd, 'alone', `${keyOf(2)}.json`), 'utf8'));
      const { recommendation } = JSON.parse(files[`${keyOf(2)}.json`] ?? '').assessments[0];
      expect(recommendation).toEqual(alone.assessments[0].recommendation);
      const again = JSON.parse((await keep(cwd, rows, '--json')).stdout);
      expect(again.files).toMatchObject({
        appended: 0,
        alreadyThere: 4,
        policies: { central: 1, chengdu: 2, 'deyang-2024': 1 },
      });
    },
  );

  test('every row gets the policy that --policy names', async () => {
    const cwd = await scratchFolder();
    const run = await keep(cwd, rows, '--programme', 'deyang-2024');
    expect(run.stderr).not.toContain('by place');
    const files = await contents(path.join(cwd, 'files'));
    expect([1, 2, 3, 4].map((number) => policyIn(files[`${keyOf(number)}.json`]))).toEqual(
      Array(4).fill('deyang-2024'),
    );
  });
});

describe('the same export batched again', () => {
  const rows = [rowOf(1, { size: 'small' }), rowOf(2, { size: 'small' }), rowOf(3, { size: 'small' })];

  /** The files that a run replaced, by their numbers on the disk, and what it said. */
  async function replaced(cwd: string, run: () => Promise<Run>): Promise<[readonly string[], string]> {
    const folder = path.join(cwd, 'files');
    const numbers = async (): Promise<ReadonlyMap<string, number>> => {
      const names = (await readdir(folder)).sort();
      return new Map(
        await Promise.all(names.map(async (name) => [name, (await stat(path.join(folder, name))).ino] as const)),
      );
    };
    const before = await numbers();
    // The number of a file that is gone may be given again at once, so none goes.
    const held = path.join(cwd, 'held');
    await mkdir(held);
    for (const name of before.keys()) await link(path.join(folder, name), path.join(held, name));
    const { stderr } = await run();
    const after = await numbers();
    await rm(held, { recursive: true });
    return [[...after].flatMap(([name, number]) => (before.get(name) === number ? [] : [name])), stderr];
  }

  const filesOf = (...numbers: number[]): string[] =>
    numbers.flatMap((number) => [`${keyOf(number)}.json`, `${keyOf(number)}.policy.md`]);
  const policiesOf = (...numbers: number[]): string[] => numbers.map((number) => `${keyOf(number)}.policy.md`);

  test('batching an export again replaces no file, or only the file of a row that changed', async () => {
    const cwd = await scratchFolder();
    await keep(cwd, rows);
    const [none, said] = await replaced(cwd, () => keep(cwd, rows));
    expect([none, said]).toEqual([[], expect.stringContaining('0 assessments added, 3 there already')]);
    const changed = rows.with(1, rowOf(2, { size: 'small', plan: '0' }));
    const [own, told] = await replaced(cwd, () => keep(cwd, changed, '--jobs', '2'));
    expect([own, told]).toEqual([filesOf(2), expect.stringContaining('1 assessment added, 2 there already')]);
  });

  test('batching an export again gives new policies after a change of day, cost, language or record', async () => {
    const cwd = await scratchFolder();
    await keep(cwd, rows);
    const policies = () => contents(path.join(cwd, 'files'));
    for (const other of [
      ['--as-of', '2026-12-01'],
      ['--cost', 'low'],
      ['--lang', 'de'],
    ]) {
      const [changed] = await replaced(cwd, () => keep(cwd, rows, ...other));
      expect(changed, other.join(' ')).toEqual(policiesOf(1, 2, 3));
    }
    const fresh = await scratchFolder();
    await keep(fresh, rows, '--lang', 'de');
    const expected = await contents(path.join(fresh, 'files'));
    for (const name of policiesOf(1, 2, 3))
      expect(withoutOrigin((await policies())[name])).toBe(withoutOrigin(expected[name]));
    await keep(cwd, rows);
    const { assessments } = JSON.parse((await policies())[`${keyOf(2)}.json`] ?? '');
    const [{ id }] = assessments[0].recommendation.measures;
    expect(await matura(['record', keyOf(2), '--measure', id, '--done', '2026-05-16'], { cwd })).toMatchObject({
      code: 0,
    });
    const [changed] = await replaced(cwd, () => keep(cwd, rows));
    expect(changed).toEqual(policiesOf(2));
    expect((await policies())[`${keyOf(2)}.policy.md`]).toContain('To be assessed again');
  });

  test('an export batched again with another pack or policy does not count as unchanged', async () => {
    const cwd = await scratchFolder();
    await keep(cwd, rows);
    const copy = path.join(cwd, 'packs');
    await cp(path.join(ROOT, 'questionnaires'), copy, { recursive: true });
    const change = async (name: string): Promise<void> => {
      const file = path.join(copy, name);
      await writeFile(file, `${await readFile(file, 'utf8')}\n# read again\n`);
    };
    await change('policies/central.yaml');
    const [byPolicy] = await replaced(cwd, () => keep(cwd, rows, '--packs', copy));
    expect(byPolicy).toEqual(policiesOf(1, 2, 3));
    await change('quick-scan-china/measures.yaml');
    const [byPack, said] = await replaced(cwd, () => keep(cwd, rows, '--packs', copy));
    expect([byPack, said]).toEqual([filesOf(1, 2, 3), expect.stringContaining('3 assessments added, 0 there already')]);
  });

  test('batching an export again restores a policy file that was deleted', async () => {
    const cwd = await scratchFolder();
    await keep(cwd, rows);
    const files = await contents(path.join(cwd, 'files'));
    await rm(path.join(cwd, 'files', `${keyOf(1)}.policy.md`));
    await keep(cwd, rows);
    expect(await contents(path.join(cwd, 'files'))).toEqual(files);
  });
});

test.each(['1', '2'])('plans from a later export start from recorded measures, with %s threads', async (jobs) => {
  const cwd = await scratchFolder();
  const rows = [rowOf(1, { size: 'small' }), rowOf(2, { size: 'small' })];
  await keep(cwd, rows);
  const file = path.join(cwd, 'files', `${keyOf(1)}.json`);
  const latest = async () => JSON.parse(await readFile(file, 'utf8')).assessments.at(-1).recommendation;
  const [first] = (await latest()).measures;
  const record = ['record', keyOf(1), '--measure', first.id, '--done', '2026-05-20'];
  expect(await matura(record, { cwd })).toMatchObject({ code: 0 });
  await keep(cwd, rows, '--date', '2026-08-18', '--jobs', jobs);
  const { done, measures } = await latest();
  expect(done).toEqual([{ id: first.id, on: '2026-05-20' }]);
  expect(measures.map(({ id }: { id: string }) => id)).not.toContain(first.id);
  expect(await readFile(path.join(cwd, 'files', `${keyOf(1)}.policy.md`), 'utf8')).toContain('To be assessed again');
});

describe('the day of each assessment from a column of the export', () => {
  const headings = [...HEADINGS, '提交答卷时间'];
  const answered = (number: number, moment: string): Row => ({ ...rowOf(number), 提交答卷时间: moment });

  async function keepDated(cwd: string, rows: readonly Row[], ...args: string[]): Promise<Run> {
    await writeFile(path.join(cwd, 'export.csv'), csvOf(rows, headings));
    const days = args.includes('--as-of') ? [] : AS_OF;
    return matura(['batch', 'quick-scan-china', 'export.csv', '--files', 'files', ...days, ...args], { cwd });
  }

  const daysOf = async (cwd: string, number: number): Promise<string[]> => {
    const { assessments } = JSON.parse(await readFile(path.join(cwd, 'files', `${keyOf(number)}.json`), 'utf8'));
    return assessments.map(({ finishedAt }: { finishedAt: string }) => finishedAt.slice(0, 10));
  };

  test.each(['1', '2'])(
    'assessments get their day from a column, so a later export adds only new ones, with %s threads',
    async (jobs) => {
      const cwd = await scratchFolder();
      const [first, second] = [answered(1, '2026/11/20 9:30:00'), answered(2, '2026/11/21 23:59:59')];
      const dated = ['--date', '提交答卷时间', '--jobs', jobs];
      const one = await keepDated(cwd, [first, second], ...dated);
      expect(one, one.stderr).toMatchObject({ code: 0 });
      expect(one.stderr).not.toContain('提交答卷时间');
      const later = await keepDated(cwd, [first, { ...second, 提交答卷时间: '2026/11/22 8:00:00' }], ...dated);
      expect(later.stderr).toContain('1 assessment added, 1 there already');
      expect([await daysOf(cwd, 1), await daysOf(cwd, 2)]).toEqual([['2026-11-20'], ['2026-11-21', '2026-11-22']]);
      const policy = await readFile(path.join(cwd, 'files', `${keyOf(2)}.policy.md`), 'utf8');
      expect(policy).toContain('22 November 2026');
    },
  );

  test('a cell that is not a day, or could be two days, rejects its row; once corrected, or with --date-order, the row is kept', async () => {
    const cwd = await scratchFolder();
    const rows = [answered(1, '03/04/2026 10:00'), answered(2, ''), answered(3, '2026-11-20'), answered(4, '11/12/26')];
    const dated = ['--date', '提交答卷时间'];
    const run = await keepDated(cwd, rows, ...dated);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('4 rows read; 1 scored; 3 rejected');
    const rejects = await readCsv(cwd, 'export.rejects.csv');
    expect(rejects.map(({ line, key, column, rule, value }) => [line, key, column, rule, value])).toEqual([
      ['2', keyOf(1), '提交答卷时间', 'unclear-date', '03/04/2026 10:00'],
      ['3', keyOf(2), '提交答卷时间', 'not-date', ''],
      ['5', keyOf(4), '提交答卷时间', 'unclear-date', '11/12/26'],
    ]);
    expect(rejects[0]?.message).toContain('--date-order mdy');
    const told = await keepDated(cwd, rows, ...dated, '--date-order', 'mdy');
    expect(told.stderr).toContain('2 assessments added, 1 there already');
    expect([await daysOf(cwd, 1), await daysOf(cwd, 4)]).toEqual([['2026-03-04'], ['2026-11-12']]);
    // A day that can only begin with the month settles the others.
    const settled = await keepDated(await scratchFolder(), [...rows, answered(5, '11/20/26')], ...dated);
    expect(settled.stderr).toContain('5 rows read; 4 scored; 1 rejected');
  });

  test('a day column is suggested if no day is stated, and an unknown heading is reported', async () => {
    const cwd = await scratchFolder();
    const rows = [answered(1, '2026/11/20 9:30:00')];
    expect((await keepDated(cwd, rows)).stderr).toContain('--date "提交答卷时间"');
    const slip = await keepDated(cwd, rows, '--date', '提交时间');
    expect(slip).toMatchObject({ code: 2 });
    expect(slip.stderr).toContain('neither a date like 2026-01-31 nor a heading of the export');
    const answer = await keepDated(cwd, rows, '--date', 'employees');
    expect(answer).toMatchObject({ code: 2 });
    expect(answer.stderr).toContain('answers a question and is not a date');
    const order = await keepDated(cwd, rows, '--date', '2026-11-20', '--date-order', 'dmy');
    expect(order).toMatchObject({ code: 2 });
  });
});

test('enterprises with the same answers get the same files in one batch as in separate batches', async () => {
  const rows = [
    rowOf(1, { size: 'small' }),
    rowOf(2, { size: 'small', district: '成华区' }),
    rowOf(3, { size: 'small', employees: '80' }),
    rowOf(4, { size: 'medium' }),
    rowOf(5, { size: 'small', ai: '1' }),
    rowOf(6, { size: 'small' }),
  ];
  const cwd = await scratchFolder();
  await keep(cwd, rows);
  const together = await contents(path.join(cwd, 'files'));
  const alone = await Promise.all(
    rows.map(async (row) => {
      const other = await scratchFolder();
      await keep(other, [row]);
      return contents(path.join(other, 'files'));
    }),
  );
  expect(together).toEqual(Object.assign({}, ...alone));
});

test('several threads write the same files and report the same problems as one', async () => {
  const [alone, both] = [await scratchFolder(), await scratchFolder()];
  const rows = Array.from({ length: 12 }, (_, i) => rowOf(i + 1, { plan: String(i % 4) }));
  await keep(alone, rows, '--jobs', '1');
  expect((await keep(both, rows, '--jobs', '2')).stderr).toContain('12 assessments added');
  const files = await contents(path.join(alone, 'files'));
  expect(Object.keys(files)).toHaveLength(24);
  expect(await contents(path.join(both, 'files'))).toEqual(files);
  // A file beside is in the way of every row.
  for (const cwd of [alone, both]) {
    await rm(path.join(cwd, 'files'), { recursive: true });
    await writeFile(path.join(cwd, 'files'), '');
  }
  const refused = await Promise.all([keep(alone, rows, '--jobs', '1'), keep(both, rows, '--jobs', '2')]);
  for (const { code, stderr } of refused) expect([code, stderr]).toEqual([3, expect.stringContaining('files')]);
});
