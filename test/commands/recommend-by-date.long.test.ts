import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { matura, ROOT } from './matura.ts';
import { KEY, recommended, shareFolders } from './recommended-example.ts';

const folders = shareFolders();
const AS_OF = ['--as-of', '2026-11-30'];

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('matura recommend --by', () => {
  test('recommend --by plans and lists measures with a deadline first, and still reaches the target level', async () => {
    const { found: usual } = await recommended(folders.full, ...AS_OF);
    const endOf = (advice: typeof usual, id: string): number =>
      advice.roadmap.phases
        .flatMap((phase: { measures: object[] }) => phase.measures)
        .find((one: { id: string }) => one.id === id).end;
    expect(endOf(usual, 'safety-online')).toBeGreaterThan(4);
    const by = ['--by', 'safety-online=2027-03-31', ...AS_OF];
    const { code, found } = await recommended(folders.full, ...by);
    expect(code).toBe(0);
    expect(found.due).toEqual([
      { id: 'safety-online', date: '2027-03-31', state: 'met', by: ['safety-online'], end: '2027-03-29' },
    ]);
    expect(found.target.reached).toBe(true);
    expect(found.measures[0].id).toBe('safety-online');
    expect(endOf(found, 'safety-online')).toBe(4);
    const { stdout } = await matura(['recommend', KEY, ...by], { cwd: folders.full });
    expect(flat(stdout)).toContain(
      'What is due • Online hazard monitoring and electronic work permits: due by 31 March 2027. Done by 29 March 2027.',
    );
    expect(stdout.indexOf('What is due')).toBeLessThan(stdout.indexOf('Priority gaps'));
    const page = await matura(['recommend', KEY, ...by, '--short', '--format', 'md'], { cwd: folders.full });
    expect(page.stdout).toMatch(/^# .*\n\n\*\*.*\*\*\n\n### What is due\n\n/);
  });

  test('recommend --by closes a gap by the given day, with any measure that is done in time', async () => {
    const { code, found } = await recommended(folders.full, '--by', 'no-backup=1.2.2027', ...AS_OF);
    expect(code).toBe(0);
    expect(found.due).toMatchObject([{ id: 'no-backup', date: '2027-02-01', state: 'met' }]);
    const closer = found.priorities.find(({ id }: { id: string }) => id === 'no-backup').by;
    expect(closer).toContain(found.due[0].by[0]);
  });

  test('recommend --by plans a measure that is otherwise left out, even within a budget', async () => {
    const { found: usual } = await recommended(folders.full, ...AS_OF);
    const ids: string[] = usual.measures.map(({ id }: { id: string }) => id);
    const packs = await readFile(path.join(ROOT, 'questionnaires/miit-sme-2024/measures.yaml'), 'utf8');
    expect(packs).toContain('- id: energy-metering\n');
    expect(ids).not.toContain('energy-metering');
    const { found } = await recommended(
      folders.full,
      '--by',
      'energy-metering=2028-01-01',
      '--budget',
      '2500000',
      ...AS_OF,
    );
    expect(found.due).toMatchObject([{ id: 'energy-metering', state: 'met' }]);
    expect(found.measures.map(({ id }: { id: string }) => id)).toContain('energy-metering');
  });

  test.each([
    [
      'en',
      'safety-online=2026-12-31',
      'due by 31 December 2026. This plan is too late: the work will not be done until 29 March 2027.',
    ],
    ['de', 'safety-online=2026-12-31', 'kommt zu spät: Die Arbeit wird erst am 29. März 2027 fertig'],
    ['zh', 'safety-online=2026-12-31', '赶不上期限：要到2027年3月29日才能完成'],
    ['en', 'hazard-gap=2027-12-31', ''],
  ])('recommend --by refuses, in the language %s, a deadline that cannot be met: %s', async (lang, by, said) => {
    const run = await matura(['recommend', KEY, '--by', by, ...AS_OF, '--lang', lang], { cwd: folders.full });
    // A gap that this enterprise does not have is no demand.
    expect(run.code).toBe(said === '' ? 0 : 3);
    expect(flat(run.stderr)).toContain(said);
    if (said !== '') expect(run.stdout).toBe('');
    // It would begin on the day of the plan, so more measures at a time are no help.
    expect(run.stderr).not.toContain('--at-once');
  });

  test('more measures at a time are advised only if that makes room, and then do', async () => {
    const dates = ['--by', 'safety-online=2027-03-30', '--by', 'energy-metering=2027-04-15'];
    const run = (...args: string[]) => matura(['recommend', KEY, ...dates, ...AS_OF, ...args], { cwd: folders.full });
    const refused = await run('--at-once', '1');
    expect(refused.code).toBe(3);
    expect(flat(refused.stderr)).toContain('allow more measures at a time (--at-once)');
    expect((await run('--at-once', '3')).code).toBe(0);
  });

  test.each([
    [['safty-online=2027-01-01'], 'did you mean "safety-online"?'],
    [['safety-online'], '"safety-online" is not of the form ID=DATE'],
    [['safety-online=2027-02-30'], '2027-02-30'],
    [['safety-online=3/4/2027'], '3/4/2027'],
    [['safety-online=2026-11-29'], 'is before 30 November 2026'],
  ])('the deadline %s is a usage error', async ([by = ''], said) => {
    const run = await matura(['recommend', KEY, '--by', by, ...AS_OF], { cwd: folders.full });
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code: 2, stdout: '' });
    expect(run.stderr).toContain(said);
  });

  test('recommend --by is for one enterprise, not for a folder', async () => {
    const run = await matura(['recommend', 'files', '--by', 'no-backup=2027-01-01'], { cwd: folders.full });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('--by');
  });
});

