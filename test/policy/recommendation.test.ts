import { describe, expect, it } from 'vitest';
import type { Measure, Policy } from '../../src/model/generated/types.ts';
import { toNumber } from '../../src/model/index.ts';
import { schedulePlan } from '../../src/policy/plan-schedule.ts';
import { preparePack, readJoinery, readSheet, recommendFor } from './joinery-pack.ts';

const joinery = preparePack(readJoinery());
const LOWEST = { network: ['none'], erp: 'none', rate: 'low', planning: 0, quality: 0, safety: 0 };
const SMALL = { employees: 20, revenue: 100 };

function recommendJoinery(answers: object = {}, facts: object = SMALL, target?: number) {
  return recommendFor(joinery, readSheet(joinery, { ...LOWEST, ...answers }, { ...facts }), target);
}

const idsOf = (recommendation: ReturnType<typeof recommendJoinery>): string[] =>
  recommendation.measures.map(({ id }) => id);

describe('the target', () => {
  it('the default target is the level above the lowest level still possible', () => {
    // Two points make level 1: the cheapest are those of the ERP in the cloud.
    const { target, ...rest } = recommendJoinery();
    expect(target).toMatchObject({ level: 1, reached: true, levelAfter: 1 });
    expect(target.scores).toMatchObject({ foundation: { value: 2, lowest: 2, highest: 2 } });
    expect(target).not.toHaveProperty('unmet');
    expect(rest.measures.map(({ id }) => id)).toEqual(['cloud-erp']);
  });

  it('the target may be stated, and includes everything that lower levels need', () => {
    // 5 points: ERP 2 and the networks 3 (60000.3) before ERP 4 and one network 1 (120000.1). Two scenes: 7000.
    const found = recommendJoinery({}, SMALL, 2);
    expect(found.target).toMatchObject({ level: 2, reached: true, levelAfter: 2 });
    expect(idsOf(found)).toEqual(['quality-sheets', 'planning-board', 'lan', 'cloud-erp', 'shop-lan']);
  });

  it('a target that is already reached needs no measure', () => {
    const found = recommendJoinery({ erp: 'full' }, SMALL, 1);
    expect(found).toMatchObject({ target: { level: 1, reached: true, levelAfter: 1 }, measures: [] });
    expect(found).not.toHaveProperty('cost');
    expect(found).not.toHaveProperty('clarify');
  });

  it('the target is null if the highest level is reached', () => {
    const best = { network: ['office', 'shopfloor', 'wireless'], erp: 'full', rate: 'high' };
    const found = recommendJoinery({ ...best, planning: 4, quality: 4, safety: 4 });
    expect(found).toMatchObject({ target: { level: null, reached: true, levelAfter: 3 }, measures: [] });
  });

  it('the target must be a level of the plan', () => {
    expect(() => recommendJoinery({}, SMALL, 7)).toThrow(RangeError);
  });

  it('the target counts as reached only if open answers cannot undo it', () => {
    // Nothing but the ERP is answered: 2 points and more are possible, but only the measure makes them sure.
    const sheet = readSheet(joinery, { erp: 'none' }, SMALL);
    const found = recommendFor(joinery, sheet);
    expect(found.target).toMatchObject({ level: 1, reached: true, levelAfter: 1 });
    expect(found.target.scores?.foundation).toMatchObject({ lowest: 2, highest: 7 });
    expect(found.measures.map(({ id }) => id)).toEqual(['cloud-erp']);
  });
});

describe('a target that the catalogue cannot reach', () => {
  // Without safety, only two scenes can reach what level 3 asks of three; level 2 is within reach.
  const found = recommendJoinery({ safety: { state: 'notApplicable' } }, SMALL, 3);

  it('an unreachable target is reported with all requirements missing after the measures of the plan', () => {
    expect(found.target).toMatchObject({ level: 3, reached: false, levelAfter: 2 });
    expect(found.target.unmet).toMatchObject([
      { name: 'foundation', keyword: 'minimum', needs: 8, has: 5 },
      { name: 'scenes', keyword: 'minContains', needs: 3, has: 0 },
    ]);
  });

  it('an unreachable target leaves the measures for the highest reachable level and no more', () => {
    expect(idsOf(found)).toEqual(['quality-sheets', 'planning-board', 'lan', 'cloud-erp', 'shop-lan']);
  });

  it('an unreachable target leaves no measures if they reach no further level', () => {
    const level2 = { network: ['office', 'shopfloor', 'wireless'], erp: 'partial', planning: 2, quality: 2 };
    const none = recommendJoinery({ ...level2, safety: { state: 'notApplicable' } });
    expect(none).toMatchObject({ target: { level: 3, reached: false, levelAfter: 2 }, measures: [] });
  });
});

