import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';

const KEY = 'FN 122119m';
const AS_OF = ['--as-of', '2026-12-02', '--quiet'];

/** A toolmaker whose deliveries are late, and whose customer demands something by a day. */
const answersOf = (what: string, day: string): string => `pack: quick-scan
packVersion: 2.0.0
facts:
  { country: AT, registration: ${KEY}, name: Beispiel Formenbau GmbH, sector: industry, employees: 60, revenue: 9000000,
    users: 25, machines: 22, pains: [late, demand], lateCost: 80000, demandedWhat: ${what}, demandedBy: Beispiel Motors,
    demandedOn: ${day} }
answers: { plan: 1, lead: 1, skills: 1, finance: 2, orders: 1, material: 1, collaboration: 1, planning: 1, shopFloor: 1, quality: 1, equipment: 1, market: 1, service: 1, partners: 1, records: 1, analysis: 1, ai: 1, network: 1, protection: 2, emergency: 1 }
`;

async function scored(what: string, day: string, change = (answers: string) => answers): Promise<string> {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'answers.yaml'), change(answersOf(what, day)));
  const args = ['score', 'quick-scan', 'answers.yaml', '--programme', 'unfunded', '--files', 'files', ...AS_OF];
  expect((await matura(args, { cwd })).code).toBe(0);
  return cwd;
}

const recommend = (cwd: string, ...args: string[]) =>
  matura(['recommend', KEY, '--programme', 'unfunded', ...AS_OF, ...args], { cwd });

const QUALITY = 'Inspection records and quality reports: due by 30 April 2027, demanded by Beispiel Motors. ';

test.each([
  [
    '--require light-mes',
    `${QUALITY}This plan is too late: with “Light production system”, the work will not be done until 1 June 2027. “Inspection records on the phone” could meet this demand on 1 March 2027 at the earliest, but cannot be in one plan with “Light production system”.`,
    'With --exclude light-mes, the plan meets this demand instead.',
    'If you give up “Light production system”, the plan meets this demand instead.',
  ],
  [
    '--exclude quality-records',
    `${QUALITY}This plan is too late: with “Light production system”, the work will not be done until 1 June 2027. You excluded “Inspection records on the phone”, which could meet this demand on 1 March 2027 at the earliest.`,
    'With --require quality-records, the plan meets this demand.',
    'If you include “Inspection records on the phone” after all, the plan meets this demand.',
  ],
  [
    '--budget 7999',
    `${QUALITY}Not in this plan. “Inspection records on the phone” could meet this demand on 1 March 2027 at the earliest, but costs more than the budget with what must come with it: 8,000 EUR.`,
    'With --budget 8000, the plan meets this demand.',
    'With that budget, the plan meets this demand.',
  ],
])(
  '%s drops a duty: page and stderr say why, and the command they advise meets it',
  async (options, sentence, advice, words) => {
    const cwd = await scored('quality', '2027-04-30');
    const dropped = await recommend(cwd, ...options.split(' '), '--short', '-o', 'page.md');
    expect([dropped.code, dropped.stderr]).toEqual([1, expect.stringContaining(`${sentence} ${advice}`)]);
    const page = (await recommend(cwd, ...options.split(' '), '--short', '--format', 'md')).stdout;
    // The first section of the page, which is for people who type no options.
    expect(page.split('### ')[1]).toContain(`${sentence} ${words}`);
    const [, advised = ''] = /With (--\S+ \S+),/.exec(dropped.stderr) ?? [];
    const kept = await recommend(cwd, ...advised.split(' '), '--json');
    expect(kept.stderr).not.toContain('due by');
    expect(JSON.parse(kept.stdout).due).toMatchObject([{ id: 'demand-quality', state: 'met' }]);
  },
);

test('a customer who demands tracing by lot is not served by inspection records, which do not show where a lot went', async () => {
  const cwd = await scored('lots', '2027-09-30');
  const planned = JSON.parse((await recommend(cwd, '--json')).stdout);
  expect(planned.due).toMatchObject([{ id: 'demand-lots', state: 'met', by: ['light-mes'] }]);
  const recorded = await matura(['record', KEY, '--measure', 'quality-records', '--done', '2026-11-20'], { cwd });
  expect(recorded.code, recorded.stderr).toBe(0);
  const { due } = JSON.parse((await recommend(cwd, '--json')).stdout);
  expect(due).not.toMatchObject([{ state: 'done' }]);
});

test('only a measure that traces serial numbers meets the duty to do so, and that measure also cures late deliveries', async () => {
  const plan = JSON.parse((await recommend(await scored('tracing', '2027-09-30'), '--json')).stdout);
  expect(plan.due).toMatchObject([{ id: 'demand-tracing', state: 'met', by: ['light-mes'] }]);
  expect(plan.pains[0]).toMatchObject({ id: 'late', state: 'eased' });
});

test('a measure that another required one excludes is refused, and the option advised takes it instead', async () => {
  const cwd = await scored('quality', '2027-04-30');
  expect((await recommend(cwd, '--require', 'light-mes')).code).toBe(1);
  const refused = await recommend(cwd, '--require', 'quality-records');
  expect([refused.code, refused.stderr]).toEqual([
    3,
    expect.stringMatching(
      /\(quality-records, light-mes\)\nNothing was recorded\. To have it instead, add --exclude light-mes\n/,
    ),
  ]);
  const taken = await recommend(cwd, '--require', 'quality-records', '--exclude', 'light-mes', '--json');
  expect(JSON.parse(taken.stdout).due).toMatchObject([{ state: 'met', by: ['quality-records'] }]);
});

