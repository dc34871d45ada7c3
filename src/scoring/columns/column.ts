// Columns: the possible values of one node of a plan in all rows of a table.

import type { Rational } from '../../model/index.ts';
import { isNothing, NOTHING, type Possible, rangeOf, settledValue } from '../possible-values.ts';
import {
  compareColumns,
  convertConstant,
  createConstantColumn,
  createWholeColumn,
  findScale,
  type Num,
  toExact,
} from './exact-numbers.ts';
import {
  createConstantOutcome,
  createLookup,
  deferTrue,
  deferWhere,
  type FewOutcomes,
  foldOutcomes,
  isSettledHere,
  mapOutcomes,
  pairOutcomes,
} from './outcomes.ts';
import { addLookups, type Lookup, MAX_EXACT, type Program, type Words } from './program.ts';

/** Whether there is a value: 0 no, 1 yes, 2 perhaps. */
export type Presence = 0 | 1 | 2;

/** A column with few possible values, all of which are known before any row is read. */
export interface FewColumn {
  readonly form: 'few';
  readonly few: FewOutcomes<Possible>;
}

/** A column of numbers, or of ranges of numbers. */
export interface NumberColumn {
  readonly form: 'number';
  readonly low: Num;
  readonly high: Num;
  readonly presence: FewOutcomes<Presence>;
  /** Whether `low` and `high` are 0 or more in every row, so that their sign need not be checked. */
  readonly isPositive?: boolean;
}

/**
 * A column of multiple choices. In a row with the outcome 'chosen' or 'optional', `words` has a bit for each option;
 * 'optional' means that there may also be no answer.
 */
export interface ChoicesColumn {
  readonly form: 'choices';
  readonly few: FewOutcomes<Possible | 'chosen' | 'optional'>;
  readonly words: readonly Words[];
  readonly options: readonly string[];
}

/** A list, as the columns of its members in order. */
export interface ListColumn {
  readonly form: 'list';
  readonly members: readonly Column[];
}

export type Column = FewColumn | NumberColumn | ChoicesColumn | ListColumn;

/** Returns the column for a node that cannot be evaluated by columns: all rows are left to the row-by-row evaluator. */
export function createDeferredColumn(program: Program): Column {
  program.leaveAll();
  return { form: 'few', few: createConstantOutcome(NOTHING) };
}

/** Lookup tables from outcomes to numbers, in units of `scale`; `most` is the largest absolute number. */
export interface NumberTables {
  readonly scale: Rational;
  readonly low: Lookup;
  readonly high: Lookup;
  readonly most: number;
}

/** The ends of a range; null means unbounded. */
export interface Ends {
  readonly low: Rational | null;
  readonly high: Rational | null;
}

/**
 * Converts the ranges of outcomes to whole numbers in units of a scale, given or computed. If a number is too large to
 * be exact, all rows are left to the row-by-row evaluator.
 */
export function toNumberTables<T>(
  program: Program,
  few: FewOutcomes<T>,
  toRange: (outcome: T) => Ends | undefined,
  givenScale?: Rational,
): NumberTables {
  const outcomeEnds = few.outcomes.map(toRange);
  const numbers = outcomeEnds.flatMap((range) => (range ? [range.low, range.high].filter((end) => end !== null) : []));
  const scale = givenScale ?? findScale(numbers);
  const units = numbers.map((number) => Math.abs(convertConstant(number, scale)));
  const maxUnits = units.reduce((a, b) => Math.max(a, b), 0);
  if (maxUnits > MAX_EXACT) program.leaveAll();
  const createEndLookup = (side: 'low' | 'high', endless: number): Lookup =>
    createLookup(program, few, (outcome) => {
      const range = toRange(outcome);
      return range ? (range[side] ? convertConstant(range[side], scale) : endless) : 0;
    });
  return {
    scale,
    low: createEndLookup('low', Number.NEGATIVE_INFINITY),
    high: createEndLookup('high', Number.POSITIVE_INFINITY),
    most: maxUnits,
  };
}

/** Returns the least and the greatest number that a value can be; undefined if it cannot be a number. */
export function toRange(possible: Possible): Ends | undefined {
  return isNothing(possible) ? undefined : rangeOf(possible);
}

