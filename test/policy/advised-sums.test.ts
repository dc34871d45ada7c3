import { describe, expect, test } from 'vitest';
import type { RecommendInput } from '../../src/policy/recommend-input.ts';
import { prepareWith } from './bundled-packs.ts';
import { createDraws, drawAnswer, drawableQuestions, drawFacts } from './drawn-enterprises.ts';
import { readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const quickScan = prepareWith('germany.yaml', 'quick-scan');
const { priorities, cautions } = quickScan;

/** Plans for a drawn enterprise. */
function drawEnterprise(seed: number) {
  const draw = createDraws(seed);
  const answers = Object.fromEntries(
    drawableQuestions(quickScan).map((input) => [input.name, drawAnswer(input, draw)]),
  );
  const revenue = 900_000 + 700_000 * draw(8);
  const sheet = readSheet(quickScan, answers, { ...drawFacts(quickScan, draw), revenue, sites: 1 + draw(9) });
  const tolerance = { n: 15n, d: 100n };
  return (more: Partial<RecommendInput> = {}) =>
    recommendFor(quickScan, sheet, undefined, '2026-12-02', { priorities, cautions, solver, tolerance, ...more });
}

type Plan = ReturnType<ReturnType<typeof drawEnterprise>>;

const RELIEF: Readonly<Record<string, number>> = { closed: 2, eased: 2, part: 1 };

/** How much a plan does about each gap and pain. */
function reliefIn({ priorities: gaps = [], pains = [] }: Plan): Map<string, number> {
  return new Map(
    [...gaps, ...pains].map(({ id, state, ...rest }) => [id, RELIEF[state] ?? Number('narrowedBy' in rest)]),
  );
}

/** Whether a plan does at least as much about every gap as another, and reaches its level. */
function doesAsMuch(plan: Plan, other: Plan): boolean {
  const relief = reliefIn(plan);
  const keeps = [...reliefIn(other)].every(([id, least]) => (relief.get(id) ?? 2) >= least);
  return keeps && Number(plan.target.levelAfter) >= Number(other.target.levelAfter);
}

describe('the budget advised for everything that a plan leaves for later', () => {
  const limited = Array.from({ length: 40 }, (_, seed) => ({ seed, planFor: drawEnterprise(seed) }))
    .map((one) => ({ ...one, plan: one.planFor() }))
    .filter(({ plan }) => plan.limit?.all !== undefined)
    .slice(0, 8);

  test('several drawn enterprises leave something for later', () => {
    expect(limited.length).toBe(8);
  });

  test.each(limited)('is the least that pays for it (enterprise $seed)', ({ plan, planFor }) => {
    const all = BigInt(plan.limit?.all ?? 0);
    const full = planFor({ budget: { n: all, d: 1n } });
    expect(full.cost?.high).toBe(Number(all));
    const unlimited = planFor({ cautions: cautions.map((caution) => ({ ...caution, limitsGaps: null })) });
    for (const { id } of plan.limit?.later ?? [])
      expect(reliefIn(full).get(id)).toBeGreaterThanOrEqual(reliefIn(unlimited).get(id) ?? 2);
    expect(doesAsMuch(full, plan)).toBe(true);
    const less = planFor({ budget: { n: all - 1n, d: 1n } });
    expect(doesAsMuch(less, full)).toBe(false);
  });
});
