import { rangeOf } from '../../condition/value.ts';
import type { Problem } from '../../model/problem.ts';
import { compare, parseDecimal, toDecimalText } from '../../model/rational.ts';
import { coreOf, type StatedScore, statedScores } from '../ladders.ts';
import type { Rule, Subject } from '../rule.ts';
import { reached } from '../search/goals.ts';
import { findAnswers, possibleValues } from '../search/search.ts';
import { judge } from '../verdict.ts';
import { rubricOf, TWO_SCALES } from './sample.ts';

export const unreachableStep: Rule = {
  code: 'M307',
  title: 'A band that no score falls into',
  why: 'A band table made for another scale (0 to 100 over a score of 0 to 8) puts everybody into its lowest bands.',
  fix: 'Give the bands on the scale of what they read, or rescale that with `to`.',
  bad: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`scores:
  tools: sum
  level:
    of: tools
    steps:
      2: 1
      #! M307 40
      40: 2`),
  },
  good: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`scores:
  tools: { sum: tools, to: 100 }
  level: { of: tools, steps: { 25: 1, 40: 2 } }`),
  },
  check: (subject) => statedScores(subject).flatMap((score) => stepsOf(score, subject)),
};

/** A band counts as reached when one member of a score with `by` falls into it. */
function stepsOf(score: StatedScore, { plan, rubric }: Subject): Problem[] {
  if (!score.rule.steps) return [];
  const cores = score.nodes.map((node) => coreOf(plan, node)).filter((node) => node.op === 'steps');
  return Object.keys(score.rule.steps).flatMap((key) => {
    const bound = parseDecimal(key);
    const verdicts = cores.flatMap((node) => {
      const at = node.steps.findIndex((step) => bound && compare(step.bound, bound) === 0);
      return at < 0 ? [] : [findAnswers(plan, reached(node, at))];
    });
    const verdict =
      verdicts.find((one) => one.verdict === 'found') ??
      verdicts.find((one) => one.verdict === 'undecided') ??
      verdicts[0];
    if (!verdict) return [];
    const [node] = cores;
    const high = node && rangeOf(possibleValues(plan, [node.of])(node.of))?.high;
    const wanted = high
      ? `"${score.rule.of}" is at most ${toDecimalText(high, 4)}`
      : `no answers bring "${score.rule.of}" there`;
    const problem: Problem = {
      code: 'M307',
      file: rubric.file,
      at: [...score.at, 'steps', key],
      on: 'key',
      details: { found: key, wanted },
    };
    return judge(verdict, { problem, open: `the step from ${key} of "${score.name}" is ever reached` });
  });
}
