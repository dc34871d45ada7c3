import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const duplicateKey: Rule = {
  code: 'M102',
  title: 'A key that stands twice',
  why: 'Most programs that read YAML keep the last of the two and say nothing: half of what was written would be gone, and every enterprise would get a level from the other half.',
  fix: 'Keep one of the two, or give the second its own name.',
  bad: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: sum
  #! M102 tools
  tools: mean`),
  },
  good: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: sum
  average: { mean: tools }`),
  },
};
