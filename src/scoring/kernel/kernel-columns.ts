import type { Warning } from '../../model/index.ts';
import type { MissingRules } from '../operators/operator.ts';

/**
 * Rows of answers, column by column. The maps go by the index into `plan.inputs`; a question without a column is unanswered.
 * Codes: 0 unanswered, 1 unknown, 2 not applicable, 3 + i the i-th value of the question (options in listed order, a scale
 * from low to high, false then true).
 */
export interface KernelColumns {
  readonly rows: number;
  /** Single, scale and boolean: the code. Numbers, choices and texts: their state, 3 is answered. */
  readonly code: ReadonlyMap<number, Uint8Array | Uint16Array>;
  /** Multiple: words of 32 options, word by word. */
  readonly bits: ReadonlyMap<number, readonly Uint32Array[]>;
  /** Numbers: the doubles nearest to decimals of at most 15 significant digits. */
  readonly number: ReadonlyMap<number, Float64Array>;
  readonly text: { get(input: number): readonly string[] | undefined };
}

export const UNANSWERED = 0;
export const UNKNOWN = 1;
export const NOT_APPLICABLE = 2;
/** The code of the first value; for what has its value elsewhere, that it is answered. */
export const ANSWERED = 3;

/** A column that a program reads. */
export type CellColumn = Uint8Array | Uint16Array | Uint32Array | Float64Array | readonly string[];

/** What a score is in a row. */
export const SCORE_STATE = { nothing: 0, settled: 1, open: 2 } as const;

/** One score in all rows of a block. */
export interface ScoreColumn {
  readonly state: Uint8Array;
  /** Where it is settled: the double nearest to the exact value. NaN where there is none. */
  readonly value: Float64Array;
  /** Where it is open: the ends of what it may come to; NaN is no end, for the level also that it may be none. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
}

/** A warning that a row of this plan can have; `input` is the index into `plan.inputs`, null for the whole. */
export interface WarningKind {
  readonly code: Warning['code'];
  readonly input: number | null;
}

/** What the rows of a block come to. It holds until the next block is scored. */
export interface KernelResult {
  readonly rows: number;
  /** In the order of `plan.scores`. */
  readonly scores: readonly ScoreColumn[];
  /** The share of the level's questions that are settled, from 0 to 1; 1 where there is no level. */
  readonly coverage: Float64Array;
  /** The codes of facts that follow from others, by their index into `plan.inputs`; 0 is open, 2 is nothing. */
  readonly facts: ReadonlyMap<number, Uint16Array>;
  /** Bit k % 32 of word k >> 5 says whether a row has the k-th kind of warning. */
  readonly warnings: readonly Uint32Array[];
  /** Rows that are refused for what is missing: their scores stand for nothing. */
  readonly refused: ReadonlyMap<number, readonly { readonly name: string; readonly state: keyof MissingRules }[]>;
  /** How many rows took the form with bounds, and how many the evaluator. */
  readonly taken: { readonly open: number; readonly evaluator: number };
}

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
interface Tallier {
  /** By tally, the sums of the rows that were last added up. */
  readonly sums: readonly Float64Array[];
  /** Adds up `count` rows from `base` on. */
  addUp(columns: readonly CellColumn[], base: number, count: number): void;
}

/** What makes a tallier for at most so many rows at a time. */
export type PrepareTallies = (tallies: readonly Tally[], most: number) => Tallier;

export const MOST_CODES = 16;
/** Sums of more terms are cut. */
const MOST_TERMS = 256;
/** The greatest difference between two numbers of a term. */
const MOST_SPREAD = 2 ** 32 - 1;

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
