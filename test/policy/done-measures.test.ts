import { describe, expect, test } from 'vitest';
import type { Instrument, Policy } from '../../src/model/generated/types.ts';
import { recommend } from '../../src/policy/recommendation.ts';
import { assess } from '../../src/scoring/score-result.ts';
import { preparePack, readJoinery, readSheet, STAMP } from './joinery-pack.ts';

const documents = readJoinery();
const [city, ...others] = documents.policies as [Policy, ...Policy[]];
const award: Instrument = { id: 'award', title: 'Award', type: 'award', when: { level: { minimum: 1 } }, amount: null };
const joinery = preparePack({
  ...documents,
  policies: [{ ...city, instruments: [...(city.instruments ?? []), award] }, ...others],
});
const LOWEST = { network: ['none'], erp: 'none', rate: 'low', planning: 0, quality: 0, safety: 0 };
const ASSESSED_ON = '2026-05-01';

/** The recommendation where measures are done, on a day after the assessment unless said otherwise. */
function recommendAfter(done: Readonly<Record<string, string>>, answers: object = {}, target?: number) {
  const { plan, measures, policy } = joinery;
  const sheet = readSheet(joinery, { ...LOWEST, ...answers }, { employees: 20, revenue: 100 });
  const assessed = assess(plan, sheet, STAMP, '0.0.0');
  return recommend({
    plan,
    sheet,
    assessed,
    measures,
    policy,
    stamp: STAMP,
    asOf: '2026-06-30',
    target,
    record: { events: [], decisions: new Map(), done: new Map(Object.entries(done)), assessedOn: ASSESSED_ON },
  });
}

const idsOf = ({ measures }: ReturnType<typeof recommendAfter>): string[] => measures.map(({ id }) => id);

describe('recommendations after completed measures', () => {
  test('a recommendation plans as if measures recorded as done had changed the answers', () => {
    const found = recommendAfter({ 'cloud-erp': '2026-05-20', 'quality-sheets': ASSESSED_ON }, {}, 2);
    // What the two achieve, written by hand.
    const stated = recommendAfter({}, { erp: 'partial', quality: 2 }, 2);
    expect(idsOf(found)).toEqual(['planning-board', 'lan', 'shop-lan']);
    expect(idsOf(found)).toEqual(idsOf(stated));
    expect(found.target).toEqual(stated.target);
    expect(found.cost).toEqual(stated.cost);
    expect(found.done).toEqual([
      { id: 'cloud-erp', on: '2026-05-20' },
      { id: 'quality-sheets', on: ASSESSED_ON },
    ]);
  });

  test('a recommendation asks for re-assessment of answers that should have changed, and of no others', () => {
    const { reassess } = recommendAfter({ 'shop-lan': '2026-06-01', 'cloud-erp': '2026-05-20' }, { erp: 'full' });
    expect(reassess).toEqual([
      { name: 'network', to: ['shopfloor', 'wireless'], measure: 'shop-lan', on: '2026-06-01', assumed: true },
    ]);
  });

  test('a recommendation without a target aims above the level that completed measures reach', () => {
    expect(recommendAfter({}).target).toMatchObject({ level: 1 });
    expect(recommendAfter({ 'cloud-erp': '2026-05-20' }).target).toMatchObject({ level: 2 });
  });

  test('an assessment after a measure takes precedence over the measure’s record, and the measure is not recommended again', () => {
    const found = recommendAfter({ 'planning-board': '2026-04-30' }, {}, 2);
    const others = recommendAfter({}, {}, 2);
    expect(found.reassess).toEqual([
      { name: 'planning', to: 2, measure: 'planning-board', on: '2026-04-30', assumed: false },
    ]);
    expect(idsOf(others)).toContain('planning-board');
    expect(idsOf(found)).not.toContain('planning-board');
    // Planning is still at 0, so something else has to give the second scene.
    expect(found.measures.flatMap(({ needs = [] }) => needs)).not.toContain('planning-board');
    expect(idsOf(found).some((id) => id === 'dust-alarm' || id === 'planning-system')).toBe(true);
  });

  test('a measure that needs another one can be taken if that one is recorded as done', () => {
    const found = recommendAfter({ 'planning-board': '2026-04-30', 'cloud-erp': '2026-04-30' }, {}, 3);
    const system = found.measures.find(({ id }) => id === 'planning-system');
    expect(system?.there).toEqual(['planning-board', 'cloud-erp']);
    expect(system?.needs).toBeUndefined();
  });

  test('funding is judged by the assessment alone, without the effects of measures recorded as done', () => {
    const verdictOf = (found: ReturnType<typeof recommendAfter>) =>
      found.instruments.find(({ id }) => id === 'award')?.verdict;
    const done = { 'cloud-erp': '2026-05-20' };
    // The level is reached by what is done, as a target of 2 shows, and nobody has confirmed it.
    expect(recommendAfter(done).target.level).toBe(2);
    expect(verdictOf(recommendAfter(done))).toBe('refused');
    expect(verdictOf(recommendAfter({}, { erp: 'partial' }))).toBe('eligible');
  });

  test('a measure recorded as done has no effect if the catalogue no longer contains the measure', () => {
    expect(recommendAfter({ gone: '2026-05-20' })).toEqual(recommendAfter({}));
  });
});
