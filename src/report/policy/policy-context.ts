// What policies are written from.
import type { Fact, Recommendation, Result } from '../../model/index.ts';
import { type Input, memoizeByPlan, type Plan } from '../../scoring/index.ts';
import type { AssessmentReport } from '../text/assessment-report.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

/** What the policy of an enterprise is made from. */
export interface PolicyReport extends AssessmentReport {
  readonly recommendation: Recommendation;
}

type FactInput = Input & { readonly definition: Fact };

/** The known facts that enterprises are grouped by, such as the size class. */
export function knownGroupingFacts(plan: Plan, result: Result): FactInput[] {
  return groupingFacts(plan).filter(({ name }) => Object.hasOwn(result.facts, name));
}

/** The facts that enterprises are grouped by, known or not. */
export const groupingFacts = memoizeByPlan(({ inputs }): readonly FactInput[] => inputs.filter(isGrouping));

function isGrouping(input: Input): input is FactInput {
  return input.role === 'fact' && 'group' in input.definition && input.definition.group === true;
}

/** What the policies of all enterprises are written from: the pack and its policies, in the words of one language. */
export interface PolicyContext
  extends Pick<AssessmentReport, 'plan' | 'questionnaire' | 'rubric' | 'measures' | 'policies' | 'titles'> {
  readonly vocabulary: Vocabulary;
}

/** What of the report of an enterprise is the same for all. */
export function policyContextOf(report: AssessmentReport, vocabulary: Vocabulary): PolicyContext {
  const { plan, questionnaire, rubric, measures, policies, titles } = report;
  return { plan, questionnaire, rubric, measures, policies, titles, vocabulary };
}
