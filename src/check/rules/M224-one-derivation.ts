import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const oneDerivation: Rule = {
  code: 'M224',
  title: 'A derived fact with two formulas, or none',
  why: 'A ratio and a difference of the same numbers are different facts. If one is silently taken, growth of 20 percent may be read as 20 million.',
  fix: 'Keep one formula for each fact.',
  bad: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  - { id: spent, type: decimal }
  - { id: revenue, type: decimal }
  #! M224 derive
  - { id: share, type: decimal, derive: { ratio: [spent, revenue], difference: [spent, revenue] } }
`,
    ),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  - { id: spent, type: decimal }
  - { id: revenue, type: decimal }
  - { id: share, type: decimal, derive: { ratio: [spent, revenue] } }
`,
    ),
  },
};
