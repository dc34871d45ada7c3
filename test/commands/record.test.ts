import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { textWidth } from '../../src/report/terminal/terminal-text.ts';
import { EXAMPLE, matura, maturaProcess, type Run, scratchFolder } from './matura.ts';
import { useScored } from './use-scored-example.ts';

const KEY = '91350100M000100Y43';
const FILE = `files/${KEY}.json`;

const scored = useScored('--programme', 'deyang-2024');

/** A folder with the file of an enterprise that got a recommendation; `run` records in it. */
async function follow() {
  const cwd = await scored();
  const file = path.join(cwd, FILE);
  return {
    cwd,
    file,
    run: (args: readonly string[], env: Readonly<Record<string, string>> = { USER: 'li' }): Promise<Run> =>
      matura(['record', KEY, ...args], { cwd, env }),
    text: () => readFile(file, 'utf8'),
  };
}

const mes = (state: string, on: string): string[] => ['--measure', 'mes', `--${state}`, on];
const project = (...more: string[]): string[] => ['--instrument', 'dy-project', ...more];

test('a completed measure is added to the file, with who recorded it and when; nothing else changes', async () => {
  const { run, text, cwd } = await follow();
  const before = await text();
  const done = await run([...mes('done', '2026-01-30'), '--amount', '350000.50']);
  expect(done, done.stderr).toMatchObject({ code: 0 });
  expect(done.stdout).toBe(
    'Recorded as no. 1: Full MES linked with machines, quality and planning: done, 30 January 2026, 350,000.50 CNY\n',
  );
  const after = await text();
  // The text of before is there up to its closing brackets.
  expect(after.startsWith(before.slice(0, before.indexOf(',\n  "chain"')))).toBe(true);
  expect(after).toContain('"amount": 350000.5,');
  const { records, chain, ...others } = JSON.parse(after);
  const { chain: earlier, ...same } = JSON.parse(before);
  expect(others).toEqual(same);
  expect(chain.links.slice(0, -1)).toEqual(earlier.links);
  expect(records).toEqual([
    {
      number: 1,
      recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      recordedBy: 'li',
      measure: 'mes',
      state: 'done',
      on: '2026-01-30',
      cost: { amount: 350000.5, currency: 'CNY' },
    },
  ]);
  expect(await readdir(path.join(cwd, 'files'))).toEqual([`${KEY}.json`, `${KEY}.policy.md`]);
});

test('adding a later assessment keeps the records in the file', async () => {
  const { run, text, cwd } = await follow();
  await run(mes('done', '2026-01-30'));
  await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files', '--kind', 'self'], { cwd });
  const { records, assessments } = JSON.parse(await text());
  expect(assessments).toHaveLength(2);
  expect(records).toHaveLength(1);
});

test('the recommendation of a later assessment starts from completed measures', async () => {
  const { run, text, cwd } = await follow();
  const [first] = JSON.parse(await text()).assessments[0].recommendation.measures;
  await run(['--measure', first.id, '--done', '2026-01-30']);
  const again = ['score', 'miit-sme-2024', EXAMPLE, '--files', 'files', '--programme', 'deyang-2024', '--kind', 'self'];
  const { stdout } = await matura(again, { cwd });
  expect(stdout).toContain('To be assessed again');
  const { recommendation } = JSON.parse(await text()).assessments[1];
  expect(recommendation.done).toEqual([{ id: first.id, on: '2026-01-30' }]);
  expect(recommendation.measures.map(({ id }: { id: string }) => id)).not.toContain(first.id);
  // The answers were given after the measure and do not show its effect.
  expect(recommendation.reassess[0]).toMatchObject({ measure: first.id, assumed: false });
  expect(await readFile(path.join(cwd, 'files', `${KEY}.policy.md`), 'utf8')).toContain('To be assessed again');
});

