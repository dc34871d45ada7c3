import type { Problem } from '../../model/problem.ts';
import type { Input } from '../../scoring/plan.ts';
import { placesOfInputs } from '../places.ts';
import type { Rule, Subject } from '../rule.ts';
import { outcome } from '../search/goals.ts';
import { findAnswers } from '../search/search.ts';
import { judge } from '../verdict.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const RUBRIC = rubricOf('scores: { tools: sum }');

export const neverChosen: Rule = {
  code: 'M302',
  title: 'An option or an outcome that never comes about',
  why: 'A size class that an earlier case always takes, or an option that the number of choices rules out, looks covered and never is.',
  fix: 'Put the narrower case first, or let the numbers of choices leave room for the option.',
  bad: {
    'questionnaire.yaml': questionnaireOf(
      '      - { id: use, type: scale, maximum: 4 }',
      `facts:
  - { id: employees, type: integer, minimum: 0 }
  - id: size
    first:
      - { value: medium, when: { employees: { minimum: 50 } } }
      #! M302 large
      - { value: large, when: { employees: { minimum: 250 } } }
      - { value: small }
`,
    ),
    'rubric.yaml': RUBRIC,
  },
  good: {
    'questionnaire.yaml': questionnaireOf(
      '      - { id: use, type: scale, maximum: 4 }',
      `facts:
  - { id: employees, type: integer, minimum: 0 }
  - id: size
    first:
      - { value: large, when: { employees: { minimum: 250 } } }
      - { value: medium, when: { employees: { minimum: 50 } } }
      - { value: small }
`,
    ),
    'rubric.yaml': RUBRIC,
  },
  check: (subject) => [...unreachedOutcomes(subject), ...optionsWithoutRoom(subject)],
};

/** Outcomes of facts worked out by cases that no facts lead to. */
function unreachedOutcomes(subject: Subject): Problem[] {
  const { plan } = subject;
  const places = placesOfInputs(subject);
  return plan.inputs.flatMap((input) => {
    const place = places.get(input.name);
    const first = 'first' in input.definition ? input.definition.first : undefined;
    const { derived } = input;
    if (!place || !first || derived === null) return [];
    const values = first.map(({ value }) => String(value));
    return values.flatMap((value, i) => {
      if (values.indexOf(value) < i) return [];
      const goal = outcome(derived, (found) => found === value, 'best');
      const at = [...place.at, 'first', i, 'value'];
      return judge(findAnswers(plan, goal), {
        problem: { code: 'M302', file: place.file, at, details: { found: value, wanted: `what ${input.name} is` } },
        open: `"${input.name}" can ever be "${value}"`,
      });
    });
  });
}

/** Options of a multiple choice that the least number of choices rules out. */
function optionsWithoutRoom(subject: Subject): Problem[] {
  const places = placesOfInputs(subject);
  return subject.plan.inputs.filter(hasNoRoom).flatMap(({ name }) => {
    const place = places.get(name);
    const details = { found: name, wanted: 'answered but by an exclusive option' };
    return place ? [{ code: 'M302' as const, file: place.file, at: [...place.at, 'least'], details }] : [];
  });
}

function hasNoRoom({ type, options, choose }: Input): boolean {
  const free = options.filter(({ exclusive }) => !exclusive).length;
  return type === 'multiple' && free > 0 && free < options.length && choose.least > free;
}
