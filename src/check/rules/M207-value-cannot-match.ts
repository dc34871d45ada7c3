import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const valueCannotMatch: Rule = {
  code: 'M207',
  title: 'A value that can never be equal',
  why: 'A number is compared with a word, so the condition fails for everybody: a level or an instrument behind it is out of reach.',
  fix: 'Compare a score and a number with a number, a yes-or-no answer with `true` or `false`.',
  bad: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: sum
  #! M207 many
  complete: { when: { tools: { const: many } }, sum: erp }`),
  },
  good: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: sum
  complete: { when: { tools: { const: 2 } }, sum: erp }`),
  },
};