test('a demand whose day is past is done once a measure that meets it is recorded as done, and nothing more is planned for it', async () => {
  const cwd = await scored('orders', '2026-11-01');
  const late = JSON.parse((await recommend(cwd, '--json')).stdout);
  expect(late.due).toMatchObject([{ id: 'demand-orders', state: 'late', by: ['partner-exchange'] }]);
  for (const measure of ['order-system', 'partner-exchange']) {
    const recorded = await matura(['record', KEY, '--measure', measure, '--done', '2026-11-20'], { cwd });
    expect(recorded.code, recorded.stderr).toBe(0);
  }
  const { stdout } = await recommend(cwd, '--json');
  const plan = JSON.parse(stdout);
  expect(plan.due).toMatchObject([{ id: 'demand-orders', state: 'done', by: ['partner-exchange'] }]);
  expect(plan.measures.map(({ id }: { id: string }) => id)).not.toContain('digital-sales');
  const page = (await recommend(cwd, '--short', '--format', 'md')).stdout;
  expect(page).toContain(
    'Nothing is left to do; “Electronic reconciliation and portals” is recorded as done. Have Beispiel Motors confirm this in writing.',
  );
  expect(page).not.toContain('later day');
});

test('a demand for backups is met by basic protection, one for managed security by the management of security', async () => {
  const dueOf = async (what: string) =>
    JSON.parse((await recommend(await scored(what, '2027-12-31'), '--json')).stdout).due;
  expect(await dueOf('backup')).toMatchObject([{ id: 'demand-backup', state: 'met', by: ['security-basics'] }]);
  expect(await dueOf('security')).toMatchObject([{ id: 'demand-security', state: 'met', by: ['security-management'] }]);
});

test('e-invoices are in time for the law or soonest after it, even if a customer demands the larger exchange of orders', async () => {
  const cwd = await scratchFolder();
  const german = answersOf('orders', '2027-03-31')
    .replace('country: AT', 'country: DE')
    .replace('finance: 2', 'finance: 1');
  await writeFile(path.join(cwd, 'answers.yaml'), german);
  const args = ['score', 'quick-scan', 'answers.yaml', '--programme', 'unfunded', '--files', 'files', ...AS_OF];
  expect((await matura(args, { cwd })).code).toBe(0);
  const plan = JSON.parse((await recommend(cwd, '--json')).stdout);
  const ids = plan.measures.map(({ id }: { id: string }) => id);
  expect(ids).toEqual(expect.arrayContaining(['e-invoices', 'partner-exchange']));
  const dueOf = (id: string) => plan.due.find((due: { id: string }) => due.id === id);
  // Two months at most, from the day after the plan; the customer's demand takes order-system first.
  expect(dueOf('invoices-by-hand')).toMatchObject({ by: ['e-invoices'], end: '2027-02-01' });
  expect(dueOf('demand-orders')).toMatchObject({ by: ['partner-exchange'] });
});

test('a demand for e-invoices is met by accounting that issues them, or else by the exchange with partners', async () => {
  const measuresWith = async (collaboration: number) => {
    const cwd = await scored('invoices', '2027-09-30', (answers) =>
      answers.replace('collaboration: 1', `collaboration: ${collaboration}`),
    );
    const [due] = JSON.parse((await recommend(cwd, '--json')).stdout).due;
    expect(due).toMatchObject({ id: 'demand-invoices', state: 'met' });
    return due.by;
  };
  expect(await measuresWith(1)).toEqual(['finance-cloud']);
  expect(await measuresWith(2)).toEqual(['partner-exchange']);
});

test('the least budget advised for a demand pays for a legal duty too, and excludes nothing in vain', async () => {
  const cwd = await scored('tracing', '2027-09-30', (answers) =>
    answers.replace('country: AT', 'country: DE').replace(`registration: ${KEY}`, 'registration: HRB-730155-ULM'),
  );
  const plan = (...args: string[]) =>
    matura(['recommend', 'HRB-730155-ULM', '--programme', 'unfunded', ...AS_OF, ...args], { cwd });
  for (const options of ['--budget 60000', '--budget 60000 --exclude quality-records', '--budget 80000']) {
    const dropped = (await plan(...options.split(' '))).stderr;
    expect(dropped).toContain('Tracing by serial number: due by 30 September 2027');
    expect(dropped).not.toContain('With --exclude');
    const [, budget = ''] = /With --budget (\d+), the plan meets this demand/.exec(dropped) ?? [];
    const met = (await plan('--budget', budget)).stdout;
    expect(met).toMatch(/Tracing by serial number: due by 30 September 2027.*\s+.*Done by/);
    expect((await plan('--budget', String(Number(budget) - 1))).stderr).toContain(`With --budget ${budget},`);
  }
});

test('if the budget is too small for one duty, the plan still keeps the day of another one', async () => {
  const cwd = await scored('tracing', '2027-09-30');
  const { stdout } = await recommend(cwd, '--by', 'security-basics=2027-02-01', '--budget', '40000', '--json');
  expect(JSON.parse(stdout).due).toMatchObject([
    { id: 'security-basics', state: 'met', by: ['security-basics'], end: '2027-02-01' },
    { id: 'demand-tracing', state: 'open', instead: { why: 'budget' } },
  ]);
});
