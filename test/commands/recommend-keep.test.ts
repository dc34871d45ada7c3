import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, matura, type Run } from './matura.ts';
import { useScored } from './use-scored-example.ts';

const KEY = '91350100M000100Y43';

const scored = useScored('--programme', 'deyang-2024', '--as-of', '2026-11-24');

/** A folder with an enterprise whose plan by default has fifteen measures; a small budget leaves a few of them. */
async function use() {
  const cwd = await scored();
  const run = async (...args: string[]): Promise<Run> => {
    const done = await matura(args, { cwd, env: { USER: 'li' } });
    expect(done.code, done.stderr).toBeLessThan(2);
    return done;
  };
  const read = (name: string): Promise<string> => readFile(path.join(cwd, name), 'utf8');
  const edit = (name: string, more: string): Promise<void> => appendFile(path.join(cwd, name), more);
  const file = async () => JSON.parse(await read(`files/${KEY}.json`));
  const report = async (...more: string[]): Promise<string> =>
    (await run('report', KEY, ...more, '--format', 'md')).stdout;
  const keep = (...more: string[]) =>
    run('recommend', KEY, ...more, '--as-of', '2026-11-25', '--keep', '--format', 'json');
  return { run, read, edit, file, report, keep };
}

test('report, record and the policy follow the plan that was kept, with its limits', async () => {
  const { run, read, file, report, keep } = await use();
  const kept = await keep('--budget', '300000', '--at-once', '2');
  expect(kept.stderr).toContain(
    `Kept as no. 1: report and record follow this plan from now on. To undo it: matura record ${KEY} --cancel 1`,
  );
  const given = JSON.parse(kept.stdout);
  const { records, assessments } = await file();
  expect(records[0]).toMatchObject({
    number: 1,
    recordedBy: 'li',
    assessment: { pack: 'miit-sme-2024', kind: 'onsite', finishedAt: assessments[0].finishedAt },
    limits: { budget: { amount: 300000, currency: 'CNY' }, atOnce: 2 },
  });
  expect(records[0].recommendation.measures).toEqual(given.measures);
  expect(given.measures.length).toBeLessThan(assessments[0].recommendation.measures.length);
  const text = await report();
  // What it would be with the standard options is what the command gives with them.
  const standard = JSON.parse((await run('recommend', KEY, '--as-of', '2026-11-25', '--format', 'json')).stdout);
  const cost = standard.cost.high.toLocaleString('en');
  expect(text).toMatch(
    /This report shows the plan that was kept on .+ \(budget: 300,000 CNY, at most 2 measures at a time\)\./,
  );
  expect(text).toContain(
    `With the standard options, it would have ${standard.measures.length} measures costing ${cost} CNY.`,
  );
  expect(text).toContain(', as of 25 November 2026');
  expect(text).not.toContain('No plan was kept');
  expect(text).not.toContain('made with other rules');
  const log = await run('record', KEY);
  expect(log.stdout).toMatch(/Plan +kept/);
  const listed = log.stdout.slice(log.stdout.indexOf('Measures of the latest policy'));
  for (const { id } of given.measures) expect(listed).toContain(`(${id})`);
  expect(listed).not.toContain(`  ${given.measures.length + 1}  `);
  await run('record', KEY, '--measure', String(given.measures.length), '--planned', '2027-02-01');
  expect((await file()).records[1]).toMatchObject({ measure: given.measures.at(-1).id });
  expect(await read(`files/${KEY}.policy.md`)).toContain('25 November 2026');
  expect((await run('verify', 'files')).code).toBe(0);
});

test('a report follows the kept plan also where the settings name its programme, but not with another one', async () => {
  const { edit, report, keep } = await use();
  await keep('--budget', '300000');
  await edit('matura.yaml', 'kind: project\npolicy: deyang-2024\n');
  expect(await report()).toContain('This report shows the plan that was kept on');
  expect(await report('--programme', 'deyang-2024')).toContain('This report shows the plan that was kept on');
  expect(await report('--programme', 'unfunded')).not.toContain('This report shows the plan that was kept on');
});

test('the same answers scored again leave the policy of the kept plan as it is', async () => {
  const { run, read, file, keep } = await use();
  await keep('--budget', '300000');
  const policy = await read(`files/${KEY}.policy.md`);
  const options = ['--files', 'files', '--programme', 'deyang-2024', '--as-of', '2026-11-24'];
  const again = await run('score', 'miit-sme-2024', EXAMPLE, ...options);
  expect(again.stderr).toContain('nothing was added');
  expect(await read(`files/${KEY}.policy.md`)).toBe(policy);
  expect((await file()).assessments).toHaveLength(1);
  // Once the plan is withdrawn, the policy is that of the assessment again.
  await run('record', KEY, '--cancel', '1');
  await run('score', 'miit-sme-2024', EXAMPLE, ...options);
  expect(await read(`files/${KEY}.policy.md`)).not.toBe(policy);
});

