import type { Rule } from '../rule.ts';

export const stateAndValue: Rule = {
  code: 'A113',
  title: 'A value that is also said to be unknown',
  why: 'The answer says that it is not known and what it is. Whichever is taken, the enterprise said the other thing as well.',
  fix: 'Remove the state or the value.',
  bad: {
    'answers.yaml': `answers:
  #! A113 { state: unknown, value: full }
  erp: { state: unknown, value: full }
`,
  },
  good: {
    'answers.yaml': `answers:
  erp: { value: full }
`,
  },
};
