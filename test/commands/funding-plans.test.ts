import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { matura, ROOT, scratchFolder } from './matura.ts';

/** What a tier pays and what it leaves to pay. */
type Tier = readonly [total: number, own: number];

interface HandPlan {
  readonly name: string;
  readonly asOf: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly policy?: string;
  /** The bundled template of which a copy, filled in, is the policy. */
  readonly template?: string;
  readonly place?: string;
  /** The policy that the place leads to. */
  readonly follows?: string;
  readonly currency?: string;
  readonly granted?: { readonly instrument: string; readonly amount: number };
  readonly certain: Tier;
  readonly likely: Tier;
  readonly possible: Tier | 'same';
}

const FIXTURES = path.join(ROOT, 'test/fixtures/funding');
const { plans } = parse(readFileSync(path.join(FIXTURES, 'plans.yaml'), 'utf8')) as { plans: HandPlan[] };
const KEY = '91350100M000100Y43';

test.each(plans)('$name: funding and remaining cost are those worked out by hand', async (plan) => {
  const cwd = await scratchFolder();
  cpSync(path.join(FIXTURES, 'pack'), path.join(cwd, 'pack'), { recursive: true });
  const catalogue = path.join(cwd, 'pack', 'measures.yaml');
  writeFileSync(catalogue, readFileSync(catalogue, 'utf8').replaceAll('CNY', plan.currency ?? 'CNY'));
  const facts = { uscc: KEY, ...(plan.place === undefined ? {} : { district: plan.place }), ...plan.facts };
  const answers = { rules: 0, machines: 0, erp: 0 };
  const assessment = { kind: 'self', date: '2026-11-01' };
  writeFileSync(path.join(cwd, 'answers.yaml'), stringify({ pack: 'three-measures', assessment, facts, answers }));
  if (plan.template) {
    mkdirSync(path.join(cwd, 'policies'));
    const template = readFileSync(path.join(ROOT, 'questionnaires/policies', `${plan.template}.yaml`), 'utf8');
    const copy = template.replace(`id: ${plan.template}\n`, 'id: filled-in\n').replace('template: true\n', '');
    writeFileSync(path.join(cwd, 'policies', 'filled-in.yaml'), copy);
  }
  const named = plan.template ? 'filled-in' : plan.policy;
  const policy = named === undefined ? [] : ['--programme', named];
  const asOf = ['--as-of', plan.asOf];
  const scored = await matura(['score', 'pack', 'answers.yaml', '--files', 'files', ...policy, ...asOf], { cwd });
  expect(scored.code, scored.stderr).toBe(0);
  if (plan.granted) {
    const { instrument, amount } = plan.granted;
    const grant = ['--instrument', instrument, '--granted', String(amount), '--on', '2026-11-20'];
    const recorded = await matura(['record', KEY, '--packs', '.', ...grant, ...policy], { cwd });
    expect(recorded.code, recorded.stderr).toBe(0);
  }
  const run = await matura(['recommend', KEY, '--packs', '.', '--json', ...policy, ...asOf], { cwd });
  expect(run.code, run.stderr).toBe(0);
  const { funding, policy: used, measures } = JSON.parse(run.stdout);
  expect(measures).toHaveLength(3);
  expect(used.id).toBe(named ?? plan.follows);
  const tierOf = (name: string): unknown => funding[name] && [Number(funding[name].total), Number(funding[name].own)];
  expect({ certain: tierOf('certain'), likely: tierOf('likely'), possible: tierOf('possible') ?? 'same' }).toEqual({
    certain: plan.certain,
    likely: plan.likely,
    possible: plan.possible,
  });
});
