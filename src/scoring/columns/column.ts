// The value of a plan's node in the rows of a table.

import type { Rational } from '../../model/index.ts';
import { isNothing, NOTHING, type Possible, rangeOf, settledValue } from '../possible-values.ts';
import { comparisonOf, constantNumber, exactOf, type Num, scaleOf, unitsOf, wholeNumbers } from './exact-numbers.ts';
import {
  constantOutcome,
  type FewOutcomes,
  foldOutcomes,
  isSettledHere,
  leaveTrue,
  leaveWhere,
  lookupOf,
  mapOutcomes,
  pairOutcomes,
} from './outcomes.ts';
import { addLookups, type Lookup, MAX_EXACT, type Program, type Words } from './program.ts';

/** Whether there is a value: no (0), yes (1), perhaps (2). */
export type Presence = 0 | 1 | 2;

/** One of a few possibilities that are known before rows are read. */
export interface FewColumn {
  readonly form: 'few';
  readonly few: FewOutcomes<Possible>;
}

/** A number, or a range of numbers. */
export interface NumberColumn {
  readonly form: 'number';
  readonly low: Num;
  readonly high: Num;
  readonly presence: FewOutcomes<Presence>;
  /** Whether neither end is ever below 0, so that its sign need not be checked. */
  readonly isPositive?: boolean;
}

/**
 * A multiple choice. For the outcome 'chosen', the words have a bit per option; for 'optional', they do unless there is
 * no answer.
 */
export interface ChoicesColumn {
  readonly form: 'choices';
  readonly few: FewOutcomes<Possible | 'chosen' | 'optional'>;
  readonly words: readonly Words[];
  readonly options: readonly string[];
}

/** The members of a list, in order. */
export interface ListColumn {
  readonly form: 'list';
  readonly members: readonly Column[];
}

export type Column = FewColumn | NumberColumn | ChoicesColumn | ListColumn;

/** The column of a node without a column form: all rows are left to the evaluator. */
export function leftColumn(program: Program): Column {
  program.leaveAll();
  return { form: 'few', few: constantOutcome(NOTHING) };
}

/** The numbers of outcomes, as lookups. */
export interface NumberTables {
  readonly scale: Rational;
  readonly low: Lookup;
  readonly high: Lookup;
  readonly most: number;
}

/** The ends of a range; null is unbounded. */
export interface Ends {
  readonly low: Rational | null;
  readonly high: Rational | null;
}

/**
 * Converts the ends of outcomes to whole numbers of a scale, which may be given. All rows are left to the evaluator if
 * they are not exact.
 */
export function tablesOf<T>(
  program: Program,
  few: FewOutcomes<T>,
  endsOf: (outcome: T) => Ends | undefined,
  givenScale?: Rational,
): NumberTables {
  const outcomeEnds = few.outcomes.map(endsOf);
  const numbers = outcomeEnds.flatMap((range) => (range ? [range.low, range.high].filter((end) => end !== null) : []));
  const scale = givenScale ?? scaleOf(numbers);
  const units = numbers.map((number) => Math.abs(unitsOf(number, scale)));
  const maxUnits = units.reduce((a, b) => Math.max(a, b), 0);
  if (maxUnits > MAX_EXACT) program.leaveAll();
  const table = (side: 'low' | 'high', endless: number): Lookup =>
    lookupOf(program, few, (outcome) => {
      const range = endsOf(outcome);
      return range ? (range[side] ? unitsOf(range[side], scale) : endless) : 0;
    });
  return {
    scale,
    low: table('low', Number.NEGATIVE_INFINITY),
    high: table('high', Number.POSITIVE_INFINITY),
    most: maxUnits,
  };
}

/** The ends of a possibility; undefined if no number is possible. */
export function endsOf(possible: Possible): Ends | undefined {
  return isNothing(possible) ? undefined : rangeOf(possible);
}

/** The presence of a number; in a settled row, an optional number is present. */
export function presenceOf(possible: Possible, isSettled: boolean): Presence {
  if (endsOf(possible) === undefined) return 0;
  return possible.nothing && !isSettled ? 2 : 1;
}

/** A number that is never present. */
export function absentNumber(program: Program): NumberColumn {
  const noNumber = wholeNumbers(program, program.constant(0), 0);
  return { form: 'number', low: noNumber, high: noNumber, presence: constantOutcome(0) };
}

/** A column as numbers. With `exactly`, rows with one of several numbers (not a range) are left to the evaluator. */
export function numbersOf(program: Program, column: Column, exactly = false): NumberColumn {
  if (column.form === 'number') return column;
  if (column.form !== 'few') return absentNumber(program);
  const { few } = column;
  if (exactly) leaveWhere(program, few, isNumberSet);
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
  const isPoint = isSettled || low.table.every((end, i) => end === high.table[i]);
  const highest = isPoint ? lowest : wholeNumbers(program, addLookups(program, [high]), most, scale);
  return { form: 'number', low: lowest, high: highest, presence };
}

/** Whether it is not known what it is. */
export function isOpenOutcome(possible: Possible): boolean {
  return settledValue(possible) === undefined;
}

function isNumberSet(possible: Possible): boolean {
  return possible.kind === 'atoms' && possible.atoms.length > 1;
}

/** Leaves rows with one of several numbers (not a range) to the evaluator. */
export function leaveSeveral(program: Program, column: Column, where: FewOutcomes<boolean>): void {
  if (column.form !== 'few' || !column.few.outcomes.some(isNumberSet)) return;
  leaveTrue(
    program,
    pairOutcomes(program, where, column.few, (is, possible) => is && isNumberSet(possible)),
  );
}

/** Whether a number is open: it may be missing, or its ends differ. */
export function isOpenIn(program: Program, { low, high, presence }: NumberColumn): FewOutcomes<boolean> {
  const differsAtEnds = mapOutcomes(comparisonOf(program, low, high), (sign) => sign !== 0);
  return pairOutcomes(program, presence, differsAtEnds, (there, differ) => there === 2 || (there === 1 && differ));
}

/** Applies a function to each end of a number. */
export function mapEnds(
  program: Program,
  { low, high, presence }: NumberColumn,
  map: (num: ReturnType<typeof exactOf>) => Num,
): NumberColumn {
  const lowest = map(exactOf(program, low));
  return { form: 'number', low: lowest, high: low === high ? lowest : map(exactOf(program, high)), presence };
}

/** The presence of at least one, from several presences. */
export function presenceOfAny(program: Program, presences: readonly FewOutcomes<Presence>[]): FewOutcomes<Presence> {
  const joinPresence = (a: Presence, b: Presence): Presence => (a === 1 || b === 1 ? 1 : a === 2 || b === 2 ? 2 : 0);
  return foldOutcomes(program, presences, joinPresence, 0);
}

/** Applies a function of one value to a column: to each outcome in advance, or to numbers row by row. */
export function mapColumn(
  program: Program,
  column: Column,
  map: (possible: Possible) => Possible,
  ofNumbers: (numbers: NumberColumn) => Column,
): Column {
  if (column.form === 'few') return { form: 'few', few: mapOutcomes(column.few, map) };
  return ofNumbers(numbersOf(program, column));
}
