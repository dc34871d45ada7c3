import type { Plan } from '../scoring/plan.ts';
import { readsOf } from '../scoring/reads.ts';

/** Some positions and all that they depend on, at any distance. */
export function reachFrom(plan: Plan, positions: readonly number[]): ReadonlySet<number> {
  const reached = new Set(positions);
  // A set goes on to what is added while it is walked.
  for (const position of reached) {
    const node = plan.nodes[position];
    if (node) for (const read of readsOf(node)) reached.add(read);
  }
  return reached;
}
