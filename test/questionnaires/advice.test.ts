import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Measures } from '../../src/model/generated/types.ts';
import { matura, ROOT } from '../commands/matura.ts';
import { measuresOf } from './bundled-documents.ts';

/**
 * An enterprise with the gaps and measures that a consultant would name and never name, written before any plan was
 * made. Of each list in `measures.must`, at least one measure is in the plan.
 */
interface Advice {
  readonly who: string;
  readonly advice: string;
  readonly pack: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly target: number;
  readonly gaps: { readonly must: readonly string[]; readonly mustNot: readonly string[] };
  readonly measures: { readonly must: readonly (readonly string[])[]; readonly mustNot: readonly string[] };
}

/** What `recommend --json` says, as far as it is read here. */
interface Plan {
  readonly target: { readonly reached: boolean };
  readonly measures: readonly { readonly id: string }[];
  readonly priorities?: readonly { readonly id: string; readonly state: string }[];
}

const FOLDER = path.join(ROOT, 'test/fixtures/advice');
const ADVICE = readdirSync(FOLDER)
  .sort()
  .map((file) => [path.parse(file).name, parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Advice] as const);

const catalogues = new Map(['miit-sme-2024', 'quick-scan'].map((pack) => [pack, measuresOf(pack)]));
const catalogueOf = (pack: string): Measures => catalogues.get(pack) as Measures;

let folder = '';
const plans = new Map<string, Plan>();

/** Scores and recommends with the built command, as a consultant would. */
async function planFor(name: string, { pack, facts, answers, target }: Advice): Promise<Plan> {
  const files = path.join(folder, name);
  await writeFile(path.join(folder, `${name}.yaml`), stringify({ pack, facts, answers }));
  const scored = await matura(['score', pack, `${name}.yaml`, '--files', files], { cwd: folder });
  expect([scored.code, scored.stderr]).toEqual([0, '']);
  const args = ['recommend', String(facts.uscc), '--files', files, '--target', String(target), '--as-of', '2026-11-28'];
  const run = await matura([...args, '--json'], { cwd: folder });
  expect([run.code, run.stderr]).toEqual([0, '']);
  return JSON.parse(run.stdout) as Plan;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'matura-advice-'));
  for (const [name, advice] of ADVICE) plans.set(name, await planFor(name, advice));
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const planOf = (name: string): Plan => plans.get(name) as Plan;
const measuresIn = (name: string): string[] => planOf(name).measures.map(({ id }) => id);
const gapsIn = (name: string): string[] => (planOf(name).priorities ?? []).map(({ id }) => id);

describe.each(ADVICE)('%s', (name, { pack, gaps, measures }) => {
  test('names only gaps and measures of its pack', () => {
    const catalogue = catalogueOf(pack);
    const known = [...(catalogue.priorities ?? []), ...catalogue.measures].map(({ id }) => id);
    const named = [...gaps.must, ...gaps.mustNot, ...measures.must.flat(), ...measures.mustNot];
    expect(named.filter((id) => !known.includes(id))).toEqual([]);
  });

  test('has the gaps that are true of it, and no other', () => {
    expect(gapsIn(name)).toEqual(expect.arrayContaining([...gaps.must]));
    expect(gaps.mustNot.filter((id) => gapsIn(name).includes(id))).toEqual([]);
  });

  test('is advised what fits it, and nothing absurd', () => {
    const ids = measuresIn(name);
    expect(planOf(name).target.reached).toBe(true);
    expect(measures.must.filter((some) => !some.some((id) => ids.includes(id)))).toEqual([]);
    expect(measures.mustNot.filter((id) => ids.includes(id))).toEqual([]);
  });
});

test('plans of two trades have at most 40 % of their measures in common', () => {
  // Of a plan with fewer measures, one in common is much already.
  const full = ADVICE.filter(([name, { pack }]) => pack === 'miit-sme-2024' && measuresIn(name).length >= 5);
  expect(new Set(full.map(([, { facts }]) => facts.trade)).size).toBeGreaterThanOrEqual(10);
  const close = full.flatMap(([name, { facts }], i) =>
    full.slice(i + 1).flatMap(([other, { facts: others }]) => {
      const [a, b] = [new Set(measuresIn(name)), new Set(measuresIn(other))];
      const common = [...a].filter((id) => b.has(id)).length / new Set([...a, ...b]).size;
      return facts.trade !== others.trade && common > 0.4 ? [`${name}, ${other}: ${common.toFixed(2)}`] : [];
    }),
  );
  expect(close).toEqual([]);
});

test('no measure connects more machines than it digitalises', () => {
  const wrong = catalogueOf('miit-sme-2024').measures.filter(({ achieves }) => {
    const { Q2 = 'A', Q3 = 'A' } = achieves as { Q2?: string; Q3?: string };
    return Q3 > Q2;
  });
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('light production control needs no other system first', () => {
  const needsOf = (pack: string, id: string) => catalogueOf(pack).measures.find((measure) => measure.id === id)?.needs;
  expect([needsOf('miit-sme-2024', 'cloud-mes'), needsOf('quick-scan', 'light-mes')]).toEqual([undefined, undefined]);
});
