import { type Possible, rangeOf } from '../../condition/value.ts';
import type { Path, Problem } from '../../model/problem.ts';
import { compare, fromNumber, type Rational } from '../../model/rational.ts';
import { evaluate } from '../../scoring/evaluate.ts';
import { levelsOf, type StatedScore, statedScores } from '../ladders.ts';
import type { Rule, Subject } from '../rule.ts';
import { possibleValues } from '../search/search.ts';
import { rubricOf, TWO_SCALES } from './sample.ts';

export const emptyReachesLevel: Rule = {
  code: 'M310',
  title: 'An empty questionnaire that reaches a level',
  why: 'A `missing` rule that counts what nobody said as the best gives a level for leaving everything blank.',
  fix: 'Let unanswered questions stay `open` or count `zero`.',
  bad: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`#! M310 missing
missing: { unanswered: full }
scores:
  tools: sum
  level:
    levels:
      - { value: 1, when: { tools: { minimum: 4 } } }
      - { value: 2, when: { mes: { minimum: 3 } } }`),
  },
  good: {
    'questionnaire.yaml': TWO_SCALES,
    'rubric.yaml': rubricOf(`missing: { unanswered: zero }
scores:
  tools: sum
  level:
    levels:
      - { value: 1, when: { tools: { minimum: 4 } } }`),
  },
  check: (subject) => {
    const empty = evaluate(subject.plan, new Map());
    return statedScores(subject).flatMap((score) =>
      score.nodes.flatMap((node) => {
        const certain = leastOf(empty.values[node] as Possible);
        if (!certain) return [];
        // A level that nobody can miss is reached without answers, too, and is told as such.
        const anyway = leastOf(possibleValues(subject.plan, [node])(node));
        const reached = levelsOf(subject.plan, score, node).findLast(
          ({ requirements, value }) =>
            requirements.length > 0 &&
            compare(fromNumber(value), certain) <= 0 &&
            !(anyway && compare(fromNumber(value), anyway) <= 0),
        );
        return reached ? [problemAt(score, String(reached.value), subject)] : [];
      }),
    );
  },
};

/** The least number it can be; null without bound, undefined where it can be nothing. */
function leastOf(possible: Possible): Rational | null | undefined {
  return possible.nothing ? undefined : rangeOf(possible)?.low;
}

function problemAt({ rule, at }: StatedScore, found: string, { rubric }: Subject): Problem {
  const place: Path = rule.missing || !rubric.document.missing ? at : [];
  return {
    code: 'M310',
    file: rubric.file,
    at: [...place, ...(rule.missing || place.length === 0 ? ['missing'] : [])],
    on: 'key',
    details: { found },
  };
}
