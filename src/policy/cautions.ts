// Reasons for caution about a plan, such as a loss, falling revenue, or a cost above a share of revenue. They may limit
// the cost of a plan.
import type { AmountRule, Caution, Path } from '../model/index.ts';
import type { CompiledPlan, GivenFigures, Plan, ReportProblem } from '../scoring/index.ts';
import { closureOf } from './cost-rule.ts';
import { compileAmount } from './funding/amount-rule.ts';

/** A compiled caution. All positions in it are positions in its `plan`. */
export interface CompiledCaution {
  readonly id: string;
  /** The pack's plan, followed by the nodes compiled from the rules of all cautions. */
  readonly plan: Plan;
  /**
   * The node whose value is the cost above which the caution holds; null if the caution does not depend on such a
   * value.
   */
  readonly above: number | null;
  /**
   * The rule that calculates an excess: the caution holds if the value of `node` is above 0. `cost` lists the nodes
   * that receive the cost of the enterprise's plan before the rule is evaluated.
   */
  readonly excess: { readonly node: number; readonly cost: readonly number[] } | null;
  /**
   * Set if the value of `above` is also the most that a plan without a budget may cost. As long as `above` has no
   * value, the value of the node `otherwise` takes its place; null if the caution states no such value.
   */
  readonly limitsGaps: { readonly otherwise: number | null } | null;
  /** The nodes added to the pack's plan that the rules of this caution need, ascending. */
  readonly ownNodes: readonly number[];
}

const NO_FIGURES: GivenFigures = { figures: [], lists: [], length: 0 };
const COST_FIGURE: GivenFigures = { ...NO_FIGURES, figures: ['cost'] };

/** Compiles the cautions of a catalogue. Reports cautions whose rules cannot work, and leaves them out. */
export function compileCautions(
  listed: readonly { readonly one: Caution; readonly at: Path }[],
  file: string,
  compiled: CompiledPlan,
  complain: ReportProblem,
): CompiledCaution[] {
  const compileRule = (rule: AmountRule | undefined, at: Path, givenFigures: GivenFigures) => {
    const amount = rule && compileAmount(rule, { file, at, compiled, complain, givenFigures });
    return amount?.kind === 'rule' ? amount : null;
  };
  const compiledCautions = listed.flatMap(({ one: { id, above, excess, limitsGaps }, at }) => {
    const aboveRule = compileRule(above, [...at, 'above'], NO_FIGURES);
    const excessRule = compileRule(excess, [...at, 'excess'], COST_FIGURE);
    const otherwise = compileRule(
      limitsGaps?.otherwise?.amount,
      [...at, 'limitsGaps', 'otherwise', 'amount'],
      NO_FIGURES,
    );
    if (!aboveRule && !excessRule) return [];
    return [
      {
        id,
        above: aboveRule?.node ?? null,
        excess: excessRule && { node: excessRule.node, cost: [...excessRule.given.values()] },
        limitsGaps: aboveRule && limitsGaps ? { otherwise: otherwise?.node ?? null } : null,
      },
    ];
  });
  const plan = compiled.extendedPlan();
  const firstPosition = compiled.plan.nodes.length;
  return compiledCautions.map((caution) => ({
    ...caution,
    plan,
    ownNodes: closureOf(plan, rulesOf(caution), firstPosition),
  }));
}

/**
 * Returns the nodes at which the rules of a caution end: `above`, `excess` and `otherwise`, as far as the caution has
 * them.
 */
export function rulesOf({
  above,
  excess,
  limitsGaps,
}: Pick<CompiledCaution, 'above' | 'excess' | 'limitsGaps'>): number[] {
  return [above, excess?.node ?? null, limitsGaps?.otherwise ?? null].filter((position) => position !== null);
}
