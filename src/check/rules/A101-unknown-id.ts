import type { Rule } from '../rule.ts';

export const unknownId: Rule = {
  code: 'A101',
  title: 'An answer to something that is not asked',
  why: 'A misspelled id would be passed over and the question counted as unanswered: the enterprise gets a lower level than it has.',
  fix: 'Take the id that is suggested; `matura explain`, and the questionnaire itself, name the ids. Each row of a matrix is answered by itself, as `matrix/row`.',
  bad: {
    'answers.yaml': `answers:
  #! A101 epr
  epr: full
`,
  },
  good: {
    'answers.yaml': `answers:
  erp: full
`,
  },
};