describe('the measures', () => {
  const all = recommendJoinery({}, SMALL, 3);

  it('measures are listed by their start, then by duration and cost', () => {
    // Three at once: months 1, 1, 1, 2 and 2, then the 8 months of the longest measure; the others as places get free.
    const quick = ['quality-sheets', 'planning-board', 'lan', 'dust-alarm', 'cloud-erp'];
    expect(idsOf(all)).toEqual([...quick, 'retrofit', 'planning-system', 'full-erp', 'quality-system', 'shop-lan']);
    const starts = schedulePlan(all).map(({ id, start }) => [id, toNumber(start)] as const);
    const startOf = new Map(starts);
    expect(idsOf(all).map((id) => startOf.get(id))).toEqual([...startOf.values()].toSorted((a, b) => a - b));
  });

  it('each measure says what it changes after the measures before it', () => {
    const reasons = Object.fromEntries(all.measures.map((measure) => [measure.id, measure.reasons]));
    expect(reasons.lan).toEqual([{ name: 'network', from: ['none'], to: ['office'] }]);
    expect(reasons['shop-lan']).toEqual([
      { name: 'network', from: ['office'], to: ['office', 'shopfloor', 'wireless'] },
    ]);
    expect(reasons['planning-board']).toEqual([{ name: 'planning', from: 0, to: 2 }]);
    expect(reasons['planning-system']).toEqual([{ name: 'planning', from: 2, to: 3 }]);
  });

  it('a planned measure states what it needs, and what needs it if that is its only reason', () => {
    const byId = Object.fromEntries(all.measures.map((measure) => [measure.id, measure]));
    // Planning reaches 3 by the system alone, but the system builds on the board.
    expect(byId['planning-board']).toMatchObject({ neededBy: ['planning-system'] });
    expect(byId['planning-system']).toMatchObject({ needs: ['planning-board', 'cloud-erp'] });
    expect(byId['planning-system']).not.toHaveProperty('neededBy');
    expect(byId['planning-board']).not.toHaveProperty('needs');
    // One network point of three can be spared (8 of 9 points suffice), so the office network is only built upon.
    expect(byId.lan).toMatchObject({ neededBy: ['shop-lan'] });
    expect(byId['shop-lan']).not.toHaveProperty('neededBy');
  });

  it('a needed measure whose condition fails counts as done', () => {
    const found = recommendJoinery({ planning: 2, quality: 3, safety: 3 }, SMALL, 3);
    expect(idsOf(found)).toEqual(['lan', 'cloud-erp', 'retrofit', 'planning-system', 'full-erp', 'shop-lan']);
    expect(found.measures.find(({ id }) => id === 'planning-system')).toMatchObject({
      needs: ['cloud-erp'],
      there: ['planning-board'],
    });
  });

  it('a measure that changes an open answer states the answer’s new minimum and no former value', () => {
    const found = recommendFor(joinery, readSheet(joinery, { ...LOWEST, erp: { state: 'unknown' } }, SMALL));
    expect(found.measures).toMatchObject([
      { id: 'cloud-erp', reasons: [{ name: 'erp', to: 'partial', atLeast: true }] },
    ]);
    expect(found.measures[0]?.reasons[0]).not.toHaveProperty('from');
  });

  it('measures whose condition is open are not planned, nor is what needs them', () => {
    const found = recommendFor(joinery, readSheet(joinery, { ...LOWEST, planning: { state: 'unknown' } }, SMALL), 3);
    expect(found.target).toMatchObject({ level: 3, reached: false, levelAfter: 2 });
    expect(found.clarify).toEqual(['planning']);
    expect(found.measures.map(({ id }) => id)).not.toContain('planning-board');
    // Two scenes at 2 come from quality and safety now.
    expect(found.measures.map(({ id }) => id)).toEqual(expect.arrayContaining(['quality-sheets', 'dust-alarm']));
  });
});

/** The joinery with some of its measures changed. */
function prepareChanged(changes: Readonly<Record<string, Partial<Measure>>>, policies = readJoinery().policies) {
  const documents = readJoinery();
  const measures = documents.measures.measures.map((measure) => ({ ...measure, ...changes[measure.id] }));
  return preparePack({ ...documents, policies, measures: { kind: 'measures', measures } });
}

