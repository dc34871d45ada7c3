import type { MappedColumn } from './generated/types.ts';

/** A proposal for which fact or question each column of an export answers, as far as the export makes that clear. */
export interface MappingProposal {
  /** One entry for each heading, in order. */
  readonly columns: readonly ProposedColumn[];
  /** Facts and questions without a column. */
  readonly missing: readonly UnmappedInput[];
  /** The decimal sign of the numbers; null if none of them has one. */
  readonly decimal: '.' | ',' | null;
  /** Whether the numbers leave it open which decimal sign they use. */
  readonly isDecimalUnclear: boolean;
  /** Whether everything needed has a column and there are no doubts, so that nobody has to review the proposal. */
  readonly isCertain: boolean;
  /** Whether a mapping file written from this proposal contains anything to review: doubts or suggested values. */
  readonly needsReview: boolean;
}

export interface ProposedColumn {
  /** The column as the mapping file describes it. */
  readonly mapped: MappedColumn;
  /** How the heading was recognised; null if it was not. */
  readonly by: 'id' | 'text' | 'numbered' | 'option' | 'similar' | 'cells' | null;
  /** The language of the question text or option that the heading matches; null if the heading is an id. */
  readonly language: string | null;
  /** The similarity of the heading to the text it was matched with, from 0 to 1. */
  readonly confidence: number;
  readonly doubts: readonly ColumnDoubt[];
  /** A few cells of the sample that could not be understood. */
  readonly unread: readonly string[];
  /** The currency of unread amounts, and those in which the question takes amounts. */
  readonly otherCurrency?: { readonly stated: string; readonly wanted: readonly string[] };
  /** Possible meanings of the cells that could not be understood, found by similar spelling. */
  readonly suggested: readonly SuggestedValue[];
  /**
   * Whether the column is blank in the sample. Its meaning could not be checked, so a row with a value in it must not
   * be scored.
   */
  readonly isWatched?: boolean;
}

/** A cell that could not be understood, and the value it may mean. */
export interface SuggestedValue {
  readonly cell: string;
  /** The number of rows of the sample that contain the cell. */
  readonly rows: number;
  /**
   * The most similar value: its id and the text that the cell resembles. Null if none is similar, or if two are equally
   * similar.
   */
  readonly value: { readonly id: string; readonly text: string } | null;
}

