import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const outOfBounds: Rule = {
  code: 'M113',
  title: 'A number or list outside of its bounds',
  why: 'A question without options cannot be answered and a score cannot be printed with 13 decimals: the pack would stop in the middle of a diagnosis.',
  fix: 'Keep to the bounds that are named.',
  bad: {
    'questionnaire.yaml': questionnaireOf(`      #! M113 []
      - { id: erp, type: single, options: [] }`),
  },
  good: { 'questionnaire.yaml': questionnaireOf(`      - { id: erp, type: single, options: [none, partial, full] }`) },
};
