import type { Condition } from '../../condition/condition.ts';
import { isNothing, type Possible, rangeOf } from '../../condition/value.ts';
import type { Rational } from '../../model/rational.ts';
import { ONE } from '../../model/rational.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Builder } from './builder.ts';
import { type Linear, sumLinear } from './linear.ts';
import type { Lookup, Way } from './lookup.ts';
import { NotLinear } from './program.ts';
import { type Requirement, requireLeast } from './requirement.ts';
import type { SplitPlan } from './split.ts';

/** What the parts of a plan are put into a program with. */
export interface Encoder {
  readonly plan: Plan;
  readonly split: SplitPlan;
  readonly lookup: Lookup;
  readonly builder: Builder;
  /** The expression a node's end comes to. */
  amount(node: number, side: Side): Linear;
  /** That a node keeps a bound for certain, and is something. */
  bound(node: number, bound: Bound): Requirement;
  /** That a condition holds, or fails, for certain. */
  condition(condition: Condition, wanted: Decided): Requirement;
}

/** What is so for certain. */
export type Decided = 'holds' | 'fails';

/** That the low end is at least a bound, or the high end at most; `strict`: above it, or below. */
export interface Bound {
  readonly side: Side;
  readonly bound: Rational;
  readonly strict: boolean;
}

/** The end of what is possible that is looked at: what is so for certain, and what may be. */
export type Side = 'low' | 'high';

export function endOf(possible: Possible, side: Side): Rational | undefined {
  return isNothing(possible) ? undefined : (rangeOf(possible)?.[side] ?? undefined);
}

/** The expression that comes to a number for each way answers can be. */
export function tabulate(ways: readonly Way[], numberAt: (way: Way) => Rational): Linear {
  return sumLinear(ways.map((way) => [way.is, numberAt(way)] as const));
}

/** That the answers are one of the ways for which something holds. */
export function oneOfWays(ways: readonly Way[], holds: (way: Way) => boolean): Requirement {
  return requireLeast(sumLinear(ways.filter(holds).map(({ is }) => [is, ONE] as const)), ONE);
}

/** Says by which score a node stops the way into a program. */
export function notLinear(plan: Plan, node: number, why: string): NotLinear {
  const score = plan.scores.find((one) => one.node === node) ?? plan.scores.find((one) => one.node > node);
  return new NotLinear(`${score?.name ?? plan.nodes[node]?.op}: ${why}`);
}
