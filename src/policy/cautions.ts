// Reasons for caution about a plan, such as a loss, falling revenue, or a cost above a share of revenue. They may limit
// the cost of a plan.
import type { AmountRule, Caution, Path } from '../model/index.ts';
import type { CompiledPlan, GivenFigures, Plan, ReportProblem } from '../scoring/index.ts';
import { closureOf } from './cost-rule.ts';
import { compileAmount } from './funding/amount-rule.ts';

/** A compiled caution. Its positions refer to its own plan. */
export interface CompiledCaution {
  readonly id: string;
  /** The pack's plan, extended by the nodes of the rules. */
  readonly plan: Plan;
  /** The position of the cost above which the caution holds; null if the caution does not depend on one. */
  readonly above: number | null;
  /**
   * The rule for the excess: the caution holds if the value of `node` is above 0. The positions in `cost` are set to
   * the cost of the enterprise's plan.
   */
  readonly excess: { readonly node: number; readonly cost: readonly number[] } | null;
  /**
   * Set if `above` also limits plans without a budget. `otherwise` is the position of the limit that applies instead
   * while `above` has no value; null if there is none.
   */
  readonly limitsGaps: { readonly otherwise: number | null } | null;
  /** The positions of the extension's nodes that the rules need, ascending. */
  readonly ownNodes: readonly number[];
}

const NO_FIGURES: GivenFigures = { figures: [], lists: [], length: 0 };
const COST_FIGURE: GivenFigures = { ...NO_FIGURES, figures: ['cost'] };

/** Compiles the cautions of a catalogue. Reports those that cannot work and leaves them out. */
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

/** Returns the positions of a caution's rules. */
export function rulesOf({
  above,
  excess,
  limitsGaps,
}: Pick<CompiledCaution, 'above' | 'excess' | 'limitsGaps'>): number[] {
  return [above, excess?.node ?? null, limitsGaps?.otherwise ?? null].filter((position) => position !== null);
}
