// What an enterprise file tells a portfolio at the end of a day: assessments, what a policy costs, and records.
import {
  type Assessment,
  type Enterprise,
  type FollowUp,
  fromNumber,
  type Recommendation,
  type RecordedAnswers,
} from '../model/index.ts';
import { isRecordEvent } from '../policy/index.ts';
import { type BoundedValue, boundsOf } from '../versions/index.ts';
import { type PricedRoadmap, toCents } from './budget-allocation.ts';
import { dayNumber } from './stated-day.ts';

/** An assessment was filled in by the enterprise itself, or by someone who came to see. */
export type AssessmentKind = 'self' | 'onsite';

export const ASSESSMENT_KINDS = ['self', 'onsite'] as const satisfies readonly AssessmentKind[];

/** The pack an assessment was scored by. */
export interface PackName {
  readonly id: string;
  readonly version: string;
}

/** The index among packs of one that is not stated. */
export const NO_PACK = 0;

/** What the measures of a policy lead to and cost. */
export interface Advice {
  readonly currency: string;
  /** What is known of levels that are surely reached, the lowest first; never empty. */
  readonly roadmaps: readonly AdvisedRoadmap[];
}

type AdvisedRoadmap = Omit<PricedRoadmap, 'isStored'>;

/** One assessment of an enterprise file. */
export interface FileAssessment {
  readonly kind: AssessmentKind;
  /** The day it was finished, YYYY-MM-DD. */
  readonly date: string;
  readonly pack: PackName | null;
  /** The facts that were known then, those that follow from others among them, such as the size. */
  readonly facts: ReadonlyMap<string, string>;
  readonly level: BoundedValue;
  /** Null where it is open or nothing. */
  readonly scores: ReadonlyMap<string, number | null>;
  /** Null where nobody asks for them. */
  readonly answers: RecordedAnswers | null;
  /** Whether a policy was given with it. */
  readonly hasPolicy: boolean;
  /** What the policy's measures come to; null where no level is surely reached, or a cost is missing. */
  readonly advice: Advice | null;
}

/** Where members come from. */
export interface Source {
  /** As the user named it. */
  readonly name: string;
  readonly form: 'files' | 'results' | 'registry' | 'outside';
}

/** A level or score by its columns: NaN for all three is nothing; a bound without a value is open. */
export function boundedValue(
  value: number | undefined,
  lowest: number | undefined,
  highest: number | undefined,
): BoundedValue {
  const [known, low, high] = [numberOrNull(value), numberOrNull(lowest), numberOrNull(highest)];
  if (known === null && high !== null) return { lowest: low, highest: high };
  return { value: known, lowest: low ?? known, highest: high ?? known };
}

/** A number of a column; NaN is null. */
export function numberOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** What an enterprise file says. */
export interface FileEntry {
  readonly key: string;
  readonly facts: ReadonlyMap<string, string>;
  /** Newest last. */
  readonly assessments: readonly FileAssessment[];
  readonly records: readonly FollowUp[];
}

/** What a portfolio takes from an enterprise file. */
export function fileEntryOf({ key, facts, assessments, records = [] }: Enterprise, wantsAnswers: boolean): FileEntry {
  const taken = assessments.map((assessment) => assessmentOf(assessment, wantsAnswers));
  // What was stated last wins over what the newest result was worked out from.
  const known = new Map([...(taken.at(-1)?.facts ?? []), ...textsOf(facts)]);
  return { key, facts: known, assessments: taken, records };
}

/** What a result was worked out from, and over it what was stated. */
function factsOf({ facts, result }: Pick<Assessment, 'facts' | 'result'>): ReadonlyMap<string, string> {
  const workedOut = Object.entries(result.facts).map(([id, value]) => [id, textOfValue(value)] as const);
  return new Map([...workedOut, ...textsOf(facts)]);
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
    hasPolicy: recommendation !== undefined,
    advice: recommendation ? readAdvice(recommendation) : null,
  };
}

