import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const wrongType: Rule = {
  code: 'M107',
  title: 'A value of the wrong type',
  why: 'Words such as `yes` and numbers in quotes are text. A program that guesses takes them for a condition that always holds, or for a bound of nothing.',
  fix: 'Write `true` or `false` without quotes, numbers as decimals without quotes, lists in `[ ]` and maps in `{ }`.',
  bad: {
    'questionnaire.yaml': questionnaireOf(`      - id: erp
        type: single
        #! M107 yes
        notApplicable: yes
        options: [none, partial, full]`),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(`      - id: erp
        type: single
        notApplicable: true
        options: [none, partial, full]`),
  },
};
