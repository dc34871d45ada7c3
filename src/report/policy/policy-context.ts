// What policies are written from. Parts that many enterprises share are written once.
import {
  type Computation,
  type Fact,
  internObject,
  type JudgedInstrument,
  memoize,
  type Recommendation,
  type Result,
} from '../../model/index.ts';
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

/**
 * Writes a part of a policy, or gives what was written about the same before: a part knows nothing of an enterprise but
 * what it is about. What is given is frozen, for many policies share it.
 */
export function writeMemoized<About, Written>(
  part: Computation<PolicyContext, About, Written>,
  report: AssessmentReport,
  vocabulary: Vocabulary,
  about: About,
): Written {
  return memoize(part, policyContextOf(report, vocabulary), about);
}

/** The latest, for many reports in a row have it in common. */
const CONTEXTS = new WeakMap<Vocabulary, PolicyContext>();

function policyContextOf(report: AssessmentReport, vocabulary: Vocabulary): PolicyContext {
  const found = CONTEXTS.get(vocabulary);
  if (found && isSamePack(found, report)) return found;
  const { plan, questionnaire, rubric, measures, policies, titles } = report;
  const ground = { plan, questionnaire, rubric, measures, policies, titles, vocabulary };
  CONTEXTS.set(vocabulary, ground);
  return ground;
}

function isSamePack(a: PolicyContext, b: AssessmentReport): boolean {
  const [before, now] = [a.policies ?? [], b.policies ?? []];
  return (
    a.plan === b.plan &&
    a.questionnaire === b.questionnaire &&
    a.rubric === b.rubric &&
    a.measures === b.measures &&
    a.titles === b.titles &&
    before.length === now.length &&
    before.every((policy, i) => policy === now[i])
  );
}

/** What was judged but for the measures it covers, in which enterprises differ most: one and the same for many of them. */
export function withoutCovers(judged: JudgedInstrument, ground: PolicyContext): JudgedInstrument {
  return memoize(leaveOutCovers, ground, judged);
}

function leaveOutCovers({ covers: _, ...judged }: JudgedInstrument, ground: PolicyContext): JudgedInstrument {
  return internObject(ground, judged);
}
