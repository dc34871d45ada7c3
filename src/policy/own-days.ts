// The rules by which the days that an enterprise's own people need depend on its size.
import type { Measure, Measures, Path } from '../model/index.ts';
import type { CompiledPlan, GivenFigures, Plan, ReportProblem } from '../scoring/index.ts';
import { closureOf } from './cost-rule.ts';
import { type CompiledAmount, compileAmount } from './funding/amount-rule.ts';

/** The factor by which the stated days of a measure are multiplied. */
export interface DaysRule {
  readonly amount: CompiledAmount;
  /**
   * The pack's plan, followed by the nodes compiled from the rule. `packNodes` are the nodes of the pack that the rule
   * needs, `ownNodes` the added ones.
   */
  readonly plan: Plan;
  readonly packNodes: readonly number[];
  readonly ownNodes: readonly number[];
}

/**
 * Compiles the `effortBy` of a catalogue and of its measures. Returns a function that gives the rule for a measure;
 * null if the days of the measure do not vary.
 */
export function compileDaysRules(
  { effortBy }: Pick<Measures, 'effortBy'>,
  listed: readonly { readonly one: Measure; readonly at: Path }[],
  file: string,
  compiled: CompiledPlan,
  givenFigures: GivenFigures,
  complain: ReportProblem,
): (measure: Measure) => DaysRule | null {
  const compile = (stated: NonNullable<Measures['effortBy']>, at: Path): CompiledAmount =>
    compileAmount(stated, { file, at, compiled, complain, givenFigures });
  const sharedEffort = effortBy === undefined ? null : compile(effortBy, ['effortBy']);
  const ownEfforts = new Map(
    listed.flatMap(({ one, at }) =>
      one.effortBy === undefined ? [] : [[one.id, compile(one.effortBy, [...at, 'effortBy'])] as const],
    ),
  );
  if (!sharedEffort && ownEfforts.size === 0) return () => null;
  const plan = compiled.extendedPlan();
  const firstPosition = compiled.plan.nodes.length;
  const makeRule = (amount: CompiledAmount): DaysRule => {
    const neededNodes = amount.kind === 'rule' ? closureOf(plan, [amount.node]) : [];
    const packNodes = neededNodes.filter((position) => position < firstPosition);
    return { amount, plan, packNodes, ownNodes: neededNodes.filter((position) => position >= firstPosition) };
  };
  const sharedRule = sharedEffort && makeRule(sharedEffort);
  const ownRules = new Map([...ownEfforts].map(([id, amount]) => [id, makeRule(amount)]));
  return ({ id, effort }) => (effort === undefined ? null : (ownRules.get(id) ?? sharedRule));
}
