import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const badWeight: Rule = {
  code: 'M216',
  title: 'A weight that cannot be',
  why: 'With a negative weight a better answer makes the mean worse, and weights that are all 0 leave nothing to divide by.',
  fix: 'Use weights above 0 in a mean, and leave out what shall not count. A deduction is a negative weight in a `sum`.',
  bad: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  #! M216 -1
  tools: { mean: { erp: -1 } }`),
  },
  good: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: { mean: { erp: 1 } }`),
  },
};
