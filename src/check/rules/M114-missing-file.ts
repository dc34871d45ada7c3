import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

export const missingFile: Rule = {
  code: 'M114',
  title: 'A pack without questionnaire or rubric',
  why: 'A questionnaire without a rubric asks everything and scores nothing; a rubric alone has no answers. A pack that was copied in part would otherwise pass as checked.',
  fix: 'Put both files into the folder, by exactly these names.',
  bad: {
    'small/questionnaire.yaml': `#! M114 kind
kind: questionnaire
id: small
version: 1.0.0
title: A small pack
languages: [en]
source: { document: an example, verified: true }
sections:
  - id: tools
    questions:
      - { id: erp, type: single, options: [none, partial, full] }
`,
  },
  good: {
    'small/questionnaire.yaml': questionnaireOf(`      - { id: erp, type: single, options: [none, partial, full] }`),
    'small/rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores: { tools: sum }`),
  },
};
