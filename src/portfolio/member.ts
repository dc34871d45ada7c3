// The data that a portfolio reads from an enterprise file, as they were on a given day: assessments, costs of policies,
// and records.
import {
  type Assessment,
  type CombinedSum,
  type Enterprise,
  type FollowUp,
  fromNumber,
  type Recommendation,
  type RecordedAnswers,
} from '../model/index.ts';
import { findKeptPlan, isRecordEvent, parseExactMoney } from '../policy/index.ts';
import { type BoundedValue, boundsOf } from '../versions/index.ts';
import { type PricedRoadmap, toCents } from './budget-allocation.ts';
import { toDayNumberOrUndated } from './stated-day.ts';

/** Whether an enterprise assessed itself or a visiting assessor did. */
export type AssessmentKind = 'self' | 'onsite';

export const ASSESSMENT_KINDS = ['self', 'onsite'] as const satisfies readonly AssessmentKind[];

/** The pack with which an assessment was scored. */
export interface PackName {
  readonly id: string;
  readonly version: string;
}

/** The pack index for "not stated". */
export const NO_PACK = 0;

/** The roadmaps that a recommendation offers an enterprise, with their measures and costs. */
export interface Advice {
  readonly currency: string;
  /** The roadmaps to levels that are surely reached, the lowest level first; never empty. */
  readonly roadmaps: readonly AdvisedRoadmap[];
}

type AdvisedRoadmap = Omit<PricedRoadmap, 'isStored'>;

/** How sure grants are: granted on record, likely as well, or possible as well. Each tier holds the one before. */
export const GRANT_TIERS = ['certain', 'likely', 'possible'] as const;

export type GrantTier = (typeof GRANT_TIERS)[number];

/** What funding programmes pay of a plan, by tier. Amounts are in hundredths of the currency. */
export interface PlanGrants
  extends Readonly<Record<GrantTier, { readonly pays: ReadonlyMap<string, number>; readonly own: number }>> {
  readonly currency: string;
  readonly cost: number;
  /** The level that the plan surely reaches; null if it reaches none. */
  readonly to: number | null;
  /** The funding programmes with funding that is undecided, or whose amount is not known, and so in no sum. */
  readonly openIn: readonly string[];
}

/** One assessment of an enterprise file. */
export interface FileAssessment {
  readonly kind: AssessmentKind;
  /** The day on which the assessment was finished, YYYY-MM-DD. */
  readonly date: string;
  readonly pack: PackName | null;
  /** The facts known at the time of the assessment, including derived facts such as the size. */
  readonly facts: ReadonlyMap<string, string>;
  readonly level: BoundedValue;
  /** The scores by id; null for a score that is open or has no value. */
  readonly scores: ReadonlyMap<string, number | null>;
  /** The recorded answers; null unless the caller asked for them. */
  readonly answers: RecordedAnswers | null;
  /** Whether a policy was recommended with the assessment. */
  readonly hasPolicy: boolean;
  /** When the assessment was finished, to the millisecond; a kept plan refers to the assessment by this time. */
  readonly finishedAt: string;
  /**
   * The roadmaps of the policy recommended with the assessment; null if it surely reaches no level, or if a cost is
   * missing.
   */
  readonly advice: Advice | null;
  /** The grants of that policy; null if the file does not state them. */
  readonly grants: PlanGrants | null;
}

/** An input from which members are read. */
export interface Source {
  /** The name of the source, as the user gave it. */
  readonly name: string;
  readonly form: 'files' | 'results' | 'registry' | 'outside';
}

/**
 * Builds a level or score from its exact value and its bounds. If all three are NaN, there is no value; if only the
 * exact value is NaN, the level or score is open.
 */
export function createBoundedValue(
  value: number | undefined,
  lowest: number | undefined,
  highest: number | undefined,
): BoundedValue {
  const [exact, low, high] = [numberOrNull(value), numberOrNull(lowest), numberOrNull(highest)];
  if (exact === null && high !== null) return { lowest: low, highest: high };
  return { value: exact, lowest: low ?? exact, highest: high ?? exact };
}

/** Converts a column's number, NaN to null. */
export function numberOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** What a portfolio reads from an enterprise file. */
export interface FileEntry {
  readonly key: string;
  readonly facts: ReadonlyMap<string, string>;
  /** The assessments, the newest one last. */
  readonly assessments: readonly FileAssessment[];
  readonly records: readonly FollowUp[];
}

