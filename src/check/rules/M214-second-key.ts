import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const secondKey: Rule = {
  code: 'M214',
  title: 'A second fact that identifies enterprises',
  why: 'The key names the file of an enterprise. With two keys one enterprise has two files, and each assessment would land in another one.',
  fix: 'Keep `key: true` at one fact, best the one that never changes.',
  bad: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  - { id: uscc, type: uscc, key: true }
  #! M214 true
  - { id: number, type: text, key: true }
`,
    ),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  - { id: uscc, type: uscc, key: true }
  - { id: number, type: text }
`,
    ),
  },
};