/** Returns whether there is a number; with `isSettled`, a number that may be missing counts as present. */
export function presenceOf(possible: Possible, isSettled: boolean): Presence {
  if (toRange(possible) === undefined) return 0;
  return possible.nothing && !isSettled ? 2 : 1;
}

/** Returns a column of numbers without a number in any row. */
export function createAbsentColumn(program: Program): NumberColumn {
  const noNumber = createWholeColumn(program, program.constant(0), 0);
  return { form: 'number', low: noNumber, high: noNumber, presence: createConstantOutcome(0) };
}

/**
 * Converts a column to numbers. With `exactly`, rows whose number is one of several (not a range) are left to the
 * row-by-row evaluator.
 */
export function toNumberColumn(program: Program, column: Column, exactly = false): NumberColumn {
  if (column.form === 'number') return column;
  if (column.form !== 'few') return createAbsentColumn(program);
  const { few } = column;
  if (exactly) deferWhere(program, few, isNumberSet);
  const isSettled = isSettledHere(program, few, isOpenOutcome);
  const presence = mapOutcomes(few, (possible) => presenceOf(possible, isSettled));
  const [only] = few.outcomes;
  const value = few.outcomes.length === 1 && only ? settledValue(only) : undefined;
  if (typeof value === 'object' && value !== null && 'n' in value) {
    const number = createConstantColumn(program, value);
    return { form: 'number', low: number, high: number, presence };
  }
  const { scale, low, high, most } = toNumberTables(program, few, toRange);
  const lowest = createWholeColumn(program, addLookups(program, [low]), most, scale);
  const isPoint = isSettled || low.table.every((end, i) => end === high.table[i]);
  const highest = isPoint ? lowest : createWholeColumn(program, addLookups(program, [high]), most, scale);
  return { form: 'number', low: lowest, high: highest, presence };
}

/** Whether a possible value is not settled yet. */
export function isOpenOutcome(possible: Possible): boolean {
  return settledValue(possible) === undefined;
}

function isNumberSet(possible: Possible): boolean {
  return possible.kind === 'atoms' && possible.atoms.length > 1;
}

/** Leaves rows to the row-by-row evaluator whose number is one of several possible numbers that do not form a range. */
export function leaveSeveral(program: Program, column: Column, where: FewOutcomes<boolean>): void {
  if (column.form !== 'few' || !column.few.outcomes.some(isNumberSet)) return;
  deferTrue(
    program,
    pairOutcomes(program, where, column.few, (flag, possible) => flag && isNumberSet(possible)),
  );
}

/** Whether a number is open: it may be missing, or the ends of its range differ. */
export function isOpenIn(program: Program, { low, high, presence }: NumberColumn): FewOutcomes<boolean> {
  const differsAtEnds = mapOutcomes(compareColumns(program, low, high), (sign) => sign !== 0);
  return pairOutcomes(program, presence, differsAtEnds, (there, differ) => there === 2 || (there === 1 && differ));
}

/** Applies a function to both ends of the range in each row. */
export function mapEnds(
  program: Program,
  { low, high, presence }: NumberColumn,
  map: (num: ReturnType<typeof toExact>) => Num,
): NumberColumn {
  const lowest = map(toExact(program, low));
  return { form: 'number', low: lowest, high: low === high ? lowest : map(toExact(program, high)), presence };
}

/** Returns, for each row, whether at least one of several values is present. */
export function computePresenceOfAny(
  program: Program,
  presences: readonly FewOutcomes<Presence>[],
): FewOutcomes<Presence> {
  const joinPresence = (a: Presence, b: Presence): Presence => (a === 1 || b === 1 ? 1 : a === 2 || b === 2 ? 2 : 0);
  return foldOutcomes(program, presences, joinPresence, 0);
}

/** Applies a function to a column: to each of a few outcomes in advance, or to numbers row by row. */
export function mapColumn(
  program: Program,
  column: Column,
  map: (possible: Possible) => Possible,
  ofNumbers: (numbers: NumberColumn) => Column,
): Column {
  if (column.form === 'few') return { form: 'few', few: mapOutcomes(column.few, map) };
  return ofNumbers(toNumberColumn(program, column));
}
