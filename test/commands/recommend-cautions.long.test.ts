import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { matura, ROOT } from './matura.ts';

const EXAMPLE = 'examples/answers/miit-sme-2024.yaml';

/** The plan of the example with other facts. */
async function planned(facts: object, ...args: string[]) {
  const cwd = await mkdtemp(path.join(tmpdir(), 'matura-cautions-'));
  try {
    const sheet = parse(await readFile(path.join(ROOT, EXAMPLE), 'utf8'));
    await writeFile(path.join(cwd, 'answers.yaml'), stringify({ ...sheet, facts: { ...sheet.facts, ...facts } }));
    const scored = await matura(['score', 'miit-sme-2024', 'answers.yaml', '--files', 'files'], { cwd });
    expect(scored.code, scored.stderr).toBe(0);
    return await matura(['recommend', sheet.facts.uscc, '--as-of', '2026-11-30', ...args], { cwd });
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

const cautionsOf = async (facts: object): Promise<unknown> =>
  JSON.parse((await planned(facts, '--json')).stdout).cautions;

test('a plan states its cautions, and no section for them if there are none', async () => {
  // The plan of the example costs about two million: 1.1 % of a revenue of 186.4 million.
  expect(await cautionsOf({})).toBeUndefined();
  expect(await cautionsOf({ operatingCost: 18_700 })).toEqual(['loss']);
  expect(await cautionsOf({ operatingCost: 18_640 })).toBeUndefined();
  // 18,640 is 90 % of 20,711.1.
  expect(await cautionsOf({ revenueBefore: 20_711 })).toBeUndefined();
  expect(await cautionsOf({ revenueBefore: 20_712 })).toEqual(['falling']);
});

test('a plan that costs more than 3 % of revenue is called expensive', async () => {
  const { cost } = JSON.parse((await planned({}, '--json')).stdout);
  const limit = cost.high / 300;
  const dear = { revenue: limit - 0.01, revenueBefore: limit, operatingCost: limit / 2 };
  const fits = { ...dear, revenue: limit };
  const [a, b] = [await planned(dear, '--json'), await planned(fits, '--json')].map(({ stdout }) => JSON.parse(stdout));
  // Whatever the smaller revenue changes of the plan, the caution goes by its own cost.
  expect(a.cautions?.includes('dear') ?? false).toBe(a.cost.high > 300 * dear.revenue);
  expect(b.cautions?.includes('dear') ?? false).toBe(b.cost.high > 300 * fits.revenue);
});

test.each([
  ['en', 'Before you sign', 'Last year’s costs were above revenue.'],
  ['de', 'Vor der Unterschrift', 'Im Vorjahr lagen die Kosten über dem Umsatz.'],
  ['zh', '签约前请注意', '上年成本高于营业收入。'],
])('cautions are on the screen and on page 1 in %s', async (lang, title, text) => {
  const loss = { operatingCost: 18_700 };
  const screen = (await planned(loss, '--lang', lang)).stdout.replace(/\s+/g, lang === 'zh' ? '' : ' ');
  expect(screen).toContain(title);
  expect(screen).toContain(text);
  const page = (await planned(loss, '--lang', lang, '--format', 'md')).stdout;
  expect(page.indexOf(title)).toBeGreaterThan(0);
  expect(page).toContain(text);
});
