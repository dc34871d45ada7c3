import type { Fact, Recommendation, Result } from '../../model/generated/types.ts';
import type { Input, Plan } from '../../scoring/plan.ts';
import { onceForPlan } from '../../scoring/reads.ts';
import type { AssessmentReport } from '../assessment.ts';

/** What the policy of an enterprise is made from. */
export interface PolicyReport extends AssessmentReport {
  readonly recommendation: Recommendation;
}

type FactInput = Input & { readonly definition: Fact };

/** The known facts that enterprises are grouped by, such as the size class. */
export function factsShown(plan: Plan, result: Result): FactInput[] {
  return groupingFacts(plan).filter(({ name }) => Object.hasOwn(result.facts, name));
}

/** The facts that enterprises are grouped by, known or not. */
export const groupingFacts = onceForPlan(({ inputs }): readonly FactInput[] => inputs.filter(isGrouping));

function isGrouping(input: Input): input is FactInput {
  return input.role === 'fact' && 'group' in input.definition && input.definition.group === true;
}
