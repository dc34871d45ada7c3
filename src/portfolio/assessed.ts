import { type GrowingColumn, growingCodes, growingDays, growingMarks, growingNumbers } from './columns.ts';
import { createValueTable, type ValueTable } from './value-table.ts';

/** Answers to one question as results state them: an option's id, options parted by `;`, digits, `true`, a mark for a state. */
export interface AnswerColumn {
  readonly codes: GrowingColumn<Uint32Array>;
  readonly table: ValueTable;
}

/**
 * The newest assessments of one kind, and when the first was, a row for each member. A level is nothing where value, lowest and highest are NaN,
 * and open where only the value is.
 */
export interface AssessedColumns {
  /** 1 more than the index into the roster's sources; 0 where the member was not assessed so. */
  readonly source: Uint16Array;
  /** Days since 1970-01-01, or `UNDATED`. */
  readonly day: Int32Array;
  /** The day of the first that is dated, also of one that gave way to a newer one; `UNDATED` where none is. */
  readonly first: Int32Array;
  /** Index into the roster's packs; 0 is an unknown one. */
  readonly pack: Uint16Array;
  readonly level: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  readonly coverage: Float64Array;
  /** 1 where a policy was given with it. */
  readonly policy: Uint16Array;
  /** By the id of the score; NaN where it is open or nothing. */
  readonly scores: ReadonlyMap<string, Float64Array>;
  /** By the id of the question, where sources have answers. */
  readonly answers: ReadonlyMap<string, { readonly codes: Uint32Array; readonly values: readonly string[] }>;
}

/** The same while it grows. */
export interface GrowingAssessed {
  readonly columns: AssessedColumns;
  score(id: string): Float64Array;
  answer(id: string): AnswerColumn;
  /** The answers there are. */
  readonly answered: Iterable<AnswerColumn>;
  readonly scored: Iterable<GrowingColumn<Float64Array>>;
  grow(capacity: number): void;
}

/** Empty columns. */
export function createAssessed(initial: number): GrowingAssessed {
  let capacity = initial;
  const marks = { source: growingMarks(capacity), pack: growingMarks(capacity), policy: growingMarks(capacity) };
  const days = { day: growingDays(capacity), first: growingDays(capacity) };
  const numbers = {
    level: growingNumbers(capacity),
    lowest: growingNumbers(capacity),
    highest: growingNumbers(capacity),
    coverage: growingNumbers(capacity),
  };
  const scores = new Map<string, GrowingColumn<Float64Array>>();
  const answers = new Map<string, AnswerColumn>();
  return {
    get columns() {
      return {
        source: marks.source.values,
        pack: marks.pack.values,
        policy: marks.policy.values,
        day: days.day.values,
        first: days.first.values,
        level: numbers.level.values,
        lowest: numbers.lowest.values,
        highest: numbers.highest.values,
        coverage: numbers.coverage.values,
        scores: new Map([...scores].map(([id, { values }]) => [id, values])),
        answers: new Map(
          [...answers].map(([id, { codes, table }]) => [id, { codes: codes.values, values: table.values }]),
        ),
      };
    },
    score(id) {
      const known = scores.get(id) ?? growingNumbers(capacity);
      scores.set(id, known);
      return known.values;
    },
    answer(id) {
      const known = answers.get(id) ?? { codes: growingCodes(capacity), table: createValueTable() };
      answers.set(id, known);
      return known;
    },
    get answered() {
      return answers.values();
    },
    get scored() {
      return scores.values();
    },
    grow(length) {
      capacity = length;
      const dated = [...Object.values(marks), ...Object.values(days)];
      for (const column of [...dated, ...Object.values(numbers), ...scores.values()]) column.grow(length);
      for (const { codes } of answers.values()) codes.grow(length);
    },
  };
}
