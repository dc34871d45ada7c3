import type { Rule } from '../rule.ts';

export const checkCharacter: Rule = {
  code: 'A110',
  title: 'A social credit code with a slip in it',
  why: 'The last character is computed from the others. One wrong digit is another enterprise, or none: its assessment and its money would go to the wrong file.',
  fix: 'Compare the code with the business licence.',
  bad: {
    'answers.yaml': `facts:
  #! A110 91350100M000100Y44
  uscc: 91350100M000100Y44
answers: { erp: full }
`,
  },
  good: {
    'answers.yaml': `facts:
  uscc: 91350100M000100Y43
answers: { erp: full }
`,
  },
};