/** Extracts what a portfolio needs from an enterprise file. */
export function fileEntryOf({ key, facts, assessments, records = [] }: Enterprise, wantsAnswers: boolean): FileEntry {
  const entries = assessments.map((assessment) => assessmentOf(assessment, wantsAnswers));
  // Facts stated in the file take precedence over the facts from which the newest result was computed.
  const mergedFacts = new Map([...(entries.at(-1)?.facts ?? []), ...textsOf(facts)]);
  return { key, facts: mergedFacts, assessments: entries, records };
}

/** Merges the facts of a result with the stated facts, which take precedence. */
function factsOf({ facts, result }: Pick<Assessment, 'facts' | 'result'>): ReadonlyMap<string, string> {
  const derivedFacts = Object.entries(result.facts).map(([id, value]) => [id, textOfValue(value)] as const);
  return new Map([...derivedFacts, ...textsOf(facts)]);
}

function textOfValue(value: NonNullable<RecordedAnswers[string]['value']>): string {
  return Array.isArray(value) ? value.join(';') : String(value);
}

function assessmentOf(
  { kind, finishedAt, pack, facts, answers, result, recommendation }: Assessment,
  wantsAnswers: boolean,
): FileAssessment {
  return {
    kind,
    date: finishedAt.slice(0, 'YYYY-MM-DD'.length),
    pack: { id: pack.id, version: pack.version },
    facts: factsOf({ facts, result }),
    level: result.level ? boundsOf(result.level) : { value: null, lowest: null, highest: null },
    scores: new Map(
      Object.entries(result.scores).flatMap(([id, { value = null }]) =>
        typeof value === 'string' ? [] : [[id, value] as const],
      ),
    ),
    answers: wantsAnswers ? answers : null,
    finishedAt,
    hasPolicy: recommendation !== undefined,
    advice: recommendation ? readAdvice(recommendation) : null,
    grants: recommendation ? readGrants(recommendation) : null,
  };
}

/** Converts facts to texts, leaving out unanswered ones. */
function textsOf(facts: RecordedAnswers): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(facts).flatMap(([id, { state, value }]) =>
      state === 'answered' && value !== undefined ? [[id, textOfValue(value)] as const] : [],
    ),
  );
}

/** An enterprise file as it was at the end of a day. */
interface TruncatedFile {
  /** What was known of the enterprise by then; null if it was not yet known. */
  readonly entry: FileEntry | null;
  /** How many assessments and how many records were left out because they are dated later. */
  readonly later: number;
  readonly laterRecords: number;
}

/** Removes the entries of an enterprise file dated after a day, given as days since 1970-01-01. */
export function truncateFile(entry: FileEntry, asOf: number): TruncatedFile {
  const assessments = entry.assessments.filter(({ date }) => toDayNumberOrUndated(date) <= asOf);
  const records = entry.records.filter((record) => recordDay(record) <= asOf);
  const laterAssessments = entry.assessments.length - assessments.length;
  const laterRecords = entry.records.length - records.length;
  if (laterAssessments + laterRecords === 0) return { entry, later: laterAssessments, laterRecords };
  const hasEntries = assessments.length + records.length > 0;
  // If an assessment after the day changed facts, the facts of the last assessment up to the day are used.
  const facts = laterAssessments === 0 ? entry.facts : (assessments.at(-1)?.facts ?? new Map<string, string>());
  return {
    entry: hasEntries ? { ...entry, facts, assessments, records } : null,
    later: laterAssessments,
    laterRecords,
  };
}

/**
 * Returns the day from which a record counts: the day of the event or, for plans and withdrawals, which state no day,
 * the day on which the record was written.
 */
export function recordDay(record: FollowUp): number {
  const isPast = isRecordEvent(record) && record.state !== 'planned';
  return toDayNumberOrUndated(isPast ? record.on : record.recordedAt.slice(0, 'YYYY-MM-DD'.length));
}

/**
 * Returns the advice that an enterprise received with an assessment: the last plan that was kept for it according to
 * the records or, if no plan was kept, the plan recommended with the assessment. Undefined if there is neither.
 */
export function adviceOf(
  { pack, kind, finishedAt, hasPolicy, advice, grants }: FileAssessment,
  records: readonly FollowUp[],
): Pick<FileAssessment, 'advice' | 'grants'> | undefined {
  const keptPlan = pack ? findKeptPlan({ records }, { pack, kind, finishedAt }) : undefined;
  if (keptPlan) return { advice: readAdvice(keptPlan.recommendation), grants: readGrants(keptPlan.recommendation) };
  return hasPolicy ? { advice, grants } : undefined;
}

