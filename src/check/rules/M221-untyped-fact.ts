import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const untypedFact: Rule = {
  code: 'M221',
  title: 'A fact of which nobody knows what it can be',
  why: 'Without a type the size of an enterprise may be a number or a word, and conditions on it hold for neither.',
  fix: 'Give it a `type`, or with `first` the values it has and when.',
  bad: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  #! M221 size
  - { id: size, text: How large is the enterprise? }
`,
    ),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, options: [none, partial, full] }`,
      `facts:
  - { id: size, type: single, options: [small, large], text: How large is the enterprise? }
`,
    ),
  },
};
