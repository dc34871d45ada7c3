// What a node of a plan is in the rows of a table.

import type { Rational } from '../../model/index.ts';
import { isNothing, NOTHING, type Possible, rangeOf, settledValue } from '../possible-values.ts';
import { comparisonOf, constantNumber, exactOf, type Num, scaleOf, unitsOf, wholeNumbers } from './exact-numbers.ts';
import {
  always,
  type Few,
  foldOutcomes,
  isSettledHere,
  leaveTrue,
  leaveWhere,
  lookupOf,
  mapOutcomes,
  pairOutcomes,
} from './outcomes.ts';
import { addLookups, type Lookup, MOST, type Program, type Words } from './program.ts';

/** Whether there is something: surely not, surely, or perhaps. */
export type Presence = 0 | 1 | 2;

/** One of few things that are known beforehand. */
export interface FewColumn {
  readonly form: 'few';
  readonly few: Few<Possible>;
}

/** A number, or all numbers between two. */
export interface NumberColumn {
  readonly form: 'number';
  readonly low: Num;
  readonly high: Num;
  readonly presence: Few<Presence>;
  /** Whether no end is ever below 0, which spares looking. */
  readonly isPositive?: boolean;
}

/** A multiple choice: where an outcome is 'chosen', the words say which options are, a bit each; `optional` is that or nothing. */
export interface ChoicesColumn {
  readonly form: 'choices';
  readonly few: Few<Possible | 'chosen' | 'optional'>;
  readonly words: readonly Words[];
  readonly options: readonly string[];
}

/** The members of a list, in order. */
export interface ListColumn {
  readonly form: 'list';
  readonly members: readonly Column[];
}

export type Column = FewColumn | NumberColumn | ChoicesColumn | ListColumn;

/** What stands in for a node that is not worked on by columns: every row is left. */
export function leftColumn(program: Program): Column {
  program.leaveAll();
  return { form: 'few', few: always(NOTHING) };
}

/** The numbers of outcomes. */
export interface NumberTables {
  readonly scale: Rational;
  readonly low: Lookup;
  readonly high: Lookup;
  readonly most: number;
}

/** An end of a range in units; without an end it is endless, and what is not there is 0. */
export interface Ends {
  readonly low: Rational | null;
  readonly high: Rational | null;
}

/** The ends of outcomes as whole numbers of a scale, which may be given. Rows without exact ones are left. */
export function tablesOf<T>(
  program: Program,
  few: Few<T>,
  endsOf: (outcome: T) => Ends | undefined,
  given?: Rational,
): NumberTables {
  const ends = few.outcomes.map(endsOf);
  const numbers = ends.flatMap((one) => (one ? [one.low, one.high].filter((end) => end !== null) : []));
  const scale = given ?? scaleOf(numbers);
  const units = numbers.map((number) => Math.abs(unitsOf(number, scale)));
  const most = units.reduce((a, b) => Math.max(a, b), 0);
  if (most > MOST) program.leaveAll();
  const table = (side: 'low' | 'high', endless: number): Lookup =>
    lookupOf(program, few, (outcome) => {
      const one = endsOf(outcome);
      return one ? (one[side] ? unitsOf(one[side], scale) : endless) : 0;
    });
  return { scale, low: table('low', Number.NEGATIVE_INFINITY), high: table('high', Number.POSITIVE_INFINITY), most };
}

/** The ends of what is possible; undefined where there is no number. */
export function endsOf(possible: Possible): Ends | undefined {
  return isNothing(possible) ? undefined : rangeOf(possible);
}

/** Whether a number is there; one that is settled is not there perhaps. */
export function presenceOf(possible: Possible, isSettled: boolean): Presence {
  if (endsOf(possible) === undefined) return 0;
  return possible.nothing && !isSettled ? 2 : 1;
}

/** A number that is never there. */
export function nowhere(program: Program): NumberColumn {
  const none = wholeNumbers(program, program.constant(0), 0);
  return { form: 'number', low: none, high: none, presence: always(0) };
}

/**
 * A column as numbers. With `exactly`, a row in which it is one of several numbers, not all between two, is left.
 */
export function numbersOf(program: Program, column: Column, exactly = false): NumberColumn {
  if (column.form === 'number') return column;
  if (column.form !== 'few') return nowhere(program);
  const { few } = column;
  if (exactly) leaveWhere(program, few, isOneOfSeveral);
  const isSettled = isSettledHere(program, few, isOpenOutcome);
  const presence = mapOutcomes(few, (possible) => presenceOf(possible, isSettled));
  const [only] = few.outcomes;
  const value = few.outcomes.length === 1 && only ? settledValue(only) : undefined;
  if (typeof value === 'object' && value !== null && 'n' in value) {
    const number = constantNumber(program, value);
    return { form: 'number', low: number, high: number, presence };
  }
  const { scale, low, high, most } = tablesOf(program, few, endsOf);
  const lowest = wholeNumbers(program, addLookups(program, [low]), most, scale);
  const isOne = isSettled || low.table.every((end, i) => end === high.table[i]);
  const highest = isOne ? lowest : wholeNumbers(program, addLookups(program, [high]), most, scale);
  return { form: 'number', low: lowest, high: highest, presence };
}

/** Whether it is not known what it is. */
export function isOpenOutcome(possible: Possible): boolean {
  return settledValue(possible) === undefined;
}

function isOneOfSeveral(possible: Possible): boolean {
  return possible.kind === 'atoms' && possible.atoms.length > 1;
}

/** Leaves rows in which it is one of several numbers, not all between two, to the evaluator. */
export function leaveSeveral(program: Program, column: Column, where: Few<boolean>): void {
  if (column.form !== 'few' || !column.few.outcomes.some(isOneOfSeveral)) return;
  leaveTrue(
    program,
    pairOutcomes(program, where, column.few, (is, possible) => is && isOneOfSeveral(possible)),
  );
}

/** Whether a number is not settled: it may be nothing, or its ends differ. */
export function isOpenIn(program: Program, { low, high, presence }: NumberColumn): Few<boolean> {
  const differs = mapOutcomes(comparisonOf(program, low, high), (sign) => sign !== 0);
  return pairOutcomes(program, presence, differs, (there, differ) => there === 2 || (there === 1 && differ));
}

/** A number for each end, made of it. */
export function mapEnds(
  program: Program,
  { low, high, presence }: NumberColumn,
  map: (num: ReturnType<typeof exactOf>) => Num,
): NumberColumn {
  const lowest = map(exactOf(program, low));
  return { form: 'number', low: lowest, high: low === high ? lowest : map(exactOf(program, high)), presence };
}

/** Whether anything is there, by presences. */
export function presenceOfAny(program: Program, presences: readonly Few<Presence>[]): Few<Presence> {
  const either = (a: Presence, b: Presence): Presence => (a === 1 || b === 1 ? 1 : a === 2 || b === 2 ? 2 : 0);
  return foldOutcomes(program, presences, either, 0);
}

/** What a function of one value makes of a column: of each outcome beforehand, or of numbers row by row. */
export function mapColumn(
  program: Program,
  column: Column,
  map: (possible: Possible) => Possible,
  ofNumbers: (numbers: NumberColumn) => Column,
): Column {
  if (column.form === 'few') return { form: 'few', few: mapOutcomes(column.few, map) };
  return ofNumbers(numbersOf(program, column));
}
