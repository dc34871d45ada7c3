import type { Problem } from '../../model/problem.ts';
import { inEveryMember, levelsOf, type StatedLevel, statedScores } from '../ladders.ts';
import type { Rule, Subject } from '../rule.ts';
import { holding } from '../search/goals.ts';
import { findAnswers } from '../search/search.ts';
import { judge } from '../verdict.ts';
import { rubricOf, TWO_SCALES } from './sample.ts';

export const impliedRequirement: Rule = {
  code: 'M305',
  title: 'A requirement that the others already imply',
  why: 'It looks like a gate and stops nobody: whoever meets the rest of the level, and the lower levels, meets it. Often its number is the wrong one.',
  fix: 'Raise it until it matters, or leave it out.',
  bad: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`scores:
  tools: sum
  level:
    levels:
      - { value: 1, when: { tools: { minimum: 3 } } }
      #! M305 erp
      - { value: 2, when: { tools: { minimum: 7 }, erp: { minimum: 3 } } }`),
  },
  good: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`scores:
  tools: sum
  level:
    levels:
      - { value: 1, when: { tools: { minimum: 3 } } }
      - { value: 2, when: { tools: { minimum: 6 }, erp: { minimum: 3 } } }`),
  },
  check: (subject) =>
    statedScores(subject).flatMap((score) =>
      inEveryMember(score, (node) => levelsOf(subject.plan, score, node).flatMap((level) => impliedIn(level, subject))),
    ),
};

/** A level that is itself met by everyone, or by nobody, is found by other rules. */
function impliedIn({ value, requirements, lower }: StatedLevel, { plan, rubric }: Subject): Problem[] {
  if (requirements.length + lower.length < 2) return [];
  const conditions = requirements.map(({ condition }) => condition);
  if (findAnswers(plan, holding([...lower, ...conditions])).verdict !== 'found') return [];
  return requirements.flatMap(({ key, at, condition }) => {
    const rest = conditions.filter((other) => other !== condition);
    if (findAnswers(plan, holding([], condition, 'worst')).verdict === 'none') return [];
    const details = { found: key, name: String(value) };
    return judge(findAnswers(plan, holding([...lower, ...rest], condition)), {
      problem: { code: 'M305', file: rubric.file, at, on: 'key', details },
      open: `the rest of level ${value} implies "${key}"`,
    });
  });
}
