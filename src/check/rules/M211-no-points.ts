import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const noPoints: Rule = {
  code: 'M211',
  title: 'An option or a question without points',
  why: 'The option that the table forgot would count as nothing: an enterprise that is half-way loses what it has, as in a well-known spreadsheet with fifteen empty cells.',
  fix: 'Give every option its points; `each` counts for all that are not named.',
  bad: {
    'rubric.yaml': rubricOf(`points:
  #! M211 erp
  erp: { none: 0, full: 2 }
scores: { tools: sum }`),
  },
  good: {
    'rubric.yaml': rubricOf(`points:
  erp: { none: 0, partial: 1, full: 2 }
scores: { tools: sum }`),
  },
};
