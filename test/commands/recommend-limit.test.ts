import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { matura } from './matura.ts';
import { BAKERY, openEnterprise } from './second-plans.ts';

// A fictitious bakery with nine shops that bakes itself, nearly at level 4.
const FACTS = { country: 'AT', registration: 'M-1004', name: 'Beispiel Bäckerei (fictitious)', sector: 'industry' };
const ANSWERS = {
  ...{ plan: 3, lead: 2, skills: 2, finance: 3, orders: 3, material: 2, collaboration: 3, planning: 3, shopFloor: 3 },
  ...{ quality: 2, equipment: 2, market: 2, service: 1, partners: 2, records: 2, analysis: 2, ai: 3, network: 3 },
  ...{ protection: 2, emergency: 2 },
};

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'matura-limit-'));
  const facts = { ...FACTS, employees: 120, revenue: 9_000_000, sites: 9 };
  await writeFile(path.join(cwd, 'answers.yaml'), stringify({ facts, answers: ANSWERS }));
  const scored = await matura(['score', 'quick-scan', 'answers.yaml', '--files', 'files', '--as-of', '2026-12-02'], {
    cwd,
  });
  expect(scored.code, scored.stderr).toBe(0);
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const recommended = (...args: string[]) => matura(['recommend', 'M-1004', '--as-of', '2026-12-02', ...args], { cwd });

test('a plan without a budget costs at most 3 % of a year’s revenue, and says what it leaves for later', async () => {
  const plan = JSON.parse((await recommended('--json')).stdout);
  expect([plan.target.levelAfter, plan.cost.high <= 270_000]).toEqual([4, true]);
  expect(plan.limit).toMatchObject({ caution: 'dear', by: 'above', amount: '270000', currency: 'EUR' });
  expect(plan.limit.later.map(({ id }: { id: string }) => id)).toEqual(['faults-found-late', 'failures-unforeseen']);
  // What the limit names is what the commands make.
  const full = JSON.parse((await recommended('--budget', plan.limit.all, '--json')).stdout);
  const states = (full.priorities as { state: string }[]).map(({ state }) => state);
  expect([full.limit, full.target.levelAfter, new Set(states)]).toEqual([undefined, 4, new Set(['closed'])]);
  const [first] = plan.limit.later;
  const required = JSON.parse((await recommended('--require', first.measures[0], '--dry-run', '--json')).stdout);
  expect(required.measures.map(({ id }: { id: string }) => id)).toContain(first.measures[0]);
});

test.each([
  [
    'en',
    'Left for later',
    'only while it costs no more than 270,000 EUR (3 % of last year’s revenue).',
    'Failures not foreseen: “Monitoring of key machines” would add 160,000 EUR',
    '; to include it: --require monitoring',
    'have the plan made anew with this budget',
  ],
  [
    'de',
    'Für später',
    'solange er höchstens 270.000 EUR kostet (3 % des Vorjahresumsatzes).',
    'Ausfälle nicht vorhergesehen: „Überwachung der Schlüsselanlagen“ kostet zusätzlich 160.000 EUR',
    '; aufnehmen mit --require monitoring',
    'lassen Sie ihn mit diesem Budget neu erstellen',
  ],
  [
    'zh',
    '留待以后',
    '总投入不超过27万欧元（上年营业收入的 3%）',
    '设备故障无法预见：“关键设备监测”需另投入16万欧元',
    '；纳入方案用 --require monitoring',
    '请按此预算重新编制方案',
  ],
])('the limit is on the screen and on page 1 in %s; documents for the owner name no options', async (...row) => {
  const [lang, title, limit, item, option, words] = row;
  const flat = (text: string): string => text.replaceAll(/\s+/g, lang === 'zh' ? '' : ' ');
  const screen = flat((await recommended('--lang', lang)).stdout);
  const page = flat((await recommended('--lang', lang, '--format', 'md', '--short')).stdout);
  for (const text of [title, limit, item]) {
    expect(screen).toContain(flat(text));
    expect(page).toContain(flat(text));
  }
  expect(screen).toContain(flat(`${item}${option}`));
  expect(page).toContain(flat(words));
  const documents = [
    ['recommend', '--format', 'md', '--dry-run'],
    ['report', '--format', 'md'],
  ];
  for (const [command = '', ...args] of documents) {
    const { stdout } = await matura([command, 'M-1004', '--as-of', '2026-12-02', '--lang', lang, ...args], { cwd });
    expect(stdout).not.toMatch(/--[a-z]/);
  }
  const full = flat((await recommended('--lang', lang, '--format', 'md', '--full')).stdout);
  expect(full).toContain(flat(`${item}${option}`));
});

test.each([
  [
    'en',
    'Service cases not followed up and New customers by chance: “Orders ahead and complaints in one place” would add 15,000 EUR',
    'With everything in this list and then without “Temperatures and lots recorded”, the plan would cost 685,000 EUR',
  ],
  [
    'de',
    'Servicefälle nicht nachverfolgt und Neue Kunden nur durch Zufall: „Vorbestellungen und Reklamationen an einem Ort“ kostet zusätzlich 15.000 EUR',
    'Mit allem aus dieser Liste, dafür ohne „Temperaturen und Chargen erfasst“, kostet der Plan 685.000 EUR',
  ],
  ['zh', '客户问题没有跟到底和新客户靠碰：', '全部纳入（届时不再需要“温度与批次自动记录”），方案共需68.5万欧元'],
])('in %s, what is left for later adds up to the cost of all of it', async (lang, item, all) => {
  const { assess, plan, recommend } = await openEnterprise({
    facts: { ...BAKERY.facts, employees: 96, revenue: 6_200_000, machines: 22, pains: ['returns', 'unsold', 'people'] },
    answers: { ...BAKERY.answers, orders: 0 },
  });
  await assess('2026-12-03', { returnsCost: 38_000, unsoldCost: 310_000 });
  const { cost, limit } = await plan('--as-of', '2026-12-03');
  // 181,000 + 500,000 + 25,000 + 15,000 without 36,000.
  expect([cost.high, limit.all, limit.replaced]).toEqual([181_000, '685000', ['food-records']]);
  const { stdout } = await recommend('--as-of', '2026-12-03', '--format', 'md', '--short', '--lang', lang);
  expect(stdout.replaceAll('\u00a0', ' ')).toContain(`- ${item}`);
  expect(stdout.replaceAll('\u00a0', ' ')).toContain(`- ${all}`);
});
