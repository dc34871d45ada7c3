import type { Measures, Policy, Questionnaire, Rubric } from '../../src/model/generated/types.ts';
import { preparePack, readSheet, recommendFor } from '../policy/joinery-pack.ts';
import { policyOf } from './bundled-documents.ts';

/** A policy, then those it includes. */
export function withIncluded(id: string): Policy[] {
  const policy = policyOf(id);
  return [policy, ...(policy.include ?? []).flatMap(withIncluded)];
}

const SIZES = ['micro', 'small', 'medium', 'large'];

/** A pack of one question whose answer is the level, with the facts that policies read and no sums to work out. */
function plantOf(id: string): { questionnaire: Questionnaire; rubric: Rubric } {
  const choice = (fact: string, options: string[]) => ({
    id: fact,
    type: 'single' as const,
    options: options.map((option) => ({ id: option })),
  });
  return {
    questionnaire: {
      kind: 'questionnaire',
      id,
      version: '1',
      title: 'Plant',
      languages: ['en'],
      facts: [
        { id: 'district', type: 'text' },
        choice('size', SIZES),
        choice('sector', ['industry', 'software']),
        choice('chainRole', ['leader', 'supplier', 'none']),
      ],
      sections: [{ id: 'all-there-is', questions: [{ id: 'step', type: 'scale', maximum: 5 }] }],
    },
    rubric: {
      kind: 'rubric',
      id,
      scores: { level: { of: 'step', steps: { 1: '1', 2: '2', 3: '3', 4: '4', 5: '5' } } },
    },
  };
}

/** An enterprise that does one project, which leads from one level to another at this cost. */
export interface Project {
  readonly pack?: string;
  readonly asOf?: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly level: readonly [today: number, afterwards: number];
  readonly cost: number;
  /** Further measures that the project needs. */
  readonly more?: readonly { readonly cost: number; readonly tags: readonly string[] }[];
}

/** What a bundled policy says to such an enterprise. */
export function advise(policy: string, { pack = 'miit-sme-2024', asOf, facts, level, cost, more = [] }: Project) {
  const policies = withIncluded(policy);
  const currency = policies[0]?.currency ?? 'CNY';
  const others = more.map((one, i) => ({
    id: `part-${i}`,
    title: `Part ${i}`,
    achieves: { [`part${i}`]: true },
    cost: { low: one.cost, high: one.cost, currency },
    tags: one.tags,
  }));
  const measures = {
    kind: 'measures',
    measures: [
      ...others,
      {
        id: 'project',
        title: 'The project',
        achieves: { step: level[1] },
        cost: { low: cost, high: cost, currency },
        tags: ['equipment', 'software'],
        needs: others.map(({ id }) => id),
      },
    ],
  } as unknown as Measures;
  const plant = plantOf(pack);
  const parts = more.map((_, i) => ({ id: `part${i}`, type: 'boolean' as const }));
  const questionnaire = { ...plant.questionnaire, facts: [...(plant.questionnaire.facts ?? []), ...parts] };
  const prepared = preparePack({ ...plant, questionnaire, measures, policies });
  const undone = Object.fromEntries(parts.map(({ id }) => [id, false]));
  return recommendFor(prepared, readSheet(prepared, { step: level[0] }, { ...undone, ...facts }), level[1], asOf);
}
