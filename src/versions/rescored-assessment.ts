// Scores a recorded assessment under another version of its pack, for comparison or to see what would change.
import { readRecordedAnswers } from '../interview/index.ts';
import type { Assessment, FormerPack, PackStamp, Result, Rubric, ScoreResult, Unmet } from '../model/index.ts';
import { type AnswerSet, type Assessed, assess, type Plan } from '../scoring/index.ts';
import { carryOver, type LostAnswer } from './carry-over.ts';
import { belongsTo } from './former-pack.ts';
import type { Renames } from './id-renames.ts';
import { compareVersionNumbers } from './version-number.ts';

/** An assessment scored under the version used for a comparison. */
export interface RescoredAssessment {
  /** The assessment as recorded, with its own result unchanged. */
  readonly recorded: Assessment;
  readonly sheet: AnswerSet;
  readonly assessed: Assessed;
  /** Whether the assessment was made with other pack content, so that its result was recomputed. */
  readonly isRescored: boolean;
  /** The ids that were renamed, each with its current id. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Answers that do not fit the version used for the comparison. */
  readonly lost: readonly LostAnswer[];
}

/** Why an assessment cannot be compared with others. */
export type IncomparableReason =
  | { readonly kind: 'other-pack'; readonly pack: string }
  /** The assessment was made with a later version, whose renames this version cannot know. */
  | { readonly kind: 'later-version'; readonly version: string }
  /** These questions are unanswered after the conversion, and the rubric does not accept that. */
  | { readonly kind: 'refused'; readonly names: readonly string[] }
  /** None of the assessment's answers fits this version. */
  | { readonly kind: 'nothing-left' };

/** An assessment that cannot be compared, and why. */
export interface IncomparableAssessment {
  readonly recorded: Assessment;
  readonly obstacle: IncomparableReason;
}

/** Scores a recorded assessment under another version of its pack, after applying that version's renames. */
export function rescoreAssessment(
  recorded: Assessment,
  target: TargetVersion,
): RescoredAssessment | IncomparableAssessment {
  const { pack } = recorded;
  const { stamp } = target;
  if (!belongsTo(pack, { id: stamp.id, formerly: target.formerly }))
    return { recorded, obstacle: { kind: 'other-pack', pack: pack.id } };
  const isRescored = pack.hash !== stamp.hash;
  if (isRescored && compareVersionNumbers(pack.version, stamp.version) > 0)
    return { recorded, obstacle: { kind: 'later-version', version: pack.version } };
  const { carried, sheet, assessed, refused } = scoreUnder(recorded, target);
  const answerCount = Object.keys(recorded.answers).length;
  if (answerCount > 0 && Object.keys(carried.answers).length === 0)
    return { recorded, obstacle: { kind: 'nothing-left' } };
  if (refused.length > 0) return { recorded, obstacle: { kind: 'refused', names: refused } };
  return { recorded, sheet, assessed, isRescored, renamed: carried.renamed, lost: carried.lost };
}

/**
 * Scores the answers of a recorded assessment under another version; `refused` lists the unanswered questions that the
 * version's rubric does not accept as missing.
 */
function scoreUnder(recorded: Assessment, { plan, renames, stamp, tool }: TargetVersion) {
  const carriedAnswers = carryOver(recorded, { plan, renames });
  const { sheet } = readRecordedAnswers(plan, carriedAnswers);
  const assessment = assess(plan, sheet, stamp, tool);
  return {
    carried: carriedAnswers,
    sheet,
    assessed: assessment,
    refused: assessment.evaluation.refused.map(({ name }) => name),
  };
}

export function isComparable(rescored: RescoredAssessment | IncomparableAssessment): rescored is RescoredAssessment {
  return 'assessed' in rescored;
}

/** A version of a pack under which assessments made with other versions are scored. */
export interface TargetVersion {
  /** The pack that this pack continues under another id, if any. */
  readonly formerly?: FormerPack | undefined;
  readonly plan: Plan;
  readonly renames: Renames;
  readonly stamp: PackStamp;
  /** The version of Matura that computes the result. */
  readonly tool: string;
  /** The name of the most important score besides the level; null if there is none. */
  readonly headline: string | null;
}