test('a measure recorded as done is not planned again for any level, even if its effect is not seen later', async () => {
  const { run, cwd } = await follow();
  const stairs = async (...more: string[]): Promise<{ level: number; cost: number; measures: string[] }[]> => {
    const args = ['recommend', KEY, '--files', 'files', '--programme', 'deyang-2024', '--json', ...more];
    return JSON.parse((await matura(args, { cwd })).stdout).roadmap.stairs;
  };
  // With a budget the levels are worked out by themselves, without it along with the target.
  const budget = ['--budget', '5000000'];
  const before = await stairs(...budget);
  expect(before.at(-1)?.measures).toContain('data-platform');
  await run(['--measure', 'data-platform', '--done', '2026-01-30']);
  for (const more of [budget, []]) {
    const after = await stairs(...more);
    for (const { measures } of after) expect(measures).not.toContain('data-platform');
    expect(after.at(-1)?.cost).toBeLessThan(before.at(-1)?.cost as number);
  }
});

test('a recorded grant is certain until it is paid out, and pending money is reported', async () => {
  const { run, text, cwd } = await follow();
  const again = ['score', 'miit-sme-2024', EXAMPLE, '--files', 'files', '--programme', 'deyang-2024', '--kind'];
  await matura([...again, 'self'], { cwd });
  const before = JSON.parse(await text()).assessments.at(-1).recommendation;
  await run(project('--granted', '35000.10', '--on', '2026-01-30'));
  await run(project('--granted', '0.20', '--on', '2026-01-31'));
  await run(project('--paid', 'unknown', '--on', '2026-02-01'));
  await run(mes('planned', '2026-01-30'));
  const { stdout } = await matura([...again, 'self', '--assessor', 'Wang'], { cwd });
  const { onRecord, ...others } = JSON.parse(await text()).assessments.at(-1).recommendation;
  const withoutMoney = ({ funding: _, instruments: __, ...rest }: typeof before) => rest;
  expect(withoutMoney(others)).toEqual(withoutMoney(before));
  // The payment settles the first of two grants; the rule would give a tenth of the cost.
  expect(before.funding).toMatchObject({ certain: { total: '0', own: '2044000' }, likely: { total: '175400' } });
  expect(others.funding).toMatchObject({ certain: { total: '0.2', own: '2043999.8' }, likely: { total: '0.2' } });
  expect(onRecord).toEqual({
    measures: [{ id: 'mes', state: 'planned', on: '2026-01-30' }],
    instruments: [
      {
        id: 'dy-project',
        policy: 'deyang-2024',
        currency: 'CNY',
        granted: { amount: '35000.3' },
        paid: { unknown: 1 },
      },
    ],
  });
  const recommend = await matura(['recommend', KEY, '--files', 'files'], { cwd });
  for (const printed of [stdout, recommend.stdout].map((one) => one.replaceAll(/\s+/g, ' '))) {
    expect(printed).toContain('planned, 30 January 2026, not part of this plan');
    expect(printed).toContain('granted 35,000.30 CNY, paid amount not known');
  }
  const policy = await readFile(path.join(cwd, 'files', `${KEY}.policy.md`), 'utf8');
  expect(policy).toMatch(/\| Subsidy for smart [^|]*\| – \| 35,000\.30 CNY \| amount not known \|/);
  expect(policy).toContain('| Certain money | 0.20 CNY from Subsidy for smart and digital transformation projects; ');
  expect(policy).not.toContain('Already granted once');
});

test('funding already paid is neither counted nor applied for again, which is reported once, on the decision page', async () => {
  const { cwd } = await follow();
  const policy = ['--programme', path.join(import.meta.dirname, '../fixtures/policies/equipment-town.yaml')];
  const score = ['score', 'miit-sme-2024', EXAMPLE, '--files', 'files', ...policy];
  await matura(score, { cwd });
  const granted = ['--instrument', 'machines', '--granted', '35000.10', '--on', '2026-01-30'];
  expect(await matura(['record', KEY, ...granted, ...policy], { cwd })).toMatchObject({ code: 0 });
  const paid = ['--instrument', 'machines', '--paid', '35000.10', '--on', '2026-01-31'];
  expect(await matura(['record', KEY, ...paid, ...policy], { cwd })).toMatchObject({ code: 0 });
  await matura([...score, '--kind', 'self'], { cwd });
  const written = await readFile(path.join(cwd, 'files', `${KEY}.policy.md`), 'utf8');
  expect(written.split('Already granted once, so not counted again: Nine tenths of machines')).toHaveLength(2);
});

