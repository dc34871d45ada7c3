import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Caution, Measures, Priority } from '../../src/model/generated/types.ts';
import { applyMeasures } from '../../src/policy/apply-measures.ts';
import { findCandidates } from '../../src/policy/measure-choice.ts';
import { judgeLittleCosts } from '../../src/policy/measure-purpose.ts';
import type { CompiledMeasure } from '../../src/policy/measures.ts';
import type { RecommendInput } from '../../src/policy/recommend-input.ts';
import { findLowestLevel, isAtLeast } from '../../src/policy/target-level.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { isSample, runs } from '../property-runs.ts';
import { decided } from './decided.ts';
import { LOWEST, preparePack, readJoinery, readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';
import { arbitraryCatalogue, openCatalogue } from './random-catalogue.ts';

const joinery = readJoinery();

const gap = (id: string, when: Priority['when'], weight: number): Priority => ({
  id,
  title: id,
  text: `${id}.`,
  when,
  weight,
});

/** Level 1 takes the ERP, 20,000, or new saws; the gaps take 15,000, 300,000 (the saws) and 53,000. */
const GAPS = [
  gap('dust', { safety: { maximum: 0 } }, 2),
  gap('saws', { rate: { const: 'low' } }, 3),
  gap('faults', { quality: { maximum: 2 } }, 5),
];

/** A thousand yuan for each unit of revenue or, without one, 2,000 for each person. */
const DEAR: Caution = {
  id: 'dear',
  text: 'Dear.',
  above: { sum: { revenue: 1000 } },
  limitsGaps: {
    title: 'ten per cent of revenue',
    otherwise: { title: '2,000 CNY a person', amount: { of: 'employees', linear: { 0: 0, 1000: 2_000_000 } } },
  },
};

function plan(facts: object, more: Partial<RecommendInput> = {}, changed: Partial<Measures> = {}) {
  const document: Measures = { ...joinery.measures, priorities: GAPS, cautions: [DEAR], ...changed };
  const pack = preparePack({ ...joinery, measures: document });
  const sheet = readSheet(pack, LOWEST, { ...facts });
  const { priorities, cautions } = pack;
  return recommendFor(pack, sheet, 1, '2026-06-30', { priorities, cautions, solver, ...more });
}

const outlineOf = ({ measures, limit }: ReturnType<typeof plan>) => ({
  measures: measures.map(({ id }) => id).sort(),
  later: limit?.later.map(({ id }) => id),
});

const NEEDED = ['cloud-erp'];
const FAULTS = ['quality-sheets', 'quality-system'];

describe('the limit of a plan without a budget', () => {
  test('gaps are closed in order of urgency, and one that is too expensive is left for later', () => {
    const found = plan({ employees: 20, revenue: 100 });
    expect(outlineOf(found).measures).toEqual([...NEEDED, 'dust-alarm', ...FAULTS]);
    expect(found.limit).toEqual({
      caution: 'dear',
      by: 'above',
      amount: '100000',
      currency: 'CNY',
      needed: '20000',
      all: '368000',
      replaced: ['cloud-erp'],
      later: [{ id: 'saws', measures: ['retrofit'], cost: '300000' }],
    });
    expect(found.priorities?.find(({ id }) => id === 'saws')).toEqual({
      id: 'saws',
      state: 'open',
      why: 'later',
      by: ['retrofit'],
    });
  });

  test('a plan within the limit states none, and so does a plan with a budget', () => {
    const enough = plan({ employees: 20, revenue: 368 });
    expect([enough.limit, enough.cost?.high]).toEqual([undefined, 368_000]);
    const budget = plan({ employees: 20, revenue: 100 }, { budget: { n: 400_000n, d: 1n } });
    expect([budget.limit, budget.cost?.high]).toEqual([undefined, 368_000]);
  });

  test('a less urgent gap is closed if the more urgent ones do not fit', () => {
    expect(outlineOf(plan({ revenue: 72.9 }))).toEqual({
      measures: [...NEEDED, 'dust-alarm'],
      later: ['faults', 'saws'],
    });
    expect(outlineOf(plan({ revenue: 73 }))).toEqual({ measures: [...NEEDED, ...FAULTS], later: ['saws', 'dust'] });
  });

  test('measures needed for the level, a decision or a due date are planned even above the spending limit', () => {
    const poor = { employees: 20, revenue: 10 };
    expect(outlineOf(plan(poor)).measures).toEqual(NEEDED);
    const required = plan(poor, { record: decided('required', 'retrofit') });
    expect([outlineOf(required).measures, required.limit?.needed]).toEqual([['retrofit'], '300000']);
    const due = plan(poor, { due: [{ id: 'faults', date: '2027-06-30' }] });
    expect([outlineOf(due).measures, due.limit?.needed]).toEqual([[...NEEDED, ...FAULTS], '73000']);
  });

  test('without a revenue, the fixed amount is the spending limit; without either, there is no limit', () => {
    const byHead = plan({ employees: 20 });
    expect(outlineOf(byHead).measures).toEqual([...NEEDED, 'dust-alarm']);
    expect(byHead.limit).toMatchObject({ by: 'otherwise', amount: '40000' });
    expect(plan({ employees: 20, revenue: 0 }).limit).toMatchObject({ by: 'otherwise', amount: '40000' });
    expect([plan({}).limit, plan({}).cost?.high]).toEqual([undefined, 368_000]);
  });

  test('an earlier plan is kept within the tolerance, not above the limit', () => {
    const tolerance = { n: 15n, d: 100n };
    const earlier = ['cloud-erp', 'planning-board', 'retrofit'];
    const kept = plan({ employees: 20, revenue: 10 }, { tolerance, earlier });
    // 15 % of what is needed are 3,000, less than the board costs.
    expect(outlineOf(kept).measures).toEqual(NEEDED);
    expect(kept.changes?.map(({ id, why }) => [id, why])).toEqual([
      ['planning-board', 'later'],
      ['retrofit', 'later'],
    ]);
    const sheets = plan({ employees: 20, revenue: 10 }, { tolerance, earlier: ['cloud-erp', 'quality-sheets'] });
    expect(outlineOf(sheets).measures).toEqual([...NEEDED, 'quality-sheets']);
  });

  test('a caution stated for amounts above a limit holds only beyond that limit', () => {
    const record = decided('required', 'retrofit');
    expect(plan({ employees: 20, revenue: 299.9 }, { record }).cautions).toEqual(['dear']);
    expect(plan({ employees: 20, revenue: 300 }, { record }).cautions).toBeUndefined();
    expect(plan({ employees: 20 }, { record }).cautions).toBeUndefined();
  });
});

/** The questions of random catalogues; one answered with at most 2 is a gap, which a measure closes that raises it to 3. */
const QUESTIONS = ['q0', 'q1', 'q2', 'q3', 'q4'] as const;

const drawn = fc.record({
  catalogue: arbitraryCatalogue(8).filter(({ measures }) => measures.every(({ cost }) => cost)),
  weights: fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 5, maxLength: 5 }),
  limits: fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 })),
});

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

