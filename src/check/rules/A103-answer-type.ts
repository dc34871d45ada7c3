import type { Rule } from '../rule.ts';

export const answerType: Rule = {
  code: 'A103',
  title: 'An answer of the wrong type',
  why: 'Several answers where one is asked for, or a word where a number is: whichever part of it counted would be an arbitrary choice.',
  fix: 'Give one option or one number; only a multiple choice takes a list.',
  bad: {
    'answers.yaml': `answers:
  #! A103 [full, partial]
  erp: [full, partial]
`,
  },
  good: {
    'answers.yaml': `answers:
  erp: full
`,
  },
};
