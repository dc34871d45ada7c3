import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Measure, Measures, Priority } from '../../src/model/generated/types.ts';
import type { RecommendInput } from '../../src/policy/recommend-input.ts';
import { runs } from '../property-runs.ts';
import { decided } from './decided.ts';
import { LOWEST, preparePack, readJoinery, readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const joinery = readJoinery();
const FACTS = { employees: 20, revenue: 100 };

const gap = (id: string, when: Priority['when'], weight = 1): Priority => ({
  id,
  title: id,
  text: `${id}.`,
  when,
  weight,
});

const TOLERANCE = { n: 15n, d: 100n };

/** A recommendation of the joinery with priorities, its measures changed by their ids. */
function plan(
  priorities: readonly Priority[],
  changes: Readonly<Record<string, Partial<Measure>>> = {},
  { answers = {}, target, ...given }: Partial<RecommendInput> & { answers?: object } = {},
) {
  const measures = joinery.measures.measures.map((one) => ({ ...one, ...changes[one.id] })) as Measures['measures'];
  const document: Measures = { ...joinery.measures, priorities: [...priorities], measures };
  const pack = preparePack({ ...joinery, measures: document });
  const sheet = readSheet(pack, { ...LOWEST, ...answers }, FACTS);
  return recommendFor(pack, sheet, target, '2026-06-30', { priorities: pack.priorities, solver, ...given });
}

const idsOf = ({ measures }: ReturnType<typeof plan>): string[] => measures.map(({ id }) => id);

describe('priorities', () => {
  test('priorities outrank cost, and measures close them by achieving enough or stating that they address them', () => {
    expect(idsOf(plan([]))).toEqual(['cloud-erp']);
    const quality = plan([gap('quality-gap', { quality: { maximum: 1 } })]);
    expect(idsOf(quality)).toEqual(['quality-sheets', 'cloud-erp']);
    expect(quality.priorities).toEqual([{ id: 'quality-gap', state: 'closed', by: ['quality-sheets'] }]);
    // Sheets alone leave it a gap then; the system needs the sheets.
    const system = plan([gap('quality-gap', { quality: { maximum: 2 } })]);
    expect(idsOf(system)).toEqual(['quality-sheets', 'cloud-erp', 'quality-system']);
    // What builds on the sheets does not close the gap a second time, even if it says that it addresses it.
    const both = plan([gap('quality-gap', { quality: { maximum: 1 } }), gap('faults', { quality: { maximum: 2 } })], {
      'quality-system': { addresses: ['quality-gap'] },
    });
    expect(both.priorities).toEqual([
      { id: 'quality-gap', state: 'closed', by: ['quality-sheets'] },
      { id: 'faults', state: 'closed', by: ['quality-system'] },
    ]);
    const named = plan([gap('saws', { rate: { const: 'low' } })], { lan: { addresses: ['saws', 'rate'] } });
    expect(idsOf(named)).toEqual(['lan', 'cloud-erp']);
  });

  test('priorities of equal weight are closed in the order of the catalogue', () => {
    const gaps = [gap('quality-gap', { quality: { maximum: 1 } }), gap('dust', { safety: { maximum: 0 } })];
    const first = (listed: readonly Priority[]): string | undefined => idsOf(plan(listed))[0];
    expect(new Set([first(gaps), first([...gaps].reverse())]).size).toBe(2);
    expect(first(gaps)).toBe('quality-sheets');
  });

  test('a priority makes a measure urgent only if the plan contains what needs it', () => {
    const everybody: Priority['when'] = { employees: { minimum: 1 } };
    const gaps = [
      gap('wiring', everybody, 4),
      gap('sheets', { quality: { maximum: 1 } }, 2),
      gap('network', everybody),
    ];
    const addressing = (id: string): Partial<Measure> => ({ addresses: [id] });
    const changes = {
      'dust-alarm': addressing('wiring'),
      // Dearer than the alarm, so not in the plan; it would need the network.
      'shop-lan': { ...addressing('wiring'), cost: { low: 500_000, high: 900_000, currency: 'CNY' } },
      lan: addressing('network'),
    };
    const ordered = ['dust-alarm', 'quality-sheets', 'lan', 'cloud-erp'];
    expect(idsOf(plan(gaps, changes))).toEqual(ordered);
    expect(idsOf(plan(gaps, changes, { record: decided('excluded', 'shop-lan') }))).toEqual(ordered);
    const building = plan(gaps, changes, { record: decided('required', 'shop-lan') });
    expect(idsOf(building).indexOf('lan')).toBeLessThan(idsOf(building).indexOf('quality-sheets'));
  });

  test('a priority that is not a gap, or not known to be one, changes nothing', () => {
    const none = plan([gap('quality-gap', { quality: { minimum: 2 } })]);
    expect([idsOf(none), none.priorities]).toEqual([['cloud-erp'], undefined]);
    const open = plan(
      [gap('quality-gap', { quality: { maximum: 1 } })],
      {},
      { answers: { quality: { state: 'unknown' } } },
    );
    expect([idsOf(open), open.priorities]).toEqual([
      ['cloud-erp'],
      [{ id: 'quality-gap', state: 'undecided', clarify: ['quality'] }],
    ]);
  });

  test('priorities that stay open are listed with the reason', () => {
    const whyOpen = (...given: Parameters<typeof plan>) => plan(...given).priorities?.[0];
    const quality = [gap('quality-gap', { quality: { maximum: 1 } })];
    expect(whyOpen([gap('wages', { quality: { maximum: 3 } })])).toEqual({ id: 'wages', state: 'open', why: 'none' });
    expect(whyOpen(quality, {}, { record: decided('excluded', 'quality-sheets') })).toEqual({
      id: 'quality-gap',
      state: 'open',
      why: 'excluded',
      by: ['quality-sheets'],
    });
    const large = { 'quality-sheets': { when: { employees: { minimum: 100 } } } };
    expect(whyOpen(quality, large)).toMatchObject({ state: 'open', why: 'unfit', by: ['quality-sheets'] });
    const budget = { n: 2000n, d: 1n };
    expect(whyOpen(quality, {}, { budget })).toMatchObject({
      state: 'open',
      why: 'limits',
      by: ['quality-sheets'],
    });
    const alarm = { 'dust-alarm': { addresses: ['dust'] as [string] } };
    expect(whyOpen([gap('dust', { employees: { minimum: 1 } })], alarm, { answers: { safety: 3 } })).toMatchObject({
      state: 'open',
      why: 'there',
    });
  });

  test('if not all priorities can be closed, those with the highest weights are', () => {
    const some = [
      gap('quality-gap', { quality: { maximum: 1 } }, 2),
      gap('planning-gap', { planning: { maximum: 1 } }, 1),
      gap('dust', { safety: { maximum: 2 } }, 4),
    ];
    const budget = { n: 23_500n, d: 1n };
    // Of the budget 20,000 are for the ERP; sheets and board cost 7,000, the alarm 15,000 alone.
    expect(idsOf(plan(some, {}, { budget, target: 1 }))).toEqual(['quality-sheets', 'cloud-erp']);
    const more = { n: 35_000n, d: 1n };
    expect(idsOf(plan(some, {}, { budget: more, target: 1 }))).toEqual(['dust-alarm', 'cloud-erp']);
  });

  test('if a budget does not suffice for both, priorities take precedence over an optional level', () => {
    const some = [gap('dust', { safety: { maximum: 2 } }, 4)];
    const budget = { n: 23_500n, d: 1n };
    // The alarm costs 15,000; the level needs the ERP for 20,000.
    const found = plan(some, {}, { budget });
    expect([idsOf(found), found.target.level, found.target.reached]).toEqual([['dust-alarm'], 1, false]);
    expect(idsOf(plan(some, {}, { budget: { n: 35_000n, d: 1n } }))).toEqual(['dust-alarm', 'cloud-erp']);
  });

  test('within a budget, a priority that is narrowed but not closed counts half', () => {
    const planning = [gap('planning-gap', { planning: { maximum: 2 } })];
    // The board for 4,000 takes planning to 2; the system that ends the gap costs 60,000 and needs the ERP.
    const found = plan(planning, {}, { budget: { n: 5000n, d: 1n } });
    expect(idsOf(found)).toEqual(['planning-board']);
    expect(found.priorities).toMatchObject([{ state: 'open', why: 'limits', narrowedBy: ['planning-board'] }]);
    // A closed gap counts more than a narrowed one of the same weight.
    const both = [...planning, gap('quality-gap', { quality: { maximum: 1 } })];
    const one = plan(both, {}, { budget: { n: 4500n, d: 1n } });
    expect(idsOf(one)).toEqual(['quality-sheets']);
    expect(idsOf(plan(both, {}, { budget: { n: 7000n, d: 1n } })).toSorted()).toEqual([
      'planning-board',
      'quality-sheets',
    ]);
    // Without a budget, a gap is closed as before or not at all.
    expect(plan(planning, {}, {}).priorities).toMatchObject([{ state: 'closed' }]);
  });

  test('a priority of low weight is dropped if the same money reaches the next level instead; one of high weight is kept', () => {
    const light = [gap('dust', { safety: { maximum: 2 } }, 5), gap('saws', { rate: { enum: ['low', 'mid'] } }, 2)];
    const answers = { planning: 2, quality: 2 };
    const lower = plan(light, {}, { answers, target: 1 });
    const raised = plan(light, {}, { answers });
    expect(lower.priorities?.map(({ state }) => state)).toEqual(['closed', 'closed']);
    expect(raised.target).toMatchObject({ reached: true, raisedFrom: 1 });
    expect(raised.target.level).toBeGreaterThan(1);
    expect(raised.cost?.high).toBeLessThanOrEqual(lower.cost?.high ?? 0);
    expect(raised.priorities?.map(({ id, state }) => [id, state])).toEqual([
      ['dust', 'closed'],
      ['saws', 'open'],
    ]);
    // Asked for by number, the level stays.
    expect(lower.target).not.toHaveProperty('raisedFrom');
    const heavy = light.map((one) => ({ ...one, weight: one.id === 'saws' ? 3 : 5 }));
    const kept = plan(heavy, {}, { answers });
    expect(kept.priorities?.map(({ state }) => state)).toEqual(['closed', 'closed']);
  });

  test('a plan for a higher level meets every deadline that the plan for the lower level meets', () => {
    const light = [gap('dust', { safety: { maximum: 2 } }, 5), gap('saws', { rate: { enum: ['low', 'mid'] } }, 2)];
    const answers = { planning: 2, quality: 2 };
    let raised = 0;
    for (const id of ['dust-alarm', 'full-erp', 'planning-system', 'quality-system', 'retrofit'])
      for (const date of ['2026-09-15', '2026-11-15', '2027-01-15', '2027-03-15']) {
        const given = { answers, atOnce: 1, due: [{ id, date }] };
        const lower = plan(light, {}, { ...given, target: 1 });
        const found = plan(light, {}, given);
        if (found.target.raisedFrom !== undefined) raised++;
        if (lower.due?.[0]?.state === 'met') expect(found.due?.[0]?.state, `${id} by ${date}`).toBe('met');
      }
    expect(raised).toBeGreaterThan(3);
  });

  test('a plan that keeps the measures of an earlier one also states what a new plan would be', () => {
    const given = { tolerance: TOLERANCE, roadmap: true };
    const earlier = ['quality-sheets', 'cloud-erp'];
    const kept = plan([], {}, { ...given, earlier });
    expect(idsOf(kept)).toEqual(earlier);
    expect(kept.anew).toEqual({ measures: ['cloud-erp'], cost: '20000' });
    expect(plan([], {}, { ...given, earlier: ['cloud-erp'] })).not.toHaveProperty('anew');
    expect(plan([], {}, given)).not.toHaveProperty('anew');
  });

  test('priorities are closed even if the level is reached already', () => {
    const there = { erp: 'full', network: ['office', 'shopfloor', 'wireless'], rate: 'high', planning: 3, safety: 3 };
    const found = plan(
      [gap('quality-gap', { quality: { maximum: 1 } })],
      {},
      { answers: { ...there, quality: 0 }, target: 1 },
    );
    expect(found.target).toMatchObject({ level: 1, reached: true });
    expect(idsOf(found)).toEqual(['quality-sheets']);
  });

  test('a plan that closes a priority also states the cost of the cheapest choice without it', () => {
    const found = plan([gap('quality-gap', { quality: { maximum: 1 } })], {}, { roadmap: true });
    expect(found.roadmap).toMatchObject({ cost: 23_000, proven: true });
    expect(found.cheapest).toEqual({
      measures: ['cloud-erp'],
      leaves: ['quality-gap'],
      months: 2,
      cost: '20000',
      instead: '23000',
    });
    expect(found.roadmap?.stairs[0]).toMatchObject({ level: 1, cost: 20_000, measures: ['cloud-erp'] });
    expect(plan([], {}).cheapest).toBeUndefined();
  });
});

describe('the tolerance', () => {
  test('the tolerance pays only for measures that advance a priority', () => {
    // 15 % of 20,000 are 3,000: the sheets, not the board for 4,000.
    const watched = [
      gap('quality-goal', { quality: { minimum: 3 } }),
      gap('planning-goal', { planning: { minimum: 3 } }, 9),
    ];
    const tolerance = TOLERANCE;
    expect(idsOf(plan(watched, {}, { tolerance }))).toEqual(['quality-sheets', 'cloud-erp']);
    expect(idsOf(plan(watched, {}, { tolerance: { n: 1n, d: 5n } }))).toEqual(['planning-board', 'cloud-erp']);
    expect(idsOf(plan([], {}, { tolerance }))).toEqual(['cloud-erp']);
  });

  test('within the tolerance an earlier plan is kept, and changes are listed with reasons', () => {
    const tolerance = TOLERANCE;
    const earlier = ['quality-sheets', 'lan', 'gone'];
    const found = plan([], {}, { tolerance, earlier, record: decided('required', 'cloud-erp') });
    expect(idsOf(found)).toEqual(['quality-sheets', 'cloud-erp']);
    expect(found.changes).toEqual([
      { id: 'cloud-erp', change: 'added', why: 'required' },
      { id: 'lan', change: 'dropped', why: 'needless' },
      { id: 'gone', change: 'dropped', why: 'unknown' },
    ]);
    expect(plan([], {}, { earlier })).toMatchObject({ changes: [{ id: 'cloud-erp', why: 'level' }, {}, {}, {}] });
    expect(plan([], {}, { tolerance, earlier: ['cloud-erp'] }).changes).toBeUndefined();
  });

  test('planning again from a plan changes nothing; a wider tolerance closes no fewer gaps; a better answer costs no more', () => {
    const levels = ['none', 'partial', 'full'];
    const priorities = [
      gap('quality-gap', { quality: { maximum: 1 } }, 3),
      gap('dust', { safety: { maximum: 2 } }, 2),
      gap('planning-gap', { planning: { maximum: 2 } }),
    ];
    const weightOf = ({ priorities: judged = [] }: ReturnType<typeof plan>): number =>
      judged.reduce(
        (sum, { id, state }) => sum + (state === 'closed' ? (priorities.find((one) => one.id === id)?.weight ?? 0) : 0),
        0,
      );
    const leastOf = (answers: object): number | undefined =>
      plan([], {}, { answers, target: 1, roadmap: true }).roadmap?.cost;
    fc.assert(
      fc.property(
        fc.record({
          planning: fc.integer({ min: 0, max: 3 }),
          quality: fc.integer({ min: 0, max: 3 }),
          safety: fc.integer({ min: 0, max: 3 }),
          erp: fc.integer({ min: 0, max: 1 }),
        }),
        fc.constantFrom(0n, 5n, 15n, 40n, 100n),
        fc.option(fc.integer({ min: 5_000, max: 120_000 }), { nil: null }),
        ({ erp, ...scales }, percent, most) => {
          const answers = { ...scales, erp: levels[erp] };
          const given = { answers, ...(most === null ? {} : { budget: { n: BigInt(most), d: 1n } }) };
          const first = plan(priorities, {}, { ...given, tolerance: { n: percent, d: 100n } });
          const again = plan(priorities, {}, { ...given, tolerance: { n: percent, d: 100n }, earlier: idsOf(first) });
          expect([idsOf(again), again.changes]).toEqual([idsOf(first), undefined]);
          const wider = plan(priorities, {}, { ...given, tolerance: { n: percent + 20n, d: 100n } });
          expect(weightOf(wider)).toBe(weightOf(first));
          const better = { ...answers, erp: levels[erp + 1] };
          expect(leastOf(better) ?? 0).toBeLessThanOrEqual(leastOf(answers) ?? 0);
        },
      ),
      runs(60),
    );
  });
});
