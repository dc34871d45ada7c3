import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const malformed: Rule = {
  code: 'M112',
  title: 'An id, date or text of the wrong form',
  why: 'Ids become columns of tables, keys of answers and names of files, and dates decide which subsidies are open. A blank in an id or the 31st of February leads to answers that no longer find their question.',
  fix: 'Ids are letters, digits, `.`, `-` and `_`; dates are days of the calendar such as 2026-01-31; texts are not empty.',
  bad: {
    'questionnaire.yaml': questionnaireOf(`      #! M112 erp system
      - { id: erp system, type: single, options: [none, partial, full] }`),
  },
  good: { 'questionnaire.yaml': questionnaireOf(`      - { id: erp, type: single, options: [none, partial, full] }`) },
};
