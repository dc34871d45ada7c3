import { describe, expect, test } from 'vitest';
import { toNumber } from '../../src/model/rational.ts';
import { evaluateRunningCosts } from '../../src/policy/enterprise-costs.ts';
import { addOffer } from '../../src/policy/measure-choice.ts';
import { assess } from '../../src/scoring/score-result.ts';
import { lowestAnswers, prepareWith } from '../policy/bundled-packs.ts';
import { readSheet, STAMP } from '../policy/joinery-pack.ts';

const BAKERY = { country: 'AT', sector: 'industry', food: true, employees: 96 };
const FACTORY = { sector: 'industry', employees: 96 };

describe.each([
  {
    packId: 'quick-scan',
    place: 'austria.yaml',
    facts: BAKERY,
    bought: ['food-records', 'network-upgrade', 'till-branches'],
  },
  { packId: 'quick-scan-china', place: 'chengdu.yaml', facts: FACTORY, bought: ['network-upgrade'] },
])('sites as a driver of costs in $packId', ({ packId, place, facts, bought }) => {
  const pack = prepareWith(place, packId);
  const answers = lowestAnswers(pack);

  /** Both ends of what each measure costs the enterprise at first and in each following year, by measure id. */
  function costsOf(more: Readonly<Record<string, unknown>>): Map<string, number[]> {
    const sheet = readSheet(pack, answers, { ...facts, ...more });
    const { plan, measures, policy } = pack;
    const assessed = assess(plan, sheet, STAMP, '0.0.0');
    const input = { plan, sheet, assessed, measures, policy, stamp: STAMP, asOf: '2026-12-03' };
    const { candidates } = addOffer(input).offer;
    const running = evaluateRunningCosts(candidates, input);
    return new Map(
      candidates.map(({ id, cost }) => {
        const ends = [cost, running.get(id)].flatMap((range) => (range ? [range.low, range.high] : []));
        return [id, ends.map(toNumber)];
      }),
    );
  }

  test('more sites raise the cost of tills, sensors and networks, and of nothing else', () => {
    const [one, ten] = [costsOf({ sites: 1 }), costsOf({ sites: 10 })];
    const dearer = [...ten].flatMap(([id, ends]) => (String(ends) === String(one.get(id)) ? [] : [id]));
    expect(dearer.sort()).toEqual(bought);
  });

  test('one site costs as much as none stated', () => {
    expect(costsOf({ sites: 1 })).toEqual(costsOf({}));
  });

  test.each(bought)('a further site adds about half of what the only site of under 20 people costs: %s', (id) => {
    const small = costsOf({ employees: 12, sites: 1 }).get(id) ?? [];
    const [one, two, ten] = [1, 2, 10].map((sites) => costsOf({ sites }).get(id) ?? []);
    expect(small).toHaveLength(4);
    for (const [index, end] of small.entries()) {
      const further = Number(two?.[index]) - Number(one?.[index]);
      expect(Math.abs(further / end - 0.5)).toBeLessThan(0.05);
      expect(Number(ten?.[index]) - Number(one?.[index])).toBe(9 * further);
    }
  });
});
