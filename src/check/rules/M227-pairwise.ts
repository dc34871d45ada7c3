import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const QUESTIONNAIRE = questionnaireOf(`      - { id: quality, type: scale, maximum: 4 }
      - { id: price, type: scale, maximum: 4 }
      - { id: speed, type: scale, maximum: 4 }`);

export const pairwise: Rule = {
  code: 'M227',
  title: 'Comparisons that give no weights',
  why: 'Where two members were never compared, or each was called more important than the other, the weights would be invented, and with them the order of all enterprises.',
  fix: 'Compare every two members once. Where comparisons contradict each other, change the one that fits the others least.',
  bad: {
    'questionnaire.yaml': QUESTIONNAIRE,
    'rubric.yaml': rubricOf(`scores:
  tools:
    mean: [quality, price, speed]
    #! M227 pairwise
    pairwise: { quality: { price: 2 }, price: { speed: 2 } }`),
  },
  good: {
    'questionnaire.yaml': QUESTIONNAIRE,
    'rubric.yaml': rubricOf(`scores:
  tools:
    mean: [quality, price, speed]
    pairwise: { quality: { price: 2, speed: 4 }, price: { speed: 2 } }`),
  },
};
