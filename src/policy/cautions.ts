// Reasons for caution about a plan: a loss, falling revenue, a cost above a share of revenue.
import type { Caution, Path } from '../model/index.ts';
import type { CompiledPlan, Plan, ReportProblem } from '../scoring/index.ts';
import { closureOf } from './cost-rule.ts';
import { compileAmount } from './funding/amount-rule.ts';

/** A compiled caution. */
export interface CompiledCaution {
  readonly id: string;
  /** The pack's plan, extended by the nodes of the rule. */
  readonly plan: Plan;
  /** The position of the node with the excess: the caution holds if its value is above 0. */
  readonly node: number;
  /** The positions of the nodes that take the cost of the enterprise's plan. */
  readonly cost: readonly number[];
  /** The positions of the extension's nodes that the rule needs, ascending. */
  readonly ownNodes: readonly number[];
}

/** Compiles the cautions of a catalogue. Reports those that cannot work and leaves them out. */
export function compileCautions(
  listed: readonly { readonly one: Caution; readonly at: Path }[],
  file: string,
  compiled: CompiledPlan,
  complain: ReportProblem,
): CompiledCaution[] {
  const givenFigures = { figures: ['cost'], lists: [], length: 0 };
  const compiledCautions = listed.flatMap(({ one: { id, excess }, at }) => {
    const amount = compileAmount(excess, { file, at: [...at, 'excess'], compiled, complain, givens: givenFigures });
    return amount.kind === 'rule' ? [{ id, node: amount.node, cost: [...amount.given.values()] }] : [];
  });
  const plan = compiled.extendedPlan();
  const first = compiled.plan.nodes.length;
  return compiledCautions.map((one) => {
    const ownNodes = closureOf(plan, [one.node], first);
    return { ...one, plan, ownNodes };
  });
}
