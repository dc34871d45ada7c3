import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const unknownName: Rule = {
  code: 'M203',
  title: 'A name that nothing has',
  why: 'A score that counts a question which does not exist counts nothing for it: the whole would be too low for everybody, and the level with it.',
  fix: 'Take the name that is suggested, or add the question, fact, list or score.',
  bad: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  #! M203 crm
  tools: { sum: [erp, crm] }`),
  },
  good: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: { sum: [erp] }`),
  },
};
