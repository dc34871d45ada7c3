import type { Rule } from '../rule.ts';
import { rubricOf } from './sample.ts';

export const tooComplex: Rule = {
  code: 'M106',
  title: 'Aliases or nesting beyond all measure',
  why: 'A few hundred characters of aliases can stand for billions of values, so a pack sent by someone else could stop the computer of everyone who opens it.',
  fix: 'Write out what the aliases stand for; nothing may stand inside of itself. Option sets and lists share what many questions have in common.',
  bad: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
scores:
  #! M106 *tools
  tools: &tools { sum: *tools }`),
  },
  good: {
    'rubric.yaml': rubricOf(`points: { erp: &steps { none: 0, partial: 1, full: 2 } }
scores: { tools: { sum: erp }, again: { sum: erp, points: { erp: *steps } } }`),
  },
};
