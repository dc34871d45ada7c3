import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const reservedId: Rule = {
  code: 'M202',
  title: 'An id that is a word of the format',
  why: 'In a score, `{ linear: ... }` would mean the fact of that name as well as the rule. Which of the two is meant would depend on who reads it.',
  fix: 'Take a longer id, for example `linearMetres` for `linear`.',
  bad: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  #! M202 linear
  - { id: linear, type: decimal }
`,
    ),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  - { id: linearMetres, type: decimal }
`,
    ),
  },
};