describe('a gap with a deadline in the pack', () => {
  /** Runs a check in a folder with the flagship and the example's file, in which a gap has a day. */
  async function withDueGap<T>(date: string, check: (cwd: string) => Promise<T>): Promise<T> {
    const cwd = await mkdtemp(path.join(tmpdir(), 'matura-due-'));
    try {
      const pack = path.join(cwd, 'miit-sme-2024');
      await cp(path.join(ROOT, 'questionnaires/miit-sme-2024'), pack, { recursive: true });
      const file = path.join(pack, 'measures.yaml');
      const text = await readFile(file, 'utf8');
      const due = `  - id: no-backup\n    due: { date: ${date}, demandedBy: law, source: { document: an example, verified: false } }\n`;
      await writeFile(file, text.replace('  - id: no-backup\n', due));
      await cp(path.join(folders.full, 'files'), path.join(cwd, 'files'), { recursive: true });
      return await check(cwd);
    } finally {
      await rm(cwd, { recursive: true, force: true });
    }
  }

  const recommend = (cwd: string, ...args: string[]) =>
    matura(['recommend', KEY, '--packs', cwd, ...AS_OF, ...args], { cwd });

  test('a gap with a deadline in the pack is closed in time, and the page says who demands it', async () => {
    const { code, stdout } = await withDueGap('2027-02-15', async (cwd) => {
      expect(await matura(['validate', path.join(cwd, 'miit-sme-2024')])).toMatchObject({ code: 0 });
      return recommend(cwd);
    });
    expect(code).toBe(0);
    expect(flat(stdout)).toMatch(
      /Data without protection or backup: due by 15 February 2027, by law\. Done by 29 January 2027 with “[^”]+”\./,
    );
  });

  test('a gap that no plan can close by its legal date is named first, and the exit code is 0', async () => {
    const { code, stdout } = await withDueGap('2026-12-15', (cwd) => recommend(cwd, '--format', 'md', '--short'));
    expect(code).toBe(0);
    expect(flat(stdout)).toMatch(
      /### What is due Data without protection or backup: due by 15 December 2026, by law\. This plan is too late: with “[^”]+”, the work will not be done until 29 January 2027\./,
    );
  });
});
