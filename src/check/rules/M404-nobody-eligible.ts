import type { Condition } from '../../condition/condition.ts';
import type { Problem } from '../../model/problem.ts';
import { lastingParts } from '../lasting.ts';
import { type PlacedInstrument, placedInstruments } from '../places-of-policy.ts';
import type { Rule, Subject } from '../rule.ts';
import { holding } from '../search/goals.ts';
import { findAnswers } from '../search/search.ts';
import { judge } from '../verdict.ts';
import { policyOf, questionnaireOf, rubricOf } from './sample.ts';

const PACK = {
  'questionnaire.yaml': questionnaireOf(
    '      - { id: erp, type: scale, maximum: 4 }',
    'policy: town\nfacts: [{ id: employees, type: integer, minimum: 0 }]\n',
  ),
  'rubric.yaml': rubricOf('scores: { tools: sum }'),
};

export const nobodyEligible: Rule = {
  code: 'M404',
  title: 'An instrument that nobody can get',
  why: 'The money is announced, and every enterprise is told that it is not eligible.',
  fix: 'Compare the entries of `when` and `after` with each other and with what answers and scores can be.',
  bad: {
    ...PACK,
    'policies/town.yaml': policyOf(`instruments:
  - id: voucher
    title: Voucher
    type: voucher
    #! M404 when
    when: { employees: { minimum: 250, exclusiveMaximum: 250 } }
    amount: 1000
    source: { document: an example, verified: true }
  - id: award
    title: Award
    type: award
    #! M404 after
    after: { tools: { minimum: 5 } }
    amount: 1000
    source: { document: an example, verified: true }`),
  },
  good: {
    ...PACK,
    'policies/town.yaml': policyOf(`instruments:
  - id: voucher
    title: Voucher
    type: voucher
    when: { employees: { exclusiveMaximum: 250 } }
    after: { tools: { minimum: 4 } }
    amount: 1000
    source: { document: an example, verified: true }`),
  },
  check: (subject) => placedInstruments(subject).flatMap((placed) => judgeOne(placed, subject)),
};

function judgeOne({ instrument: { id, when, after }, file, at }: PlacedInstrument, subject: Subject): Problem[] {
  const search = (key: 'when' | 'after', conditions: readonly Condition[], wanted: string): Problem[] =>
    conditions.length === 0
      ? []
      : judge(findAnswers(subject.plan, holding(conditions)), {
          problem: { code: 'M404', file, at: [...at, key], on: 'key', details: { found: id, wanted } },
          open: `anybody can get "${id}"`,
        });
  const alone = [
    ...search('when', when ? [when] : [], 'no answers meet its condition'),
    ...search('after', after ? [after] : [], 'no answers meet what it wants once the measures are done'),
  ];
  if (alone.length > 0 || !when || !after) return alone;
  return search(
    'after',
    [...lastingParts(when, subject), ...lastingParts(after, subject)],
    '`when` and `after` exclude each other, and no measure changes what they ask about',
  );
}
