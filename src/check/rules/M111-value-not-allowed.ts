import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const valueNotAllowed: Rule = {
  code: 'M111',
  title: 'A word that is none of those allowed',
  why: 'Only the words listed have a meaning. Another one, such as `compulsory` for evidence, would be skipped, and assessors would not be asked for what the office needs.',
  fix: 'Take one of the allowed words; the one that is spelled most alike is suggested.',
  bad: {
    'questionnaire.yaml': questionnaireOf(`      - id: erp
        type: single
        #! M111 compulsory
        evidence: compulsory
        options: [none, partial, full]`),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(`      - id: erp
        type: single
        evidence: required
        options: [none, partial, full]`),
  },
};
