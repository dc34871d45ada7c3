import type { Source as Provenance } from '../../model/generated/types.ts';
import type { Path, Problem } from '../../model/problem.ts';
import { placedInstruments } from '../places-of-policy.ts';
import type { Rule, Subject } from '../rule.ts';
import { measuresOf, policyOf, questionnaireOf, rubricOf } from './sample.ts';

const PACK = {
  'questionnaire.yaml': questionnaireOf('      - { id: erp, type: scale, maximum: 4 }', 'policy: town\n'),
  'rubric.yaml': rubricOf('scores: { tools: sum }'),
};
const MEASURES = measuresOf('  - { id: new-erp, title: Introduce an ERP, achieves: { erp: 3 } }');
const unsourced = (text: string): string => text.replace(/source: .*\n/, '');

const policyWith = (source: string): string =>
  policyOf(`instruments:
  - id: voucher
    title: Voucher
    type: voucher
    amount: 1000${source}`);

export const noSource: Rule = {
  code: 'M408',
  title: 'A content without a source',
  why: 'Nobody can check what an enterprise is told, or notice that a regulation was replaced. Every instrument stands in a regulation of its own.',
  fix: 'State `source` with the document, its date and whether someone compared the two; own content names itself.',
  bad: {
    ...PACK,
    'measures.yaml': `#! M408 measures\n${unsourced(MEASURES)}`,
    'policies/town.yaml': policyWith('').replace('  - id: voucher', '  #! M408 voucher\n  - id: voucher'),
  },
  good: {
    ...PACK,
    'measures.yaml': MEASURES,
    'policies/town.yaml': policyWith('\n    source: { document: Decree 7, date: 2026-01-01, verified: true }'),
  },
  check(subject: Subject): Problem[] {
    // Without one of its own the rubric comes from where the questionnaire does.
    const { questionnaire, measures, policies } = subject;
    const find = (what: string, source: Provenance | undefined, file: string, at: Path): Problem[] =>
      source ? [] : [{ code: 'M408', file, at, details: { found: what } }];
    return [
      ...find('the questionnaire', questionnaire.document.source, questionnaire.file, ['id']),
      ...(measures ? find('the catalogue of measures', measures.document.source, measures.file, ['kind']) : []),
      ...policies.flatMap(({ document, file }) => find('the policy', document.source, file, ['id'])),
      ...placedInstruments(subject).flatMap(({ instrument: { id, definition }, file, at }) =>
        find(`the instrument "${id}"`, definition.source, file, [...at, 'id']),
      ),
    ];
  },
};
