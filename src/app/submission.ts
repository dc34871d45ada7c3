// A submission is planned as a value (assessment, recommendation, report, policy), then applied to an enterprise file.
// The commands `score`, `diagnose`, `import`, `init`, `batch --files` and `simulate` all record assessments this way.

import { createHash } from 'node:crypto';
import { CodedRefusal } from '../i18n/index.ts';
import { addPackAnswers, findStatedKey, keyFactOf, NAME_FACT, recordAnswerSet } from '../interview/index.ts';
import {
  type Assessment,
  type FollowUp,
  type Measures,
  type Migration,
  mayBeSoleTrader,
  type PackStamp,
  type Policy,
  provisionalKeyOf,
  type Questionnaire,
  type Recommendation,
  type RecordedAnswers,
  type Rubric,
} from '../model/index.ts';
import { type CompiledPack, stampOf } from '../pack/index.ts';
import {
  addInferred,
  addOtherResults,
  DEFAULT_TOLERANCE,
  findPlanBefore,
  inferPlaces,
  listDelays,
  type RecommendInput,
  readActiveRecords,
  recommend,
  type Solver,
} from '../policy/index.ts';
import { countAnswered, type ReportLanguage, renderPolicyMarkdown, type SummaryReport } from '../report/index.ts';
import { type AnswerSet, type Assessed, assess, entryOf, type Plan } from '../scoring/index.ts';
import {
  type AppendOptions,
  type AppendResult,
  loadEnterpriseFiles,
  policyPath,
  type SigningKey,
  type StoredEnterprise,
} from '../store/index.ts';
import { belongsTo } from '../versions/index.ts';
import type { World } from '../world.ts';
import { formatPath } from './console.ts';

/** The parts of a pack and its policies that advice needs, as plain data. */
export interface Advisable
  extends Pick<CompiledPack, 'stamp' | 'plan' | 'measures' | 'priorities' | 'cautions' | 'policy'> {
  readonly pack: {
    readonly questionnaire: { readonly document: Questionnaire };
    readonly rubric: { readonly document: Rubric };
    readonly measures: { readonly document: Measures } | null;
  };
  readonly policies: readonly (PackStamp & { readonly document: Policy })[];
}

/**
 * Returns a compiled pack without source positions, which still allows advice and is small enough to be posted to a
 * thread.
 */
export function advisableOf({
  stamp,
  plan,
  measures,
  priorities,
  cautions,
  policy,
  pack,
  policies,
}: CompiledPack): Advisable {
  const { questionnaire, rubric } = pack;
  return {
    stamp,
    plan,
    measures,
    priorities,
    cautions,
    policy,
    pack: {
      questionnaire: { document: questionnaire.document },
      rubric: { document: rubric.document },
      measures: pack.measures && { document: pack.measures.document },
    },
    policies: policies.map((loadedPolicy) => ({ ...stampOf(loadedPolicy), document: loadedPolicy.document })),
  };
}

/** Answers with their provenance. */
export interface Submission {
  readonly sheet: AnswerSet;
  /**
   * Facts that are asked for only by policies other than the one in use. They are recorded as stated but have no
   * effect.
   */
  readonly otherFacts?: RecordedAnswers | undefined;
  /** What was converted from another version of the pack. */
  readonly migration?: Migration | undefined;
  readonly kind: Assessment['kind'];
  readonly assessor?: string | undefined;
  /** The consent to the data-protection text of the form that was filled in. */
  readonly consent?: Assessment['consent'];
  /** When the answers were begun, in UTC (ISO 8601). */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The day on which the answers were given, `YYYY-MM-DD`. Records on file count only up to this day. */
  readonly day: string;
}

/** What the enterprise file contains so far: earlier assessments and records. */
export interface EnterpriseHistory {
  readonly assessments: readonly Assessment[];
  readonly records?: readonly FollowUp[] | undefined;
}

/** The history of an enterprise without a file. */
export const NO_HISTORY: EnterpriseHistory = { assessments: [] };

/** The user's settings for the search for measures and funding. */
export interface AdviceSettings
  extends Pick<
    RecommendInput,
    'due' | 'target' | 'estimate' | 'least' | 'tolerance' | 'budget' | 'horizon' | 'atOnce' | 'roadmap'
  > {
  /** The plan to follow where possible; by default the latest in the file. */
  readonly follows?: Recommendation | undefined;
  /** The day for which it is judged which instruments are available. */
  readonly asOf: string;
  readonly solver: Solver | null;
  /**
   * Looks for a recommendation in a cache before calling `recommend`. Used in batch runs, because the same answers,
   * pack and settings give the same plan.
   */
  readonly reuse?: (sheet: AnswerSet, recommend: () => Recommendation) => Recommendation;
}

/**
 * Recommends measures for assessed answers; undefined without a policy. Follows the latest plan in the file where
 * possible, unless the settings name another plan. Throws a RangeError for an unknown target level.
 */
