import { between, exactly, type Possible } from '../../condition/value.ts';
import { type Rational, ZERO } from '../../model/rational.ts';
import type { Plan } from '../../scoring/plan.ts';
import { readsOf } from '../../scoring/reads.ts';
import type { CompiledAmount } from '../amount.ts';
import type { Basis } from '../basis.ts';
import { sumOfCosts } from '../cost.ts';
import { withoutExpected } from '../expected.ts';
import type { CompiledMeasure } from '../measures.ts';
import { createOutlook } from '../roadmap/outlook.ts';
import { splitPlan } from '../roadmap/split.ts';
import { surveyGround } from '../roadmap/states.ts';
import type { Enclosed } from './most.ts';

/** An amount with the measures it may be worked out from. */
export interface Given {
  readonly amount: CompiledAmount;
  readonly covered: readonly CompiledMeasure[];
}

/**
 * Encloses what everything the amounts of a policy read can come to, whichever of the measures are taken; where the level
 * they lead to for certain is known, only for those that lead to it.
 */
export function encloseAmounts(
  { plan, sheet, assessed, policy, estimate = 'high' }: Basis,
  measures: readonly CompiledMeasure[],
  level: Rational | null,
  given: readonly Given[],
): Enclosed {
  const split = splitPlan(policy.amounts);
  const sure = withoutExpected(measures);
  const ground = surveyGround(split.plan, sheet, assessed.evaluation, sure);
  const outlook = createOutlook(ground, split, sheet, sure);
  const pins = new Map<number, Possible>();
  for (const { amount, covered } of given) {
    if (amount.kind !== 'rule') continue;
    for (const [name, position] of amount.given) {
      if (name === 'cost') pins.set(position, between(ZERO, sumOfCosts(covered, estimate)));
      else if (name === 'coveredMeasures') pins.set(position, between(ZERO, { n: BigInt(covered.length), d: 1n }));
      // What a loan costs may depend on anything.
      else pins.set(position, between(ZERO, null));
    }
  }
  const fixed = level !== null && plan.level !== null ? plan.level : null;
  const known = new Map(pins);
  if (fixed !== null && level !== null) known.set(fixed, exactly(level));
  const values = outlook(
    sure.map(() => undefined),
    known,
  );
  const moves = movesIn(split.plan, new Set([...pins.keys(), ...ground.touched.map(({ node }) => node)]), fixed);
  return { plan: policy.amounts, values, isFixed: (position) => !moves[position] };
}

/** Of each position, whether what it comes to depends on the measures. */
function movesIn({ nodes }: Plan, changed: ReadonlySet<number>, fixed: number | null): boolean[] {
  const moves: boolean[] = [];
  nodes.forEach((node, at) => {
    moves.push(at !== fixed && (changed.has(at) || readsOf(node).some((read) => moves[read])));
  });
  return moves;
}
