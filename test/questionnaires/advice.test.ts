import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Measures } from '../../src/model/generated/types.ts';
import { matura, ROOT } from '../commands/matura.ts';
import { measuresOf } from './bundled-documents.ts';

/** A case of a pack that says what a good adviser's plan would be like. */
interface AdviceCase {
  readonly id: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly target?: number;
  readonly expect: { readonly plan: object };
}

/** What `recommend --json` says, as far as it is read here. */
interface Plan {
  readonly measures: readonly { readonly id: string }[];
}

const PACKS = ['miit-sme-2024', 'quick-scan-china'];
const ADVICE = PACKS.flatMap((pack) => {
  const file = path.join(ROOT, 'questionnaires', pack, 'cases/advice.yaml');
  return (parse(readFileSync(file, 'utf8')) as { cases: AdviceCase[] }).cases.map((one) => ({ pack, ...one }));
});
// Those with pains are planned by their cases only: more plans here take long.
const FULL = ADVICE.filter(
  ({ pack, facts, target }) => pack === 'miit-sme-2024' && facts && !('pains' in facts) && target !== undefined,
);

const catalogues = new Map(PACKS.map((pack) => [pack, measuresOf(pack)]));
const catalogueOf = (pack: string): Measures => catalogues.get(pack) as Measures;

let folder = '';
const plans = new Map<string, Plan>();

/** Scores and recommends with the built command, as a consultant would. */
async function planFor({ id, pack, facts = {}, answers, target }: (typeof ADVICE)[number]): Promise<Plan> {
  const files = path.join(folder, id);
  await writeFile(path.join(folder, `${id}.yaml`), stringify({ pack, facts, answers }));
  const scored = await matura(['score', pack, `${id}.yaml`, '--files', files], { cwd: folder });
  expect([scored.code, scored.stderr]).toEqual([0, '']);
  const args = ['recommend', String(facts.uscc), '--files', files, '--target', String(target)];
  const run = await matura([...args, '--json', '--quiet'], { cwd: folder });
  expect([run.code, run.stderr]).toEqual([0, '']);
  return JSON.parse(run.stdout) as Plan;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'matura-advice-'));
  for (const one of FULL) plans.set(one.id, await planFor(one));
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const measuresIn = (id: string): string[] => (plans.get(id) as Plan).measures.map((measure) => measure.id);

test('thirty-nine enterprises get the advice written down beforehand', async () => {
  expect(ADVICE.length).toBeGreaterThanOrEqual(30);
  const run = await matura([
    'test',
    ...PACKS.map((pack) => path.join(ROOT, 'questionnaires', pack)),
    '--filter',
    'advice-',
  ]);
  expect([run.code, run.stdout]).toMatchObject([0, expect.stringContaining('30 of 30 cases pass')]);
});

test('plans of two trades have at most 40 % of their measures in common', () => {
  // Of a plan with fewer measures, one in common is much already.
  const full = FULL.filter(({ id }) => measuresIn(id).length >= 5);
  expect(new Set(full.map(({ facts }) => facts?.trade)).size).toBeGreaterThanOrEqual(10);
  const close = full.flatMap(({ id, facts }, i) =>
    full.slice(i + 1).flatMap(({ id: other, facts: others }) => {
      const [a, b] = [new Set(measuresIn(id)), new Set(measuresIn(other))];
      const common = [...a].filter((id) => b.has(id)).length / new Set([...a, ...b]).size;
      return facts?.trade !== others?.trade && common > 0.4 ? [`${id}, ${other}: ${common.toFixed(2)}`] : [];
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

test('the measure “light production control” needs no other measure first', () => {
  const needsOf = (pack: string, id: string) => catalogueOf(pack).measures.find((measure) => measure.id === id)?.needs;
  expect([needsOf('miit-sme-2024', 'cloud-mes'), needsOf('quick-scan-china', 'light-mes')]).toEqual([
    undefined,
    undefined,
  ]);
});
