import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

const RUBRIC = rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores: { tools: sum }
missing: { unknown: refuse }`);

export const refusedMissing: Rule = {
  code: 'A114',
  title: 'An open answer where the rubric allows none',
  why: 'The rubric says that an open answer here cannot be scored. A level without it would not be the published one.',
  fix: 'Answer the question, or change `missing` in the rubric if the framework allows it.',
  bad: {
    'rubric.yaml': RUBRIC,
    'answers.yaml': `answers:
  #! A114 { state: unknown }
  erp: { state: unknown }
`,
  },
  good: {
    'rubric.yaml': RUBRIC,
    'answers.yaml': `answers:
  erp: full
`,
  },
};
