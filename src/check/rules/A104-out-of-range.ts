import type { Rule } from '../rule.ts';

export const outOfRange: Rule = {
  code: 'A104',
  title: 'A number outside of its range',
  why: 'A scale of 4 answered with 40 would lift the mean of a whole section, and minus three employees make every ratio negative.',
  fix: 'Correct the number; look at its unit, too.',
  bad: {
    'answers.yaml': `facts:
  #! A104 -3
  employees: -3
answers: { erp: full }
`,
  },
  good: {
    'answers.yaml': `facts:
  employees: 3
answers: { erp: full }
`,
  },
};
