import { expect, test } from 'vitest';
import { addPackAnswers, listAskedItems, startInterview } from '../../src/interview/index.ts';
import { fromNumber } from '../../src/model/index.ts';
import type { AnswerEntry } from '../../src/scoring/index.ts';
import { compileDocuments, readJoinery } from './joinery-pack.ts';

const joinery = readJoinery();

/** The turnover of a policy in euros, asked of a pack with its own fact for it. */
function planWith(unit: string) {
  const turnover = { id: 'turnover', type: 'decimal' as const, unit };
  const facts = [...(joinery.questionnaire.facts ?? []), turnover];
  const asked = {
    id: 'policyTurnover',
    type: 'decimal' as const,
    unit: 'EUR',
    sameAs: ['revenueElsewhere', 'turnover'],
  };
  const policy = { kind: 'policy' as const, id: 'town', version: '1', title: 'Town', currency: 'EUR', facts: [asked] };
  return compileDocuments({ ...joinery, questionnaire: { ...joinery.questionnaire, facts }, policies: [policy] }).plan;
}

const stated = (amount: number): AnswerEntry => ({ state: 'answered', value: fromNumber(amount) });

test('a fact of a policy takes the answer of the pack’s fact that is the same, unless it is stated itself', () => {
  const plan = planWith('EUR');
  expect(addPackAnswers(new Map([['turnover', stated(5)]]), plan).get('policyTurnover')).toEqual(stated(5));
  const both = new Map([
    ['turnover', stated(5)],
    ['policyTurnover', stated(7)],
  ]);
  expect(addPackAnswers(both, plan)).toBe(both);
  const unknown = new Map<string, AnswerEntry>([['turnover', { state: 'unknown' }]]);
  expect(addPackAnswers(unknown, plan)).toBe(unknown);
});

test('a fact that another one answers is not asked again, unless it was stated itself or the units differ', () => {
  const asks = (unit: string, ...stated: readonly [string, AnswerEntry][]): boolean => {
    const state = startInterview(planWith(unit), { policyFacts: ['policyTurnover'], sheet: new Map(stated) });
    return listAskedItems(state).some(({ name }) => name === 'policyTurnover');
  };
  const turnover = ['turnover', stated(5)] as const;
  expect(asks('EUR')).toBe(true);
  expect(asks('EUR', [...turnover])).toBe(false);
  expect(asks('EUR', [...turnover], ['policyTurnover', stated(7)])).toBe(true);
  expect(asks('EUR', ['turnover', { state: 'unknown' }])).toBe(true);
  expect(asks('CNY', [...turnover])).toBe(true);
});

test.each(['CNY', '× CNY 10,000', 'EUR million'])('an amount stated in %s is not read as euros', (unit) => {
  const sheet = new Map([['turnover', stated(5)]]);
  expect(addPackAnswers(sheet, planWith(unit))).toBe(sheet);
});
