import type { ValueType } from '../../condition/condition.ts';
import type { Possible } from '../../condition/value.ts';

/** Something a stage's condition can read of a member. What it is at a time is a code from 0; few codes, many members. */
export interface Variable {
  readonly type: ValueType;
  /** How it stands now, all in all. */
  codeOf(index: number): number;
  /** How it stood at the end of a day, by what is dated; undated things have always been so. */
  codeOn(index: number, day: number): number;
  /** Adds the days on which it changes to a list. */
  addDays(index: number, days: number[]): void;
  possible(code: number): Possible;
}