/** The effect that another version of the pack would have on an assessment. */
export interface VersionEffect {
  /** Undefined if one of the versions has no level. */
  readonly move: LevelMove | undefined;
  readonly level: LevelSides;
  readonly score: LevelSides;
  /** What is missing for the next level, in the version with the lower level; empty if the level is unchanged. */
  readonly unmet: readonly Unmet[];
  readonly lost: readonly LostAnswer[];
  /** Unanswered questions that the newer version does not accept as missing. */
  readonly refused: readonly string[];
}

interface LevelSides {
  readonly before: BoundedValue | undefined;
  readonly after: BoundedValue | undefined;
}

/** Computes what another version would change about a recorded assessment. The recorded assessment stays unchanged. */
export function assessVersionEffect(recorded: Assessment, target: TargetVersion): VersionEffect {
  const { headline } = target;
  const { carried, assessed, refused } = scoreUnder(recorded, target);
  const { result } = assessed;
  const level = { before: levelOfResult(recorded.result), after: levelOfResult(result) };
  const move = level.before && level.after && compareBounds(level.before, level.after);
  const missingNow = move === 'rises' ? recorded.result.level?.next : result.level?.next;
  return {
    move,
    level,
    score: {
      before: headline === null ? undefined : scoreOfResult(recorded.result, headline),
      after: headline === null ? undefined : scoreOfResult(result, headline),
    },
    unmet: move === undefined || move === 'same' ? [] : (missingNow?.unmet ?? []),
    lost: carried.lost,
    refused,
  };
}

/** Returns the score that the level is derived from; without one, `total`; null if the rubric has neither. */
export function headlineScore({ scores }: Rubric): string | null {
  const level = Object.hasOwn(scores, 'level') ? scores.level : undefined;
  const steppedScore = typeof level === 'object' && level.steps ? level.of : undefined;
  return steppedScore ?? (Object.hasOwn(scores, 'total') ? 'total' : null);
}

/** The value of a score or level, with its bounds. */
export interface BoundedValue {
  /**
   * The value; null if there is nothing to score or no level is reached, absent while open answers could still change
   * it.
   */
  readonly value?: number | null;
  /** The lowest and highest values still possible; null for no value. */
  readonly lowest: number | null;
  readonly highest: number | null;
}

/** How a level changes; `open` if missing answers leave that undecided. */
export type LevelMove = 'same' | 'rises' | 'falls' | 'open';

/** Returns the level of a result; undefined if the pack has none. */
export function levelOfResult({ level }: Result): BoundedValue | undefined {
  return level && boundsOf(level);
}

/** Returns the score with a name; undefined if the result does not have it. */
function scoreOfResult({ scores }: Result, name: string): BoundedValue | undefined {
  const score = Object.hasOwn(scores, name) ? scores[name] : undefined;
  return score && boundsOf(score);
}

/** Extracts the bounds of a score or level. */
export function boundsOf({ value, lowest, highest }: Pick<ScoreResult, 'value' | 'lowest' | 'highest'>): BoundedValue {
  return { ...(typeof value === 'number' || value === null ? { value } : {}), lowest, highest };
}

/** Compares a level under two versions by its bounds. "No level" ranks below every level. */
export function compareBounds(before: BoundedValue, after: BoundedValue): LevelMove {
  const lowestRise = rank(after.lowest) - rank(before.lowest);
  const highestRise = rank(after.highest) - rank(before.highest);
  // "No level" has the rank -Infinity, and -Infinity minus -Infinity is NaN, which must count as 0.
  const [lower, higher] = [lowestRise || 0, highestRise || 0];
  if (lower === 0 && higher === 0) return 'same';
  const isSettled = after.lowest === after.highest || after.value !== undefined;
  if (lower >= 0 && higher >= 0 && (isSettled || rank(after.lowest) > rank(before.highest))) return 'rises';
  if (lower <= 0 && higher <= 0 && (isSettled || rank(after.highest) < rank(before.lowest))) return 'falls';
  return 'open';
}

function rank(level: number | null): number {
  return level ?? Number.NEGATIVE_INFINITY;
}