/** A random catalogue with the plan for each limit, and what brute force needs. */
function examine({ catalogue, weights }: Drawn) {
  const priorities = QUESTIONS.map((id, i) => gap(id, { [id]: { maximum: 2 } }, weights[i] as number));
  const open = (limit: number) =>
    openCatalogue(catalogue, {
      priorities,
      cautions: [{ id: 'dear', text: 'Dear.', above: { value: limit }, limitsGaps: { title: 'a sum' } }],
    });
  const planFor = (limit: number, target?: number, more: Partial<RecommendInput> = {}) => {
    const { pack, sheet } = open(limit);
    const tolerance = { n: 15n, d: 100n };
    return recommendFor(pack, sheet, target, '2026-06-30', { ...pack, solver, tolerance, ...more });
  };
  const planWithin = (tenths: number, target?: number) =>
    planFor(1_000_000, target, { budget: { n: BigInt(tenths), d: 10n } });
  const { pack, sheet } = open(0);
  const today = evaluate(pack.plan, sheet);
  const { candidates } = findCandidates(pack.measures, pack.plan, sheet, today);
  const reaches = (some: readonly CompiledMeasure[], level: number): boolean => {
    const after = evaluate(pack.plan, applyMeasures(pack.plan, sheet, some, today));
    return isAtLeast(findLowestLevel(pack.plan, after), { n: BigInt(level), d: 1n });
  };
  const answers: Readonly<Record<string, unknown>> = catalogue.answers;
  const urgent = priorities
    .filter(({ id }) => Number(answers[id] ?? 4) <= 2)
    .sort((a, b) => Number(b.weight) - Number(a.weight))
    .map(({ id }) => id);
  /** By gap, the most urgent first, whether measures close it. */
  const closed = (ids: readonly string[]): boolean[] =>
    urgent.map((name) =>
      catalogue.measures.some(({ id, achieves }) => ids.includes(id) && Number(achieves[name]) >= 3),
    );
  return { planFor, planWithin, candidates, reaches, closed };
}

