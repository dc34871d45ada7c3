import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const emptyFile: Rule = {
  code: 'M104',
  title: 'A file with nothing in it',
  why: 'A file that was emptied by a failed download or a full disk looks like a rubric without rules. Taken as one, it would score every enterprise alike.',
  fix: 'Restore the file, or delete it if the pack does not need it.',
  bad: {
    'rubric.yaml': `#! M104 # to be written
# to be written
`,
  },
  good: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores: { tools: sum }`),
  },
};