test('recording the same event again adds nothing; a wrong record is withdrawn by another, not deleted', async () => {
  const { run, text } = await follow();
  await run(mes('done', '2026-01-30'));
  const before = await text();
  expect(await run(mes('done', '2026-01-30'))).toMatchObject({
    code: 0,
    stdout: 'That is on record already: nothing was added.\n',
  });
  expect(await text()).toBe(before);
  const right = await run([
    '--cancel',
    '1',
    ...mes('done', '2026-01-31'),
    '--note',
    'typing error',
    '--recorder',
    'Wang',
  ]);
  expect(right.stdout).toMatch(/^Withdrawn, no\. 1: .*30 January 2026\nRecorded as no\. 3: .*31 January 2026\n$/);
  expect(JSON.parse(await text()).records).toMatchObject([
    { number: 1, on: '2026-01-30' },
    { number: 2, withdraws: 1, recordedBy: 'Wang', note: 'typing error' },
    { number: 3, on: '2026-01-31' },
  ]);
  expect((await run(['--cancel', '1'])).stdout).toBe('That is on record already: nothing was added.\n');
});

test.each([
  ['an id that is none', [...mes('done', '2026-01-30').with(1, 'mess')], 2, 'did you mean "mes"?'],
  ['an instrument that is none', ['--instrument', 'dy-projekt', '--paid', '1'], 2, 'did you mean "dy-project"?'],
  ['a day to come', mes('done', '2999-01-01'), 2, '1 January 2999 is in the future'],
  ['a day to come of money', project('--paid', '1', '--on', '2999-01-01'), 2, 'is in the future'],
  ['no day', mes('done', '2026-02-30'), 2, '--done: there is no day 2026-02-30'],
  ['half a cent', project('--granted', '30000.005'), 2, 'more than two decimals'],
  ['a negative amount', project('--granted=-5'), 2, 'is not an amount'],
  ['what may be thirty-five or thousands', project('--granted', '35.000'), 2, 'can be read as two different numbers'],
  ['a comma that is no group', project('--granted', '3,5,0'), 2, 'is not an amount'],
  ['too many digits', project('--granted', '1234567890123456'), 2, 'more than 15 digits'],
  ['another currency', project('--granted', '5 EUR'), 2, 'the amounts are in CNY here'],
  ['no state', ['--measure', 'mes'], 2, 'is it --planned, --started or --done?'],
  ['a state of nothing', ['--done', '2026-01-01'], 2, '--done needs --measure'],
  ['only a day', ['--on', '2026-01-01'], 2, 'there is nothing to record'],
  ['no number to withdraw', ['--cancel', 'x'], 2, 'not the number of a record'],
  ['a number that is not there', ['--cancel', '7'], 2, 'there is no record number 7'],
  ['days that run backwards', [...mes('started', '2026-01-31'), '--done', '2026-01-30'], 3, 'dates run backwards'],
])('a record with %s is refused, and the file stays as it is', async (_, args, code, said) => {
  const { run, text } = await follow();
  const before = await text();
  const refused = await run(args);
  expect(refused).toMatchObject({ code, stdout: '' });
  expect(refused.stderr).toContain(said);
  expect(await text()).toBe(before);
});

test.each(['3.5万', '3.5 万元', '35,000', '35 000 CNY', '３５０００'])(
  'the amount %s is read as 35000',
  async (written) => {
    const { run, text } = await follow();
    expect(await run(project('--applied', written, '--on', '2026-01-10'))).toMatchObject({ code: 0 });
    expect(JSON.parse(await text()).records).toMatchObject([{ amount: { amount: 35000, currency: 'CNY' } }]);
  },
);

