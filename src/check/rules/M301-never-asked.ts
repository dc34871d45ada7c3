import { placesOfInputs } from '../places.ts';
import type { Rule } from '../rule.ts';
import { holding } from '../search/goals.ts';
import { findAnswers } from '../search/search.ts';
import { judge } from '../verdict.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const RUBRIC = rubricOf('points: { erp: { none: 0, partial: 1, full: 2 } }\nscores: { tools: sum }');

export const neverAsked: Rule = {
  code: 'M301',
  title: 'A question that nobody is ever asked',
  why: 'Its conditions contradict each other, or want answers that nobody can give. Its points are lost for everybody.',
  fix: 'Compare its `when` with that of its section, and with what the questions it names can be answered.',
  bad: {
    'questionnaire.yaml': questionnaireOf(`      - { id: erp, type: single, options: [none, partial, full] }
      #! M301 use
      - { id: use, type: scale, maximum: 4, when: { erp: { const: none, enum: [partial, full] } } }`),
    'rubric.yaml': RUBRIC,
  },
  good: {
    'questionnaire.yaml': questionnaireOf(`      - { id: erp, type: single, options: [none, partial, full] }
      - { id: use, type: scale, maximum: 4, when: { erp: { enum: [partial, full] } } }`),
    'rubric.yaml': RUBRIC,
  },
  check(subject) {
    const places = placesOfInputs(subject);
    return subject.plan.inputs.flatMap(({ name, when }) => {
      const place = places.get(name);
      if (!when || !place) return [];
      const details = { found: name, wanted: 'no answers meet its conditions' };
      return judge(findAnswers(subject.plan, holding([when])), {
        problem: { code: 'M301', file: place.file, at: place.id, details },
        open: `"${name}" can ever be asked`,
      });
    });
  },
};
