import type { DayOrder } from '../model/days.ts';

/** The state codes of an answer; 3 + i is the i-th value of the question. */
export const UNANSWERED = 0;
export const UNKNOWN = 1;
export const NOT_APPLICABLE = 2;
/** Answered, where the value stands elsewhere: numbers, choices and texts. */
export const ANSWERED = 3;

/** The most values a question can have to be read as codes; a longer scale is read as a number. */
export const MOST_VALUES = 250;

/** What is said instead of an answer, by its spelling: 0 unanswered, 1 unknown, 2 not applicable. */
export type States = ReadonlyMap<string, 0 | 1 | 2>;

/**
 * How one column of a table is used; `input` is an index into `plan.inputs`. Codes: 0 unanswered, 1 unknown,
 * 2 not applicable, 3 + i the i-th value of the question: options in listed order, a scale from low to high, a boolean
 * false then true. A cell of blanks only is unanswered whatever the column. Spellings are compared without blanks at
 * both ends, first as they stand and then in their plain form, see plain.ts.
 */
export type ColumnUse =
  | { readonly kind: 'ignore' }
  /** The key, a name, free text: kept as a string. */
  | {
      readonly kind: 'text';
      readonly input: number;
      readonly states?: States;
      /** For days: which comes first where that is not clear. They become ISO dates, as far as they are any. */
      readonly days?: { readonly order: DayOrder };
    }
  | { readonly kind: 'code'; readonly input: number; readonly values: ReadonlyMap<string, number> }
  | NumberUse
  /** Several options in one cell, parted by any of the separators, or a JSON list. Positions of options from 0. */
  | {
      readonly kind: 'choices';
      readonly input: number;
      readonly separators: readonly string[];
      readonly values: ReadonlyMap<string, number>;
      readonly states: States;
    }
  /** One column for each option: whether the one at position `option`, from 0, is ticked. */
  | {
      readonly kind: 'tick';
      readonly input: number;
      readonly option: number;
      readonly values: ReadonlyMap<string, boolean>;
      readonly states: States;
    };

/** A column of numbers, which are multiplied exactly. */
export interface NumberUse {
  readonly kind: 'number';
  readonly input: number;
  /** Null where nothing shows it: a point is taken for it, and what could be read both ways, like `1.234`, is refused. */
  readonly decimal: '.' | ',' | null;
  /** What a bare number is multiplied with: 10000 under a heading in 万元. */
  readonly factor: number;
  /** What a number is multiplied with that carries this unit behind it, in place of `factor`: `%` 1, `万元` 10000. */
  readonly units: ReadonlyMap<string, number>;
  readonly states: States;
  /** Programs write doubles with up to 17 digits: such a number is the double that it was written from, and no fault. */
  readonly isFull?: boolean;
}
