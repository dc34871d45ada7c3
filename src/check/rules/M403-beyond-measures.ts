import type { Problem } from '../../model/problem.ts';
import { toDecimalText } from '../../model/rational.ts';
import { isAtLeast } from '../../policy/target.ts';
import { ladderOf } from '../../scoring/result.ts';
import { climbFromBottom, highestOf } from '../from-bottom.ts';
import type { Rule, Subject } from '../rule.ts';
import { possibleValues } from '../search/search.ts';
import { measuresOf, rubricOf, TWO_SCALES } from './sample.ts';

const PACK = {
  'questionnaire.yaml': TWO_SCALES,
  'rubric.yaml': rubricOf(`scores:
  tools: sum
  level:
    levels:
      - { value: 1, when: { tools: { minimum: 3 } } }
      - { value: 2, when: { tools: { minimum: 6 } } }`),
};

export const beyondMeasures: Rule = {
  code: 'M403',
  title: 'A level that no measures lead to',
  why: 'An enterprise at the bottom that aims at this level gets a plan that ends below it, and nothing to do about what is missing.',
  fix: 'Add measures for the answers named, or let existing ones lead further.',
  bad: {
    ...PACK,
    'measures.yaml': measuresOf(`  - { id: new-erp, title: Introduce an ERP, achieves: { erp: 4 } }
  - { id: new-mes, title: Introduce an MES, achieves: { mes: 1 } }`).replace(
      'measures:',
      '#! M403 measures\nmeasures:',
    ),
  },
  good: {
    ...PACK,
    'measures.yaml': measuresOf(`  - { id: new-erp, title: Introduce an ERP, achieves: { erp: 4 } }
  - { id: new-mes, title: Introduce an MES, achieves: { mes: 2 } }`),
  },
  check: (subject) => findBeyond(subject),
};

function findBeyond({ plan, measures, catalogue }: Subject): Problem[] {
  const { level } = plan;
  if (level === null || !measures) return [];
  const { after, possible } = climbFromBottom(plan, catalogue);
  const highest = highestOf(after.values[level]);
  const beyond = ladderOf(plan, level).find(({ value }) => !isAtLeast(highest, value));
  // Where no answers reach it either, no measure is missing.
  if (!beyond || !isAtLeast(highestOf(possibleValues(plan, [level])(level)), beyond.value)) return [];
  const found = toDecimalText(beyond.value, 6);
  const place = { file: measures.file, at: ['measures'], on: 'key' as const };
  // More is not always better: some of the measures may lead further than all of them.
  if (isAtLeast(highestOf(possible[level]), beyond.value)) {
    return [{ code: 'M320', ...place, details: { wanted: `measures lead from the lowest answers to level ${found}` } }];
  }
  const lacking = beyond.unmet((at) => after.values[at] as never).filter(({ truth }) => truth === 'fails');
  const wanted = [...new Set(lacking.map(({ name }) => `"${name}"`))].join(', ');
  return [
    { code: 'M403', ...place, details: { found, ...(wanted === '' ? {} : { wanted: `too little in ${wanted}` }) } },
  ];
}
