import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const cycle: Rule = {
  code: 'M208',
  title: 'Something that depends on itself',
  why: 'A score that is part of itself has no value, and two policies that include each other have no order: whose ceiling holds for an enterprise could not be said.',
  fix: 'Take one of the links out of the circle that is named.',
  bad: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: { sum: [erp, total] }
  #! M208 tools
  total: { sum: tools }`),
  },
  good: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: { sum: [erp] }
  total: { sum: tools }`),
  },
};