export function adviseSubmission(
  { pack, plan, measures, priorities, cautions, policy, policies }: Advisable,
  {
    sheet,
    day,
    kind,
    finishedAt,
  }: Pick<Submission, 'sheet' | 'day'> & Partial<Pick<Submission, 'kind' | 'finishedAt'>>,
  assessed: Assessed,
  { assessments, records = [] }: EnterpriseHistory,
  { reuse, follows, ...settings }: AdviceSettings,
): Recommendation | undefined {
  const [chosen] = policies;
  if (!chosen) return undefined;
  const record = readActiveRecords(records, day);
  const assessmentName = kind && finishedAt !== undefined ? { kind, finishedAt } : undefined;
  const planOnFile = findPlanBefore({ assessments, records }, assessmentName, ({ pack: recorded }) =>
    belongsTo(recorded, pack.questionnaire.document),
  );
  const planBefore = follows ?? planOnFile?.recommendation;
  const input = {
    plan,
    sheet,
    assessed,
    measures,
    priorities,
    cautions,
    policy,
    stamp: stampOf(chosen),
    record,
    ...settings,
    tolerance: settings.tolerance ?? DEFAULT_TOLERANCE,
    earlier: planBefore?.measures.map(({ id }) => id),
    isKept: follows === undefined && planOnFile?.isKept === true,
  };
  const compareWithBefore = (advice: Recommendation): Recommendation => {
    const delays = planBefore ? listDelays(planBefore, advice) : [];
    return delays.length > 0 ? { ...advice, delays } : advice;
  };
  const names = policies.flatMap(({ document: { results = [] } }) => results.map(({ id }) => id));
  const withResults = addOtherResults(sheet, names, assessments);
  const inferred = inferPlaces(withResults, plan);
  const enrichedSheet = addPackAnswers(addInferred(withResults, inferred), plan);
  if (enrichedSheet === sheet) {
    // Records and earlier plans belong to one enterprise, so a plan based on them cannot be reused for others.
    const isShared = reuse && records.length === 0 && !input.earlier;
    return isShared ? reuse(sheet, () => recommend(input)) : compareWithBefore(recommend(input));
  }
  const { pack: stamp, tool } = assessed.result;
  const advice = compareWithBefore(
    recommend({ ...input, sheet: enrichedSheet, assessed: assess(plan, enrichedSheet, stamp, tool) }),
  );
  return inferred.length > 0 ? { ...advice, inferred } : advice;
}

/** Collects what reports of an assessment need. The answers are included because reasons for measures refer to them. */
export function summaryReportOf(
  { plan, pack, policies }: Advisable,
  assessed: Assessed,
  recommendation: Recommendation | undefined,
  assessment: NonNullable<SummaryReport['assessment']>,
  sheet?: AnswerSet,
): SummaryReport {
  return {
    plan,
    questionnaire: pack.questionnaire.document,
    rubric: pack.rubric.document,
    titles: pack.rubric.document.titles,
    result: assessed.result,
    answers: sheet && { sheet, evaluation: assessed.evaluation },
    answeredCount: countAnswered(plan, assessed.evaluation),
    measures: pack.measures?.document,
    policies: policies.map(({ document }) => document),
    recommendation,
    assessment,
  };
}

/** A submission with all its results, before anything is written to the disk. */
export interface PlannedSubmission {
  readonly assessed: Assessed;
  readonly recommendation: Recommendation | undefined;
  readonly report: SummaryReport;
  /** The assessment as it will be recorded in the enterprise file. */
  readonly assessment: Assessment;
  /** The policy as Markdown. */
  readonly policy: string | undefined;
}

/**
 * Plans a submission from assessed answers. Without `settings`, it does not search for measures, which takes longer
 * than scoring.
 */
export function planSubmission(
  pack: Advisable,
  submission: Submission,
  assessed: Assessed,
  history: EnterpriseHistory,
  { settings, language }: { readonly settings: AdviceSettings | null; readonly language: ReportLanguage },
): PlannedSubmission {
  const { sheet, otherFacts = {}, migration, kind, assessor, consent, startedAt, finishedAt, day } = submission;
  // If this assessment corrects one on file, both have the same time. The one on file then counts as earlier, because
  // the new one is not on file yet.
  const recommendation = settings ? adviseSubmission(pack, { sheet, day }, assessed, history, settings) : undefined;
  const report = summaryReportOf(pack, assessed, recommendation, { kind, assessor, date: day }, sheet);
  const contacts = listContacts(pack.plan, sheet);
  const { facts, ...recorded } = recordAnswerSet(pack.plan, sheet);
  const assessment = {
    kind,
    startedAt,
    finishedAt,
    ...(assessor === undefined ? {} : { assessor }),
    ...(consent && { consent }),
    ...(contacts.length > 0 && { personal: contacts }),
    pack: pack.stamp,
    facts: { ...facts, ...otherFacts },
    ...recorded,
    ...(migration ? { migration } : {}),
    result: assessed.result,
    ...(recommendation === undefined ? {} : { recommendation }),
  };
  const policy = recommendation && renderPolicyMarkdown({ ...report, recommendation }, language, 'plan');
  return { assessed, recommendation, report, assessment, policy };
}

