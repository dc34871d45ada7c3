import type { Fact, Recommendation, Result } from '../../model/generated/types.ts';
import type { Input, Plan } from '../../scoring/plan.ts';
import type { AssessmentReport } from '../assessment.ts';

/** What the policy of an enterprise is made from. */
export interface PolicyReport extends AssessmentReport {
  readonly recommendation: Recommendation;
}

/** The known facts that enterprises are grouped by, such as the size class. */
export function factsShown(plan: Plan, { facts }: Result): (Input & { readonly definition: Fact })[] {
  return plan.inputs.filter(
    (input): input is Input & { readonly definition: Fact } =>
      input.role === 'fact' &&
      'group' in input.definition &&
      input.definition.group === true &&
      Object.hasOwn(facts, input.name),
  );
}
