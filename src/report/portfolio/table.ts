/** A table of figures, whatever it is written as. */
export interface FigureTable {
  /** Unique among the tables of a portfolio, for machines. */
  readonly id: string;
  readonly title: string;
  /** What it comes to, for whoever reads and does not compute. */
  readonly lead?: string;
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly (readonly FigureCell[])[];
}

export interface FigureColumn {
  /** For machines; the word for people is in the language of the report. */
  readonly id: string;
  readonly title: string;
  /** A share is of 1, an estimate is one with its interval; a number is printed with two decimals. */
  readonly kind: 'text' | 'count' | 'share' | 'number' | 'estimate';
}

/** Null is nothing there; `HIDDEN` is a count that is too small to be shown, or in the place of one. */
export type FigureCell = string | number | Estimate | null | typeof HIDDEN;

/** A share of 1 with its interval; null where all are known. */
export interface Estimate {
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
}

export const HIDDEN: unique symbol = Symbol('hidden');

/** A number that may be hidden. */
export function hideable(value: number | null): FigureCell {
  return value === null ? HIDDEN : value;
}
