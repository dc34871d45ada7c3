import type { Condition, Test } from '../../condition/condition.ts';
import { isNothing, rangeOf } from '../../condition/value.ts';
import type { Problem } from '../../model/problem.ts';
import { compare, type Rational, toDecimalText } from '../../model/rational.ts';
import type { Plan } from '../../scoring/plan.ts';
import { inEveryMember, levelsOf, type Requirement, type StatedLevel, statedScores } from '../ladders.ts';
import type { Rule } from '../rule.ts';
import { holding } from '../search/goals.ts';
import { findAnswers, possibleValues } from '../search/search.ts';
import { judge } from '../verdict.ts';
import { rubricOf, TWO_SCALES } from './sample.ts';

export const unreachableLevel: Rule = {
  code: 'M303',
  title: 'A level that nobody can reach',
  why: 'Enterprises are told what they lack for a level that the best answers do not give, and measures are sought in vain.',
  fix: 'Lower the gate to what can be reached, or let more answers count.',
  bad: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`scores:
  tools: sum
  level:
    levels:
      - { value: 1, when: { tools: { minimum: 3 } } }
      #! M303 2
      - { value: 2, when: { tools: { minimum: 10 } } }`),
  },
  good: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`scores:
  tools: sum
  level:
    levels:
      - { value: 1, when: { tools: { minimum: 3 } } }
      - { value: 2, when: { tools: { minimum: 8 } } }`),
  },
  check(subject) {
    const { plan, rubric } = subject;
    return statedScores(subject).flatMap((score) =>
      inEveryMember(score, (node) =>
        firstProblem(levelsOf(plan, score, node), (level) => {
          const conditions = [...level.lower, ...level.requirements.map(({ condition }) => condition)];
          const found = String(level.value);
          return judge(findAnswers(plan, holding(conditions)), {
            problem: {
              code: 'M303',
              file: rubric.file,
              at: [...level.at, 'value'],
              details: { found, wanted: whyNot(level, plan) },
            },
            open: `level ${found} can be reached`,
          });
        }),
      ),
    );
  },
};

/** Above a level that nobody reaches no other one is reached either: one finding suffices. */
function firstProblem(levels: readonly StatedLevel[], check: (level: StatedLevel) => Problem[]): Problem[] {
  for (const level of levels) {
    const problems = check(level);
    if (problems.length > 0) return problems;
  }
  return [];
}

function whyNot({ requirements }: StatedLevel, plan: Plan): string {
  const alone = requirements.find(({ condition }) => findAnswers(plan, holding([condition])).verdict === 'none');
  if (!alone) return 'its requirements, with those of the lower levels, exclude each other';
  const most = mostOf(alone, plan);
  const isTooLow = most !== null && alone.condition.op === 'entry' && asksForMore(alone.condition.test, most);
  return isTooLow
    ? `"${alone.key}" is at most ${toDecimalText(most, 4)}`
    : `no answers give it the wanted "${alone.key}"`;
}

/** Whether a test has a lower bound that not even this number reaches. */
function asksForMore(test: Test, most: Rational): boolean {
  switch (test.keyword) {
    case 'allOf':
      return test.of.some((one) => asksForMore(one, most));
    case 'minimum':
      return compare(test.bound, most) > 0;
    case 'exclusiveMinimum':
      return compare(test.bound, most) >= 0;
    default:
      return false;
  }
}

function mostOf({ condition }: Requirement, plan: Plan): Rational | null {
  const node = entryNode(condition);
  const value = node === undefined ? undefined : possibleValues(plan, [node])(node);
  return value && !isNothing(value) ? (rangeOf(value)?.high ?? null) : null;
}

function entryNode(condition: Condition): number | undefined {
  return condition.op === 'entry' ? condition.node : undefined;
}
