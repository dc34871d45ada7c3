import type { CellColumn } from './columns.ts';

/** Numbers by the code of a column. */
export interface TallyTerm {
  /** The position of the column among those a program reads. */
  readonly column: number;
  /** Whole numbers, not more than `MOST_CODES`; NaN stands for what is open. */
  readonly values: readonly number[];
}

/** Numbers that are looked up in several columns and added up; one that is open makes the sum NaN. */
export type Tally = readonly TallyTerm[];

/** Works out tallies for some rows at a time. */
export interface Tallier {
  /** By tally, the sums of the rows that were last added up. */
  readonly sums: readonly Float64Array[];
  /** Adds up `count` rows from `base` on. */
  addUp(columns: readonly CellColumn[], base: number, count: number): void;
}

/** What makes a tallier for at most so many rows at a time. */
export type PrepareTallies = (tallies: readonly Tally[], most: number) => Tallier;

export const MOST_CODES = 16;
/** Sums of more terms are cut. */
export const MOST_TERMS = 256;
/** The greatest difference between two numbers of a term. */
export const MOST_SPREAD = 2 ** 32 - 1;

/** Takes sums of looked-up numbers out of a text. */
export interface TallyList {
  readonly tallies: Tally[];
  /** Remembers that an expression reads numbers by the code of a column. */
  see(expression: string, term: TallyTerm): void;
  /** Parts of a sum, those that a tally can do replaced by that one. */
  take(parts: readonly string[]): readonly string[];
}

/** An empty list. */
export function createTallyList(): TallyList {
  const terms = new Map<string, TallyTerm>();
  const tallies: Tally[] = [];
  return {
    tallies,
    see(expression, term) {
      if (isSmall(term.values)) terms.set(expression, term);
    },
    take(parts) {
      const known = parts.filter((part) => terms.has(part)).slice(0, MOST_TERMS);
      if (known.length < 2) return parts;
      const tally = known.map((part) => terms.get(part) as TallyTerm);
      const place = tallies.push(tally) - 1;
      return [`P${place}[t]`, ...parts.filter((part) => !known.includes(part))];
    },
  };
}

function isSmall(values: readonly number[]): boolean {
  const numbers = values.filter((value) => !Number.isNaN(value));
  const spread = Math.max(...numbers) - Math.min(...numbers);
  return values.length <= MOST_CODES && numbers.every(Number.isSafeInteger) && spread <= MOST_SPREAD;
}
