import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const severalDocuments: Rule = {
  code: 'M103',
  title: 'A second document in one file',
  why: 'What stands below `---` is another document to YAML. Read silently, the rubric would end there, and the rest of its scores would never be computed.',
  fix: 'Remove the `---`, or move what follows into a file of its own.',
  bad: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: sum
#! M103 ---
---
titles: { tools: Tools }`),
  },
  good: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores: { tools: { sum: tools, title: Tools } }`),
  },
};
