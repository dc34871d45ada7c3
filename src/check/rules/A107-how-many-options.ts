import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const QUESTIONNAIRE = questionnaireOf(
  `      - { id: cloud, type: multiple, most: 2, options: [{ id: nothing, exclusive: true }, mail, files, planning] }`,
);

const RUBRIC = rubricOf(`points: { cloud: { each: 1 } }
scores: { tools: sum }`);

export const howManyOptions: Rule = {
  code: 'A107',
  title: 'Too many or too few options',
  why: 'Where at most two may be chosen, an enterprise that ticks everything would get the most points for the least honest answer.',
  fix: 'Choose as many options as the question allows.',
  bad: {
    'questionnaire.yaml': QUESTIONNAIRE,
    'rubric.yaml': RUBRIC,
    'answers.yaml': `answers:
  #! A107 [mail, files, planning]
  cloud: [mail, files, planning]
`,
  },
  good: {
    'questionnaire.yaml': QUESTIONNAIRE,
    'rubric.yaml': RUBRIC,
    'answers.yaml': `answers:
  cloud: [mail, planning]
`,
  },
};