describe('a measure that others need', () => {
  const onlyInZone = prepareChanged({
    'cloud-erp': { when: { zone: { const: 'true' } } },
    retrofit: { needs: ['full-erp'] },
  });
  const recommendOutside = (erp: string) =>
    recommendFor(onlyInZone, readSheet(onlyInZone, { ...LOWEST, erp }, { ...SMALL, zone: false }), 3);

  it('a needed measure that does not apply to the enterprise blocks the measures that need it', () => {
    const found = recommendOutside('none');
    expect(found.blocked).toEqual([
      { id: 'planning-system', by: ['cloud-erp'] },
      { id: 'full-erp', by: ['cloud-erp'] },
      { id: 'retrofit', by: ['cloud-erp'] },
    ]);
    expect(found.target).toMatchObject({ reached: false, levelAfter: 1 });
    expect(idsOf(found).filter((id) => found.blocked?.some((one) => one.id === id))).toEqual([]);
  });

  it('a needed measure counts as done if its effects are reached, for any enterprise', () => {
    const found = recommendOutside('partial');
    expect(found).not.toHaveProperty('blocked');
    expect(found.target).toMatchObject({ reached: true, levelAfter: 3 });
    expect(found.measures.find(({ id }) => id === 'planning-system')).toMatchObject({
      needs: ['planning-board'],
      there: ['cloud-erp'],
    });
  });

  it('a needed measure counts as done if the answers in its condition are reached, despite other effects', () => {
    const pack = prepareChanged({ 'planning-board': { achieves: { planning: '2', network: { add: ['office'] } } } });
    const found = recommendFor(pack, readSheet(pack, { ...LOWEST, planning: 2 }, SMALL), 3);
    expect(found.measures.find(({ id }) => id === 'planning-system')).toMatchObject({ there: ['planning-board'] });
  });

  it('a needed measure does not block others if the question that it improves is not applicable', () => {
    const pack = prepareChanged({ 'quality-system': { needs: ['quality-sheets', 'dust-alarm'] } });
    const sheet = readSheet(pack, { ...LOWEST, safety: { state: 'notApplicable' } }, SMALL);
    const found = recommendFor({ ...pack, measures: pack.measures }, sheet, 3);
    expect(found).not.toHaveProperty('blocked');
    expect(found.target.unmet).toMatchObject([{ name: 'foundation' }, { name: 'scenes' }]);
  });
});

describe('effects that are only expected', () => {
  // Level 3 needs 8 points: ERP 4, the networks 3, and the rate, which may only be hoped for.
  const hopeful = { achieves: { saws: '1' }, expects: { rate: 'high' } };

  it('an expected effect counts if the level cannot be reached without it, and is marked as to be confirmed', () => {
    const pack = prepareChanged({ retrofit: hopeful });
    const found = recommendFor(pack, readSheet(pack, LOWEST, SMALL), 3);
    expect(found.target).toMatchObject({ reached: true, levelAfter: 3, confirm: ['rate'], levelSure: 2 });
    expect(found.measures.find(({ id }) => id === 'retrofit')?.reasons).toEqual([
      { name: 'saws', to: 1, atLeast: true },
      { name: 'rate', from: 'low', to: 'high', expected: true },
    ]);
  });

  it('an expected effect is distinguished from a certain one of the same measure', () => {
    const pack = prepareChanged({ 'quality-sheets': { expects: { quality: '3' } } });
    const found = recommendFor(pack, readSheet(pack, LOWEST, SMALL), 2);
    expect(found.measures.find(({ id }) => id === 'quality-sheets')?.reasons).toEqual([
      { name: 'quality', from: 0, to: 2 },
      { name: 'quality', from: 2, to: 3, expected: true },
    ]);
  });

  it('an expected effect does not count if the level can certainly be reached, even at a higher cost', () => {
    const pack = prepareChanged({ 'dust-alarm': { achieves: { safety: '1' }, expects: { erp: 'full' } } });
    const found = recommendFor(pack, readSheet(pack, LOWEST, SMALL), 1);
    expect(idsOf(found)).toEqual(['cloud-erp']);
    expect(found.target).not.toHaveProperty('confirm');
  });

  it('an expected effect leaves money that depends on it undecided', () => {
    const [town, ...others] = readJoinery().policies as [Policy];
    const award = { id: 'top', title: 'Top', type: 'award' as const, after: { level: { minimum: 3 } }, amount: null };
    const pack = prepareChanged({ retrofit: hopeful }, [{ ...town, instruments: [award] }, ...others]);
    const [top] = recommendFor(pack, readSheet(pack, LOWEST, SMALL), 3).instruments;
    expect(top).toMatchObject({
      verdict: 'undecided',
      clarify: ['rate'],
      reasons: [{ kind: 'after', unmet: { name: 'level', needs: 3, has: 2 } }],
    });
    const sure = prepareChanged({}, [{ ...town, instruments: [award] }, ...others]);
    expect(recommendFor(sure, readSheet(sure, LOWEST, SMALL), 3).instruments[0]).toMatchObject({ verdict: 'eligible' });
  });

  it('an expected effect does not decide whether a measure is done already', () => {
    const pack = prepareChanged({ 'quality-sheets': { expects: { rate: 'mid' } } });
    const found = recommendFor(pack, readSheet(pack, { ...LOWEST, quality: 2 }, SMALL), 3);
    expect(found.measures.find(({ id }) => id === 'quality-system')).toMatchObject({ there: ['quality-sheets'] });
  });
});

