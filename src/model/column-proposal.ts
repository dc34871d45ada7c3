import type { MappedColumn } from './generated/types.ts';

/** The facts and questions of a pack in the columns of an export, as far as that is certain. */
export interface MappingProposal {
  /** One per heading. */
  readonly columns: readonly ProposedColumn[];
  /** Facts and questions without a column. */
  readonly missing: readonly UnmappedInput[];
  /** Null if no number contains a decimal sign. */
  readonly decimal: '.' | ',' | null;
  /** Whether the numbers leave it open which decimal sign they use. */
  readonly isDecimalUnclear: boolean;
  /** Whether nothing needed is missing and nothing is doubtful, so that nobody has to review it. */
  readonly isCertain: boolean;
  /** Whether a mapping written from it contains anything to review: doubts or suggested values. */
  readonly needsReview: boolean;
}

export interface ProposedColumn {
  /** The column as the mapping states it. */
  readonly mapped: MappedColumn;
  /** How the heading was recognised; null if it was not. */
  readonly by: 'id' | 'text' | 'numbered' | 'option' | 'similar' | 'cells' | null;
  /** The language of the matching text; null for ids. */
  readonly language: string | null;
  /** The similarity of the heading, from 0 to 1. */
  readonly confidence: number;
  readonly doubts: readonly ColumnDoubt[];
  /** A few cells of the sample that have no meaning. */
  readonly unread: readonly string[];
  /** Possible meanings of such cells, by spelling. */
  readonly suggested: readonly SuggestedValue[];
  /** Whether the column is blank in the sample, so that a row with a value in it must not be scored. */
  readonly isWatched?: boolean;
}

/** A cell that is not understood, with what it may mean. */
export interface SuggestedValue {
  readonly cell: string;
  /** How many rows of the sample contain it. */
  readonly rows: number;
  /** The id of the most similar value, with the text that it resembles; null if none is similar, or two are. */
  readonly value: { readonly id: string; readonly text: string } | null;
}

/** Why a person should look at a column. */
export type ColumnDoubt =
  /** It has cells, such as this one, but no heading: what they answer is not stated. */
  | { readonly code: 'no-heading'; readonly cell: string }
  /** The heading is only similar; `other` is a heading that nothing uses and that is similar to the same name. */
  | { readonly code: 'similar'; readonly other?: string }
  /** The heading is not recognised, but all cells are answers to this fact, which has no other column. */
  | { readonly code: 'by-cells'; readonly name: string }
  /** The heading is only the beginning of the text. */
  | { readonly code: 'cut' }
  /** The heading is only similar, and names this unit, in which its numbers are read. */
  | { readonly code: 'unit'; readonly unit: string }
  /** The heading is only similar, and names an unknown unit, so its numbers would be read in the question's unit. */
  | { readonly code: 'unknown-unit'; readonly unit: string }
  /** A title or a row of units beside the headings, in this line, states the unit in which its numbers are read. */
  | { readonly code: 'title-unit'; readonly unit: string; readonly line: number; readonly title: string }
  /** The title or row of units states an unknown unit of money, so numbers would be read in the question's unit. */
  | { readonly code: 'unknown-title-unit'; readonly unit: string; readonly line: number; readonly title: string }
  /** The number format of a cell in this line shows another currency. */
  | { readonly code: 'shown-currency'; readonly format: string; readonly line: number }
  /** It shows a unit, so the stored numbers are in this unit, which has this factor. */
  | {
      readonly code: 'shown-unit';
      readonly format: string;
      readonly line: number;
      readonly unit: string;
      readonly factor: number;
    }
  /** It shows the numbers divided, and no unit. */
  | { readonly code: 'shown-scaled'; readonly format: string; readonly line: number; readonly divisor: number }
  /** The heading means several things, so the column is left out. */
  | { readonly code: 'several'; readonly names: readonly string[] }
  /** The column with this heading is already used for the same input, so this one is left out. */
  | { readonly code: 'second'; readonly name: string; readonly heading: string }
  /** The heading is only an option of the question, alongside others. */
  | { readonly code: 'bare-option'; readonly name: string }
  /** The heading is also an option of a question that has no column. */
  | { readonly code: 'option-text'; readonly name: string }
  /** The cells count the options, from 0 or from 1. */
  | { readonly code: 'positions'; readonly first: 0 | 1 }
  /** A cell such as this one repeats the option of the column, or says that it is not ticked. */
  | { readonly code: 'repeats'; readonly cell: string }
  /** A cell such as this one is either a number, or what the platform writes if the question was not asked. */
  | { readonly code: 'not-asked'; readonly cell: string }
  /** It contains words for "other" in rows that choose no option of the question. */
  | { readonly code: 'beside'; readonly name: string }
  /** The heading numbers the options, from 1. */
  | { readonly code: 'counted' }
  /** The percentages are all between 0 and 1. */
  | { readonly code: 'fraction' }
  /** Numbers of bare percentages between 0 and 1, and above 1: some of them are shares of 1. */
  | { readonly code: 'two-kinds'; readonly shares: number; readonly percentages: number }
  /** `count` of all shares of 1 exceed 1: they may be percentages. */
  | { readonly code: 'above-one'; readonly count: number; readonly of: number }
  /** A cell such as this one lies between two steps of the scale, so whole numbers may be shares of 1 as well. */
  | { readonly code: 'between-steps'; readonly cell: string }
  /** No row has the lowest value of the scale, which may start at a different number. */
  | { readonly code: 'no-lowest'; readonly lowest: string }
  /**
   * In these lines no scale of its kind has the lowest value, but some have a number beyond the highest, as if counted
   * from 1.
   */
  | {
      readonly code: 'recoded';
      readonly from: number;
      readonly to: number;
      readonly lowest: string;
      readonly beyond: string;
    }
  /** The figures are about so many times too large compared with another fact: they may be in another unit. */
  | { readonly code: 'magnitude'; readonly name: string; readonly factor: number }
  /**
   * Compared with another fact, the figures are of two kinds, one about so many times the other: some may be in another
   * unit.
   */
  | { readonly code: 'two-magnitudes'; readonly name: string; readonly factor: number }
  /**
   * The figures lie between these two however large another fact is, in each year: they may be percentages or
   * shares of it instead of amounts.
   */
  | { readonly code: 'percentages-of'; readonly name: string; readonly least: number; readonly most: number }
  /** Every number, such as this one, has one sign followed by three digits: decimals or thousands. */
  | { readonly code: 'thousands'; readonly cell: string }
  /** Days such as 01/02/2026 could be read in two ways. */
  | { readonly code: 'dates' }
  /** Some options of the question have no column. */
  | { readonly code: 'options-missing'; readonly options: readonly string[] };

/** A fact or question without a column. */
export interface UnmappedInput {
  readonly name: string;
  /** Whether an export without it needs review: required facts, and questions that nothing else answers. */
  readonly needed: boolean;
}
