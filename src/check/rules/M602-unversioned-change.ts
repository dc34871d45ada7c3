import type { Problem } from '../../model/problem.ts';
import { changedParts, changesOf, nameChange } from '../changes.ts';
import type { Rule, Subject } from '../rule.ts';
import { policyOf, questionnaireOf, rubricOf } from './sample.ts';

const QUESTIONS = questionnaireOf('      - { id: erp, type: single, options: [none, full] }', 'policy: town\n');
const rubricWith = (full: number): string =>
  rubricOf(`points: { erp: { none: 0, full: ${full} } }\nscores: { tools: sum }`);
const policyWith = (amount: number): string =>
  policyOf(`instruments:
  - id: voucher
    title: Voucher
    type: voucher
    amount: ${amount}
    source: { document: an example, verified: true }`);

const BEFORE = {
  'before/questionnaire.yaml': QUESTIONS,
  'before/rubric.yaml': rubricWith(2),
  'before/policies/town.yaml': policyWith(1000),
};

export const unversionedChange: Rule = {
  code: 'M602',
  title: 'A change under the same version',
  why: 'Every result names the version it was made with. Where one version gives two results for the same answers, nobody can say which one a file, a table or a grant rests on.',
  fix: 'Raise `version` with every change of what is asked, what it counts or what is paid. Words may change without.',
  bad: {
    ...BEFORE,
    'questionnaire.yaml': QUESTIONS.replace('version:', '#! M602 1.0.0\nversion:'),
    'rubric.yaml': rubricWith(3),
    'policies/town.yaml': policyWith(2000).replace('version:', '#! M602 1.0.0\nversion:'),
  },
  good: {
    ...BEFORE,
    'questionnaire.yaml': QUESTIONS.replace('1.0.0', '1.1.0').replace('A small pack', 'Another title'),
    'rubric.yaml': rubricWith(3),
    'policies/town.yaml': policyWith(2000).replace('1.0.0', '1.0.1'),
  },
  check(subject) {
    const { before, questionnaire } = subject;
    if (!before) return [];
    const old = before.questionnaire.document;
    const { id, version } = questionnaire.document;
    const names = id === old.id && version === old.version ? changesOf(subject).map(nameChange) : [];
    return [...tell(names, version, questionnaire.file), ...policyChanges(before, subject)];
  },
};

function policyChanges(before: Subject, { policies }: Subject): Problem[] {
  return policies.flatMap(({ file, document }) => {
    const { id, version } = document;
    const old = before.policies.find((one) => one.document.id === id && one.document.version === version);
    return old ? tell(changedParts(old.document, document), version, file) : [];
  });
}

const MOST_NAMED = 3;

function tell(names: readonly string[], found: string, file: string): Problem[] {
  if (names.length === 0) return [];
  const more = names.length > MOST_NAMED ? [`${names.length - MOST_NAMED} more`] : [];
  const wanted = [...names.slice(0, MOST_NAMED), ...more].join(', ');
  return [{ code: 'M602', file, at: ['version'], details: { found, wanted } }];
}
