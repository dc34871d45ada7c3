import { rangeOf } from '../../condition/value.ts';
import type { Path, Problem } from '../../model/problem.ts';
import { compare, parseDecimal, toDecimalText } from '../../model/rational.ts';
import { coreOf, type StatedScore, statedScores } from '../ladders.ts';
import type { Rule, Subject } from '../rule.ts';
import { holding, reached } from '../search/goals.ts';
import { findAnswers, possibleValues } from '../search/search.ts';
import { judge } from '../verdict.ts';
import { policyOf, rubricOf, TWO_SCALES } from './sample.ts';

const policyWith = (cap: string): string =>
  policyOf(`instruments:
  - id: voucher
    title: Voucher
    type: voucher
    amount:
      sum: { cost: 0.5 }
      ${cap}
    source: { document: an example, verified: true }`);

export const unreachableStep: Rule = {
  code: 'M307',
  title: 'A band that no score falls into',
  why: 'A band table made for another scale (0 to 100 over a score of 0 to 8) puts everybody into its lowest bands. A ceiling of money by bands that nobody comes to is none at all.',
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
    'policies/town.yaml': policyWith('#! M307 steps\n      cap: { of: tools, steps: { 25: 10000, 40: 20000 } }'),
  },
  good: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`scores:
  tools: { sum: tools, to: 100 }
  level: { of: tools, steps: { 25: 1, 40: 2 } }`),
    'policies/town.yaml': policyWith('cap: { of: tools, steps: { 25: 10000, 40: 20000 } }'),
  },
  check: (subject) => [
    ...statedScores(subject).flatMap((score) => stepsOf(score, subject)),
    ...subject.policies.flatMap(({ file, document: { instruments = [], groups = [] } }) =>
      [
        ...instruments.map(({ amount }, i) => ({ rule: amount as unknown, at: ['instruments', i, 'amount'] })),
        ...groups.map(({ cap }, i) => ({ rule: cap as unknown, at: ['groups', i, 'cap'] })),
      ].flatMap(({ rule, at }) => amountStepsOf(rule, file, at, subject)),
    ),
  ],
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

/**
 * The steps of an amount of which not even the lowest is reached. Single ones may be: a policy serves packs with more levels
 * and packs with fewer.
 */
function amountStepsOf(rule: unknown, file: string, at: Path, subject: Subject): Problem[] {
  if (typeof rule !== 'object' || rule === null) return [];
  const inside = Object.entries(rule).flatMap(([key, part]) =>
    amountStepsOf(part, file, [...at, Array.isArray(rule) ? Number(key) : key], subject),
  );
  const { of, steps } = rule as { of?: unknown; steps?: unknown };
  const read = typeof of === 'string' ? subject.plan.names.get(of) : undefined;
  if (read?.type.kind !== 'number' || typeof steps !== 'object' || steps === null) return inside;
  const [lowest] = Object.keys(steps)
    .flatMap((key) => parseDecimal(key) ?? [])
    .sort(compare);
  if (!lowest) return inside;
  const condition = {
    op: 'entry',
    name: of as string,
    node: read.node,
    test: { keyword: 'minimum', bound: lowest },
  } as const;
  const found = toDecimalText(lowest, 4);
  const verdict = findAnswers(subject.plan, holding([condition]));
  const details = { found, wanted: `no answers bring "${of}" there` };
  const problem: Problem = { code: 'M307', file, at: [...at, 'steps'], on: 'key', details };
  return [...inside, ...judge(verdict, { problem, open: `the step from ${found} of "${of}" is ever reached` })];
}