/** Why a person should look at a column. */
export type ColumnDoubt =
  /** The column has cells, such as this one, but no heading, so it is unknown what they answer. */
  | { readonly code: 'no-heading'; readonly cell: string }
  /**
   * The heading is only similar to the text of the question; `other` is an unused heading that is similar to it as
   * well.
   */
  | { readonly code: 'similar'; readonly other?: string }
  /** The heading is not recognised, but all cells are answers to this fact, which has no other column. */
  | { readonly code: 'by-cells'; readonly name: string }
  /** The heading is only the beginning of the question's text. */
  | { readonly code: 'cut' }
  /**
   * The heading is only similar to the question's text and names this unit, in which the numbers of the column are
   * read.
   */
  | { readonly code: 'unit'; readonly unit: string }
  /**
   * The heading is only similar to the question's text and names an unknown unit, so the numbers of the column would be
   * read in the question's unit.
   */
  | { readonly code: 'unknown-unit'; readonly unit: string }
  /**
   * A title above the table, or a row of units, in this line, states the unit in which the numbers of the column are
   * read.
   */
  | { readonly code: 'title-unit'; readonly unit: string; readonly line: number; readonly title: string }
  /**
   * A title above the table, or a row of units, states an unknown unit of money, so the numbers would be read in the
   * question's unit.
   */
  | { readonly code: 'unknown-title-unit'; readonly unit: string; readonly line: number; readonly title: string }
  /** The number format of a cell in this line shows another currency. */
  | { readonly code: 'shown-currency'; readonly format: string; readonly line: number }
  /**
   * The number format of a cell shows a unit. The stored numbers are in `unit`, which is `factor` times the question's
   * unit.
   */
  | {
      readonly code: 'shown-unit';
      readonly format: string;
      readonly line: number;
      readonly unit: string;
      readonly factor: number;
    }
  /** The number format of a cell divides the numbers by `divisor` for display and shows no unit. */
  | { readonly code: 'shown-scaled'; readonly format: string; readonly line: number; readonly divisor: number }
  /** The heading matches several questions, so the column is left out. */
  | { readonly code: 'several'; readonly names: readonly string[] }
  /** The column with this heading is already used for the same input, so this one is left out. */
  | { readonly code: 'second'; readonly name: string; readonly heading: string }
  /** The heading is only the text of an option; judging by the columns beside it, it is an option of this question. */
  | { readonly code: 'bare-option'; readonly name: string }
  /** The heading matches a question, and also an option of another question that has no column. */
  | { readonly code: 'option-text'; readonly name: string }
  /** The cells are the position numbers of options, counted from 0 or from 1. */
  | { readonly code: 'positions'; readonly first: 0 | 1 }
  /** Cells such as this one repeat the text of the column's option, or say that it is not ticked. */
  | { readonly code: 'repeats'; readonly cell: string }
  /** Cells such as this one are either a number, or the code that the platform writes if the question was not asked. */
  | { readonly code: 'not-asked'; readonly cell: string }
  /** The column contains texts for "other" in rows that choose no option of the question. */
  | { readonly code: 'beside'; readonly name: string }
  /** The heading gives the option by its number, counted from 1. */
  | { readonly code: 'counted' }
  /** The numbers of a percentage column are all between 0 and 1, so they may be shares of 1. */
  | { readonly code: 'fraction' }
  /**
   * Of the numbers without a percent sign, `shares` are between 0 and 1 and `percentages` are above 1: the column may
   * mix shares of 1 and percentages.
   */
  | { readonly code: 'two-kinds'; readonly shares: number; readonly percentages: number }
  /** Of all numbers read as shares of 1, `count` exceed 1: they may be percentages. */
  | { readonly code: 'above-one'; readonly count: number; readonly of: number }
  /** A cell such as this one lies between two steps of the scale, so whole numbers may not be steps either. */
  | { readonly code: 'between-steps'; readonly cell: string }
  /** No row has the lowest value of the scale, so the numbering in the file may start at another number. */
  | { readonly code: 'no-lowest'; readonly lowest: string }
  /**
   * In these lines no column with this scale has its lowest value, but some have a number above its highest, as if
   * these rows were numbered from 1.
   */
  | {
      readonly code: 'recoded';
      readonly from: number;
      readonly to: number;
      readonly lowest: string;
      readonly beyond: string;
    }
  /** The figures are about `factor` times too large compared with another fact, so they may be in another unit. */
  | { readonly code: 'magnitude'; readonly name: string; readonly factor: number }
  /**
   * Compared with another fact, the figures fall into two groups, one about `factor` times larger than the other: some
   * may be in another unit.
   */
  | { readonly code: 'two-magnitudes'; readonly name: string; readonly factor: number }
  /**
   * In each year the figures lie between `least` and `most`, no matter how large the other fact is: they may be
   * percentages or shares of it instead of amounts.
   */
  | { readonly code: 'percentages-of'; readonly name: string; readonly least: number; readonly most: number }
  /**
   * In every number, such as this one, three digits follow the only separator, so it could separate decimals or
   * thousands.
   */
  | { readonly code: 'thousands'; readonly cell: string }
  /** Days such as 01/02/2026 could be read in two ways. */
  | { readonly code: 'dates' }
  /** Some options of the question have no column. */
  | { readonly code: 'options-missing'; readonly options: readonly string[] };

/** A fact or question without a column. */
export interface UnmappedInput {
  readonly name: string;
  /**
   * Whether an export without this column needs review: true for required facts and for questions that no other column
   * answers.
   */
  readonly needed: boolean;
}
