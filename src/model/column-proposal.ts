import type { MappedColumn } from './generated/types.ts';

/** Which columns of an export hold which facts and questions of a pack, as far as that is certain. */
export interface MappingProposal {
  /** One for each heading. */
  readonly columns: readonly ProposedColumn[];
  /** Facts and questions without a column. */
  readonly missing: readonly UnmappedInput[];
  /** Null where no number shows a sign. */
  readonly decimal: '.' | ',' | null;
  /** Whether the numbers do not show which sign their decimals have. */
  readonly isDecimalUnclear: boolean;
  /** Whether nothing needed is missing and nothing is in doubt, so that no person has to look. */
  readonly isCertain: boolean;
  /** Whether a mapping that is written from it has anything for a person to look at: doubts, or suggested values. */
  readonly needsReview: boolean;
}

export interface ProposedColumn {
  /** What the mapping says of it. */
  readonly mapped: MappedColumn;
  /** How the heading was recognised; null where it was not. */
  readonly by: 'id' | 'text' | 'numbered' | 'option' | 'similar' | null;
  /** The language of the text that it is; null for ids. */
  readonly language: string | null;
  /** How alike the heading is, from 0 to 1. */
  readonly confidence: number;
  readonly doubts: readonly ColumnDoubt[];
  /** Cells of the sample that mean nothing, a few of them. */
  readonly unread: readonly string[];
  /** What such cells may mean, by their spelling. */
  readonly suggested: readonly SuggestedValue[];
  /** Whether it is blank as far as was looked, and a row with anything in it must not be scored. */
  readonly isWatched?: boolean;
}

/** A cell that is not understood, and what it may mean. */
export interface SuggestedValue {
  readonly cell: string;
  /** How many rows of the sample have it. */
  readonly rows: number;
  /** The id of the value that it is most like, and the text by which it is; null where it is like none, or like two. */
  readonly value: { readonly id: string; readonly text: string } | null;
}

/** Why a person should look at a column. */
export type ColumnDoubt =
  /** It has no heading, but cells, such as this one: what they answer is not said. */
  | { readonly code: 'no-heading'; readonly cell: string }
  /** The heading is only similar. */
  | { readonly code: 'similar' }
  /** The heading is only the beginning of the text. */
  | { readonly code: 'cut' }
  /** The heading is only similar, and names this unit: its numbers are read in it. */
  | { readonly code: 'unit'; readonly unit: string }
  /** The same with a unit that is not understood, so that its numbers would be read in that of the question. */
  | { readonly code: 'unknown-unit'; readonly unit: string }
  /** The heading means several things, so the column is left out. */
  | { readonly code: 'several'; readonly names: readonly string[] }
  /** The column with this heading is read for the same, so this one is left out. */
  | { readonly code: 'second'; readonly name: string; readonly heading: string }
  /** The heading is only an option of the question, beside the others. */
  | { readonly code: 'bare-option'; readonly name: string }
  /** The heading is also an option of a question that has no column. */
  | { readonly code: 'option-text'; readonly name: string }
  /** The cells count the options, from 0 or from 1. */
  | { readonly code: 'positions'; readonly first: 0 | 1 }
  /** A cell such as this one is the option of the column, or says that it is not ticked. */
  | { readonly code: 'repeats'; readonly cell: string }
  /** A cell such as this one is a number, or what the platform writes where nothing was asked. */
  | { readonly code: 'not-asked'; readonly cell: string }
  /** It holds words for "other" in rows that choose no option of the question. */
  | { readonly code: 'beside'; readonly name: string }
  /** The heading counts the options, from 1. */
  | { readonly code: 'counted' }
  /** The percentages are all between 0 and 1. */
  | { readonly code: 'fraction' }
  /** So many bare percentages are between 0 and 1, and so many above: some of them are shares of 1. */
  | { readonly code: 'two-kinds'; readonly shares: number; readonly percentages: number }
  /** So many shares of 1 of all are above 1: they may be percentages. */
  | { readonly code: 'above-one'; readonly count: number; readonly of: number }
  /** A cell such as this one is between two steps of the scale: the whole numbers may be shares of 1, too. */
  | { readonly code: 'between-steps'; readonly cell: string }
  /** No row has the lowest value of the scale, which may be counted from another number. */
  | { readonly code: 'no-lowest'; readonly lowest: string }
  /** The figures are about so many times too large beside those of another fact: they may be in another unit. */
  | { readonly code: 'magnitude'; readonly name: string; readonly factor: number }
  /** The figures are of two kinds beside those of another fact, the one about so many times the other: some may be in another unit. */
  | { readonly code: 'two-magnitudes'; readonly name: string; readonly factor: number }
  /** Every number has one sign and three digits behind it, such as this one: decimals or thousands. */
  | { readonly code: 'thousands'; readonly cell: string }
  /** Days such as 01/02/2026 could be read two ways. */
  | { readonly code: 'dates' }
  /** Options of the question that have no column. */
  | { readonly code: 'options-missing'; readonly options: readonly string[] };

/** A fact or question without a column. */
export interface UnmappedInput {
  readonly name: string;
  /** Whether an export without it should be looked at: required facts, and questions that nothing else answers. */
  readonly needed: boolean;
}
