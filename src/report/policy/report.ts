import type { Fact, Recommendation, Result } from '../../model/generated/types.ts';
import type { Input, Plan } from '../../scoring/plan.ts';
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
export function groupingFacts(plan: Plan): readonly FactInput[] {
  let facts = GROUPING.get(plan);
  if (!facts) {
    facts = plan.inputs.filter(isGrouping);
    GROUPING.set(plan, facts);
  }
  return facts;
}

const GROUPING = new WeakMap<Plan, readonly FactInput[]>();

function isGrouping(input: Input): input is FactInput {
  return input.role === 'fact' && 'group' in input.definition && input.definition.group === true;
}
