import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const QUESTIONNAIRE = questionnaireOf(
  `      - { id: cloud, type: multiple, most: 2, options: [{ id: nothing, exclusive: true }, mail, files, planning] }`,
);

const RUBRIC = rubricOf(`points: { cloud: { each: 1 } }
scores: { tools: sum }`);

export const optionTwice: Rule = {
  code: 'A106',
  title: 'An option that is chosen twice',
  why: 'Counted twice, one tick would bring double points.',
  fix: 'Name each option once. Two lines of an export may have been joined.',
  bad: {
    'questionnaire.yaml': QUESTIONNAIRE,
    'rubric.yaml': RUBRIC,
    'answers.yaml': `answers:
  cloud:
    - mail
    #! A106 mail
    - mail
`,
  },
  good: {
    'questionnaire.yaml': QUESTIONNAIRE,
    'rubric.yaml': RUBRIC,
    'answers.yaml': `answers:
  cloud: [mail, files]
`,
  },
};