test('a planned event may be in the future, and “today” is accepted as a day', async () => {
  const { run, text } = await follow();
  expect(await run(mes('planned', `${new Date().getFullYear() + 2}-01-01`))).toMatchObject({ code: 0 });
  expect(await run(['--measure', 'wms', '--started', 'today'])).toMatchObject({ code: 0 });
  const [, { on, recordedAt }] = JSON.parse(await text()).records;
  expect(Math.abs(Date.parse(on) - Date.parse(recordedAt))).toBeLessThan(48 * 3_600_000);
});

test.each([
  ['1989-12-31', '31 December 1989'],
  ['2126-01-01', '1 January 2126'],
])('a planned day with a mistyped year is refused: %s', async (day, shown) => {
  const { run } = await follow();
  const stderr = `matura: --planned: ${shown} is before 1990 or more than 30 years ahead: check the year\n`;
  expect(await run(mes('planned', day))).toMatchObject({ code: 2, stderr });
});

test('--on, the day of a payment, is refused if only a measure is recorded', async () => {
  const { run } = await follow();
  const stderr = `matura: --on needs --instrument\nmatura record ${KEY} lists the measures and the funding by id.\n`;
  expect(await run([...mes('done', '2026-01-30'), '--on', '2026-01-30'])).toMatchObject({ code: 2, stderr });
});

describe('records that are probably slips', () => {
  const EXAMPLE_KEY = '91350100M000100Y43';
  const assessed = async () => {
    const cwd = await scratchFolder();
    await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files'], { cwd });
    return async (...args: string[]) => (await matura(['record', EXAMPLE_KEY, '--dry-run', ...args], { cwd })).stderr;
  };

  test('a day before the recommending assessment, or years before it, is recorded with a warning', async () => {
    const record = await assessed();
    expect(await record('--measure', 'dnc', '--done', '2026-11-17')).toContain(
      'done, 17 November 2026: this is before the assessment of 18 November 2026, which led to the recommendation; please check the day.',
    );
    expect(await record('--measure', 'mes', '--done', '1999-01-01')).toContain(
      '1 January 1999: this is years before the assessment of 18 November 2026; please check the day.',
    );
    for (const sound of [
      ['dnc', '--done', '2026-11-19'],
      ['dnc', '--started', '2026-01-31'],
      ['mes', '--done', '2024-01-31'],
    ])
      expect(await record('--measure', ...sound)).not.toContain('please check');
  });

  test('an amount far from what the policy expects is recorded with a warning', async () => {
    const record = await assessed();
    const dnc = ['--measure', 'dnc', '--done', 'today', '--amount'];
    expect(await record(...dnc, '35')).toContain(
      '35 CNY: the policy expects 60,000 CNY–120,000 CNY; please check the amount.',
    );
    expect(await record(...dnc, '3500万')).toContain('please check the amount.');
    expect(await record(...dnc, '20000')).not.toContain('please check');
    const subsidy = ['--instrument', 'cd-sme-transform'];
    expect(await record(...subsidy, '--granted', '35')).toContain(
      'the policy expects 1,000,000 CNY; please check the amount.',
    );
    expect(await record(...subsidy, '--paid', '35')).not.toContain('please check');
  });
});

test('a grant larger than the amount applied for is recorded with a warning', async () => {
  const { run } = await follow();
  await run(project('--applied', '30000', '--on', '2026-01-10'));
  const granted = await run(project('--granted', '30000.01 CNY', '--on', '2026-02-10'));
  expect(granted.code).toBe(0);
  expect(granted.stderr).toContain(
    'Subsidy for smart and digital transformation projects: 30,000.01 CNY granted is more than the 30,000 CNY applied for.',
  );
});