/**
 * Returns the cheapest roadmap to each level that a recommendation contains: its own plan, and those listed with the
 * costs of the other levels. Null if none leads to a level, or if a cost is missing.
 */
function readAdvice(recommendation: Recommendation): Advice | null {
  const { cost, roadmap } = recommendation;
  if (!cost) return null;
  const roadmaps = selectCheapest([...stairsOf(recommendation), ...listOwnRoadmap(recommendation)]);
  return roadmaps.length === 0 ? null : { currency: cost.currency, roadmaps };

  function listOwnRoadmap({
    target,
    measures,
    cheapest,
    priorities = [],
    pains = [],
  }: Recommendation): AdvisedRoadmap[] {
    const targetLevel = findSureLevel(target);
    if (targetLevel === null || !cost || (cost.without ?? []).length > 0) return [];
    // A plan that also closes gaps, keeps an earlier plan or minimises the own share may cost more than reaching the
    // level alone.
    const isLeast =
      !cheapest && priorities.length + pains.length === 0 && !roadmap?.tolerance && roadmap?.least === undefined;
    const isProven = isLeast && roadmap?.proven === true && roadmap.estimate === 'high';
    return [
      { to: targetLevel, cost: toCents(fromNumber(cost.high)), measures: measures.map(({ id }) => id), isProven },
    ];
  }
}

/** Returns the level that a plan surely reaches; null if it reaches none. */
function findSureLevel({ levelSure, levelAfter }: Recommendation['target']): number | null {
  return (levelSure === undefined ? levelAfter : levelSure) ?? null;
}

/** Returns what funding programmes pay of a plan; null if the plan does not state it, as in files of old versions. */
function readGrants({ funding, instruments = [], target }: Recommendation): PlanGrants | null {
  if (!funding?.likely) return null;
  const { currency, cost, certain, likely, possible = likely, unknown = [], undecided = [] } = funding;
  const uncounted = undecided.filter((id) => !possible.instruments.some((instrument) => instrument.id === id));
  const policyByInstrument = new Map(instruments.map(({ id, policy }) => [id, policy]));
  const tierOf = (sum: CombinedSum | undefined): PlanGrants[GrantTier] => {
    const pays = new Map<string, number>();
    for (const { id, money } of sum?.instruments ?? []) {
      const policy = policyByInstrument.get(id) ?? '';
      pays.set(policy, (pays.get(policy) ?? 0) + toCents(parseExactMoney(money)));
    }
    return { pays, own: toCents(parseExactMoney(sum?.own ?? cost)) };
  };
  return {
    ...{ currency, cost: toCents(parseExactMoney(cost)), to: findSureLevel(target) },
    openIn: [...new Set([...unknown, ...uncounted].flatMap((id) => policyByInstrument.get(id) ?? []))],
    ...{ certain: tierOf(certain), likely: tierOf(likely), possible: tierOf(possible) },
  };
}

/** Keeps the cheapest roadmap to each level, the lowest level first; among equal costs, the first. */
export function selectCheapest<T extends AdvisedRoadmap>(roadmaps: readonly T[]): T[] {
  const cheapestByLevel = new Map<number, T>();
  for (const roadmap of roadmaps) {
    const bestRoadmap = cheapestByLevel.get(roadmap.to);
    if (!bestRoadmap || roadmap.cost < bestRoadmap.cost) cheapestByLevel.set(roadmap.to, roadmap);
  }
  return [...cheapestByLevel.values()].sort((a, b) => a.to - b.to);
}

/**
 * Returns the roadmaps that a recommendation lists for each level. All of them use the same estimate; they are left out
 * unless this is the high estimate, because otherwise their costs could not be added to those of other enterprises.
 */
function stairsOf({ roadmap }: Recommendation): AdvisedRoadmap[] {
  if (roadmap?.estimate !== 'high') return [];
  return roadmap.stairs.flatMap(({ level, cost, measures, withoutCost = 0, hopes = false, proven = false }) =>
    cost === undefined || !measures || withoutCost > 0 || hopes
      ? []
      : [{ to: level, cost: toCents(fromNumber(cost)), measures, isProven: proven }],
  );
}
