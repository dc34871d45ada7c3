import type { Rule } from '../rule.ts';

export const otherVersion: Rule = {
  code: 'A115',
  title: 'Answers given under another version',
  why: 'Questions may have changed their meaning since. Scored as they are, old answers would get a level that nobody gave them.',
  fix: 'Use `--migrate`, which takes over what the pack says was renamed and names what is lost; or check the answers and change the version.',
  bad: {
    'answers.yaml': `pack: small
#! A115 0.9.0
packVersion: 0.9.0
answers: { erp: full }
`,
  },
  good: {
    'answers.yaml': `pack: small
packVersion: 1.0.0
answers: { erp: full }
`,
  },
};
