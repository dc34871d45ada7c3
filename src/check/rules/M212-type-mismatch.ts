import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

export const typeMismatch: Rule = {
  code: 'M212',
  title: 'A key that the question type does not have',
  why: 'Whoever wrote `most: 2` wanted several options to be chosen, but the question allows one. Enterprises would be asked something else than was meant.',
  fix: 'Remove the key, or change the type.',
  bad: {
    'questionnaire.yaml': questionnaireOf(`      - id: erp
        type: single
        options: [none, partial, full]
        #! M212 most
        most: 2`),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(`      - id: erp
        type: single
        options: [none, partial, full]
      - id: uses
        type: multiple
        options: [planning, purchasing, sales]
        most: 2`),
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 }, uses: { each: 1 } }
scores: { tools: sum }`),
  },
};
