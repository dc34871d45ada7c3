import type { Rule } from '../rule.ts';

export const otherPack: Rule = {
  code: 'A112',
  title: 'Answers for another pack',
  why: 'The same ids can mean other questions elsewhere: the level would look right and be wrong.',
  fix: 'Score the answers with the pack they name.',
  bad: {
    'answers.yaml': `#! A112 large
pack: large
answers: { erp: full }
`,
  },
  good: {
    'answers.yaml': `pack: small
answers: { erp: full }
`,
  },
};
