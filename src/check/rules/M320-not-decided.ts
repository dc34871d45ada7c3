import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const QUESTIONS = questionnaireOf(`      - { id: price, type: decimal, minimum: 0.1, maximum: 10 }
      - { id: amount, type: decimal, minimum: 0.1, maximum: 10 }`);

export const notDecided: Rule = {
  code: 'M320',
  title: 'Something that could not be decided',
  why: 'The checks of logic are exact: they find answers, or prove that there are none. Where neither came about in time, this says so instead of guessing.',
  fix: 'Give numbers a least and a greatest value, compare them by bounds rather than by a single value, or split the condition.',
  bad: {
    'questionnaire.yaml': QUESTIONS,
    'rubric.yaml': rubricOf(`scores:
  tools:
    sum: { price: amount }
    #! M320 when
    when: { turnover: { const: 3.7 } }
  turnover: { sum: { price: amount } }`),
  },
  good: {
    'questionnaire.yaml': QUESTIONS,
    'rubric.yaml': rubricOf(`scores:
  tools:
    sum: { price: amount }
    when: { turnover: { minimum: 3.7 } }
  turnover: { sum: { price: amount } }`),
  },
};
