import type { Fact, OtherResult, Policy } from '../model/generated/types.ts';
import type { PlanSources, Source } from '../scoring/namespace.ts';

/** What policies make known to conditions: the facts they ask, and results under other packs, which nobody is asked. */
export function factsOf(policies: readonly Source<Policy>[]): NonNullable<PlanSources['facts']> {
  return policies.flatMap(({ file, document }) => [
    { file, document: document.facts ?? [] },
    { file, document: (document.results ?? []).map(asFact), at: 'results' },
  ]);
}

function asFact({ id, title }: OtherResult): Fact {
  return { id, type: 'decimal', ...(title === undefined ? {} : { title }) };
}
