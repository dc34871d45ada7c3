import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const numberTooLong: Rule = {
  code: 'M108',
  title: 'A number with more than 15 digits',
  why: 'Spreadsheets and most programs keep 15 digits of a number. What is written behind them changes on the way, and an enterprise just on a threshold ends up on the other side.',
  fix: 'Round the number to 15 significant digits. An id of digits is text and may be as long as it is.',
  bad: {
    'rubric.yaml': rubricOf(`#! M108 0.3333333333333333
points: { erp: { none: 0, partial: 0.3333333333333333, full: 1 } }
scores: { tools: sum }`),
  },
  good: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 0.333, full: 1 } }
scores: { tools: sum }`),
  },
};