/**
 * Adds a planned submission and its policy to the enterprise file. With `isTrial`, nothing is written; the result says
 * what would have changed.
 */
export async function applySubmission(
  stored: StoredEnterprise,
  { assessment, policy }: Pick<PlannedSubmission, 'assessment' | 'policy'>,
  options: Omit<AppendOptions, 'policy'>,
): Promise<AppendResult> {
  const { appendAssessment } = await loadEnterpriseFiles();
  return appendAssessment(stored, assessment, { policy, ...options });
}

/**
 * The outcome of recording an assessment: recorded now, already recorded by an earlier run, or not recorded because the
 * file is about another enterprise.
 */
export type PersistedAssessment =
  | (Exclude<AppendResult, { readonly outcome: 'conflict' }> & {
      /** The paths of the files, as the user would write them. */
      readonly paths: {
        readonly enterprise: string;
        /** The policy of the assessment; undefined if a later assessment on file already has a policy. */
        readonly policy: string | undefined;
        /** The newest policy on file, if it was not written for this assessment. */
        readonly older: string | undefined;
        /** The copy that was kept of an earlier policy, because somebody had edited it. */
        readonly edited: string | undefined;
      };
    })
  | Extract<AppendResult, { readonly outcome: 'conflict' }>;

/** Applies a planned submission; the paths in the result are as a user would write them. */
export async function persistSubmission(
  world: World,
  stored: StoredEnterprise,
  planned: PlannedSubmission,
  options: {
    readonly renamed: boolean;
    readonly isTrial?: boolean;
    readonly isOneOfMany?: boolean;
    readonly signer?: SigningKey | undefined;
    readonly corrects?: string | undefined;
  },
): Promise<PersistedAssessment> {
  const appendResult = await applySubmission(stored, planned, options);
  if (appendResult.outcome === 'conflict') return appendResult;
  const { root, key, file } = stored;
  const show = (path: string): string => formatPath(world, path);
  const isPolicyWritten = planned.policy !== undefined && appendResult.isNewest;
  return {
    ...appendResult,
    paths: {
      enterprise: show(file.path),
      policy: isPolicyWritten ? show(policyPath(root, key)) : undefined,
      older: appendResult.older && show(appendResult.older),
      edited: appendResult.edited && show(appendResult.edited),
    },
  };
}

/**
 * Returns the enterprise's key from its answers. Throws a `Refusal` if the pack has no key fact, or if the answers do
 * not state it.
 */
export function enterpriseKeyOf({ plan }: Pick<CompiledPack, 'plan'>, sheet: AnswerSet): string {
  const key = findStatedKey({ plan, sheet });
  if (key !== undefined) return key;
  const fact = keyFactOf(plan);
  if (!fact) throw new CodedRefusal(3, 'noKeyFact');
  throw new CodedRefusal(3, 'keyNotStated', { fact: fact.name });
}

/**
 * Returns the key under which an enterprise is filed: its code. While the code is unknown, this is a provisional key
 * made from the name and the day of the assessment, so that the same answers always lead to the same file. Throws a
 * `Refusal` if both code and name are missing.
 */
export function chooseFileKey(pack: Pick<CompiledPack, 'plan'>, sheet: AnswerSet, day: string): string {
  const name = sheet.get(NAME_FACT);
  const isCodeKnown = findStatedKey({ plan: pack.plan, sheet }) !== undefined;
  if (isCodeKnown || name?.state !== 'answered') return enterpriseKeyOf(pack, sheet);
  const digest = createHash('sha256').update(String(name.value)).digest('hex').slice(0, 8);
  return provisionalKeyOf(`${day.replaceAll('-', '')}T000000-${digest}`);
}

/**
 * Whether a fact accepts numbers of any register. A number that belongs to no register is then one that the office
 * assigned itself.
 */
function takesAnyRegister(key: Plan['inputs'][number] | undefined): boolean {
  return key?.form.register !== undefined && key.form.register.kinds !== 'uscc';
}

/**
 * Lists the facts and answers that identify a person or contain contact details, including the name of a sole trader.
 */
function listContacts(plan: Plan, sheet: AnswerSet): string[] {
  const key = keyFactOf(plan);
  const textOf = (name: string): string => {
    const { state, value } = entryOf(sheet, name);
    return state === 'answered' && typeof value === 'string' ? value : '';
  };
  const hasPersonsName =
    textOf(NAME_FACT) !== '' && mayBeSoleTrader(textOf(NAME_FACT), textOf(key?.name ?? ''), takesAnyRegister(key));
  const isPersonal = ({ name, form, definition }: Plan['inputs'][number]): boolean =>
    form.isPersonal === true ||
    ('personal' in definition && definition.personal === true) ||
    (name === NAME_FACT && hasPersonsName);
  return plan.inputs.flatMap((input) =>
    isPersonal(input) && input !== key && sheet.has(input.name) ? [input.name] : [],
  );
}
