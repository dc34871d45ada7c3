import { describe, expect, test } from 'vitest';
import { toNumber } from '../../src/model/rational.ts';
import { addOffer } from '../../src/policy/measure-choice.ts';
import { assess } from '../../src/scoring/score-result.ts';
import { lowestAnswers, prepareWith } from '../policy/bundled-packs.ts';
import { readSheet, STAMP } from '../policy/joinery-pack.ts';

const pack = prepareWith('chengdu.yaml');
const LOWEST = lowestAnswers(pack);

/** What every measure that suits an enterprise costs it at most, by id. */
function costsOf(facts: Readonly<Record<string, unknown>>): Map<string, number> {
  const sheet = readSheet(pack, LOWEST, facts);
  const { plan, measures, policy } = pack;
  const assessed = assess(plan, sheet, STAMP, '0.0.0');
  const { offer } = addOffer({ plan, sheet, assessed, measures, policy, stamp: STAMP, asOf: '2026-06-30' });
  return new Map(offer.candidates.flatMap(({ id, cost }) => (cost ? [[id, toNumber(cost.high)]] : [])));
}

const CHEMICALS = { sector: 'industry', trade: 'process', employees: 150, revenue: 40000 };

/** The measures that cost more if one figure is greater than the headcount suggests. */
function dearerWith(facts: Readonly<Record<string, unknown>>): string[] {
  const [usual, greater] = [costsOf(CHEMICALS), costsOf({ ...CHEMICALS, ...facts })];
  return [...usual].flatMap(([id, cost]) => ((greater.get(id) ?? 0) > cost ? [id] : [])).sort();
}

describe('a cost depends on its driver', () => {
  // Worked out by hand for 150 people: 60 users, 60 machines, 30 points, 7.5 hazards, 600 tce, one site.
  test.each([
    ['users', { users: 150 }, 'cloud-erp'],
    ['points', { measuringPoints: 90 }, 'energy-metering'],
    ['hazards', { hazards: 40 }, 'safety-online'],
    ['energy', { energyUse: 12000 }, 'process-energy'],
    ['sites', { sites: 5 }, 'plant-network'],
    ['machines', { machines: 150 }, 'inspection-rounds'],
  ])(
    'more %s than the headcount suggests raise the cost of the measures they drive, and of no others',
    (_, facts, measure) => {
      const dearer = dearerWith(facts);
      expect(dearer).toContain(measure);
      for (const other of ['it-rulebook', 'digital-lead', 'cloud-collaboration']) expect(dearer).not.toContain(other);
    },
  );

  test('missing cost drivers are derived from the headcount by the ratios in the catalogue', () => {
    const named = { users: 60, machines: 60, measuringPoints: 30, hazards: 7, energyUse: 600, sites: 1 };
    expect(costsOf({ ...CHEMICALS, ...named })).toEqual(costsOf(CHEMICALS));
  });
});