const idsOf = (some: readonly { readonly id: string }[]): string[] => some.map(({ id }) => id);

/** What measures cost in tenths, so that the sum is exact. */
const tenthsOf = (some: readonly CompiledMeasure[]): number =>
  some.reduce((sum, { definition }) => sum + Math.round(Number(definition.cost?.high) * 10), 0);

/** Every set of measures that contains what its members need. */
function completeSets(measures: readonly CompiledMeasure[]): CompiledMeasure[][] {
  return Array.from({ length: 2 ** measures.length }, (_, bits) => measures.filter((_, i) => (bits >> i) & 1)).filter(
    (some) => some.every(({ needs }) => needs.every((id) => some.some((other) => other.id === id))),
  );
}

/** Orders lists of closed gaps: the one that closes the first gap that the other leaves open comes first. */
function compareClosed(a: readonly boolean[], b: readonly boolean[]): number {
  const i = a.findIndex((is, place) => is !== b[place]);
  return i < 0 ? 0 : a[i] ? -1 : 1;
}

describe('for every random catalogue', () => {
  test('a plan closes the gaps that brute force closes in order of urgency within the limit or the least cost', () => {
    let limitedPlans = 0;
    fc.assert(
      fc.property(drawn, (random) => {
        const { planFor, candidates, reaches, closed } = examine(random);
        const [limit] = random.limits;
        const found = planFor(limit, 2);
        if (!found.target.reached) return;
        const sets = completeSets(candidates).filter((some) => reaches(some, 2));
        const least = Math.min(...sets.map(tenthsOf));
        const most = Math.max(least, limit * 10);
        const [best] = sets
          .filter((some) => tenthsOf(some) <= most)
          .map((some) => closed(idsOf(some)))
          .sort(compareClosed);
        const cost = tenthsOf(candidates.filter(({ id }) => idsOf(found.measures).includes(id)));
        expect(cost).toBeLessThanOrEqual(most);
        expect(closed(idsOf(found.measures))).toEqual(best);
        const [all] = sets.map((some) => closed(idsOf(some))).sort(compareClosed);
        // Something is left for later exactly if more money closes more.
        expect(found.limit !== undefined).toBe(compareClosed(all as boolean[], best as boolean[]) < 0);
        if (found.limit) limitedPlans += 1;
      }),
      runs(150),
    );
    if (!isSample) expect(limitedPlans).toBeGreaterThan(15);
  });

  test('a higher limit never loses a more urgent gap, and no limit loses the level', () => {
    fc.assert(
      fc.property(drawn, (random) => {
        const { planFor, closed, reaches, candidates } = examine(random);
        const [low, high] = random.limits.toSorted((a, b) => a - b).map((limit) => planFor(limit, 2));
        const unlimited = planFor(1_000_000, 2);
        const closedBy = ({ measures }: typeof unlimited): boolean[] => closed(idsOf(measures));
        if (!low || !high) throw new Error('two limits');
        expect(compareClosed(closedBy(high), closedBy(low))).toBeLessThanOrEqual(0);
        expect([low, high].map(({ target }) => target.reached)).toEqual(Array(2).fill(unlimited.target.reached));
        // Without a target, the plan aims at the next level, and at a higher one if that costs no more.
        const free = planFor(random.limits[0]);
        const [next] = [1, 2].filter((level) => !reaches([], level));
        const costs = completeSets(candidates).flatMap((some) => (reaches(some, next ?? 0) ? [tenthsOf(some)] : []));
        if (next === undefined || costs.length === 0) return;
        expect(free.target.levelAfter).toBeGreaterThanOrEqual(next);
        const cost = tenthsOf(candidates.filter(({ id }) => idsOf(free.measures).includes(id)));
        expect(cost).toBeLessThanOrEqual(Math.max(Math.min(...costs), random.limits[0] * 10));
      }),
      runs(60),
    );
  });
});

