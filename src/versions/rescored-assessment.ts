// A recorded assessment scored under another version of its pack: to compare it, or to see what the version would make of it.
import { readRecordedAnswers } from '../interview/index.ts';
import type { Assessment, PackStamp, Result, Rubric, ScoreResult, Unmet } from '../model/index.ts';
import { type AnswerSet, type Assessed, assess, type Plan } from '../scoring/index.ts';
import { carryOver, type LostAnswer } from './carry-over.ts';
import type { Renames } from './id-renames.ts';
import type { VersionStep } from './pack-comparison.ts';

/** An assessment scored under the one version of the pack that a comparison is made under. */
export interface RescoredAssessment {
  /** As it was recorded; its own result stays what it is. */
  readonly recorded: Assessment;
  readonly sheet: AnswerSet;
  readonly assessed: Assessed;
  /** Whether it was made under other content of the pack, so that its result was worked out anew. */
  readonly isRescored: boolean;
  /** From ids it was given under to those of now. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Answers that have no place in this version. */
  readonly lost: readonly LostAnswer[];
}

/** Why an assessment cannot be compared with others. */
export type IncomparableReason =
  | { readonly kind: 'other-pack'; readonly pack: string }
  /** It was made under a later version: what that renamed is not known here. */
  | { readonly kind: 'later-version'; readonly version: string }
  /** The rubric refuses that these have no answer. */
  | { readonly kind: 'refused'; readonly names: readonly string[] }
  /** Of all its answers none has a place in this version. */
  | { readonly kind: 'nothing-left' };

/** An assessment that cannot be compared, and why. */
export interface IncomparableAssessment {
  readonly recorded: Assessment;
  readonly obstacle: IncomparableReason;
}

/** Scores a recorded assessment under a version, by the renames that version declares. */
export function rescoreAssessment(
  recorded: Assessment,
  target: TargetVersion,
): RescoredAssessment | IncomparableAssessment {
  const { pack } = recorded;
  const { stamp } = target;
  if (pack.id !== stamp.id) return { recorded, obstacle: { kind: 'other-pack', pack: pack.id } };
  const isRescored = pack.hash !== stamp.hash;
  if (isRescored && compareVersionNumbers(pack.version, stamp.version) > 0)
    return { recorded, obstacle: { kind: 'later-version', version: pack.version } };
  const { carried, sheet, assessed, refused } = scoreUnder(recorded, target);
  const given = Object.keys(recorded.answers).length;
  if (given > 0 && Object.keys(carried.answers).length === 0) return { recorded, obstacle: { kind: 'nothing-left' } };
  if (refused.length > 0) return { recorded, obstacle: { kind: 'refused', names: refused } };
  return { recorded, sheet, assessed, isRescored, renamed: carried.renamed, lost: carried.lost };
}

/** What a version makes of the answers of a recorded assessment; `refused` are those whose absence its rubric refuses. */
function scoreUnder(recorded: Assessment, { plan, renames, stamp, tool }: TargetVersion) {
  const carried = carryOver(recorded, { plan, renames });
  const { sheet } = readRecordedAnswers(plan, carried);
  const assessed = assess(plan, sheet, stamp, tool);
  return { carried, sheet, assessed, refused: assessed.evaluation.refused.map(({ name }) => name) };
}

/** Whether an assessment can be compared. */
export function isComparable(one: RescoredAssessment | IncomparableAssessment): one is RescoredAssessment {
  return 'assessed' in one;
}

/** A version to score an assessment of another one under. */
export interface TargetVersion {
  readonly plan: Plan;
  readonly renames: Renames;
  readonly stamp: PackStamp;
  /** Matura's version. */
  readonly tool: string;
  /** The most important score beside the level, by name; null without one. */
  readonly headline: string | null;
}

/** What another version would make of an assessment. */
export interface VersionEffect {
  /** Undefined where one of the versions has no level. */
  readonly move: LevelMove | undefined;
  readonly level: Sides;
  readonly score: Sides;
  /** What the level lacks now, or by the older version lacked; empty where the level stays. */
  readonly unmet: readonly Unmet[];
  readonly lost: readonly LostAnswer[];
  /** Answers whose absence the newer version refuses. */
  readonly refused: readonly string[];
}

interface Sides {
  readonly before: BoundedValue | undefined;
  readonly after: BoundedValue | undefined;
}

