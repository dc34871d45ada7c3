import type { ScoreRule } from '../../model/generated/types.ts';
import type { Path, Problem } from '../../model/problem.ts';
import { rulesIn } from '../../policy/amount.ts';
import { withoutYears } from '../../policy/funding/years.ts';
import { placedInstruments } from '../places-of-policy.ts';
import type { Rule } from '../rule.ts';
import { policyOf, questionnaireOf, rubricOf } from './sample.ts';

const QUESTIONS = questionnaireOf('      - { id: erp, type: scale, maximum: 4 }', 'policy: town\n');

const policyWithCap = (cap: string): string =>
  policyOf(`instruments:
  - id: voucher
    title: Voucher
    type: voucher
    ${cap}
    source: { document: an example, verified: true }`);

export const capBelowFloor: Rule = {
  code: 'M406',
  title: 'A cap below the floor',
  why: 'Whatever is answered, the score or the amount is always its cap: what it is worked out from counts for nothing.',
  fix: 'Correct the two bounds; the usual slip is a zero too many or too few.',
  bad: {
    'questionnaire.yaml': QUESTIONS,
    'rubric.yaml': rubricOf(`scores:
  #! M406 3
  tools: { sum: tools, floor: 4, cap: 3 }`),
    'policies/town.yaml': policyWithCap(`#! M406 { of: tools, steps: { 0: 5000, 3: 10000 } }
    amount: { sum: { cost: 0.5 }, floor: 20000, cap: { of: tools, steps: { 0: 5000, 3: 10000 } } }`),
  },
  good: {
    'questionnaire.yaml': QUESTIONS,
    'rubric.yaml': rubricOf('scores:\n  tools: { sum: tools, floor: 1, cap: 3 }'),
    'policies/town.yaml': policyWithCap(
      'amount: { sum: { cost: 0.5 }, floor: 2000, cap: { of: tools, steps: { 0: 5000, 3: 10000 } } }',
    ),
  },
  check(subject) {
    const { rubric } = subject;
    const scores = Object.entries(rubric.document.scores).flatMap(([name, score]) =>
      typeof score === 'string' ? [] : findIn(score, ['scores', name], rubric.file),
    );
    const amounts = placedInstruments(subject).flatMap(({ instrument, file, at }) => {
      const { amount } = instrument.definition;
      return typeof amount === 'object' && amount !== null ? findIn(withoutYears(amount), [...at, 'amount'], file) : [];
    });
    return [...scores, ...amounts];
  },
};

function findIn(score: ScoreRule, place: Path, file: string): Problem[] {
  return rulesIn(score, place).flatMap(({ rule, at }) => {
    const caps = valuesOf(rule.cap);
    const floors = valuesOf(rule.floor);
    const [highest, lowest] = [Math.max(...caps), Math.min(...floors)];
    if (caps.length === 0 || floors.length === 0 || highest >= lowest) return [];
    return [{ code: 'M406', file, at: [...at, 'cap'], details: { found: String(highest), wanted: String(lowest) } }];
  });
}

/** The values that a bound can take, where it lists them. */
function valuesOf(bound: ScoreRule['cap']): readonly number[] {
  if (bound === undefined || typeof bound === 'string') return [];
  if (typeof bound === 'number') return [bound];
  const { value, steps, linear, first, floor, cap } = bound;
  const isBounded = floor !== undefined || cap !== undefined || bound.to !== undefined || bound.round !== undefined;
  const listed = steps ? Object.values(steps).map(Number) : first?.map((one) => Number(one.value));
  const values = value === undefined ? (listed ?? Object.values(linear ?? {})) : [value];
  return isBounded || values.some(Number.isNaN) ? [] : values;
}