describe('a budget, for every random catalogue', () => {
  test('pays for the most urgent gap that fits, then for the next level, then for the other gaps by urgency', () => {
    fc.assert(
      fc.property(drawn, (random) => {
        const { planWithin, candidates, reaches, closed } = examine(random);
        const budget = random.limits[0] * 10;
        const found = planWithin(budget);
        const sets = completeSets(candidates).filter((some) => tenthsOf(some) <= budget);
        const first = closed([]).findIndex((_, place) => sets.some((some) => closed(idsOf(some))[place]));
        const next = [1, 2].find((level) => !reaches([], level)) ?? 2;
        const rank = (some: readonly CompiledMeasure[]): boolean[] => {
          const all = closed(idsOf(some));
          return [all[first] ?? false, reaches(some, next), ...all];
        };
        const [best] = sets.map(rank).sort(compareClosed);
        const chosen = candidates.filter(({ id }) => idsOf(found.measures).includes(id));
        expect(tenthsOf(chosen)).toBeLessThanOrEqual(budget);
        expect(rank(chosen)).toEqual(best);
      }),
      runs(150),
    );
  });

  test('never loses the most urgent gap that a smaller one closes, and is enough if it pays for the plan without one', () => {
    fc.assert(
      fc.property(drawn, (random) => {
        const { planFor, planWithin, closed, candidates } = examine(random);
        const [low, high] = random.limits.toSorted((a, b) => a - b).map((limit) => planWithin(limit * 10, 2));
        const closedBy = ({ measures }: Pick<ReturnType<typeof planFor>, 'measures'>): boolean[] =>
          closed(idsOf(measures));
        if (!low || !high) throw new Error('two budgets');
        if (low.target.reached) expect(compareClosed(closedBy(high), closedBy(low))).toBeLessThanOrEqual(0);
        const [free, more] = random.limits.toSorted((a, b) => a - b).map((limit) => planWithin(limit * 10));
        const firstClosed = closedBy(free ?? { measures: [] }).indexOf(true);
        if (firstClosed >= 0) expect(closedBy(more ?? { measures: [] }).indexOf(true)).toBeLessThanOrEqual(firstClosed);
        const full = planFor(1_000_000, 2);
        const cost = tenthsOf(candidates.filter(({ id }) => idsOf(full.measures).includes(id)));
        for (const extra of [0, 1, 500])
          expect(idsOf(planWithin(cost + extra, 2).measures)).toEqual(idsOf(full.measures));
      }),
      runs(60),
    );
  });
});

describe('what is not essential', () => {
  const costOf = (high: number) => ({ low: 0, high, currency: 'CNY', illustrative: true });

  /** Whether a measure that is not essential costs little in a plan, with or without a limit of plans. */
  function isLittle(high: number, plan: number, limit?: number): boolean | undefined {
    const measure = { id: 'extra', reasons: [], why: 'gaps' as const, cost: costOf(high) };
    judgeLittleCosts([measure], costOf(plan), limit === undefined ? undefined : { n: BigInt(limit), d: 1n });
    return (measure as { little?: boolean }).little;
  }

  test('a measure costs little up to a tenth of the plan, and of what a plan of this enterprise may cost', () => {
    expect([isLittle(10_000, 100_000), isLittle(10_001, 100_000)]).toEqual([true, false]);
    expect(isLittle(100_000, 1_000_000, 900_000)).toBe(false);
    expect(isLittle(90_000, 1_000_000, 900_000)).toBe(true);
  });

  test('a measure without a stated cost is not said to cost little, and of an essential one nothing is said', () => {
    const measures = [
      { id: 'unpriced', reasons: [], why: 'kept' as const },
      { id: 'needed', reasons: [], why: 'level' as const, cost: costOf(1) },
    ];
    judgeLittleCosts(measures, costOf(100), undefined);
    expect(measures.map((one) => (one as { little?: boolean }).little)).toEqual([false, undefined]);
  });
});
