import type { Stages } from '../../model/generated/types.ts';

/** The stages that are counted where nobody states others: the four of Chengdu's programme. */
export const DEFAULT_STAGES: Stages = {
  kind: 'stages',
  stages: [
    {
      id: 'assessed-online',
      title: { en: 'Assessed online', zh: '线上自评', de: 'Online bewertet' },
      when: { 'assessed.self': { const: 'true' } },
    },
    {
      id: 'diagnosed-on-site',
      title: { en: 'Diagnosed on site', zh: '现场诊断', de: 'Vor Ort diagnostiziert' },
      when: { 'assessed.onsite': { const: 'true' } },
    },
    {
      id: 'policy-given',
      title: { en: 'Policy given', zh: '已出具方案', de: 'Maßnahmenplan liegt vor' },
      when: { policy: { const: 'true' } },
    },
    {
      id: 'transformed',
      title: { en: 'Transformed', zh: '已完成改造', de: 'Transformiert' },
      when: { anyOf: [{ 'transformed.stated': { const: 'true' } }, { 'measures.done': { minimum: 1 } }] },
    },
  ],
};