test('a plan kept again counts once; the last one counts, and withdrawing it brings back the one before', async () => {
  const { run, file, report, keep } = await use();
  await keep('--budget', '300000');
  expect((await keep('--budget', '300000')).stderr).toContain('This plan was kept before as no. 1: nothing was added.');
  expect((await file()).records).toHaveLength(1);
  await keep('--horizon', '6');
  expect(await report()).toContain('(all done within 6 months)');
  await run('record', KEY, '--cancel', '2');
  expect(await report()).toContain('(budget: 300,000 CNY)');
  await run('record', KEY, '--cancel', '1');
  expect(await report()).toContain(
    'No plan was kept. Assumed: high cost estimates, any budget and time, at most 3 measures at once.',
  );
});

test('a report asked for another target says that it is not the plan that was kept', async () => {
  const { report, keep } = await use();
  await keep('--budget', '300000');
  expect(await report('--target', '3')).toMatch(
    /On .+, a different plan was kept \(budget: 300,000 CNY\)\. This report follows other options\./,
  );
});

test('a newer assessment is planned anew, from the kept plan, and its report says so', async () => {
  const { run, file, report, keep } = await use();
  await keep('--budget', '300000');
  const given = (await file()).records[0].recommendation.measures.map(({ id }: { id: string }) => id);
  await run('score', 'miit-sme-2024', EXAMPLE, '--files', 'files', '--programme', 'deyang-2024', '--kind', 'self');
  const { recommendation } = (await file()).assessments[1];
  const ids = recommendation.measures.map(({ id }: { id: string }) => id);
  expect(ids).toEqual(expect.arrayContaining(given));
  expect(recommendation.changes).toHaveLength(ids.length - given.length);
  const text = await report();
  expect(text).toMatch(
    /On .+, a plan was kept for an earlier assessment \(budget: 300,000 CNY\)\. The plan in this report was made anew from the newer answers, without those limits\./,
  );
  expect(await report('--assessment', '1')).toMatch(
    /This report shows the plan that was kept on .+ \(budget: 300,000 CNY\)/,
  );
});

test('recommend says that report and record follow another plan, and with --dry-run writes nothing', async () => {
  const { run, read, keep } = await use();
  const before = await read(`files/${KEY}.json`);
  const other = 'report and record follow the plan on file, not this one. To make them follow this one: --keep';
  expect((await run('recommend', KEY, '--budget', '300000', '--json')).stderr).toContain(other);
  expect((await run('recommend', KEY, '--json')).stderr).not.toContain('--keep');
  expect((await run('recommend', KEY, '--budget', '300000', '--json', '-q')).stderr).not.toContain('--keep');
  await keep('--budget', '300000', '--dry-run');
  expect(await read(`files/${KEY}.json`)).toBe(before);
  await keep('--budget', '300000');
  const { stderr } = await run('recommend', KEY, '--json');
  expect(stderr).toMatch(/report and record follow the plan kept on .+ \(budget: 300,000 CNY\), not this one\./);
});

test('the policy is not said to be older than a decision if the same run replaces it', async () => {
  const { run, read, keep } = await use();
  const older = 'was written before this was recorded';
  const { measures } = JSON.parse((await run('recommend', KEY, '--json')).stdout);
  const [first, second] = measures.map(({ id }: { id: string }) => id).reverse();
  expect((await run('recommend', KEY, '--exclude', first, '--json')).stderr).toContain(older);
  expect((await keep('--exclude', second)).stderr).not.toContain(older);
  expect(await read(`files/${KEY}.policy.md`)).not.toContain(`(${second})`);
});

test('an edited policy is copied before the kept plan replaces it; the notice after a record names the kept plan', async () => {
  const { run, read, edit, keep } = await use();
  await edit(`files/${KEY}.policy.md`, 'By hand.\n');
  expect((await keep('--budget', '300000')).stderr).toMatch(/Your edited policy: files\/.+/);
  expect(await read(`files/${KEY}.policy.md`)).not.toContain('By hand.');
  const { stderr } = await run('record', KEY, '--measure', '1', '--started', '2026-11-26');
  expect(stderr).toContain(`matura recommend files/${KEY}.json --budget 300000 --keep --programme deyang-2024`);
});

test.each([
  ['de', 'Dieser Bericht zeigt den Plan, der am', 'Budget: 300.000\u00a0CNY'],
  ['zh', '本报告采用', '预算：30万元'],
])('the report in %s names the kept plan and its limits', async (lang, sentence, limits) => {
  const { report, keep } = await use();
  await keep('--budget', '300000');
  const text = await report('--lang', lang);
  expect(text).toContain(sentence);
  expect(text).toContain(limits);
});
