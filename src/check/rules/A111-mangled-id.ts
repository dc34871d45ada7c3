import type { Rule } from '../rule.ts';

export const mangledId: Rule = {
  code: 'A111',
  title: 'An id that a spreadsheet has rounded',
  why: 'Spreadsheets keep 15 digits of a number and write 9.13E+17 for the rest. The lost digits cannot be restored, and several enterprises become the same.',
  fix: 'Export the column as text and read it again. Do not fill in zeros.',
  bad: {
    'answers.yaml': `facts:
  #! A111 9.1350100E+17
  uscc: 9.1350100E+17
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
