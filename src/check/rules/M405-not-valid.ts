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
  title: 'An instrument that is not valid on the day given',
  why: 'A funding rule that has expired makes every policy written from then on shorter than it could be, unnoticed.',
  fix: 'Look whether the instrument was prolonged or replaced; take it out if not. The day is that of `--as-of`; without it nothing is judged, for a check must not change with the calendar.',
  bad: { ...PACK, 'policies/town.yaml': policyUntil("#! M405 '2025-12-31'\n    valid: { to: '2025-12-31' }") },
  good: { ...PACK, 'policies/town.yaml': policyUntil("valid: { to: '2027-12-31' }") },
  check: (subject) =>
    placedInstruments(subject).flatMap(({ instrument: { id, definition }, file, at }) => {
      const { asOf } = subject;
      const { from, to } = definition.valid ?? {};
      const found = (side: 'from' | 'to', wanted: string) => [
        { code: 'M405' as const, file, at: [...at, 'valid', side], details: { found: id, wanted } },
      ];
      if (asOf === null) return [];
      // Dates of this form compare as text.
      if (to !== undefined && asOf > to) return found('to', `ended on ${to}, before ${asOf}`);
      return from !== undefined && asOf < from ? found('from', `begins on ${from}, after ${asOf}`) : [];
    }),
};
