import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

export const noMembers: Rule = {
  code: 'M222',
  title: 'A list that nothing belongs to',
  why: 'A requirement on all scenes of a list is met by everybody when the list is empty, and a mean over it is nothing.',
  fix: 'Correct the tags in the list, or tag the questions it is about.',
  bad: {
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
lists:
  #! M222 scenes
  scenes: { kind: { const: scene } }
scores: { tools: sum }`),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, tags: { kind: scene }, options: [none, partial, full] }`,
    ),
    'rubric.yaml': rubricOf(`points: { erp: { none: 0, partial: 1, full: 2 } }
lists:
  scenes: { kind: { const: scene } }
scores: { tools: sum }`),
  },
};
