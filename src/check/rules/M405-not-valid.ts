import { placedInstruments } from '../places-of-policy.ts';
import type { Rule } from '../rule.ts';
import { policyOf, questionnaireOf, rubricOf } from './sample.ts';

const PACK = {
  'questionnaire.yaml': questionnaireOf('      - { id: erp, type: scale, maximum: 4 }', 'policy: town\n'),
  'rubric.yaml': rubricOf('scores: { tools: sum }'),
};

const policyUntil = (valid: string): string =>
  policyOf(`instruments:
  - id: voucher
    title: Voucher
    type: voucher
    ${valid}
    amount: 1000
    source: { document: an example, verified: true }`);

export const notValid: Rule = {
  code: 'M405',
  title: 'An instrument that is over',
  why: 'A funding rule that has expired, or that nobody can apply for any more, makes every policy written from then on shorter than it could be, unnoticed.',
  fix: 'Look whether the instrument was prolonged or replaced; take it out if not. The day is that of `--as-of`, else today: a check that found nothing can find this later, and finds it from then on. What begins later is no fault. Where an instrument stays to be told as over, let a baseline know it.',
  bad: {
    ...PACK,
    'policies/town.yaml': policyUntil(
      "#! M405 '2025-12-31'\n    valid: { to: '2025-12-31' }\n    #! M405 '2025-06-30'\n    apply: { to: '2025-06-30' }",
    ),
  },
  good: {
    ...PACK,
    'policies/town.yaml': policyUntil(
      "valid: { from: '2027-01-01', to: '2027-12-31' }\n    apply: { to: '2027-06-30' }",
    ),
  },
  check: (subject) =>
    placedInstruments(subject).flatMap(({ instrument: { id, definition }, file, at }) => {
      const { asOf } = subject;
      const ends = [
        { key: 'valid', day: definition.valid?.to, say: 'ended on' },
        { key: 'apply', day: definition.apply?.to, say: 'could be applied for until' },
      ];
      return ends.flatMap(({ key, day, say }) => {
        // Dates of this form compare as text.
        if (asOf === null || !day || asOf <= day) return [];
        const wanted = `${say} ${day}, before ${asOf}`;
        return [{ code: 'M405' as const, file, at: [...at, key, 'to'], details: { found: id, wanted } }];
      });
    }),
};
