import type { Rule } from '../rule.ts';

export const notApplicable: Rule = {
  code: 'A108',
  title: '"Not applicable" where it is not allowed',
  why: 'What does not apply is left out of the mean. If every weak spot could be called not applicable, everybody would be mature.',
  fix: 'Answer the question, mark it as `unknown`, or allow it in the questionnaire with `notApplicable: true`.',
  bad: {
    'answers.yaml': `answers:
  #! A108 notApplicable
  erp: { state: notApplicable }
`,
  },
  good: {
    'answers.yaml': `answers:
  erp: { state: unknown }
`,
  },
};
