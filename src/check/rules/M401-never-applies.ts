import { placedMeasures } from '../places-of-policy.ts';
import type { Rule } from '../rule.ts';
import { holding } from '../search/goals.ts';
import { findAnswers } from '../search/search.ts';
import { judge } from '../verdict.ts';
import { measuresOf, questionnaireOf, rubricOf } from './sample.ts';

const PACK = {
  'questionnaire.yaml': questionnaireOf('      - { id: erp, type: scale, maximum: 4 }'),
  'rubric.yaml': rubricOf('scores: { tools: sum }'),
};

export const neverApplies: Rule = {
  code: 'M401',
  title: 'A measure that can never apply',
  why: 'It stands in the catalogue, was priced and translated, and is proposed to nobody; what it would close stays open.',
  fix: 'Compare the entries of its `when` with each other and with what can be answered.',
  bad: {
    ...PACK,
    'measures.yaml': measuresOf(`  #! M401 new-erp
  - { id: new-erp, title: Introduce an ERP, when: { erp: { minimum: 3, maximum: 1 } }, achieves: { erp: 3 } }`),
  },
  good: {
    ...PACK,
    'measures.yaml': measuresOf(
      '  - { id: new-erp, title: Introduce an ERP, when: { erp: { minimum: 1, maximum: 2 } }, achieves: { erp: 3 } }',
    ),
  },
  check: (subject) =>
    placedMeasures(subject).flatMap(({ measure: { id, when }, file, at }) =>
      when
        ? judge(findAnswers(subject.plan, holding([when], undefined, 'worst')), {
            problem: { code: 'M401', file, at: [...at, 'id'], details: { found: id } },
            open: `the measure "${id}" can ever apply`,
          })
        : [],
    ),
};
