import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const yamlTag: Rule = {
  code: 'M115',
  title: 'A YAML tag',
  why: 'Tags such as `!!float` make some programs build values or even run code, and others ignore them: the same pack would score differently elsewhere.',
  fix: 'Write the value without the tag. Ids are text and numbers are decimals by themselves.',
  bad: {
    'rubric.yaml': rubricOf(`#! M115 !!float
points: { erp: { none: 0, partial: 1, full: !!float 2 } }
scores: { tools: sum }`),
  },
  good: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores: { tools: sum }`),
  },
};
