import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const keywordCannotApply: Rule = {
  code: 'M206',
  title: 'A test that does not suit what it tests',
  why: 'An option is not greater or less than another to a condition, and a number contains nothing. Such a test would fail for every enterprise, or for none.',
  fix: 'Test an option with `const` or `enum`, a number with `minimum` and `maximum`, a multiple choice or a list with `contains`. A score may be compared where an option cannot.',
  bad: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: sum
  #! M206 minimum
  complete: { when: { erp: { minimum: 2 } }, sum: erp }`),
  },
  good: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  tools: sum
  complete: { when: { tools: { minimum: 2 } }, sum: erp }`),
  },
};
