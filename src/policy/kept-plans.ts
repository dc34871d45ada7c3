// The plan that an enterprise was given: the last one kept for an assessment or, without one, that of the assessment.
import { type Assessment, type FollowUp, fromNumber, type KeptPlan, type Recommendation } from '../model/index.ts';
import { isKeptPlan, unwithdrawnRecords } from './follow-up-records.ts';
import type { RecommendInput } from './recommend-input.ts';

/** What an enterprise file has of assessments and records. */
interface History {
  readonly assessments: readonly Assessment[];
  readonly records?: readonly FollowUp[] | undefined;
}

/** What names an assessment in a kept plan. */
type NamedAssessment = Pick<Assessment, 'kind' | 'finishedAt'> & { readonly pack: Pick<Assessment['pack'], 'id'> };

/** Returns how a kept plan names the assessment that it was made for. */
export function nameAssessment({ pack, kind, finishedAt }: NamedAssessment): KeptPlan['assessment'] {
  return { pack: pack.id, kind, finishedAt };
}

/** Returns the last plan that was kept for an assessment and not withdrawn; undefined if there is none. */
export function findKeptPlan(
  { records = [] }: Pick<History, 'records'>,
  assessment: NamedAssessment,
): KeptPlan | undefined {
  const wanted = nameAssessment(assessment);
  return unwithdrawnRecords(records)
    .filter(isKeptPlan)
    .findLast(
      ({ assessment: { pack, kind, finishedAt } }) =>
        pack === wanted.pack && kind === wanted.kind && finishedAt === wanted.finishedAt,
    );
}

/** Returns the plan that the enterprise has for an assessment; undefined if it has none. */
export function planFor(history: Pick<History, 'records'>, assessment: Assessment): Recommendation | undefined {
  return findKeptPlan(history, assessment)?.recommendation ?? assessment.recommendation;
}

/** Returns the newest assessment with a plan, and the plan; undefined if no assessment accepted by `isMeant` has one. */
export function findLatestPlan(
  history: History,
  isMeant: (assessment: Assessment) => boolean = () => true,
): { readonly assessment: Assessment; readonly recommendation: Recommendation } | undefined {
  for (const assessment of history.assessments.toReversed()) {
    const recommendation = isMeant(assessment) ? planFor(history, assessment) : undefined;
    if (recommendation) return { assessment, recommendation };
  }
  return undefined;
}

/** Returns the limits of a kept plan as the input for planning again. */
export function inputOfLimits({
  budget,
  tolerance,
  horizon,
  ...others
}: KeptPlan['limits']): Pick<
  RecommendInput,
  'due' | 'target' | 'estimate' | 'least' | 'tolerance' | 'budget' | 'horizon' | 'atOnce'
> {
  return {
    ...others,
    budget: budget === undefined ? null : fromNumber(budget.amount),
    tolerance: tolerance === undefined ? undefined : fromNumber(tolerance),
    horizon: horizon === undefined ? null : fromNumber(horizon),
  };
}
