import type { Path, Problem } from '../../model/problem.ts';
import { placedInstruments, placedTracks } from '../places-of-policy.ts';
import type { Rule } from '../rule.ts';
import { measuresOf, policyOf, questionnaireOf, rubricOf } from './sample.ts';

const PACK = {
  'questionnaire.yaml': questionnaireOf('      - { id: erp, type: scale, maximum: 4 }', 'policy: town\n'),
  'rubric.yaml': rubricOf('scores: { tools: sum }'),
  'measures.yaml': measuresOf(
    '  - { id: new-erp, title: Introduce an ERP, achieves: { erp: 4 }, tags: [software, cloud] }',
  ),
};

const policyWith = (covers: string, prefers: string, limited: string): string =>
  policyOf(`ceilings:
  - id: half
    title: Half of the cost
    share: 0.5
    ${limited}
    source: { document: an example, verified: true }
tracks:
  - id: quick
    title: Quick steps
    ${prefers}
instruments:
  - id: voucher
    title: Voucher
    type: voucher
    ${covers}
    amount: { sum: { cost: 0.5 } }
    source: { document: an example, verified: true }`);

export const uncarriedTag: Rule = {
  code: 'M409',
  title: 'A tag that no measure carries',
  why: 'An instrument pays for measures with its tags, a track prefers some: spelled differently in the catalogue, the money pays for nothing, and a ceiling limits nothing.',
  fix: 'Use the tags of the catalogue, or give them to the measures that are meant.',
  bad: {
    ...PACK,
    'policies/town.yaml': policyWith(
      '#! M409 softwares\n    covers: [cloud, softwares]',
      '#! M409 clouds\n    prefers: [clouds]',
      '#! M409 sofware\n    covers: [sofware]',
    ),
  },
  good: {
    ...PACK,
    'policies/town.yaml': policyWith('covers: [cloud, software]', 'prefers: [cloud]', 'covers: [software]'),
  },
  check(subject) {
    const { measures, catalogue, policies } = subject;
    if (!measures) return [];
    const carried = new Set(catalogue.flatMap(({ tags }) => tags));
    const find = (tags: readonly string[], name: string, does: string, file: string, at: Path): Problem[] =>
      tags.flatMap((found, i) =>
        carried.has(found)
          ? []
          : [{ code: 'M409', file, at: [...at, i], details: { found, name, wanted: does, allowed: [...carried] } }],
      );
    return [
      ...placedTracks(subject).flatMap(({ track: { id, definition }, file, at }) =>
        find(definition.prefers ?? [], id, 'prefers', file, [...at, 'prefers']),
      ),
      ...placedInstruments(subject).flatMap(({ instrument: { id, definition }, file, at }) =>
        find(definition.covers ?? [], id, 'pays for', file, [...at, 'covers']),
      ),
      ...policies.flatMap(({ file, document: { ceilings = [] } }) =>
        ceilings.flatMap(({ id, covers = [] }, i) => find(covers, id, 'limits', file, ['ceilings', i, 'covers'])),
      ),
    ];
  },
};
