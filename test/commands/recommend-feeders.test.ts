import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';

const AS_OF = ['--as-of', '2026-12-02', '--programme', 'unfunded', '--quiet'];

/** Scores a toolmaker that answers 1 to every question, and returns how to recommend for it. */
async function toolmaker(pains: string, facts = 'balanceSheet: 6000000') {
  const cwd = await scratchFolder();
  const ids =
    'plan lead skills finance orders material collaboration planning shopFloor quality equipment market service partners records analysis ai network protection emergency';
  const stated = `country: DE, registration: HRB 100011 Stuttgart, name: Formenbau, sector: industry, employees: 60, revenue: 9000000, users: 25, machines: 22, pains: [${pains}], ${facts}`;
  const answers = ids.split(' ').map((id) => `${id}: 1`);
  await writeFile(
    path.join(cwd, 'answers.yaml'),
    `pack: quick-scan\nfacts: { ${stated} }\nanswers: { ${answers.join(', ')} }\n`,
  );
  expect((await matura(['score', 'quick-scan', 'answers.yaml', '--files', 'files', ...AS_OF], { cwd })).code).toBe(0);
  return async (...args: string[]): Promise<string> => {
    const { stdout } = await matura(['recommend', 'HRB 100011 Stuttgart', ...AS_OF, ...args], { cwd });
    return stdout.replaceAll('\u00a0', ' ').replaceAll(/\n +/g, ' ');
  };
}

/** The months of a measure in the JSON of a recommendation. */
function monthsOf(
  json: string,
  id: string,
): { readonly start: number; readonly end: number; readonly unfed?: string[] } {
  return JSON.parse(json).measures.find((measure: { readonly id: string }) => measure.id === id);
}

test('a production system comes after the orders that it reads', async () => {
  const recommend = await toolmaker('late');
  const json = await recommend('--json');
  expect(monthsOf(json, 'light-mes').start).toBeGreaterThanOrEqual(monthsOf(json, 'order-system').end);
  expect(monthsOf(json, 'light-mes').unfed).toBeUndefined();
});

test.each([
  ['en', 'Needs data from: “Orders and stock in the cloud”, which comes later because of a deadline; until then'],
  ['de', 'Braucht Daten aus: „Aufträge und Lager in der Cloud“: kommt wegen einer Frist erst später; bis dahin'],
  ['zh', '所需数据来自：“订单与库存上云”：因期限所限排在后面'],
])('in %s, a production system that cannot wait for a deadline says what it has no data from', async (lang, text) => {
  const recommend = await toolmaker('late, demand', 'demandedWhat: tracing, demandedBy: OEM, demandedOn: 2027-07-31');
  expect(monthsOf(await recommend('--json'), 'light-mes').unfed).toEqual(['order-system']);
  expect(await recommend('--lang', lang)).toContain(text);
});

test.each([
  ['en', '“Orders and stock in the cloud”, which is neither fully in place nor in this plan; settle first'],
  ['de', '„Aufträge und Lager in der Cloud“: weder ganz vorhanden noch Teil dieses Plans; vorher klären'],
  ['zh', '“订单与库存上云”：尚未完全具备，也不在本方案内'],
])('in %s, the card of a measure says which feeder is not in the plan', async (lang, text) => {
  const recommend = await toolmaker('late');
  const args = ['--exclude', 'order-system', '--full', '--format', 'md', '--lang', lang];
  expect(await recommend(...args)).toContain(text);
});