/** Facts as texts: what is not answered is absent. */
function textsOf(facts: RecordedAnswers): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(facts).flatMap(([id, { state, value }]) =>
      state === 'answered' && value !== undefined ? [[id, textOfValue(value)] as const] : [],
    ),
  );
}

/** What an enterprise file said at the end of a day. */
interface TruncatedFile {
  /** Null where nobody knew the enterprise yet. */
  readonly entry: FileEntry | null;
  /** How many assessments, with their policies, and records are later. */
  readonly later: number;
  readonly laterRecords: number;
}

/** Leaves out what an enterprise file has of after a day, given as days since 1970-01-01. */
export function truncateFile(entry: FileEntry, asOf: number): TruncatedFile {
  const assessments = entry.assessments.filter(({ date }) => dayNumber(date) <= asOf);
  const records = entry.records.filter((record) => recordDay(record) <= asOf);
  const later = entry.assessments.length - assessments.length;
  const laterRecords = entry.records.length - records.length;
  if (later + laterRecords === 0) return { entry, later, laterRecords };
  const isKnown = assessments.length + records.length > 0;
  // Facts that a later assessment changed were not so yet.
  const facts = later === 0 ? entry.facts : (assessments.at(-1)?.facts ?? new Map<string, string>());
  return { entry: isKnown ? { ...entry, facts, assessments, records } : null, later, laterRecords };
}

/** From which day a record counts: the day it happened; of plans and withdrawals, which name none, that of writing. */
export function recordDay(record: FollowUp): number {
  const isPast = isRecordEvent(record) && record.state !== 'planned';
  return dayNumber(isPast ? record.on : record.recordedAt.slice(0, 'YYYY-MM-DD'.length));
}

/**
 * What the measures of a recommendation lead to and cost, and the least that its roadmap records for each level: of each level
 * the cheapest. Null where none leads to a level, or a cost is not stated.
 */
function readAdvice(recommendation: Recommendation): Advice | null {
  const { cost, roadmap } = recommendation;
  if (!cost) return null;
  const roadmaps = cheapestOfLevels([...stairsOf(recommendation), ...ownRoadmap(recommendation)]);
  return roadmaps.length === 0 ? null : { currency: cost.currency, roadmaps };

  function ownRoadmap({ target, measures, cheapest, priorities = [] }: Recommendation): AdvisedRoadmap[] {
    const to = target.levelSure === undefined ? target.levelAfter : target.levelSure;
    if (to === null || to === undefined || !cost || (cost.without ?? []).length > 0) return [];
    // Closing gaps, keeping an earlier plan and paying the least oneself may all cost more than the level alone.
    const isLeast = !cheapest && priorities.length === 0 && !roadmap?.tolerance && roadmap?.least === undefined;
    const isProven = isLeast && roadmap?.proven === true && roadmap.estimate === 'high';
    return [{ to, cost: toCents(fromNumber(cost.high)), measures: measures.map(({ id }) => id), isProven }];
  }
}

/** The cheapest of each level, the lowest level first; of those that cost the same the first. */
export function cheapestOfLevels<T extends AdvisedRoadmap>(roadmaps: readonly T[]): T[] {
  const best = new Map<number, T>();
  for (const one of roadmaps) {
    const known = best.get(one.to);
    if (!known || one.cost < known.cost) best.set(one.to, one);
  }
  return [...best.values()].sort((a, b) => a.to - b.to);
}

/** Costs of stairs are by one estimate; only by the high one they can be added to those of others. */
function stairsOf({ roadmap }: Recommendation): AdvisedRoadmap[] {
  if (roadmap?.estimate !== 'high') return [];
  return roadmap.stairs.flatMap(({ level, cost, measures, withoutCost = 0, hopes = false, proven = false }) =>
    cost === undefined || !measures || withoutCost > 0 || hopes
      ? []
      : [{ to: level, cost: toCents(fromNumber(cost)), measures, isProven: proven }],
  );
}