/** Scores a recorded assessment under another version. The assessment stays as it is; nothing is written. */
export function assessVersionEffect(recorded: Assessment, target: TargetVersion): VersionEffect {
  const { headline } = target;
  const { carried, assessed, refused } = scoreUnder(recorded, target);
  const { result } = assessed;
  const level = { before: levelOfResult(recorded.result), after: levelOfResult(result) };
  const move = level.before && level.after && compareBounds(level.before, level.after);
  const lacking = move === 'rises' ? recorded.result.level?.next : result.level?.next;
  return {
    move,
    level,
    score: {
      before: headline === null ? undefined : scoreOfResult(recorded.result, headline),
      after: headline === null ? undefined : scoreOfResult(result, headline),
    },
    unmet: move === undefined || move === 'same' ? [] : (lacking?.unmet ?? []),
    lost: carried.lost,
    refused,
  };
}

/** The score that the level is read from, else `total`; null where there is neither. */
export function headlineScore({ scores }: Rubric): string | null {
  const level = Object.hasOwn(scores, 'level') ? scores.level : undefined;
  const read = typeof level === 'object' && level.steps ? level.of : undefined;
  return read ?? (Object.hasOwn(scores, 'total') ? 'total' : null);
}

/** A score or a level as far as it is known. */
export interface BoundedValue {
  /** Null when there is nothing to score or no level is reached; absent while it could still change. */
  readonly value?: number | null;
  /** The least and the most still possible; null where that is nothing. */
  readonly lowest: number | null;
  readonly highest: number | null;
}

/** How a level moves; `open` while missing answers leave that undecided. */
export type LevelMove = 'same' | 'rises' | 'falls' | 'open';

/** The level of a result; undefined where the pack has none. */
export function levelOfResult({ level }: Result): BoundedValue | undefined {
  return level && boundsOf(level);
}

/** A score of a result; undefined where there is none of that name. */
function scoreOfResult({ scores }: Result, name: string): BoundedValue | undefined {
  const score = Object.hasOwn(scores, name) ? scores[name] : undefined;
  return score && boundsOf(score);
}

/** A score or level of a result, without the rest of what it says. */
export function boundsOf({ value, lowest, highest }: Pick<ScoreResult, 'value' | 'lowest' | 'highest'>): BoundedValue {
  return { ...(typeof value === 'number' || value === null ? { value } : {}), lowest, highest };
}

/** How a level moves from one version to another. No level is below every level. */
export function compareBounds(before: BoundedValue, after: BoundedValue): LevelMove {
  const low = rank(after.lowest) - rank(before.lowest);
  const high = rank(after.highest) - rank(before.highest);
  // The difference of two that are below every level is no number.
  const [lower, higher] = [low || 0, high || 0];
  if (lower === 0 && higher === 0) return 'same';
  const isSettled = after.lowest === after.highest || after.value !== undefined;
  if (lower >= 0 && higher >= 0 && (isSettled || rank(after.lowest) > rank(before.highest))) return 'rises';
  if (lower <= 0 && higher <= 0 && (isSettled || rank(after.highest) < rank(before.lowest))) return 'falls';
  return 'open';
}

function rank(level: number | null): number {
  return level ?? Number.NEGATIVE_INFINITY;
}

/**
 * Negative, zero or positive as one version comes before, with or after another: by their numbers, absent ones as 0;
 * what follows a `-` comes before the plain version, by its characters; what follows a `+` does not count.
 */
export function compareVersionNumbers(a: string, b: string): number {
  const [one, other] = [read(a), read(b)];
  for (let i = 0; i < Math.max(one.numbers.length, other.numbers.length); i++) {
    const [left, right] = [one.numbers[i] ?? 0n, other.numbers[i] ?? 0n];
    if (left !== right) return left < right ? -1 : 1;
  }
  if (one.before === other.before) return 0;
  if (one.before === undefined || other.before === undefined) return one.before === undefined ? 1 : -1;
  return one.before < other.before ? -1 : 1;
}

/** The first version after another one by a step; before 1 the second number counts as the first one does later. */
export function nextVersion(version: string, step: VersionStep): string {
  const [major = 0n, minor = 0n, patch = 0n] = read(version).numbers;
  const numbers = [major, minor, patch];
  const place = Math.min(2, ['major', 'minor', 'patch'].indexOf(step) + (major === 0n ? 1 : 0));
  return numbers.map((number, i) => (i < place ? number : i === place ? number + 1n : 0n)).join('.');
}

function read(version: string): { readonly numbers: readonly bigint[]; readonly before: string | undefined } {
  const [, numbers = '', before] = /^([0-9.]*)(?:-([^+]*))?/.exec(version) ?? [];
  return { numbers: numbers.split('.').map((text) => BigInt(text)), before };
}