describe('the cost', () => {
  it('costs are summed exactly', () => {
    // Lowest: 1000 + 2000 + 5000.1 + 10000 + 20000.2; highest: 3000 + 4000 + 10000.1 + 20000 + 30000.2.
    const cost = { low: 38000.3, high: 67000.3, currency: 'CNY', illustrative: true };
    expect(recommendJoinery({}, SMALL, 2).cost).toEqual(cost);
  });

  it('the cost of 0.1 and 0.2 is 0.3', () => {
    const documents = readJoinery();
    const prices: Record<string, number> = { 'quality-sheets': 0.1, 'planning-board': 0.2 };
    for (const { id, cost } of documents.measures.measures) {
      if (cost && !Array.isArray(cost)) cost.low = cost.high = prices[id] ?? 1;
    }
    const pack = preparePack(documents);
    const sheet = readSheet(pack, { ...LOWEST, network: ['office'], erp: 'full' }, SMALL);
    expect(recommendFor(pack, sheet).cost).toMatchObject({ low: 0.3, high: 0.3 });
  });

  it('the cost is not illustrative if no measure’s cost is', () => {
    expect(recommendJoinery().cost).toEqual({ low: 10000, high: 20000, currency: 'CNY', illustrative: false });
  });

  it('the total cost names the measures without a cost', () => {
    const documents = readJoinery();
    for (const measure of documents.measures.measures) if (measure.id === 'dust-alarm') delete measure.cost;
    const pack = preparePack(documents);
    const found = recommendFor(pack, readSheet(pack, LOWEST, SMALL), 3);
    expect(found.cost).toMatchObject({ without: ['dust-alarm'] });
  });

  it('the cost is absent if no measure has one', () => {
    const documents = readJoinery();
    for (const measure of documents.measures.measures) delete measure.cost;
    const pack = preparePack(documents);
    expect(recommendFor(pack, readSheet(pack, LOWEST, SMALL))).not.toHaveProperty('cost');
  });
});

describe('answers derived from raw numbers', () => {
  const derivedFrom = (saws: number, networkedSaws: number) => {
    const { rate: _, ...others } = LOWEST;
    return readSheet(joinery, { ...others, erp: 'full' }, { ...SMALL, saws, networkedSaws });
  };

  it('answers derived from raw numbers count like stated ones', () => {
    // 3 of 10 make mid: ERP 4 and rate 1 are the 5 points of level 2, and with the networks 3 the 8 of level 3.
    const found = recommendFor(joinery, derivedFrom(10, 3), 2);
    expect(found.measures.map(({ id }) => id)).toEqual(['quality-sheets', 'planning-board']);
    expect(recommendFor(joinery, derivedFrom(10, 3), 3).measures.map(({ id }) => id)).not.toContain('retrofit');
  });

  it('a measure overrides answers derived from raw numbers', () => {
    // 2 of 10 make low: ERP 4 and the networks 3 are 7 points, and level 3 needs 8.
    const found = recommendFor(joinery, derivedFrom(10, 2), 3);
    expect(found.target).toMatchObject({ reached: true, levelAfter: 3 });
    const retrofit = found.measures.find(({ id }) => id === 'retrofit');
    expect(retrofit?.reasons).toEqual([{ name: 'rate', from: 'low', to: 'high' }]);
  });
});
