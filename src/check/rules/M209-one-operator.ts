import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const oneOperator: Rule = {
  code: 'M209',
  title: 'A score with two rules, or none',
  why: 'A sum and a mean of the same questions differ. If one of them is silently taken, the published threshold is compared with the wrong number.',
  fix: 'Keep one rule for each score. To put two together, make two scores and a third that counts both.',
  bad: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  #! M209 tools
  tools: { sum: erp, mean: erp }`),
  },
  good: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: { sum: erp }
  average: { mean: erp }`),
  },
};
