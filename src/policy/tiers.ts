import { evaluateCondition } from '../condition/evaluate.ts';
import { findUnmet } from '../condition/unmet.ts';
import type { Possible } from '../condition/value.ts';
import type { JudgedTier } from '../model/generated/types.ts';
import type { Evaluation } from '../scoring/pass.ts';
import type { Plan } from '../scoring/plan.ts';
import { memberNamesOf } from '../scoring/reads.ts';
import { findOpen } from './clarify.ts';
import type { CompiledTier } from './policy.ts';

/** What each tier of a track still needs, given what is sure once the measures are done. */
export function judgeTiers(tiers: readonly CompiledTier[], plan: Plan, evaluation: Evaluation): JudgedTier[] {
  const read = (node: number): Possible => evaluation.values[node] as Possible;
  return tiers.map(({ definition: { id }, when }) => {
    const truth = evaluateCondition(when, read);
    const unmet = findUnmet(when, read, memberNamesOf(plan));
    const clarify = truth === 'undecided' ? findOpen([when], plan, evaluation) : [];
    return {
      id,
      truth,
      ...(unmet.length > 0 ? { unmet } : {}),
      ...(clarify.length > 0 ? { clarify } : {}),
    };
  });
}
