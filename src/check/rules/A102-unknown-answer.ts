import type { Rule } from '../rule.ts';

export const unknownAnswer: Rule = {
  code: 'A102',
  title: 'An answer that is no option',
  why: 'An option that the question does not have brings no points, although the enterprise chose something.',
  fix: 'Write the id of one of the options, not its text.',
  bad: {
    'answers.yaml': `answers:
  #! A102 complete
  erp: complete
`,
  },
  good: {
    'answers.yaml': `answers:
  erp: full
`,
  },
};
