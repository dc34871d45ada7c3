import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Recommendation } from '../../src/model/generated/types.ts';
import { findCandidates } from '../../src/policy/measure-choice.ts';
import { DEFAULT_TOLERANCE } from '../../src/policy/optimise/level-optimiser.ts';
import type { RecommendInput } from '../../src/policy/recommend-input.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { prepareWith } from './bundled-packs.ts';
import { readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

/** An enterprise with what its plan must be like, as `twelve.yaml` explains. */
interface Expected {
  readonly name: string;
  readonly why: string;
  readonly policy?: string;
  /** The answers of an example that comes with Matura, instead of facts and answers. */
  readonly example?: string;
  readonly facts?: Facts;
  readonly answers?: Answers;
  readonly target: number;
  readonly contains: readonly (readonly string[])[];
  readonly not: readonly string[];
  readonly cost: readonly [number, number];
  readonly count: readonly [number, number];
  readonly first?: readonly string[];
  readonly closes: readonly string[];
  readonly funding?: readonly string[];
}

type Facts = Readonly<Record<string, unknown>>;
type Answers = Readonly<Record<string, unknown>>;

const here = (...place: string[]): unknown => parse(readFileSync(path.join(import.meta.dirname, ...place), 'utf8'));

const TWELVE = here('twelve.yaml') as Expected[];

const packs = new Map<string, ReturnType<typeof prepareWith>>();

/** The pack under a policy, which is prepared once. */
function packUnder(policy: string): ReturnType<typeof prepareWith> {
  const pack = packs.get(policy) ?? prepareWith(`${policy}.yaml`);
  packs.set(policy, pack);
  return pack;
}

function statedOf({ example, facts, answers }: Expected): { facts: Facts; answers: Answers } {
  if (example) return here('..', '..', 'examples', 'answers', `${example}.yaml`) as { facts: Facts; answers: Answers };
  return { facts: facts ?? {}, answers: answers ?? {} };
}

/** The plan as an owner gets it, with other answers where some are given. */
function planFor(one: Expected, changed: Answers = {}, more: Partial<RecommendInput> = {}): Recommendation {
  const pack = packUnder(one.policy ?? 'chengdu');
  const { facts, answers } = statedOf(one);
  const sheet = readSheet(pack, { ...answers, ...changed }, facts);
  const given = { priorities: pack.priorities, tolerance: DEFAULT_TOLERANCE, solver, ...more };
  return recommendFor(pack, sheet, one.target, '2026-11-28', given);
}

const plans = new Map(TWELVE.map((one) => [one.name, planFor(one)]));

const planOf = (name: string): Recommendation => plans.get(name) as Recommendation;
const idsOf = ({ measures }: Recommendation): string[] => measures.map(({ id }) => id);
const expected = (name: string): Expected => TWELVE.find((one) => one.name === name) as Expected;

/** The gaps that are closed, in the order in which they are told. */
function closedIn({ priorities = [] }: Recommendation): string[] {
  return priorities.flatMap(({ id, state }) => (state === 'closed' ? [id] : []));
}

describe.each(TWELVE)('$name', (one) => {
  const plan = planOf(one.name);
  const ids = idsOf(plan);

  test('the enterprise’s plan reaches the level aimed at', () => {
    expect(plan.target).toMatchObject({ reached: true });
  });

  test('the enterprise’s plan has the measures that a consultant would advise, and none that the case rules out', () => {
    for (const some of one.contains) {
      expect(
        some.filter((id) => ids.includes(id)),
        `one of ${some.join(', ')} in ${ids.join(', ')}`,
      ).not.toEqual([]);
    }
    expect(one.not.filter((id) => ids.includes(id))).toEqual([]);
  });

  test('the enterprise’s plan costs what it can afford, in as many projects as it can carry out', () => {
    const high = plan.cost?.high ?? 0;
    expect([ids.length, high, one.count, one.cost]).toEqual([
      Math.min(Math.max(ids.length, one.count[0]), one.count[1]),
      Math.min(Math.max(high, one.cost[0]), one.cost[1]),
      one.count,
      one.cost,
    ]);
  });

  test('the enterprise’s plan closes its worst gaps, and one of them is the first gap listed', () => {
    const closed = closedIn(plan);
    expect(closed).toEqual(expect.arrayContaining([...one.closes]));
    if (one.first) expect(one.first).toContain(closed[0]);
  });

  test('the case names only existing measures and gaps', () => {
    const { measures, priorities } = packUnder(one.policy ?? 'chengdu');
    const known = new Set(measures.map(({ id }) => id));
    expect([...one.contains.flat(), ...one.not].filter((id) => !known.has(id))).toEqual([]);
    const gaps = new Set(priorities.map(({ id }) => id));
    expect([...one.closes, ...(one.first ?? [])].filter((id) => !gaps.has(id))).toEqual([]);
  });

  const { funding } = one;
  if (!funding) return;
  test('a plan is funded by the policy of the enterprise’s place', () => {
    const open = plan.instruments.flatMap(({ id, verdict }) => (verdict === 'eligible' ? [id] : []));
    expect(open).toEqual(expect.arrayContaining([...funding]));
  });
});

test('plans for different trades share at most 70 % of the measures of the smaller one', () => {
  const tradeOf = (one: Expected): unknown => statedOf(one).facts.trade;
  // Of a plan with fewer measures one in common is much already.
  const full = TWELVE.filter(({ name }) => planOf(name).measures.length >= 5);
  const trades = new Set(full.map(tradeOf));
  expect(trades.size).toBeGreaterThanOrEqual(6);
  const tooClose = full.flatMap((one, i) =>
    full.slice(i + 1).flatMap((other) => {
      const [a, b] = [idsOf(planOf(one.name)), idsOf(planOf(other.name))];
      const shared = a.filter((id) => b.includes(id)).length / Math.min(a.length, b.length);
      return tradeOf(one) !== tradeOf(other) && shared > 0.7 ? [`${one.name}, ${other.name}: ${shared}`] : [];
    }),
  );
  expect(tooClose).toEqual([]);
});

test('the same measure costs an enterprise of 1,500 people several times what it costs one of 8', () => {
  const small = new Map(planOf('joinery-eight').measures.map(({ id, cost }) => [id, cost?.high ?? 0]));
  const shared = planOf('furniture-large').measures.filter(({ id }) => small.has(id));
  expect(shared.length).toBeGreaterThanOrEqual(4);
  for (const { id, cost } of shared) expect((cost?.high ?? 0) / (small.get(id) ?? 0), id).toBeGreaterThan(4);
});

test('a better answer removes the measures it makes unnecessary, and little else', () => {
  const one = expected('precision-machining');
  const before = idsOf(planOf(one.name));
  const after = idsOf(planFor(one, { quality: 3 }, { earlier: before }));
  const { measures, plan } = packUnder('chengdu');
  const { facts, answers } = statedOf(one);
  const sheet = readSheet({ plan }, { ...answers, quality: 3 }, facts);
  const { candidates } = findCandidates(measures, plan, sheet, evaluate(plan, sheet));
  const sensible = before.filter((id) => candidates.some((candidate) => candidate.id === id));
  const stays = sensible.filter((id) => after.includes(id));
  expect(stays.length / sensible.length, `${sensible.join(', ')} became ${after.join(', ')}`).toBeGreaterThanOrEqual(
    0.9,
  );
  expect(after).toContain('security-baseline');
  expect(after).not.toContain('digital-department');
});

test('a plan to the highest level closes the most urgent gap in its first phase', () => {
  const one = { ...expected('electronics-unprotected'), target: 4 };
  const { measures, priorities = [], roadmap } = planFor(one, {}, { roadmap: true });
  expect(measures.map(({ id }) => id)).toContain('security-baseline');
  expect(priorities[0]).toMatchObject({ id: 'no-backup', state: 'closed' });
  expect(roadmap?.phases?.[0]?.measures.map(({ id }) => id)).toContain('security-baseline');
});
