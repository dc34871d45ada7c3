import { placedInstruments } from '../places-of-policy.ts';
import type { Rule } from '../rule.ts';
import { policyOf, questionnaireOf, rubricOf } from './sample.ts';

const PACK = {
  'questionnaire.yaml': questionnaireOf('      - { id: erp, type: scale, maximum: 4 }', 'policy: town\n'),
  'rubric.yaml': rubricOf('scores: { tools: sum }'),
};

const policyWith = (stack: string): string =>
  policyOf(`instruments:
  - id: voucher
    title: Voucher
    type: voucher
    amount: 1000
    ${stack}
    source: &decree { document: an example, verified: true }
  - { id: loan, title: Loan, type: loan, amount: null, source: *decree }`);

export const excludesItself: Rule = {
  code: 'M410',
  title: 'An instrument that excludes itself',
  why: 'It cannot be had together with itself, so never; another instrument was meant, which now can be had twice over.',
  fix: 'Name the instrument that is meant, or leave it out.',
  bad: { ...PACK, 'policies/town.yaml': policyWith('#! M410 voucher\n    stack: { excludes: [voucher] }') },
  good: { ...PACK, 'policies/town.yaml': policyWith('stack: { excludes: [loan] }') },
  check: (subject) =>
    placedInstruments(subject).flatMap(({ instrument: { id, definition }, file, at }) =>
      (definition.stack?.excludes ?? []).flatMap((excluded, i) =>
        excluded === id
          ? [{ code: 'M410' as const, file, at: [...at, 'stack', 'excludes', i], details: { found: id } }]
          : [],
      ),
    ),
};
