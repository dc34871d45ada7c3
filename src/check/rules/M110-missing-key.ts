import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const missingKey: Rule = {
  code: 'M110',
  title: 'A key that is missing',
  why: 'What a question is, where steps begin or which version a pack has cannot be guessed, and a guess would decide levels.',
  fix: 'Add the key. The example in `questionnaires/README.md` shows every document whole.',
  bad: {
    'questionnaire.yaml': questionnaireOf(`      #! M110 id
      - id: erp
        options: [none, partial, full]`),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(`      - id: erp
        type: single
        options: [none, partial, full]`),
  },
};
