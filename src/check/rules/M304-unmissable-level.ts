import { inEveryMember, levelsOf, statedScores } from '../ladders.ts';
import type { Rule } from '../rule.ts';
import { holding } from '../search/goals.ts';
import { findAnswers } from '../search/search.ts';
import { judge } from '../verdict.ts';
import { rubricOf, TWO_SCALES } from './sample.ts';

export const unmissableLevel: Rule = {
  code: 'M304',
  title: 'A level that nobody can miss',
  why: 'A gate that the lowest answers pass tells nobody apart: usually a number is wrong.',
  fix: 'Raise the gate. Where the lowest level is meant for everyone, leave out its `when`.',
  bad: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`scores:
  tools: sum
  level:
    levels:
      #! M304 1
      - { value: 1, when: { tools: { minimum: 0 } } }
      - { value: 2, when: { tools: { minimum: 5 } } }`),
  },
  good: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`scores:
  tools: sum
  level:
    levels:
      - { value: 1 }
      - { value: 2, when: { tools: { minimum: 5 } } }`),
  },
  check(subject) {
    const { plan, rubric } = subject;
    return statedScores(subject).flatMap((score) =>
      inEveryMember(score, (node) =>
        levelsOf(plan, score, node).flatMap((level) => {
          const conditions = level.requirements.map(({ condition }) => condition);
          if (conditions.length === 0) return [];
          const found = String(level.value);
          const missed = holding([], { op: 'all', of: [...level.lower, ...conditions] }, 'worst');
          return judge(findAnswers(plan, missed), {
            problem: { code: 'M304', file: rubric.file, at: [...level.at, 'value'], details: { found } },
            open: `level ${found} can be missed`,
          });
        }),
      ),
    );
  },
};
