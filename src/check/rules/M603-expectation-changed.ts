import type { Problem } from '../../model/problem.ts';
import { findParts, isSame, type Part } from '../../versions/parts.ts';
import { type CaseSource, completeCase } from '../cases.ts';
import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const QUESTIONS = questionnaireOf('      - { id: erp, type: single, options: [none, full] }');
const rubricWith = (full: number): string =>
  rubricOf(`points: { erp: { none: 0, full: ${full} } }\nscores: { tools: sum }`);
const casesWith = (expect: string): string => `kind: cases
cases:
  - id: all-full
    answers: { erp: full }
    ${expect}
`;

const NOW = {
  'before/questionnaire.yaml': QUESTIONS,
  'before/rubric.yaml': rubricWith(2),
  'before/cases/cases.yaml': casesWith('expect: { scores: { tools: 2 } }'),
  'questionnaire.yaml': QUESTIONS.replace('1.0.0', '1.1.0'),
};

export const expectationChanged: Rule = {
  code: 'M603',
  title: 'A case that expects something else for the same answers',
  why: 'The case was right until now. A score that changed is shown by nothing else once the expectation was changed along.',
  fix: 'Have someone who knows the field confirm the new figure. Where the old one comes from a publication, the rubric is wrong, not the case.',
  bad: {
    ...NOW,
    'rubric.yaml': rubricWith(3),
    'cases/cases.yaml': casesWith('#! M603 expect\n    expect: { scores: { tools: 3 } }'),
  },
  good: {
    ...NOW,
    'rubric.yaml': rubricWith(2),
    'cases/cases.yaml': `${casesWith('expect: { scores: { tools: 2 } }')}  - { id: none, answers: { erp: none }, expect: { scores: { tools: 0 } } }\n`,
  },
  check({ cases, before }) {
    if (!cases || !before?.cases) return [];
    const earlier = before.cases;
    return [...cases.values()].flatMap((source): Problem[] => {
      const old = earlier.get(source.testCase.id);
      if (!old || !isSame(givenIn(old, earlier), givenIn(source, cases))) return [];
      const parts = findParts(old.testCase.expect, source.testCase.expect);
      if (parts.length === 0) return [];
      const details = { found: source.testCase.id, wanted: parts.map(tellPart).join(', ') };
      return [{ code: 'M603', file: source.file, at: [...source.at, 'expect'], on: 'key', details }];
    });
  },
};

/** What a case is about, that of its base taken over. */
function givenIn({ testCase }: CaseSource, cases: ReadonlyMap<string, CaseSource>): unknown {
  return { ...completeCase(testCase, cases), policy: testCase.policy, asOf: testCase.asOf };
}

function tellPart({ path, before, after }: Part): string {
  const say = (value: Part['before']): string => (value === undefined ? 'nothing' : JSON.stringify(value));
  return `${path.join('.')} ${say(before)} → ${say(after)}`;
}
