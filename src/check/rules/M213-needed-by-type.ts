import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const RUBRIC = rubricOf(`scores: { tools: sum }`);

export const neededByType: Rule = {
  code: 'M213',
  title: 'A question without what its type needs',
  why: 'A scale without its high end has no best answer: neither the form nor the score of the question knows where it ends.',
  fix: 'Add the key: `options` for a choice, `maximum` for a scale, `rows` and `each` for a matrix.',
  bad: {
    'questionnaire.yaml': questionnaireOf(`      #! M213 scale
      - { id: quality, type: scale }`),
    'rubric.yaml': RUBRIC,
  },
  good: {
    'questionnaire.yaml': questionnaireOf(`      - { id: quality, type: scale, maximum: 4 }`),
    'rubric.yaml': RUBRIC,
  },
};
