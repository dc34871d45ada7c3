import { compare, type Rational } from '../../model/rational.ts';
import type { Input, MissingRules, Node, Plan } from '../../scoring/plan.ts';
import { coreOf, statedScores } from '../ladders.ts';
import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const QUESTIONS = questionnaireOf('      - { id: defects, type: integer, minimum: 0, maximum: 1000 }');

export const missingCountsAsBest: Rule = {
  code: 'M313',
  title: 'A missing answer that counts as a good one',
  why: 'Where fewer points are better, `zero` and `worst` are the best that can be said: who leaves the number of defects blank passes as flawless.',
  fix: 'Let it stay `open`, or count it `full`, which is the most points and so the worst case here.',
  bad: {
    'questionnaire.yaml': QUESTIONS,
    'rubric.yaml': rubricOf(`missing: { unanswered: zero }
scores:
  flawless:
    of: defects
    #! M313 linear
    linear: { 0: 100, 50: 0 }`),
  },
  good: {
    'questionnaire.yaml': QUESTIONS,
    'rubric.yaml': rubricOf(`missing: { unanswered: full }
scores:
  flawless: { of: defects, linear: { 0: 100, 50: 0 } }`),
  },
  check(subject) {
    const { plan, rubric } = subject;
    return statedScores(subject).flatMap((score) => {
      const key = score.rule.linear ? 'linear' : score.rule.steps ? 'steps' : undefined;
      const missing = score.nodes
        .map((node) => optimistic(coreOf(plan, node), plan))
        .find((name) => name !== undefined);
      if (!key || missing === undefined) return [];
      const details = { found: missing, wanted: `the values of "${score.name}" fall` };
      return [{ code: 'M313' as const, file: rubric.file, at: [...score.at, key], on: 'key' as const, details }];
    });
  },
};

/** A question that counts few points while it is missing, where falling values make that good. */
function optimistic(node: Node, plan: Plan): string | undefined {
  if (node.op !== 'linear' && node.op !== 'steps') return undefined;
  const values = node.op === 'linear' ? node.points.map(({ value }) => value) : node.steps.map(({ value }) => value);
  if (!values.every((value): value is Rational => typeof value === 'object') || !falls(values)) return undefined;
  return countedLow(plan.nodes[node.of] as Node, plan);
}

function falls(values: readonly Rational[]): boolean {
  const steps = values.slice(1).map((value, i) => compare(value, values[i] as Rational));
  return steps.every((step) => step <= 0) && steps.some((step) => step < 0);
}

function countedLow(node: Node, plan: Plan): string | undefined {
  if (!('missing' in node) || !isLow(node.missing)) return undefined;
  for (const { node: member } of node.members) {
    const own = plan.nodes[member] as Node;
    const found = own.op === 'points' ? (plan.nodes[own.of] as Input).name : countedLow(own, plan);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isLow({ unanswered, unknown }: MissingRules): boolean {
  return [unanswered, unknown].some((rule) => rule === 'zero' || rule === 'worst');
}
