import { describe, expect, test } from 'vitest';
import type { Measure, Measures, Pain, Priority, Questionnaire } from '../../src/model/generated/types.ts';
import type { RecommendInput } from '../../src/policy/recommend-input.ts';
import { decided } from './decided.ts';
import { hurts, LOWEST, preparePack, readJoinery, readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const joinery = readJoinery();
const QUESTIONNAIRE: Questionnaire = {
  ...joinery.questionnaire,
  facts: [
    ...(joinery.questionnaire.facts ?? []),
    { id: 'pains', type: 'multiple', options: ['unsold'] },
    { id: 'unsoldSum', type: 'decimal', minimum: 0 },
  ],
};

const gap = (id: string, when: Priority['when'], weight: number): Priority => ({
  id,
  title: id,
  text: `${id}.`,
  when,
  weight,
});

/** Closed by the alarm for 15,000; the sheets for 3,000; the board for 4,000; the network for 10,000.10. */
const DUST = gap('dust', { safety: { maximum: 0 } }, 5);
const LIGHT = [
  gap('quality-gap', { quality: { maximum: 1 } }, 3),
  gap('planning-gap', { planning: { maximum: 1 } }, 3),
  gap('network-gap', { network: { contains: { const: 'none' } } }, 3),
];

const UNSOLD: Pain = {
  id: 'unsold',
  title: 'Unsold',
  when: hurts('unsold'),
  weight: 9,
  figure: { of: 'unsoldSum', currency: 'CNY', worth: 15 },
};
const share = (low: number, high: number) => ({ eases: { unsold: { low, high, illustrative: true as const } } });

interface Given extends Partial<RecommendInput> {
  readonly money: number;
  readonly changed?: Readonly<Record<string, Partial<Measure>>>;
  readonly gaps?: readonly Priority[];
  readonly sum?: number;
}

/** What is planned for so much money, and whether the next level is reached. */
function plan({ money, changed = {}, gaps = [], sum, ...more }: Given) {
  const measures = joinery.measures.measures.map((one) => ({ ...one, ...changed[one.id] })) as Measures['measures'];
  const document: Measures = { ...joinery.measures, pains: [UNSOLD], priorities: [...gaps], measures };
  const pack = preparePack({ ...joinery, questionnaire: QUESTIONNAIRE, measures: document });
  const facts = sum === undefined ? {} : { pains: ['unsold'], unsoldSum: sum };
  const sheet = readSheet(pack, LOWEST, { employees: 20, revenue: 100, ...facts });
  const { priorities, cautions } = pack;
  const budget = { n: BigInt(money), d: 1n };
  return recommendFor(pack, sheet, undefined, '2026-06-30', { priorities, cautions, solver, budget, ...more });
}

const idsOf = ({ measures }: ReturnType<typeof plan>): string[] => measures.map(({ id }) => id).sort();

describe('within a budget', () => {
  test('the heaviest gap is closed even if several lighter ones together weigh more', () => {
    expect(idsOf(plan({ money: 17_000, gaps: [DUST, ...LIGHT] }))).toEqual(['dust-alarm']);
    expect(idsOf(plan({ money: 14_999, gaps: [DUST, ...LIGHT] }))).toEqual(['planning-board', 'quality-sheets']);
  });

  test('the next level comes after the heaviest gap, and before the others', () => {
    // Level 1 takes the ERP for 20,000.
    const found = plan({ money: 35_000, gaps: [DUST, ...LIGHT] });
    expect([idsOf(found), found.target.reached]).toEqual([['cloud-erp', 'dust-alarm'], true]);
    const less = plan({ money: 34_999, gaps: [DUST, ...LIGHT] });
    expect([idsOf(less), less.target.reached]).toEqual([
      ['dust-alarm', 'lan', 'planning-board', 'quality-sheets'],
      false,
    ]);
  });

  const fed = {
    'dust-alarm': share(10, 20),
    'planning-board': { ...share(5, 10), after: ['dust-alarm'] as [string] },
  };

  test('a measure that works on the data of another one is not planned in its place', () => {
    // The alarm costs more than 15 % of the loss, so only the board is worth its cost by itself.
    expect(idsOf(plan({ money: 16_000, changed: fed, sum: 90_000 }))).toEqual(['dust-alarm']);
    expect(idsOf(plan({ money: 19_000, changed: fed, sum: 90_000 }))).toEqual(['dust-alarm', 'planning-board']);
  });

  test('without the measure whose data it uses, a measure comes after all others', () => {
    const network = { ...(LIGHT[2] as Priority), weight: 1 };
    expect(idsOf(plan({ money: 11_000, changed: fed, sum: 90_000, gaps: [network] }))).toEqual(['lan']);
    expect(idsOf(plan({ money: 14_500, changed: fed, sum: 90_000, gaps: [network] }))).toEqual([
      'lan',
      'planning-board',
    ]);
    // Somebody who requires it gets it.
    const record = decided('required', 'planning-board');
    expect(idsOf(plan({ money: 11_000, changed: fed, sum: 90_000, gaps: [network], record }))).toEqual([
      'planning-board',
    ]);
  });

  test('of the measures that ease a stated loss, the one that saves most and is worth its cost comes first', () => {
    const changed = { 'dust-alarm': share(30, 40), 'planning-board': share(5, 10) };
    const gaps = LIGHT.filter(({ id }) => id !== 'planning-gap');
    expect(idsOf(plan({ money: 18_000, changed, sum: 200_000, gaps }))).toEqual(['dust-alarm', 'quality-sheets']);
  });

  test('what only puts something on paper comes last', () => {
    const paper = { 'planning-board': { paper: true as const } };
    const planning = gap('planning-gap', { planning: { maximum: 1 } }, 5);
    const gaps = [planning, LIGHT[0] as Priority];
    expect(idsOf(plan({ money: 6000, gaps }))).toEqual(['planning-board']);
    expect(idsOf(plan({ money: 6000, gaps, changed: paper }))).toEqual(['quality-sheets']);
  });
});

describe('what a budget does not pay for', () => {
  const whyOpen = (given: Given, id: string) => {
    const { priorities = [], pains = [] } = plan(given);
    return [...priorities, ...pains].find((one) => one.id === id);
  };

  test('names the measures that use the money, and whether they come first', () => {
    const short = {
      measure: 'quality-sheets',
      cost: '3000',
      currency: 'CNY',
      beside: ['dust-alarm'],
      comesFirst: true,
    };
    const given = { money: 17_000, gaps: [DUST, ...LIGHT] };
    expect(whyOpen(given, 'quality-gap')).toMatchObject({ state: 'open', why: 'limits', short });
    // The network, for 10,000.10, fits beside one of the light measures, but not beside both.
    expect(whyOpen({ money: 16_000, gaps: LIGHT }, 'network-gap')).toMatchObject({
      short: { measure: 'lan', cost: '10000.1', beside: ['planning-board', 'quality-sheets'], comesFirst: true },
    });
  });

  test('costs more than the budget with what it needs and whose data it uses', () => {
    const planning = gap('planning-gap', { planning: { maximum: 2 } }, 1);
    expect(whyOpen({ money: 80_000, gaps: [planning] }, 'planning-gap')).toMatchObject({
      short: { measure: 'planning-system', with: ['planning-board', 'cloud-erp'], cost: '84000', currency: 'CNY' },
    });
    const changed = { 'planning-board': { ...share(5, 10), after: ['dust-alarm'] as [string] } };
    expect(whyOpen({ money: 3000, changed, sum: 90_000 }, 'unsold')).toMatchObject({
      short: { measure: 'planning-board', with: ['dust-alarm'], cost: '19000' },
    });
  });

  test('is not blamed on a measure that is planned only because the money is short', () => {
    const changed = { 'quality-sheets': { excludes: ['dust-alarm'] as [string] } };
    const gaps = [DUST, LIGHT[0] as Priority];
    expect(whyOpen({ money: 4000, gaps, changed }, 'dust')).toMatchObject({
      why: 'limits',
      short: { measure: 'dust-alarm', cost: '15000' },
    });
    expect(whyOpen({ money: 20_000, gaps, changed }, 'quality-gap')).toMatchObject({
      why: 'rival',
      excludedBy: ['dust-alarm'],
    });
  });
});

describe('what a required measure displaces', () => {
  const displacedBy = (measure: string, given: Given) =>
    plan({ roadmap: true, record: decided('required', measure), ...given }).displaced;

  test('is named with the reason', () => {
    expect(displacedBy('lan', { money: 17_000, gaps: [DUST, ...LIGHT] })).toEqual({
      by: ['lan'],
      gaps: [{ id: 'dust', measures: ['dust-alarm'], why: 'money' }],
    });
    const changed = { 'quality-sheets': { excludes: ['dust-alarm'] as [string] } };
    expect(displacedBy('quality-sheets', { money: 100_000, gaps: [DUST, ...LIGHT], changed })).toEqual({
      by: ['quality-sheets'],
      gaps: [{ id: 'dust', measures: ['dust-alarm'], why: 'rival' }],
    });
  });

  test('is nothing if the money is enough, or if the plan would contain the measure anyway', () => {
    expect(displacedBy('lan', { money: 100_000, gaps: [DUST, ...LIGHT] })).toBeUndefined();
    expect(displacedBy('dust-alarm', { money: 17_000, gaps: [DUST, ...LIGHT] })).toBeUndefined();
  });
});
