import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const renameClash: Rule = {
  code: 'M228',
  title: 'A renaming that cannot be told apart',
  why: 'Answers given under the old id would be taken over twice, or for another question that has this id now, and an enterprise is scored with what it never said.',
  fix: 'Let each old id be the `renamedFrom` of one thing only, and of none while something still has that id.',
  bad: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  #! M228 employees
  - { id: staff, type: integer, renamedFrom: employees }
  - { id: employees, type: integer }
`,
    ),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  - { id: staff, type: integer, renamedFrom: employees }
  - { id: officeStaff, type: integer }
`,
    ),
  },
};
