import { describe, expect, test } from 'vitest';
import type { MeasureRecord } from '../../src/model/generated/types.ts';
import { readActiveRecords } from '../../src/policy/follow-up-records.ts';
import type { RecommendInput } from '../../src/policy/recommend-input.ts';
import { recommend } from '../../src/policy/recommendation.ts';
import { assess } from '../../src/scoring/score-result.ts';
import { preparePack, readJoinery, readSheet, STAMP } from './joinery-pack.ts';

const joinery = preparePack(readJoinery());
const LOWEST = { network: ['none'], erp: 'none', rate: 'low', planning: 0, quality: 0, safety: 0 };

/** The recommendation after decisions, those of a string each about one measure. */
function recommendAfter(
  decisions: Readonly<Record<string, string>>,
  given: Partial<RecommendInput> = {},
  answers = {},
) {
  const { plan, measures, policy } = joinery;
  const sheet = readSheet(joinery, { ...LOWEST, ...answers }, { employees: 20, revenue: 100 });
  const records = Object.entries(decisions).flatMap(([state, ids]) =>
    ids.split(' ').map(
      (measure): MeasureRecord => ({
        number: 1,
        recordedAt: '2026-06-01T00:00:00Z',
        measure,
        state: state as MeasureRecord['state'],
        on: '2026-06-01',
        note: `why ${measure}`,
      }),
    ),
  );
  return recommend({
    plan,
    sheet,
    assessed: assess(plan, sheet, STAMP, '0.0.0'),
    measures,
    policy,
    stamp: STAMP,
    asOf: '2026-06-30',
    record: readActiveRecords(records, '2026-05-01'),
    ...given,
  });
}

const idsOf = ({ measures }: ReturnType<typeof recommendAfter>): string[] => measures.map(({ id }) => id);

describe('decisions of a consultant', () => {
  test('a required measure is taken with those it needs, and the rest of the plan is the cheapest possible', () => {
    expect(idsOf(recommendAfter({}))).toEqual(['cloud-erp']);
    // Two points make the level: of the networks alone they cost more than the ERP, so that stays.
    const found = recommendAfter({ required: 'quality-system' });
    expect(idsOf(found)).toEqual(['quality-sheets', 'cloud-erp', 'quality-system']);
    expect(found.onRecord?.measures).toEqual([
      { id: 'quality-system', state: 'required', on: '2026-06-01', reason: 'why quality-system' },
    ]);
  });

  test('an excluded measure is not taken, nor are measures that need it', () => {
    const found = recommendAfter({ excluded: 'cloud-erp' });
    expect(found.target).toMatchObject({ level: 1, reached: true });
    expect(idsOf(found)).toEqual(['lan', 'shop-lan']);
    expect(found.blocked).toContainEqual({ id: 'full-erp', by: ['cloud-erp'] });
  });

  test('a required measure is taken even if the level is reached without any measure', () => {
    const found = recommendAfter({ required: 'planning-system' }, { target: 1 }, { erp: 'full' });
    expect(idsOf(found)).toEqual(['planning-board', 'planning-system']);
  });

  test('a recommendation says why a required measure is not taken', () => {
    const unmet = (found: ReturnType<typeof recommendAfter>) =>
      found.onRecord?.measures?.find(({ state }) => state === 'required')?.unmet;
    expect(unmet(recommendAfter({ required: 'full-erp', excluded: 'cloud-erp' }))).toBe('blocked');
    expect(unmet(recommendAfter({ required: 'gone' }))).toBe('unknown');
    expect(unmet(recommendAfter({ required: 'cloud-erp' }, {}, { erp: 'full' }))).toBe('there');
    expect(unmet(recommendAfter({ required: 'retrofit' }, { budget: { n: 50_000n, d: 1n } }))).toBe('limits');
  });

  test('limits of budget and time, and exclusions, hold even if the level is already reached', () => {
    const given = { target: 1, budget: { n: 1000n, d: 1n } };
    for (const [decisions, more, unmet] of [
      [{ required: 'planning-system' }, given, 'limits'],
      [{ required: 'planning-system' }, { target: 1, horizon: { n: 1n, d: 1n } }, 'limits'],
      [{ required: 'planning-system', excluded: 'planning-board' }, { target: 1 }, 'blocked'],
    ] as const) {
      const found = recommendAfter(decisions, more, { erp: 'full' });
      expect(idsOf(found)).toEqual([]);
      expect(found.onRecord?.measures?.[0]).toMatchObject({ id: 'planning-system', unmet });
    }
  });

  test('if several decisions about a measure are recorded, the last one counts', () => {
    expect(idsOf(recommendAfter({ required: 'cloud-erp', excluded: 'cloud-erp' }))).toEqual(['lan', 'shop-lan']);
  });
});
