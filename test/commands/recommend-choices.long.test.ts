import path from 'node:path';
import { expect, test } from 'vitest';
import { measuresOf } from '../questionnaires/bundled-documents.ts';
import { matura } from './matura.ts';
import { KEY, recommended, shareFolders } from './recommended-example.ts';

const folders = shareFolders();

test('recommend --minimise own finds the lowest own share and states the extra total cost', async () => {
  const cwd = folders.full;
  const policy = path.join(import.meta.dirname, '../fixtures/policies/equipment-town.yaml');
  const { found } = await recommended(cwd, '--programme', policy, '--least', 'own');
  const { roadmap, cheapest, funding } = found;
  expect(roadmap).toMatchObject({ least: 'own', proven: true });
  expect(cheapest).toMatchObject({ cost: '1774000', own: '1210400' });
  // Nine tenths of machines and networks, and 20,000 of the software.
  const costs = new Map(found.measures.map((one: { id: string; cost: { high: number } }) => [one.id, one.cost.high]));
  const grant = (id: string) => found.instruments.find((one: { id: string }) => one.id === id);
  const { covers } = grant('machines');
  const alone = covers.reduce((sum: number, id: string) => sum + Number(costs.get(id)), 0);
  // What they save together is not paid for.
  const saved = measuresOf('miit-sme-2024').measures.flatMap(({ id, savings = [] }) =>
    savings.flatMap(({ with: others, amount }) =>
      [id, ...others].every((one) => covers.includes(one)) ? [amount] : [],
    ),
  );
  const machines = alone - saved.reduce((sum, amount) => sum + amount, 0);
  expect(Number(funding.likely.own)).toBe(roadmap.cost - (machines * 9) / 10 - 20_000);
  const money = (sum: number): string => sum.toLocaleString('en');
  const { stdout } = await matura(['recommend', KEY, '--programme', policy, '--least', 'own'], { cwd });
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    `this plan costs ${money(roadmap.cost - 1_774_000)} CNY more than the cheapest one (1,774,000 CNY) and leaves you ${money(1_210_400 - funding.likely.own)} CNY less to pay.`,
  );
  expect(stdout).toContain('Your smallest own share per level');
  const same = await matura(['recommend', KEY, '--least', 'own', '--lang', 'de', '--programme', 'unfunded'], { cwd });
  expect(same.stdout.replaceAll(/\s+/g, ' ')).toContain(
    'Der günstigste Weg zu Stufe 3 (Integriert) kostet 1.774.000 CNY (Werkzeug-, Vorrichtungs- und Wartungsverwaltung;',
  );
  const wrong = await matura(['recommend', KEY, '--least', 'money'], { cwd });
  expect(wrong.code).toBe(2);
});

test('the plan of recommend reaches the level when the answers after its measures are scored', async () => {
  const { found } = await recommended(folders.full);
  expect(found.target).toMatchObject({ level: 3, reached: true, levelAfter: 3 });
  expect(found.roadmap).toMatchObject({ proven: true, by: 'program', estimate: 'high', cost: 2044000 });
});

test('recommend takes a target, a cost basis, a horizon and a number of parallel measures, and is reproducible', async () => {
  const cwd = folders.full;
  const options = ['--target', '4', '--cost', 'mid', '--at-once', '5', '--horizon', '60'];
  const first = await recommended(cwd, ...options);
  expect(first.found.roadmap).toMatchObject({ estimate: 'mid', atOnce: 5, horizon: 60 });
  expect((await recommended(cwd, ...options)).stdout).toBe(first.stdout);
});

test('a level is listed after the phase that reaches it, and phases are listed in the order in which they end', async () => {
  const { phases, months } = (await recommended(folders.full, '--target', '4')).found.roadmap;
  const ends = phases.map(({ end }: { end: number }) => end);
  expect(ends).toEqual([...ends].sort((a, b) => a - b));
  expect(phases.at(-1)).toMatchObject({ end: months, levelAfter: 4 });
});

test('recommend with a horizon moves the measures closer together before it takes more expensive ones', async () => {
  const cwd = folders.full;
  const usual = await recommended(cwd, '--target', '3');
  const { code, found } = await recommended(cwd, '--target', '3', '--horizon', '20');
  expect(code).toBe(0);
  expect(usual.found.roadmap).toMatchObject({ months: 23, cost: 2_044_000 });
  expect(found.roadmap).toMatchObject({ months: 20, cost: 2_044_000, proven: true, stairs: [{ months: 20 }, {}] });
  const ends = found.roadmap.phases.map(({ end }: { end: number }) => end);
  expect(ends).toEqual([...ends].sort((a, b) => a - b));
});

test('the full output of recommend in Markdown is the policy with its roadmap, in every language', async () => {
  const cwd = folders.full;
  for (const [lang, heading] of [
    ['en', 'Roadmap'],
    ['zh', '实施路线图'],
    ['de', 'Fahrplan'],
  ] as const) {
    const { code, stdout } = await matura(['recommend', KEY, '--format', 'md', '--full', '--lang', lang], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain(`\n## ${heading}\n`);
    expect(stdout).toMatch(/\| ·*█+·* \|/);
  }
});
