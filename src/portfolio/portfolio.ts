import type { Text } from '../model/generated/types.ts';
import type { LevelOf } from './counting.ts';
import type { Difference } from './figures/difference.ts';
import type { LevelFigures } from './figures/levels.ts';
import type { PeerRanking } from './figures/peers.ts';
import type { QuestionFigures, SectionFigures } from './figures/questions.ts';
import type { Rank } from './figures/ranking.ts';
import type { ScoreFigures } from './figures/scores.ts';
import type { Overlap, StageFigures } from './figures/stages.ts';
import type { Source } from './member.ts';

/**
 * The figures of many enterprises, as every format shows them. Where it is to leave the office, `minCell` is the least
 * count that is shown: what is null beside it is hidden, or follows from what is.
 */
export interface Portfolio {
  readonly schemaVersion: 1;
  /** The day of the report, YYYY-MM-DD. */
  readonly asOf: string;
  /** Null where everything is shown. */
  readonly minCell: number | null;
  readonly sources: readonly (Source & { readonly read: number | null })[];
  /** Assessments and rows that gave way to others, and rows and files that could not be read; null is fewer than `minCell`. */
  readonly leftOut: {
    readonly older: number | null;
    readonly sameDay: number | null;
    /** After the day of the report. */
    readonly later: number | null;
    readonly laterRecords: number | null;
    readonly registeredTwice: number | null;
    readonly unreadable: number | null;
  };
  /** All enterprises in scope: those of the registry, else all; null where there are fewer than `minCell`. */
  readonly enterprises: number | null;
  /** Null without a registry; those outside are null where they are fewer than `minCell`. */
  readonly registry: { readonly outside: number | null } | null;
  readonly levelOf: LevelOf;
  readonly stages: readonly Nullable<StageFigures, 'holds' | 'undecided' | 'outside' | 'undated'>[];
  readonly overlaps: readonly Nullable<Overlap, 'both' | 'first' | 'second'>[];
  /** Without those by which fewer than `minCell` were assessed: even the name would tell that somebody was. */
  readonly packs: readonly PackFigures[];
  /** A table for each grouping. */
  readonly groups: readonly GroupTable[];
  readonly peers: readonly PeerRanking[];
}

/** Some properties of it may be null. */
export type Nullable<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]: T[P] | null };

/** What was assessed by one pack. */
export interface PackFigures {
  /** Null where no source says which pack it is. */
  readonly id: string | null;
  /** As versions occur, and how many assessments of each count; not those of fewer than `minCell`. */
  readonly versions: readonly { readonly version: string; readonly n: number | null }[];
  /** How many assessments state no pack and are taken to be of this one. */
  readonly assumed: number | null;
  /** Rising; several in one where counts are too small to be shown. */
  readonly bands: readonly (readonly number[])[];
  /** Whether the lowest band holds those without a settled level, too. */
  readonly holdsUnsettled: boolean;
  /** None for several levels in one. */
  readonly titles: readonly (Text | undefined)[];
  /** Null where few were not assessed by it, or few would follow from it. */
  readonly total: LevelFigures | null;
  readonly outside: LevelFigures | null;
  readonly scores: readonly ScoreFigures[];
  readonly difference: Difference | null;
  readonly sections: readonly SectionFigures[];
  readonly questions: readonly QuestionFigures[];
  /** Members of the rubric's lists, such as scenes, by the share of the way from least to most; the weakest first. */
  readonly lists: readonly {
    readonly id: string;
    readonly members: readonly { readonly id: string; readonly n: number; readonly share: number }[];
  }[];
}

/** Enterprises by what they have in common. */
export interface GroupTable {
  readonly by: readonly string[];
  readonly rows: readonly GroupRow[];
}

export interface GroupRow {
  /** What they have stated for each fact; '' is not stated. */
  readonly values: readonly string[];
  /** What else than single stages is hidden of it: nothing, its levels, or all with how many there are. */
  readonly hidden: 'none' | 'levels' | 'all';
  readonly members: number | null;
  /** For how many each stage holds, in the order of the stages. */
  readonly stages: readonly (number | null)[];
  /** By pack, in the order of the packs; null where it is hidden. */
  readonly levels: readonly (LevelFigures | null)[];
  /** By pack: the place by the mean of the level, among the groups that are shown. */
  readonly ranks: readonly (Rank | null)[];
}
