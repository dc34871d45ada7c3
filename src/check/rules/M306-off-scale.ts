import { rangeOf } from '../../condition/value.ts';
import type { Problem } from '../../model/problem.ts';
import { fromNumber, toDecimalText } from '../../model/rational.ts';
import { type StatedScore, statedScores } from '../ladders.ts';
import type { Rule, Subject } from '../rule.ts';
import { above } from '../search/goals.ts';
import { findAnswers, possibleValues } from '../search/search.ts';
import { judge } from '../verdict.ts';
import { rubricOf, TWO_SCALES } from './sample.ts';

export const offScale: Rule = {
  code: 'M306',
  title: 'A score that leaves its scale, or cannot reach its top',
  why: 'With `to: 100` readers take the score for percent. A `best` that is too low gives 120 %, one that is too high makes 100 % impossible.',
  fix: 'State the `best` that the members really add up to, or leave it out where they tell it themselves.',
  bad: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`scores:
  tools:
    sum: tools
    to: 100
    #! M306 best
    best: 6
  high:
    sum: [erp, mes]
    to: 100
    #! M306 best
    best: 10`),
  },
  good: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`scores:
  tools: { sum: tools, to: 100, best: 8 }`),
  },
  check: (subject) =>
    statedScores(subject).flatMap((score) => score.nodes.flatMap((node) => scaleOf(score, node, subject))),
};

function scaleOf({ name, rule, at }: StatedScore, node: number, { plan, rubric }: Subject): Problem[] {
  if (rule.to === undefined || rule.best === undefined) return [];
  const top = fromNumber(rule.to);
  const high = rangeOf(possibleValues(plan, [node])(node))?.high;
  const most = high ? ` (at most ${toDecimalText(high, 4)})` : '';
  const problem = (wanted: string): Problem => ({
    code: 'M306',
    file: rubric.file,
    at: [...at, 'best'],
    on: 'key',
    details: { found: name, wanted },
  });
  // A bound of its own keeps it on the scale.
  const isCapped = rule.cap !== undefined;
  const over = isCapped ? undefined : findAnswers(plan, above(node, top, true));
  if (over?.verdict === 'found') return [problem(`can rise above ${rule.to}${most}`)];
  return judge(findAnswers(plan, above(node, top, false)), {
    problem: problem(`cannot reach ${rule.to}${most}`),
    open: `"${name}" can reach ${rule.to}`,
  });
}
