import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

const QUESTIONNAIRE = questionnaireOf(
  `      - { id: erp, type: single, options: [none, partial, full] }`,
  `facts:
  - { id: district, type: text, required: true }
`,
);

export const requiredFact: Rule = {
  code: 'A109',
  title: 'A required fact that is missing',
  why: 'Without it the enterprise has no file of its own, or cannot be told which track and which money are for it.',
  fix: 'Add the fact.',
  bad: {
    'questionnaire.yaml': QUESTIONNAIRE,
    'answers.yaml': `#! A109 facts
facts: {}
answers: { erp: full }
`,
  },
  good: {
    'questionnaire.yaml': QUESTIONNAIRE,
    'answers.yaml': `facts: { district: Jinjiang }
answers: { erp: full }
`,
  },
};
