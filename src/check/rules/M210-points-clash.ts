import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const pointsClash: Rule = {
  code: 'M210',
  title: 'Points for one question from two lists',
  why: 'The same answer would bring two different numbers of points, and which one counts would depend on the order of the file.',
  fix: 'Take the question out of one of the lists, or give it points under its own id: those come before any list.',
  bad: {
    'rubric.yaml': rubricOf(`points:
  basics: { none: 0, partial: 1, full: 2 }
  #! M210 core
  core: { none: 0, partial: 2, full: 4 }
lists:
  basics: [erp]
  core: [erp]
scores: { tools: sum }`),
  },
  good: {
    'rubric.yaml': rubricOf(`points:
  basics: { none: 0, partial: 1, full: 2 }
lists:
  basics: [erp]
scores: { tools: sum }`),
  },
};
