import type { Condition } from '../../condition/condition.ts';
import type { Path, Problem } from '../../model/problem.ts';
import { lastingParts } from '../lasting.ts';
import { placedTracks } from '../places-of-policy.ts';
import type { Rule } from '../rule.ts';
import { holding } from '../search/goals.ts';
import { findAnswers } from '../search/search.ts';
import { judge } from '../verdict.ts';
import { policyOf, questionnaireOf, rubricOf } from './sample.ts';

const PACK = {
  'questionnaire.yaml': questionnaireOf(
    '      - { id: erp, type: scale, maximum: 4 }',
    'policy: town\nfacts: [{ id: employees, type: integer, minimum: 0 }]\n',
  ),
  'rubric.yaml': rubricOf('scores: { tools: sum }'),
};

const policyWith = (champions: string, gold: string): string =>
  policyOf(`tracks:
  - id: integrated
    title: Integrated
    when: { employees: { minimum: 250 } }
    tiers:
      - id: gold
        title: Gold
        ${gold}
  - id: champions
    title: Champions
    ${champions}
  - { id: quick, title: Quick steps }`);

export const neverTaken: Rule = {
  code: 'M412',
  title: 'A track or tier that nobody comes to',
  why: 'A track takes only those whom no track above it takes: what a narrower track offers is lost behind a wider one. A tier that asks too much is missing in every report for good.',
  fix: 'Put the narrower track first. Compare the entries of the condition with each other and with what answers and scores can be.',
  bad: {
    ...PACK,
    'policies/town.yaml': policyWith(
      '#! M412 when\n    when: { employees: { minimum: 500 } }',
      '#! M412 when\n        when: { tools: { minimum: 5 } }',
    ),
  },
  good: {
    ...PACK,
    'policies/town.yaml': policyWith('when: { employees: { minimum: 50 } }', 'when: { tools: { minimum: 4 } }'),
  },
  check: (subject) =>
    placedTracks(subject).flatMap(({ track: { id, policy, when, tiers }, file, at }, i, all) => {
      const earlier = all.slice(0, i).filter(({ track }) => track.policy === policy);
      const outside = earlier.flatMap(({ track }): Condition[] => (track.when ? [{ op: 'not', of: track.when }] : []));
      const find = (found: string, wanted: string, conditions: readonly Condition[], place: Path): Problem[] =>
        judge(findAnswers(subject.plan, holding(conditions)), {
          problem: { code: 'M412', file, at: [...place, 'when'], on: 'key', details: { found, wanted } },
          open: `anybody comes to "${found}"`,
        });
      // Without a condition it is there for whoever may be left.
      const own = when ? find(id, takenBefore(earlier.length), [when, ...outside], at) : [];
      if (own.length > 0) return own;
      return tiers.flatMap(({ definition, when: needed }, t) => {
        const place = [...at, 'tiers', t];
        const alone = find(definition.id, 'no answers meet its condition', [needed], place);
        if (alone.length > 0 || !when) return alone;
        const lasting = [...lastingParts(when, subject), ...lastingParts(needed, subject)];
        return find(definition.id, `it excludes the condition of "${id}", which no measure changes`, lasting, place);
      });
    }),
};

function takenBefore(earlier: number): string {
  return earlier === 0 ? 'no answers meet its condition' : 'no answers meet its condition and none of the tracks above';
}
