import { describe, expect, test } from 'vitest';
import type { Measure, Measures, Pain, Priority, Questionnaire } from '../../src/model/generated/types.ts';
import { compileMeasures } from '../../src/policy/measures.ts';
import type { RecommendInput } from '../../src/policy/recommend-input.ts';
import { compileDocuments, hurts, LOWEST, preparePack, readJoinery, readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const joinery = readJoinery();

const QUESTIONNAIRE: Questionnaire = {
  ...joinery.questionnaire,
  facts: [
    ...(joinery.questionnaire.facts ?? []),
    { id: 'pains', type: 'multiple', options: ['late', 'scrap', 'dust', 'demand'] },
    { id: 'scrapCost', type: 'decimal', minimum: 0, when: hurts('scrap') },
    { id: 'demandedBy', type: 'text', when: hurts('demand') },
    { id: 'demandedOn', type: 'date', when: hurts('demand') },
  ],
};

const PAINS: Pain[] = [
  { id: 'late', title: 'Deliveries are late', when: hurts('late'), weight: 2 },
  {
    id: 'scrap',
    title: 'Much scrap',
    when: hurts('scrap'),
    weight: 2,
    figure: { of: 'scrapCost', times: 10_000, currency: 'CNY' },
  },
  {
    id: 'records',
    title: 'Inspection records are demanded',
    when: hurts('demand'),
    demand: { by: 'demandedBy', on: 'demandedOn' },
  },
];

const EASES: Readonly<Record<string, Partial<Measure>>> = {
  'planning-board': { eases: { late: 'part' } },
  'planning-system': { eases: { late: 'most' } },
  'quality-sheets': { eases: { scrap: { low: 50, high: 70, illustrative: true } } },
  'quality-system': { eases: { records: 'most' } },
};

interface Given extends Partial<RecommendInput> {
  readonly facts?: object;
  readonly answers?: object;
  readonly eases?: typeof EASES;
  readonly gaps?: readonly Priority[];
  readonly pains?: readonly Pain[];
}

function documentsOf({ eases = EASES, gaps = [], pains = PAINS }: Given) {
  const measures = joinery.measures.measures.map((one) => ({ ...one, ...eases[one.id] })) as Measures['measures'];
  const document: Measures = { ...joinery.measures, pains: [...pains], priorities: [...gaps], measures };
  return { ...joinery, questionnaire: QUESTIONNAIRE, measures: document };
}

function plan(given: Given = {}) {
  const { facts = {}, answers = {}, eases: _, gaps, pains, ...more } = given;
  const pack = preparePack(documentsOf(given));
  const sheet = readSheet(pack, { ...LOWEST, ...answers }, { employees: 20, revenue: 100, ...facts });
  return recommendFor(pack, sheet, undefined, '2026-06-30', { priorities: pack.priorities, solver, ...more });
}

const idsOf = ({ measures }: ReturnType<typeof plan>): string[] => measures.map(({ id }) => id);

describe('stated pains', () => {
  test('a measure that changes no answer but eases a pain is planned until it is recorded as done', () => {
    // The board of the joinery, as a habit that no answer tells.
    const eases: typeof EASES = { 'planning-board': { achieves: {}, eases: { late: 'most' } } };
    const late = { facts: { pains: ['late'] }, eases, target: 1 };
    expect(idsOf(plan(late))).toContain('planning-board');
    expect(idsOf(plan({ ...late, facts: {} }))).not.toContain('planning-board');
    const record = {
      events: [],
      decisions: new Map(),
      done: new Map([['planning-board', '2026-06-01']]),
      assessedOn: '2026-06-10',
    };
    expect(idsOf(plan({ ...late, record }))).not.toContain('planning-board');
  });

  test('a pain that the enterprise does not state has no effect on the plan', () => {
    const without = plan({ pains: [], eases: {} });
    expect(plan()).toEqual(without);
    expect(plan({ facts: { pains: ['dust'] } })).toEqual(without);
  });

  test('a plan eases most of a stated pain if the money allows, otherwise a part of it', () => {
    expect(idsOf(plan())).toEqual(['cloud-erp']);
    const found = plan({ facts: { pains: ['late'] } });
    expect(idsOf(found)).toContain('planning-system');
    expect(found.pains).toEqual([{ id: 'late', state: 'eased', by: ['planning-board', 'planning-system'] }]);
    expect(found.priorities).toBeUndefined();
    const little = plan({ facts: { pains: ['late'] }, budget: { n: 30_000n, d: 1n } });
    expect(little.pains).toMatchObject([{ id: 'late', state: 'part', by: ['planning-board'] }]);
  });

  test('a pain that no measure of the plan eases stays open with its reason', () => {
    const found = plan({ facts: { pains: ['late'] }, budget: { n: 3_000n, d: 1n } });
    const short = { measure: 'planning-board', cost: '4000', currency: 'CNY' };
    expect(found.pains).toEqual([{ id: 'late', state: 'open', why: 'limits', by: ['planning-system'], short }]);
    const partly = { 'planning-board': { eases: { late: 'part' } } } as typeof EASES;
    const tooDear = plan({ facts: { pains: ['late'] }, eases: partly, budget: { n: 3_000n, d: 1n } });
    expect(tooDear.pains).toEqual([{ id: 'late', state: 'open', why: 'limits', by: ['planning-board'], short }]);
    const eases = { 'quality-sheets': EASES['quality-sheets'] ?? {} };
    expect(plan({ facts: { pains: ['late'] }, eases }).pains).toEqual([{ id: 'late', state: 'open', why: 'none' }]);
  });

  test('a plan handles a pain before gaps of the same weight, and after heavier gaps', () => {
    const gap = (weight: number): Priority => ({
      id: 'dust-gap',
      title: 'Dust',
      text: 'There is dust.',
      when: { safety: { maximum: 0 } },
      weight,
    });
    const first = (weight: number): string | undefined =>
      idsOf(plan({ facts: { pains: ['scrap'] }, gaps: [gap(weight)] }))[0];
    expect(first(2)).toBe('quality-sheets');
    expect(first(3)).not.toBe('quality-sheets');
  });

  test('a pain has a price only if the enterprise states its own figure for the pain', () => {
    expect(plan({ facts: { pains: ['scrap'] } }).pains?.[0]?.figure).toBeUndefined();
    expect(plan({ facts: { pains: ['scrap'], scrapCost: 35.5 } }).pains?.[0]?.figure).toEqual({
      amount: '355000',
      currency: 'CNY',
      is: 'year',
    });
    expect(plan({ facts: { pains: ['late'], scrapCost: 35.5 } }).pains?.[0]?.figure).toBeUndefined();
  });

  test('of pains with the same weight, the one with the larger yearly sum comes first', () => {
    const order = (scrapCost?: number) =>
      plan({ facts: { pains: ['late', 'scrap'], ...(scrapCost ? { scrapCost } : {}) } }).pains?.map(({ id }) => id);
    expect(order()).toEqual(['late', 'scrap']);
    expect(order(35.5)).toEqual(['scrap', 'late']);
  });

  test('a pain has more weight the larger its sum is relative to another figure', () => {
    const scrap = { ...PAINS[1], figure: { ...PAINS[1]?.figure, weighs: { of: 'revenue', steps: { 10: 3, 5: 1 } } } };
    const gap = {
      id: 'dust-gap',
      title: 'Dust',
      text: 'There is dust.',
      when: { safety: { maximum: 0 } },
      weight: 2.5,
    };
    const first = (scrapCost?: number): string | undefined =>
      idsOf(
        plan({
          pains: PAINS.map((one) => (one.id === 'scrap' ? (scrap as Pain) : one)),
          gaps: [gap],
          facts: { pains: ['scrap'], ...(scrapCost && { scrapCost }) },
        }),
      )[0];
    // Of a revenue of 100: a tenth weighs 3, less than a twentieth or an unknown sum what the pain weighs, 2.
    expect(first(10)).toBe('quality-sheets');
    for (const less of [9.9, 1, undefined]) expect(first(less)).not.toBe('quality-sheets');
  });

  test('a pain is eased by all measures that ease a part of it, as far as they are worth their cost', () => {
    const eases = {
      'planning-board': { eases: { scrap: 'part' } },
      'quality-sheets': { eases: { scrap: 'part' } },
    } as const;
    const scrap = { ...PAINS[1], figure: { ...PAINS[1]?.figure, worth: 10 } } as Pain;
    const easing = (scrapCost: number, pains: readonly Pain[] = [scrap]): readonly string[] | undefined =>
      plan({ pains, eases, facts: { pains: ['scrap'], scrapCost } }).pains?.[0]?.by;
    expect(easing(1000, PAINS)).toHaveLength(1);
    expect(easing(1)).toHaveLength(1);
    expect(easing(1000)).toEqual(['quality-sheets', 'planning-board']);
  });

  test('a measure that eases a part of a pain begins before measures that ease none', () => {
    const order = (shopLan: Partial<Measure>): string[] => {
      const eases: typeof EASES = { 'quality-sheets': { eases: { scrap: 'most' } }, 'shop-lan': shopLan };
      return idsOf(plan({ eases, facts: { pains: ['scrap'] }, target: 2 }));
    };
    expect(order({})).toEqual(['quality-sheets', 'planning-board', 'lan', 'cloud-erp', 'shop-lan']);
    // What it needs comes before it, and what needs nothing begins meanwhile.
    expect(order({ eases: { scrap: 'part' } })).toEqual([
      'quality-sheets',
      'lan',
      'planning-board',
      'shop-lan',
      'cloud-erp',
    ]);
  });

  test('a pain with a date is listed as a due date, with the party that demands it', () => {
    const demanded = (demandedOn: string) =>
      plan({ facts: { pains: ['demand'], demandedBy: 'Sichuan Motors', demandedOn } }).due;
    const who = 'Sichuan Motors';
    expect(demanded('2027-01-31')).toEqual([
      { id: 'records', date: '2027-01-31', who, state: 'met', by: ['quality-system'], end: '2026-11-29' },
    ]);
    expect(demanded('2026-08-31')).toMatchObject([{ id: 'records', who, state: 'late' }]);
    // What is asked for on the command line goes before the answer.
    const due = [{ id: 'records', date: '2027-03-31' }];
    expect(plan({ facts: { pains: ['demand'], demandedOn: '2026-08-31' }, due }).due).toMatchObject([
      { id: 'records', date: '2027-03-31', state: 'met' },
    ]);
  });

  test('a pain is not eased by a measure whose condition fails, even if the measure’s answers are reached', () => {
    const eases: typeof EASES = {
      'quality-sheets': {
        eases: { records: 'most' },
        when: { allOf: [{ employees: { minimum: 1000 } }, { quality: { maximum: 1 } }] },
      },
      'quality-system': { eases: { records: 'most' }, needs: [] },
    };
    const facts = { pains: ['demand'], demandedOn: '2027-01-31' };
    expect(plan({ facts, answers: { quality: 2 }, eases }).due).toMatchObject([
      { id: 'records', state: 'met', by: ['quality-system'] },
    ]);
  });
});

describe('the names of pains', () => {
  const problemsOf = (given: Given) => {
    const documents = documentsOf(given);
    const compiled = compileDocuments(documents);
    return compileMeasures({ file: 'measures.yaml', document: documents.measures }, compiled).problems.map(
      ({ code, at, details }) => [code, [at].flat().join('.'), details?.found],
    );
  };

  test('misspelled ids of pains, and misspelled names that pains refer to, are reported', () => {
    expect(problemsOf({})).toEqual([]);
    const [late] = PAINS as [Pain];
    const pains = [
      { ...late, figure: { of: 'owner', currency: 'CNY' }, demand: { on: 'scrapCost', by: 'demandedOn' } },
      { ...late, id: 'LATE' },
    ];
    const eases = {
      lan: { eases: { lat: 'part' as const } },
      'cloud-erp': { eases: { late: { low: 30, high: 10, illustrative: true as const } } },
    };
    expect(problemsOf({ pains, eases })).toEqual([
      ['M201', 'pains.1.id', 'LATE'],
      ['M203', 'pains.0.figure.of', 'owner'],
      ['M203', 'pains.0.demand.on', 'scrapCost'],
      ['M203', 'pains.0.demand.by', 'demandedOn'],
      ['M203', 'measures.0.eases.lat', 'lat'],
      ['M215', 'measures.2.eases.late.low', { phrase: 'lowShare', value: '30' }],
    ]);
  });
});
