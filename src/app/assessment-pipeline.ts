// From scored answers to a recommendation and to the record that an enterprise file keeps.

import { resolve } from 'node:path';
import { CodedRefusal } from '../i18n/index.ts';
import { recordAnswerSet, recordTargets } from '../interview/index.ts';
import type {
  Assessment,
  Measures,
  Migration,
  PackStamp,
  Policy,
  Questionnaire,
  Recommendation,
  Rubric,
} from '../model/index.ts';
import { type CompiledPack, stampOf } from '../pack/index.ts';
import {
  type ActiveRecords,
  type RecommendInput,
  readActiveRecords,
  recommend,
  resultsNamedBy,
  withOtherResults,
} from '../policy/index.ts';
import { countAnswered, type SummaryReport } from '../report/index.ts';
import { type AnswerSet, type Assessed, assess, entryOf } from '../scoring/index.ts';
import { peekRecords } from '../store/index.ts';
import type { World } from '../world.ts';
import { solverFor } from './highs-solver.ts';
import type { OpenedAssessment } from './open-enterprise.ts';

/** What of a pack and a policy is needed to advise: plain data. */
export interface Advisable extends Pick<CompiledPack, 'stamp' | 'plan' | 'measures' | 'policy'> {
  readonly pack: {
    readonly questionnaire: { readonly document: Questionnaire };
    readonly rubric: { readonly document: Rubric };
    readonly measures: { readonly document: Measures } | null;
  };
  readonly policies: readonly (PackStamp & { readonly document: Policy })[];
}

/** Of a settled pack what is needed to advise, without where in its files everything stands. */
export function advisableOf({ stamp, plan, measures, policy, pack, policies }: CompiledPack): Advisable {
  const { questionnaire, rubric } = pack;
  return {
    stamp,
    plan,
    measures,
    policy,
    pack: {
      questionnaire: { document: questionnaire.document },
      rubric: { document: rubric.document },
      measures: pack.measures && { document: pack.measures.document },
    },
    policies: policies.map((one) => ({ ...stampOf(one), document: one.document })),
  };
}

type RecommendationOption =
  | 'target'
  | 'record'
  | 'estimate'
  | 'least'
  | 'budget'
  | 'horizon'
  | 'atOnce'
  | 'roadmap'
  | 'solver';

/** What else a recommendation can be made from. */
export interface AdviceOptions extends Pick<RecommendInput, RecommendationOption> {
  /** The enterprise's assessments, for results under other packs. */
  readonly assessments?: readonly Assessment[];
}

/** The recommendation for a scored sheet; undefined where there is no policy. Throws a RangeError for a target that is no level. */
export function recommendWithHistory(
  settled: Advisable,
  sheet: AnswerSet,
  assessed: Assessed,
  asOf: string,
  { assessments = [], ...wishes }: AdviceOptions = {},
): Recommendation | undefined {
  const [chosen] = settled.policies;
  if (!chosen) return undefined;
  const { plan, measures, policy, policies } = settled;
  const basis = { plan, sheet, assessed, measures, policy, stamp: stampOf(chosen), asOf, ...wishes };
  const names = resultsNamedBy(policies.map(({ document }) => document));
  const enriched = withOtherResults(sheet, names, assessments);
  if (enriched === sheet) return recommend(basis);
  const { pack, tool } = assessed.result;
  return recommend({ ...basis, sheet: enriched, assessed: assess(plan, enriched, pack, tool) });
}

/** What the reports of an assessment are made from. */
export function summaryReportOf(
  { plan, pack, policies }: Advisable,
  assessed: Assessed,
  recommendation: Recommendation | undefined,
  assessment: NonNullable<SummaryReport['assessment']>,
): SummaryReport {
  return {
    plan,
    questionnaire: pack.questionnaire.document,
    rubric: pack.rubric.document,
    titles: pack.rubric.document.titles,
    result: assessed.result,
    answeredCount: countAnswered(plan, assessed.evaluation),
    measures: pack.measures?.document,
    policies: policies.map(({ document }) => document),
    recommendation,
    assessment,
  };
}

/** What a user wishes of the measures. */
type RecommendationLimits = Pick<AdviceOptions, 'target' | 'estimate' | 'least' | 'budget' | 'horizon' | 'atOnce'>;

/**
 * The recommendation for an opened assessment with its roadmap, by what is on record of the enterprise; undefined where
 * there is no policy. `asOf` is the day instruments are judged on.
 */
export async function recommendForAssessment(
  world: World,
  { enterprise, settled, sheet, assessed, date }: OpenedAssessment,
  asOf: string,
  wishes: RecommendationLimits,
): Promise<Recommendation | undefined> {
  return recommendWithHistory(settled, sheet, assessed, asOf, {
    ...wishes,
    roadmap: true,
    solver: await solverFor(world, settled),
    record: readActiveRecords(enterprise.records ?? [], date),
    assessments: enterprise.assessments,
  });
}

/** What an enterprise's file keeps of an assessment. */
export interface AssessmentParts {
  readonly sheet: AnswerSet;
  /** The answers aimed at, where some were stated. */
  readonly targets?: AnswerSet | null;
  readonly assessed: Pick<Assessed, 'result'>;
  readonly recommendation: Recommendation | undefined;
  readonly kind: 'self' | 'onsite';
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly assessor?: string | undefined;
  /** How the answers were taken over from another version of the pack. */
  readonly migration?: Migration | undefined;
}

/** An assessment as it stands in the enterprise's file. */
export function buildAssessment(
  { plan, stamp }: Pick<CompiledPack, 'plan' | 'stamp'>,
  { sheet, targets, assessed, recommendation, kind, startedAt, finishedAt, assessor, migration }: AssessmentParts,
): Assessment {
  return {
    kind,
    startedAt,
    finishedAt,
    ...(assessor === undefined ? {} : { assessor }),
    pack: stamp,
    ...recordAnswerSet(plan, sheet),
    ...(targets ? { targets: recordTargets(plan, sheet, targets) } : {}),
    ...(migration ? { migration } : {}),
    result: assessed.result,
    ...(recommendation === undefined ? {} : { recommendation }),
  };
}

/** The enterprise's key as its answers state it; throws a `Refusal` where the pack or the answers have none. */
export function enterpriseKeyOf({ plan }: Pick<CompiledPack, 'plan'>, sheet: AnswerSet): string {
  const fact = plan.inputs.find(({ definition }) => 'key' in definition && definition.key);
  if (!fact) throw new CodedRefusal(3, 'noKeyFact');
  const entry = entryOf(sheet, fact.name);
  if (entry.state === 'answered') return String(entry.value);
  throw new CodedRefusal(3, 'keyNotStated', fact.name);
}

/**
 * What is on record in the file of the enterprise whose answers these are; undefined where nothing is.
 * `assessedOn` is the day of the answers, `YYYY-MM-DD`.
 */
export async function readOnRecord(
  world: World,
  { plan }: Pick<CompiledPack, 'plan'>,
  sheet: AnswerSet,
  { files, assessedOn }: { readonly files: string; readonly assessedOn: string },
): Promise<ActiveRecords | undefined> {
  const fact = plan.inputs.find(({ definition }) => 'key' in definition && definition.key);
  const entry = fact && entryOf(sheet, fact.name);
  if (entry?.state !== 'answered') return undefined;
  return readActiveRecords(await peekRecords(resolve(world.cwd, files), String(entry.value)), assessedOn);
}
