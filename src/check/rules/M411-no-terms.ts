import { placedInstruments } from '../places-of-policy.ts';
import type { Rule } from '../rule.ts';
import { policyOf, questionnaireOf, rubricOf } from './sample.ts';

const PACK = {
  'questionnaire.yaml': questionnaireOf('      - { id: erp, type: scale, maximum: 4 }', 'policy: town\n'),
  'rubric.yaml': rubricOf('scores: { tools: sum }'),
};

const policyWith = (lines: string): string =>
  policyOf(`instruments:
  - id: loan-interest
    title: Interest subsidy
    type: interest-subsidy
    ${lines}
    source: { document: an example, verified: true }`);

export const noTerms: Rule = {
  code: 'M411',
  title: 'An amount over the interest of no loan',
  why: 'Without terms nobody knows what the loan costs: the amount stays unknown for every enterprise.',
  fix: 'Say in `terms` what the loan is: its principal, rate, months and repayment, or the interest of each year. What the source does not give is null.',
  bad: {
    ...PACK,
    'policies/town.yaml': policyWith(
      '#! M411 { sum: { interest: [0.9, 0.8] } }\n    amount: { sum: { interest: [0.9, 0.8] } }',
    ),
  },
  good: {
    ...PACK,
    'policies/town.yaml': policyWith(
      'amount: { sum: { interest: [0.9, 0.8] } }\n    terms: { principal: null, annualPercent: null, months: 24, repayment: null }',
    ),
  },
  check: (subject) =>
    placedInstruments(subject).flatMap(({ instrument: { id, amount, terms }, file, at }) => {
      if (terms || amount.kind !== 'rule') return [];
      const year = [...amount.given.keys()].find((name) => name.includes('/'));
      if (year === undefined) return [];
      const [found = ''] = year.split('/');
      return [{ code: 'M411' as const, file, at: [...at, 'amount'], details: { found, name: id } }];
    }),
};
