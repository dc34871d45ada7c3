import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const notANumber: Rule = {
  code: 'M225',
  title: 'A formula over something that is no number',
  why: 'An industry cannot be divided by a number of people. The derived fact would be nothing for everybody, and what depends on it is never met.',
  fix: 'Name facts and questions that are numbers. To turn a choice into a number, give it points in a score.',
  bad: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  - { id: staff, type: integer }
  - { id: sector, type: single, options: [industry, software] }
  #! M225 sector
  - { id: share, type: decimal, derive: { ratio: [staff, sector] } }
`,
    ),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  - { id: staff, type: integer }
  - { id: technicians, type: integer }
  - { id: share, type: decimal, derive: { ratio: [technicians, staff] } }
`,
    ),
  },
};
