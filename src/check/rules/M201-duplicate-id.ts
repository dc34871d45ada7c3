import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const duplicateId: Rule = {
  code: 'M201',
  title: 'An id that is used twice',
  why: 'Answers, points and thresholds find their question by its id. With two of the same, one question is counted for the other; ids that differ only in case become the same column in most tables and file names.',
  fix: 'Give one of the two another id, with `renamedFrom` if answers under the old id exist.',
  bad: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  - { id: staff, type: integer }
  #! M201 Staff
  - { id: Staff, type: integer }
`,
    ),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  - { id: staff, type: integer }
  - { id: officeStaff, type: integer }
`,
    ),
  },
};
