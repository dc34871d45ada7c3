import type { Fact, OtherResult, Policy } from '../model/generated/types.ts';
import type { PlanSources, Source } from '../scoring/namespace.ts';

/**
 * What policies make known to conditions: the facts they ask, and results under other packs than the one in use, which
 * nobody is asked; those of `pack` are its own scores.
 */
export function factsOf(policies: readonly Source<Policy>[], pack: string): NonNullable<PlanSources['facts']> {
  return policies.flatMap(({ file, document }) => [
    { file, document: document.facts ?? [] },
    {
      file,
      document: (document.results ?? []).filter(({ id }) => !id.startsWith(`${pack}.`)).map(asFact),
      at: 'results',
    },
  ]);
}

function asFact({ id, title }: OtherResult): Fact {
  return { id, type: 'decimal', ...(title === undefined ? {} : { title }) };
}
