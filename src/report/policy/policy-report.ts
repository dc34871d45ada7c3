import type { Fact, Recommendation, Result } from '../../model/index.ts';
import type { Input, Plan } from '../../scoring/index.ts';
import type { AssessmentReport } from '../text/assessment-report.ts';

/** What the policy of an enterprise is made from. */
export interface PolicyReport extends AssessmentReport {
  readonly recommendation: Recommendation;
}

type FactInput = Input & { readonly definition: Fact };

/** The known facts that enterprises are grouped by, such as the size class. */
export function knownGroupingFacts({ inputs }: Plan, { facts }: Result): FactInput[] {
  return inputs.filter(isGrouping).filter(({ name }) => Object.hasOwn(facts, name));
}

function isGrouping(input: Input): input is FactInput {
  return input.role === 'fact' && 'group' in input.definition && input.definition.group === true;
}
