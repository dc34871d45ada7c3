import type { Problem } from '../../model/problem.ts';
import { compare, type Rational, toDecimalText } from '../../model/rational.ts';
import type { Input, PointsNode } from '../../scoring/plan.ts';
import { placesOfInputs } from '../places.ts';
import type { Rule, Subject } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const QUESTIONS = questionnaireOf('      - { id: erp, type: single, options: [none, partial, full] }');

export const fallingPoints: Rule = {
  code: 'M308',
  title: 'Points that fall although the options rise',
  why: 'Options are listed from least to most mature; measures raise answers along that order. Where a later option counts less, a step forward costs points.',
  fix: 'Correct the points, or put the options in their order. Points that fall from first to last, as for risks, are taken as meant.',
  bad: {
    'questionnaire.yaml': QUESTIONS,
    'rubric.yaml': rubricOf(`points:
  #! M308 erp
  erp: { none: 0, partial: 3, full: 2 }
scores: { tools: sum }`),
  },
  good: {
    'questionnaire.yaml': QUESTIONS,
    'rubric.yaml': rubricOf(`points:
  erp: { none: 0, partial: 2, full: 3 }
scores: { tools: sum }`),
  },
  check(subject) {
    const { plan } = subject;
    const points = plan.nodes.filter((node): node is PointsNode => node.op === 'points' && node.table !== null);
    return points.flatMap((node) => fallIn(node, plan.nodes[node.of] as Input, subject));
  },
};

function fallIn({ table }: PointsNode, input: Input, subject: Subject): Problem[] {
  if (!table || (input.type !== 'single' && input.type !== 'scale')) return [];
  const values = [...orderedKeys(input, table)].map((key) => ({ key, points: table.get(key) as Rational }));
  const steps = values.slice(1).map(({ points }, i) => compare(points, (values[i] as { points: Rational }).points));
  const falls = steps.findIndex((step) => step < 0);
  if (falls < 0 || steps.every((step) => step <= 0)) return [];
  const [before, after] = [values[falls], values[falls + 1]];
  if (!before || !after) return [];
  const wanted = `${toDecimalText(after.points, 6)} for ${after.key} after ${toDecimalText(before.points, 6)} for ${before.key},`;
  const details = { found: input.name, wanted };
  const own = Object.hasOwn(subject.rubric.document.points ?? {}, input.name);
  if (own) return [{ code: 'M308', file: subject.rubric.file, at: ['points', input.name], on: 'key', details }];
  const place = placesOfInputs(subject).get(input.name);
  return place ? [{ code: 'M308', file: place.file, at: place.id, details }] : [];
}

function orderedKeys(input: Input, table: ReadonlyMap<string, Rational>): readonly string[] {
  if (input.type === 'single') return input.options.map(({ id }) => id).filter((id) => table.has(id));
  return [...table.keys()].sort((a, b) => Number(a) - Number(b));
}
