import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const sameLevel: Rule = {
  code: 'M220',
  title: 'A level that is given twice',
  why: 'Two sets of requirements stand for one level. Which of them an enterprise must meet would depend on their order.',
  fix: 'Give the levels different numbers, or put both conditions into one with `allOf`.',
  bad: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: sum
  level:
    levels:
      - { value: 1, when: { tools: { minimum: 1 } } }
      #! M220 1
      - { value: 1, when: { tools: { minimum: 2 } } }`),
  },
  good: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: sum
  level:
    levels:
      - { value: 1, when: { tools: { minimum: 1 } } }
      - { value: 2, when: { tools: { minimum: 2 } } }`),
  },
};
