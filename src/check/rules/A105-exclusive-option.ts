import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const QUESTIONNAIRE = questionnaireOf(
  `      - { id: cloud, type: multiple, most: 2, options: [{ id: nothing, exclusive: true }, mail, files, planning] }`,
);

const RUBRIC = rubricOf(`points: { cloud: { each: 1 } }
scores: { tools: sum }`);

export const exclusiveOption: Rule = {
  code: 'A105',
  title: 'Two options that exclude each other',
  why: 'Whoever ticked "nothing" and something else said two things. Counting the one or the other would be a guess about the enterprise.',
  fix: 'Ask again, and keep one of the two.',
  bad: {
    'questionnaire.yaml': QUESTIONNAIRE,
    'rubric.yaml': RUBRIC,
    'answers.yaml': `answers:
  #! A105 nothing
  cloud: [mail, nothing]
`,
  },
  good: {
    'questionnaire.yaml': QUESTIONNAIRE,
    'rubric.yaml': RUBRIC,
    'answers.yaml': `answers:
  cloud: [mail]
`,
  },
};
