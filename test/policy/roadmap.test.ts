import { describe, expect, it } from 'vitest';
import type { Measure } from '../../src/model/generated/types.ts';
import { fromNumber } from '../../src/model/rational.ts';
import type { RecommendInput } from '../../src/policy/recommend-input.ts';
import { type Documents, preparePack, readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const cost = (low: number, high: number) => ({ low, high, currency: 'CNY' });

/**
 * Three scales of 0 to 4, all at 0; level 1 asks for 3 points, level 2 for 6, level 3 for 11. Worked out by hand: planning
 * costs 40 or, as a service, 30; the two systems save 25 together.
 */
const MEASURES: Measure[] = [
  {
    id: 'training',
    title: 'Training',
    achieves: { skills: '2' },
    cost: cost(5, 10),
    months: { low: 1, high: 2 },
    effort: 20,
  },
  {
    id: 'coaching',
    title: 'Coaching',
    achieves: { skills: '3' },
    needs: ['training'],
    cost: cost(10, 20),
    months: { low: 1, high: 3 },
    effort: 5.5,
  },
  {
    id: 'planning',
    title: 'Planning',
    variant: 'plan',
    achieves: { planning: '4' },
    cost: cost(20, 40),
    months: { low: 2, high: 6 },
    savings: [{ with: ['machines'], amount: 25 }],
  },
  {
    id: 'planning-service',
    title: 'Planning as a service',
    variant: 'plan',
    achieves: { planning: '3' },
    cost: cost(25, 30),
    months: { low: 1, high: 1 },
  },
  {
    id: 'machines',
    title: 'Machines',
    excludes: ['lease'],
    achieves: { machines: '4' },
    cost: cost(50, 60),
    months: { low: 4, high: 8 },
  },
  { id: 'lease', title: 'Lease', achieves: { machines: '1' }, cost: cost(1, 2), months: { low: 1, high: 1 } },
];

function documents(): Documents {
  const scale = (id: string) => ({ id, type: 'scale' as const, maximum: 4 });
  return {
    questionnaire: {
      kind: 'questionnaire',
      id: 'shop',
      version: '1',
      title: 'Shop',
      languages: ['en'],
      sections: [{ id: 's', questions: [scale('skills'), scale('planning'), scale('machines')] }],
    },
    rubric: {
      kind: 'rubric',
      id: 'shop',
      scores: {
        s: 'sum',
        level: { levels: [3, 6, 11].map((minimum, i) => ({ value: i + 1, when: { s: { minimum } } })) },
      },
    } as never,
    measures: { kind: 'measures', measures: MEASURES as [Measure, ...Measure[]] },
    policies: [],
  };
}

const pack = preparePack(documents());
const sheet = readSheet(pack, { skills: 0, planning: 0, machines: 0 });

function roadmap(target: number | undefined, more: Partial<RecommendInput> = {}) {
  const found = recommendFor(pack, sheet, target, undefined, { roadmap: true, solver, ...more });
  expect(recommendFor(pack, sheet, target, undefined, { roadmap: true, ...more })).toEqual({
    ...found,
    roadmap: { ...found.roadmap, ...(found.roadmap?.by ? { by: 'search' } : {}) },
  });
  return { ...found, ids: found.measures.map(({ id }) => id) };
}

describe('a roadmap worked out by hand', () => {
  it('a roadmap takes the cheapest way to every level, and states each level’s cost', () => {
    const { ids, roadmap: plan } = roadmap(1);
    // 2 and 1 points for 12; the next cheapest way, planning as a service, costs 30.
    expect(ids).toEqual(['lease', 'training']);
    expect(plan?.stairs).toEqual([
      { level: 1, reached: true, cost: 12, withoutCost: 0, months: 2, measures: ['lease', 'training'], proven: true },
      // 2, 1 and 3 points for 42; with planning itself 52.
      {
        level: 2,
        reached: true,
        cost: 42,
        withoutCost: 0,
        months: 2,
        measures: ['lease', 'planning-service', 'training'],
        proven: true,
      },
      // 3, 4 and 4 points: 30 and 40 and 60, less 25.
      {
        level: 3,
        reached: true,
        cost: 105,
        withoutCost: 0,
        months: 8,
        measures: ['training', 'coaching', 'planning', 'machines'],
        proven: true,
      },
    ]);
  });

  it('a roadmap puts the measures into phases, with cost, level and own work', () => {
    const { cost: total, roadmap: plan } = roadmap(3);
    expect(total).toMatchObject({ low: 60, high: 105, saved: 25 });
    expect(plan).toMatchObject({
      estimate: 'high',
      cost: 105,
      proven: true,
      by: 'program',
      always: ['training', 'planning', 'machines', 'coaching'],
      months: 8,
      effort: { days: 25.5, without: ['planning', 'machines'] },
    });
    expect(plan?.phases).toMatchObject([
      {
        start: 0,
        end: 2,
        measures: [{ id: 'training', start: 0, end: 2 }],
        cost: { low: 5, high: 10 },
        levelAfter: null,
      },
      {
        start: 0,
        end: 8,
        measures: [
          { id: 'machines', start: 0, end: 8 },
          { id: 'planning', start: 0, end: 6 },
          { id: 'coaching', start: 2, end: 5 },
        ],
        cost: { low: 55, high: 95, saved: 25 },
        levelAfter: 3,
      },
    ]);
  });

  it('a roadmap states, for each measure, which requirements would be unmet without it', () => {
    expect(roadmap(1).roadmap?.missed).toMatchObject([
      { id: 'lease', unmet: [{ name: 's', keyword: 'minimum', needs: 3, has: 2 }] },
      { id: 'training', unmet: [{ name: 's', keyword: 'minimum', needs: 3, has: 1 }] },
    ]);
  });

  it('a roadmap adds up mean costs exactly', () => {
    expect(roadmap(3, { estimate: 'mid' }).roadmap).toMatchObject({ estimate: 'mid', cost: 82.5 });
  });

  it('a roadmap takes one measure after another if only one may run', () => {
    expect(roadmap(1, { atOnce: 1 }).roadmap).toMatchObject({ atOnce: 1, months: 3 });
  });

  it('a roadmap gives the highest level within a budget, aims at it, and says what another target lacks', () => {
    const within = { ids: ['lease', 'planning-service', 'training'], roadmap: { budget: 100, cost: 42 } };
    const reached = roadmap(undefined, { budget: fromNumber(100) });
    expect(reached).toMatchObject({ ...within, target: { level: 2, reached: true, levelAfter: 2 } });
    expect(reached.target.unmet).toBeUndefined();
    expect(roadmap(3, { budget: fromNumber(100) })).toMatchObject({
      ...within,
      target: { level: 3, reached: false, levelAfter: 2, unmet: [{ name: 's', needs: 11, has: 6 }] },
    });
    expect(roadmap(undefined, { budget: fromNumber(105) }).target).toMatchObject({ level: 3, reached: true });
    expect(roadmap(undefined, { budget: fromNumber(11.99) }).ids).toEqual([]);
  });

  it('a roadmap stays within a horizon, and names measures left out because they take longer', () => {
    expect(roadmap(3, { horizon: fromNumber(8) }).target.reached).toBe(true);
    expect(roadmap(3, { horizon: fromNumber(7) })).toMatchObject({
      target: { reached: false, levelAfter: 2 },
      roadmap: { horizon: 7, leftOut: [{ id: 'machines', why: 'horizon' }] },
    });
    // One at a time level 2 takes 4 months: 1 for the lease, 1 for the service, 2 for the training.
    expect(roadmap(2, { horizon: fromNumber(4), atOnce: 1 }).target.reached).toBe(true);
    expect(roadmap(2, { horizon: fromNumber(3), atOnce: 1 }).target).toMatchObject({ reached: false, levelAfter: 1 });
  });

  it('a roadmap is empty if the level is reached', () => {
    const high = readSheet(pack, { skills: 4, planning: 4, machines: 4 });
    const { roadmap: plan, measures } = recommendFor(pack, high, 3, undefined, { roadmap: true, solver });
    expect(measures).toEqual([]);
    expect(plan).toMatchObject({ phases: [], stairs: [], always: [], months: 0, proven: true });
  });
});
