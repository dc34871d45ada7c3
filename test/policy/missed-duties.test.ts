import { describe, expect, test } from 'vitest';
import type { Measure, MeasureRecord, Measures, Pain, Questionnaire } from '../../src/model/generated/types.ts';
import { type Decision, readActiveRecords } from '../../src/policy/follow-up-records.ts';
import type { RecommendInput } from '../../src/policy/recommend-input.ts';
import { hurts, LOWEST, preparePack, readJoinery, readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const joinery = readJoinery();
const QUESTIONNAIRE: Questionnaire = {
  ...joinery.questionnaire,
  facts: [
    ...(joinery.questionnaire.facts ?? []),
    { id: 'pains', type: 'multiple', options: ['late', 'demand'] },
    { id: 'demandedOn', type: 'date', when: hurts('demand') },
  ],
};
const PAINS: Pain[] = [
  { id: 'late', title: 'Deliveries are late', when: hurts('late'), weight: 2 },
  { id: 'records', title: 'Records are demanded', when: hurts('demand'), demand: { on: 'demandedOn' } },
];
// The quality system meets the demand, the planning system cures late deliveries, and nobody can take both.
const STATED: Readonly<Record<string, Partial<Measure>>> = {
  'planning-board': { eases: { late: 'part' } },
  'planning-system': { eases: { late: 'most' }, excludes: ['quality-system'] },
  'quality-system': { eases: { records: 'most' } },
};
const measures = joinery.measures.measures.map((one) => ({ ...one, ...STATED[one.id] })) as Measures['measures'];
const pack = preparePack({
  ...joinery,
  questionnaire: QUESTIONNAIRE,
  measures: { ...joinery.measures, pains: PAINS, measures },
});

function plan(
  decisions: Readonly<Record<string, Decision>>,
  given: Partial<RecommendInput> = {},
  pains = ['late', 'demand'],
) {
  const facts = { employees: 20, revenue: 100, pains, demandedOn: '2027-01-31' };
  const records = Object.entries(decisions).map(
    ([measure, state], i): MeasureRecord => ({
      number: i + 1,
      recordedAt: '2026-06-01T00:00:00Z',
      measure,
      state,
      on: '2026-06-01',
    }),
  );
  const record = readActiveRecords(records, '2026-05-01');
  const more = { priorities: pack.priorities, solver, record, target: 1, ...given };
  return recommendFor(pack, readSheet(pack, LOWEST, facts), undefined, '2026-06-30', more);
}

const DUE = { id: 'records', date: '2027-01-31' };
const SYSTEM = { by: ['quality-system'], end: '2026-11-29' };

describe('a duty that a plan does not meet', () => {
  test('for a duty it does not meet, a plan says which of its measures excludes the one that would meet it', () => {
    expect(plan({}).due).toMatchObject([{ ...DUE, state: 'met', by: ['quality-system'] }]);
    expect(plan({ 'planning-system': 'required' }).due).toEqual([
      { ...DUE, state: 'open', ...SYSTEM, instead: { ...SYSTEM, why: 'rival', excludedBy: ['planning-system'] } },
    ]);
  });

  test('for a duty it does not meet, a plan says that the measure that would meet it was excluded by the user', () => {
    expect(plan({ 'quality-system': 'excluded' }).due).toEqual([
      { ...DUE, state: 'open', ...SYSTEM, instead: { ...SYSTEM, why: 'excluded' } },
    ]);
  });

  test('for a duty it does not meet, a plan names the least budget that suffices, and a plan with that budget meets it', () => {
    const [due] = plan({}, { budget: { n: 52_999n, d: 1n } }).due ?? [];
    expect(due).toEqual({
      ...DUE,
      state: 'open',
      ...SYSTEM,
      instead: { ...SYSTEM, why: 'budget', budget: '53000', currency: 'CNY' },
    });
    expect(plan({}, { budget: { n: 53_000n, d: 1n } }).due).toMatchObject([{ ...DUE, state: 'met' }]);
    // What is required must be paid for as well.
    const required = plan({ 'dust-alarm': 'required' }, { budget: { n: 60_000n, d: 1n } });
    expect(required.due).toMatchObject([{ state: 'open', instead: { why: 'budget', budget: '68000' } }]);
    const paid = plan({ 'dust-alarm': 'required' }, { budget: { n: 68_000n, d: 1n } });
    expect(paid.due).toMatchObject([{ ...DUE, state: 'met' }]);
  });
});

describe('what a chosen measure excludes', () => {
  const pains = (given: Partial<RecommendInput> = {}, stated = ['late', 'demand']) =>
    plan({}, given, stated).pains?.[0];

  test('for a pain eased only in part, the plan says which measure excludes the one that would cure it', () => {
    expect(pains()).toEqual({
      id: 'late',
      state: 'part',
      by: ['planning-board'],
      better: { by: ['planning-system'], why: 'rival', excludedBy: ['quality-system'] },
    });
    expect(pains({}, ['late'])).toEqual({ id: 'late', state: 'eased', by: ['planning-board', 'planning-system'] });
  });

  test('for a pain eased only in part, the plan says that the cure exceeds the budget', () => {
    expect(pains({ budget: { n: 30_000n, d: 1n } }, ['late'])).toEqual({
      id: 'late',
      state: 'part',
      by: ['planning-board'],
      better: {
        by: ['planning-system'],
        why: 'limits',
        short: { measure: 'planning-system', with: ['planning-board', 'cloud-erp'], cost: '84000', currency: 'CNY' },
      },
    });
  });
});
