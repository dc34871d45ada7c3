// The plan that an enterprise was given for an assessment: the last plan kept for it or, if none was kept, the plan
// stored with the assessment.
import { type Assessment, type FollowUp, fromNumber, type KeptPlan, type Recommendation } from '../model/index.ts';
import { INSTRUMENT_STATES, isKeptPlan, removeWithdrawnRecords, selectActiveRecords } from './follow-up-records.ts';
import type { RecommendInput } from './recommend-input.ts';

/** The assessments and records in an enterprise file. */
interface History {
  readonly assessments: readonly Assessment[];
  readonly records?: readonly FollowUp[] | undefined;
}

/** The properties of an assessment by which a kept plan identifies it. */
type NamedAssessment = Pick<Assessment, 'kind' | 'finishedAt'> & { readonly pack: Pick<Assessment['pack'], 'id'> };

/** Returns the reference with which a kept plan refers to its assessment. */
export function nameAssessment({ pack, kind, finishedAt }: NamedAssessment): KeptPlan['assessment'] {
  return { pack: pack.id, kind, finishedAt };
}

/** Returns the last plan that was kept for an assessment and not withdrawn; undefined if there is none. */
export function findKeptPlan(
  { records = [] }: Pick<History, 'records'>,
  assessment: NamedAssessment,
): KeptPlan | undefined {
  const wantedName = nameAssessment(assessment);
  return removeWithdrawnRecords(records)
    .filter(isKeptPlan)
    .findLast(
      ({ assessment: { pack, kind, finishedAt } }) =>
        pack === wantedName.pack && kind === wantedName.kind && finishedAt === wantedName.finishedAt,
    );
}

/**
 * Returns the plan that the enterprise was given for an assessment: the last one kept or, without one, the one stored
 * with the assessment. Undefined if there is none.
 */
export function planFor(history: Pick<History, 'records'>, assessment: Assessment): Recommendation | undefined {
  return findKeptPlan(history, assessment)?.recommendation ?? assessment.recommendation;
}

/**
 * Returns the day for which a plan on file is drawn up again: its own day, or `today` if a later event is on record,
 * because what is done or paid since belongs to no earlier day.
 */
export function findPlanningDay(
  records: readonly FollowUp[],
  storedPlan: Pick<Recommendation, 'asOf'> | undefined,
  today: string,
): string {
  if (!storedPlan) return today;
  const hasLaterEvent = selectActiveRecords(records).some(
    ({ state, on }) => PROGRESS_STATES.some((progress) => progress === state) && on > storedPlan.asOf,
  );
  return hasLaterEvent ? today : storedPlan.asOf;
}

/** The states that a record reaches through an event, not through an intention or a decision. */
const PROGRESS_STATES = ['started', 'done', ...INSTRUMENT_STATES] as const;

/**
 * Among the assessments accepted by `isMeant`, returns the newest one with a plan, and the plan; undefined if none has
 * a plan.
 */
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

/** An earlier plan on which a new plan builds, and whether that earlier plan was kept for the enterprise. */
interface PlanBefore {
  readonly recommendation: Recommendation;
  readonly isKept: boolean;
}

/**
 * Returns the plan on which a new plan for an assessment builds: the last plan kept for this assessment or, failing
 * that, for an earlier one. If no plan was kept, returns the plan stored with the last earlier assessment that has one;
 * if there is no such assessment but records exist, the plan stored with this assessment. Undefined if there is no such
 * plan either. `assessment` is undefined for answers that are not on file yet.
 */
export function findPlanBefore(
  { assessments, records = [] }: History,
  assessment: Pick<Assessment, 'kind' | 'finishedAt'> | undefined,
  isMeant: (assessment: Assessment) => boolean,
): PlanBefore | undefined {
  const assessmentIndex = assessments.findIndex(
    (candidate) =>
      candidate.kind === assessment?.kind && candidate.finishedAt === assessment.finishedAt && isMeant(candidate),
  );
  const ownAssessment = assessmentIndex < 0 ? undefined : assessments[assessmentIndex];
  const assessmentsBefore = (assessmentIndex < 0 ? assessments : assessments.slice(0, assessmentIndex))
    .filter(isMeant)
    .toReversed();
  for (const advised of ownAssessment ? [ownAssessment, ...assessmentsBefore] : assessmentsBefore) {
    const keptPlan = findKeptPlan({ records }, advised);
    if (keptPlan) return { recommendation: keptPlan.recommendation, isKept: true };
  }
  const plannedAssessment =
    assessmentsBefore.find(({ recommendation }) => recommendation) ?? (records.length > 0 ? ownAssessment : undefined);
  return plannedAssessment?.recommendation && { recommendation: plannedAssessment.recommendation, isKept: false };
}

/** Returns the limits under which a kept plan was made, as input for a new plan. */
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
