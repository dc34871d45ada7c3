import type { Condition } from '../../condition/condition.ts';
import type { Path, Problem } from '../../model/problem.ts';
import type { Node } from '../../scoring/plan.ts';
import { coreOf, type StatedScore, statedScores } from '../ladders.ts';
import type { Rule, Subject } from '../rule.ts';
import { holding } from '../search/goals.ts';
import { findAnswers } from '../search/search.ts';
import { judge } from '../verdict.ts';
import { rubricOf, TWO_SCALES } from './sample.ts';

export const neverHolds: Rule = {
  code: 'M311',
  title: 'A condition that can never hold',
  why: 'Two demands exclude each other, or an earlier case takes everything: the score or the case behind it never counts.',
  fix: 'Compare the entries of the condition with each other, and with those of the cases before it.',
  bad: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`scores:
  tools:
    sum: tools
    #! M311 when
    when: { erp: { minimum: 3 }, mes: { maximum: 1, minimum: 2 } }
  bonus:
    first:
      - { value: 1, when: { erp: { minimum: 2 } } }
      #! M311 when
      - { value: 2, when: { erp: { minimum: 3 } } }
      - { value: 0 }`),
  },
  good: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`scores:
  tools: { sum: tools, when: { erp: { minimum: 3 }, mes: { maximum: 2 } } }
  bonus:
    first:
      - { value: 2, when: { erp: { minimum: 3 } } }
      - { value: 1, when: { erp: { minimum: 2 } } }
      - { value: 0 }`),
  },
  check: (subject) => [
    ...statedScores(subject).flatMap((score) => [...guardOf(score, subject), ...casesOf(score, subject)]),
    ...scopeOf(subject),
  ],
};

/** A condition is dead only where it is for every member of a score with `by`. */
function guardOf({ rule, at, name, nodes }: StatedScore, { plan, rubric }: Subject): Problem[] {
  if (!rule.when) return [];
  const guards = nodes.map((node) => plan.nodes[node] as Node).filter((node) => node.op === 'guard');
  const verdicts = guards.map(({ when }) => findAnswers(plan, holding([when])));
  if (verdicts.some(({ verdict }) => verdict === 'found') || verdicts.length === 0) return [];
  const problem: Problem = {
    code: 'M311',
    file: rubric.file,
    at: [...at, 'when'],
    on: 'key',
    details: { wanted: `there is never a score "${name}"` },
  };
  return judge(verdicts.find(({ verdict }) => verdict === 'undecided') ?? { verdict: 'none' }, {
    problem,
    open: `the condition of "${name}" can hold`,
  });
}

function casesOf({ rule, at, name, nodes }: StatedScore, { plan, rubric }: Subject): Problem[] {
  const firsts = nodes.map((node) => coreOf(plan, node)).filter((node) => node.op === 'first');
  return (rule.first ?? []).flatMap((one, i) => {
    if (!one.when) return [];
    const verdicts = firsts.flatMap(({ cases }) => {
      const when = cases[i]?.when;
      const earlier = cases
        .slice(0, i)
        .flatMap((before): Condition[] => (before.when ? [{ op: 'not', of: before.when }] : []));
      return when ? [findAnswers(plan, holding([...earlier, when]))] : [];
    });
    if (verdicts.some(({ verdict }) => verdict === 'found') || verdicts.length === 0) return [];
    const place: Path = [...at, 'first', i, 'when'];
    const problem: Problem = {
      code: 'M311',
      file: rubric.file,
      at: place,
      on: 'key',
      details: { wanted: `no answers come to case ${i + 1} of "${name}"` },
    };
    return judge(verdicts.find(({ verdict }) => verdict === 'undecided') ?? { verdict: 'none' }, {
      problem,
      open: `case ${i + 1} of "${name}" ever counts`,
    });
  });
}

function scopeOf({ plan, questionnaire }: Subject): Problem[] {
  if (!plan.scope) return [];
  return judge(findAnswers(plan, holding([plan.scope.when])), {
    problem: {
      code: 'M311',
      file: questionnaire.file,
      at: ['scope', 'when'],
      on: 'key',
      details: { wanted: 'the questionnaire is made for nobody' },
    },
    open: 'the questionnaire is made for anybody',
  });
}
