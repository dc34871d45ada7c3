import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const unknownOption: Rule = {
  code: 'M205',
  title: 'An option that the question does not have',
  why: 'A condition on an option that nobody can choose never holds: what depends on it is never asked, never scored and never paid.',
  fix: 'Take one of the options of the question, by its id.',
  bad: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: sum
  #! M205 ful
  complete: { when: { erp: { const: ful } }, sum: erp }`),
  },
  good: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: sum
  complete: { when: { erp: { const: full } }, sum: erp }`),
  },
};
