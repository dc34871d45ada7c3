import { readRecorded } from '../interview/recorded.ts';
import type { Assessment, PackStamp, Rubric, Unmet } from '../model/generated/types.ts';
import type { Plan } from '../scoring/plan.ts';
import { assess } from '../scoring/result.ts';
import { carryOver, type Lost } from './carry-over.ts';
import type { Renames } from './renames.ts';
import { compareStandings, levelOf, type Move, type Standing, scoreOf } from './standing.ts';

/** A version to score an assessment of another one under. */
export interface Target {
  readonly plan: Plan;
  readonly renames: Renames;
  readonly stamp: PackStamp;
  /** Matura's version. */
  readonly tool: string;
  /** The score that says most beside the level. */
  readonly headline: string | null;
}

/** What another version would make of an assessment. */
export interface Outcome {
  /** Undefined where one of the versions has no level. */
  readonly move: Move | undefined;
  readonly level: Sides;
  readonly score: Sides;
  /** What the level lacks now, or what the older version said that it lacked; empty where the level stays. */
  readonly unmet: readonly Unmet[];
  readonly lost: readonly Lost[];
  /** Answers whose absence the newer version refuses. */
  readonly refused: readonly string[];
}

interface Sides {
  readonly before: Standing | undefined;
  readonly after: Standing | undefined;
}

/** Scores a recorded assessment under another version. The assessment stays as it is; nothing is written. */
export function foresee(recorded: Assessment, { plan, renames, stamp, tool, headline }: Target): Outcome {
  const carried = carryOver(recorded, { plan, renames });
  const { sheet } = readRecorded(plan, carried);
  const { result, evaluation } = assess(plan, sheet, stamp, tool);
  const level = { before: levelOf(recorded.result), after: levelOf(result) };
  const move = level.before && level.after && compareStandings(level.before, level.after);
  const lacking = move === 'rises' ? recorded.result.level?.next : result.level?.next;
  return {
    move,
    level,
    score: {
      before: headline === null ? undefined : scoreOf(recorded.result, headline),
      after: headline === null ? undefined : scoreOf(result, headline),
    },
    unmet: move === undefined || move === 'same' ? [] : (lacking?.unmet ?? []),
    lost: carried.lost,
    refused: evaluation.refused.map(({ name }) => name),
  };
}

/** The score that the level is read from, else `total`; null where there is neither. */
export function headlineOf({ scores }: Rubric): string | null {
  const level = Object.hasOwn(scores, 'level') ? scores.level : undefined;
  const read = typeof level === 'object' && level.steps ? level.of : undefined;
  return read ?? (Object.hasOwn(scores, 'total') ? 'total' : null);
}