test('record lists the records, withdrawn or not, with exact sums', async () => {
  const { run } = await follow();
  await run(mes('done', '2026-01-30'));
  await run(['--cancel', '1']);
  for (const day of ['2026-02-01', '2026-03-01', '2026-04-01']) await run(project('--paid', '0.1', '--on', day));
  await run(project('--paid', 'unknown', '--on', '2026-05-01'));
  const { stdout } = await run([]);
  expect(stdout).toMatch(/ 1 {2}30 January 2026 +Full MES .*withdrawn by no\. 2\n/);
  expect(stdout).toMatch(/– +– +0\.30 CNY; amounts not known: 1\n/);
  const { measures, instruments, records } = JSON.parse((await run(['--json'])).stdout);
  expect(records).toHaveLength(6);
  expect(measures).toEqual([]);
  expect(instruments).toMatchObject([{ id: 'dy-project', policy: 'deyang-2024', paid: { amount: 0.3, unknown: 1 } }]);
});

test.each(['en', 'zh', 'de'])('the list of records in %s stays within its width, its columns aligned', async (lang) => {
  const { run } = await follow();
  await run([...mes('done', '2026-01-30'), '--note', '现场确认：系统已上线并与设备联网，数据可查']);
  await run(project('--granted', '35000', '--on', '2026-02-10'));
  const { stdout } = await run(['--lang', lang]);
  const lines = stdout.split('\n');
  expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(100);
  const starts = lines
    .filter((line) => /^ +\d+ .*2026/.test(line))
    .map((line) => textWidth(/^ +\d+ +/.exec(line)?.[0] ?? ''));
  expect(new Set(starts).size).toBe(1);
  expect(starts).toHaveLength(2);
});

test('record lists the latest policy’s measures, which can be named by number, and funding by id', async () => {
  const { run } = await follow();
  const listed = (await run([])).stdout;
  const [, id = ''] = /^ +2 {2}.*\(([a-z-]+)\)$/m.exec(listed) ?? [];
  await run(['--measure', '2', '--started', '2026-02-01']);
  const { records } = JSON.parse((await run(['--json'])).stdout);
  expect(records).toMatchObject([{ measure: id, state: 'started' }]);
  expect(await run(['--measure', '99', '--started', 'today'])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/no measure number 99 in the latest policy \(number of measures: \d+\)/),
  });
  expect(listed).toMatch(/^Funding of the latest policy, by id\n(?: {2}.*\n)* {2}.*\(dy-project\)$/m);
});

test('a policy older than a record is reported, and the command suggested for it updates the policy', async () => {
  const { cwd, run } = await follow();
  const policy = path.join(cwd, 'files', `${KEY}.policy.md`);
  const [, measure = ''] = /^ +1 {2}.*\(([a-z-]+)\)$/m.exec((await run([])).stdout) ?? [];
  const { stderr } = await run(['--measure', measure, '--done', '2026-02-01']);
  const [, command = ''] =
    /was written before this was recorded\. To bring the policy up to date: matura (.*)\n/.exec(stderr) ?? [];
  const before = await readFile(policy, 'utf8');
  expect(await matura(command.split(' '), { cwd })).toMatchObject({ code: 0 });
  expect(before).not.toContain('because it is done');
  expect(await readFile(policy, 'utf8')).toContain('because it is done');
});

test('two records made at the same time are both stored', async () => {
  const { cwd, text } = await follow();
  const ids = ['mes', 'wms', 'aps', 'plm', 'pdm', 'cad-tools'];
  const runs = await Promise.all(
    ids.map((id) => maturaProcess(['record', KEY, '--measure', id, '--done', '2026-01-30'], { cwd })),
  );
  expect(runs.map(({ code }) => code)).toEqual(ids.map(() => 0));
  const records: { number: number; measure: string }[] = JSON.parse(await text()).records;
  expect(records.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(records.map(({ measure }) => measure).sort()).toEqual([...ids].sort());
});

test('a file that is damaged, missing or without an assessment is refused', async () => {
  const { run, file, cwd } = await follow();
  await writeFile(file, '{');
  expect(await run(mes('done', '2026-01-30'))).toMatchObject({ code: 3 });
  expect(await readFile(file, 'utf8')).toBe('{');
  expect(await matura(['record', 'files/none.json'], { cwd })).toMatchObject({ code: 3 });
  await writeFile(file, JSON.stringify({ schemaVersion: 1, key: KEY, facts: {}, assessments: [] }));
  expect((await run([])).stderr).toContain('holds no assessment');
});
