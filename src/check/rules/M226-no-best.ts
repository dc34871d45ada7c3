import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const RUBRIC = `scores:
  tools:
    sum: tools
    #! M226 to
    to: 100`;

export const noBest: Rule = {
  code: 'M226',
  title: 'A share of something without a best',
  why: 'A score "of 100" divides by the best that is possible. Where a number has no end, nobody knows what the whole is, and every share would be made up.',
  fix: 'State the best with `best`, or give the number a `maximum`.',
  bad: {
    'questionnaire.yaml': questionnaireOf(`      - { id: quality, type: scale, maximum: 4 }
      - { id: speed, type: integer, minimum: 0 }`),
    'rubric.yaml': rubricOf(RUBRIC),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(`      - { id: quality, type: scale, maximum: 4 }
      - { id: speed, type: integer, minimum: 0, maximum: 20 }`),
    'rubric.yaml': rubricOf(RUBRIC.replace('    #! M226 to\n', '')),
  },
};
