import { nodesOf } from '../../condition/condition.ts';
import { readsOf } from '../../scoring/reads.ts';
import { placesOfInputs } from '../places.ts';
import { reachFrom } from '../reach.ts';
import type { Rule, Subject } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const QUESTIONS = `      - { id: erp, type: scale, maximum: 4 }
      #! M312 mes
      - { id: mes, type: scale, maximum: 4 }`;

export const unusedQuestion: Rule = {
  code: 'M312',
  title: 'A question that nothing reads',
  why: 'Every enterprise is asked it and it changes nothing: either a score forgot it, or it takes time for nothing.',
  fix: 'Count it in a score or read it in a condition, or take it out. Remarks are of type `text`, which this rule leaves alone.',
  bad: {
    'questionnaire.yaml': questionnaireOf(QUESTIONS),
    'rubric.yaml': rubricOf('scores: { total: { sum: [erp] } }'),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(QUESTIONS.replace(/.*#!.*\n/, '')),
    'rubric.yaml': rubricOf('scores: { total: { sum: [erp, mes] } }'),
  },
  check(subject) {
    const { plan } = subject;
    const read = readPositions(subject);
    const places = placesOfInputs(subject);
    return plan.nodes.flatMap((node, position) => {
      if (node.op !== 'input' || node.role !== 'question' || read.has(position)) return [];
      const place = places.get(node.name);
      if (!place || node.type === 'text' || node.type === 'date') return [];
      return [{ code: 'M312' as const, file: place.file, at: place.id, details: { found: node.name } }];
    });
  },
};

/** The positions that scores, conditions and derivations read. A list read by nothing counts for nothing. */
function readPositions({ plan, catalogue, policy }: Subject): ReadonlySet<number> {
  return reachFrom(plan, [
    ...plan.scores.map(({ node }) => node),
    ...plan.nodes.flatMap((node) => (node.op === 'input' ? readsOf(node) : [])),
    ...(plan.scope ? nodesOf(plan.scope.when) : []),
    ...catalogue.flatMap(({ when }) => (when ? nodesOf(when) : [])),
    ...policy.tracks.flatMap(({ when }) => (when ? nodesOf(when) : [])),
    ...policy.instruments.flatMap(({ when, after }) => [when, after].flatMap((one) => (one ? nodesOf(one) : []))),
  ]);
}
