import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const boundsCrossed: Rule = {
  code: 'M215',
  title: 'A lower bound above the upper one',
  why: 'No number lies between the two: every answer would be refused, every instrument already closed before it opens.',
  fix: 'Exchange the two, or correct the one that is mistyped.',
  bad: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  #! M215 250
  - { id: employees, type: integer, minimum: 250, maximum: 25 }
`,
    ),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  - { id: employees, type: integer, minimum: 25, maximum: 250 }
`,
    ),
  },
};
