import type { Members } from '../../model/generated/types.ts';
import type { Path, Problem } from '../../model/problem.ts';
import {
  add,
  compare,
  fromNumber,
  multiply,
  type Rational,
  subtract,
  toDecimalText,
  ZERO,
} from '../../model/rational.ts';
import { statedScores } from '../ladders.ts';
import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const QUESTIONS = questionnaireOf(`      - { id: erp, type: scale, maximum: 4 }
      - { id: mes, type: scale, maximum: 4 }
      - { id: crm, type: scale, maximum: 4 }`);

export const oddWeights: Rule = {
  code: 'M309',
  title: 'Weights that almost add up',
  why: 'Weights of 0.33, 0.33 and 0.33, or of 40, 35 and 24, were meant to be a whole. In a sum the best is then missed; in a mean one member counts more than was published.',
  fix: 'Let them add up to exactly 1 or 100. Weights that are no parts of a whole may add up to anything.',
  bad: {
    'questionnaire.yaml': QUESTIONS,
    'rubric.yaml': rubricOf(`scores:
  #! M309 mean
  tools: { mean: { erp: 40, mes: 35, crm: 24 } }`),
  },
  good: {
    'questionnaire.yaml': QUESTIONS,
    'rubric.yaml': rubricOf(`scores:
  tools: { mean: { erp: 40, mes: 35, crm: 25 } }
  other: { mean: { erp: 3, mes: 2, crm: 1 } }`),
  },
  check: (subject) =>
    statedScores(subject).flatMap(({ rule, at }) =>
      (['sum', 'mean'] as const).flatMap((operator) => oddIn(rule[operator], [...at, operator], subject.rubric.file)),
    ),
};

const WHOLES = [fromNumber(1), fromNumber(100)];
/** How far from a whole weights still look like one. */
const NEAR = fromNumber(0.06);

function oddIn(members: Members | undefined, at: Path, file: string): Problem[] {
  if (typeof members !== 'object' || Array.isArray(members)) return [];
  const weights = Object.values(members).map((member) => (typeof member === 'object' ? (member.weight ?? 1) : member));
  if (weights.length < 3 || !weights.every((weight): weight is number => typeof weight === 'number' && weight > 0))
    return [];
  const total = weights.map(fromNumber).reduce(add, ZERO);
  const whole = WHOLES.find((one) => isNear(total, one));
  if (!whole || compare(total, whole) === 0) return [];
  const details = { found: toDecimalText(total, 12), wanted: toDecimalText(whole, 0) };
  return [{ code: 'M309', file, at, on: 'key', details }];
}

function isNear(total: Rational, whole: Rational): boolean {
  const distance = subtract(total, whole);
  const size = distance.n < 0n ? { n: -distance.n, d: distance.d } : distance;
  return compare(size, multiply(whole, NEAR)) <= 0;
}
