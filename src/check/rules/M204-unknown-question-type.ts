import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const unknownQuestionType: Rule = {
  code: 'M204',
  title: 'A question type that does not exist',
  why: 'The type decides how a question is asked, read from a table and scored. With an unknown one it can be none of the three.',
  fix: 'Take one of the types that are listed: `single` is one option, `multiple` any number of them, `scale` a whole number with labels.',
  bad: {
    'questionnaire.yaml': questionnaireOf(`      #! M204 singel
      - { id: erp, type: singel, options: [none, partial, full] }`),
  },
  good: { 'questionnaire.yaml': questionnaireOf(`      - { id: erp, type: single, options: [none, partial, full] }`) },
};
