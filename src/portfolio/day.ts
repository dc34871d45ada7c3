import { dateOfDayNumber, dayNumberOf } from '../model/date.ts';
import { type ReadDay, readDay } from '../model/days.ts';

/** The day of an undated thing: before every other. */
export const UNDATED = -0x80000000;

/** A calendar day as days since 1970-01-01; `UNDATED` for null. */
export function dayNumber(date: string | null): number {
  return date === null ? UNDATED : dayNumberOf(date);
}

/** The calendar day, YYYY-MM-DD, of days since 1970-01-01; null for `UNDATED`. */
export function dateOfDay(day: number): string | null {
  return day === UNDATED ? null : dateOfDayNumber(day);
}

/** A time as programs write it behind a day. */
const TIME = /^(\d{4}-\d\d-\d\d)[T ]\d\d(:?\d\d(:?\d\d([.,]\d+)?)?)?(Z|[+-]\d\d(:?\d\d)?)?$/i;

/** A text without the time behind a day. */
export function withoutTime(text: string): string {
  return text.replace(TIME, '$1');
}

/** Nothing that a portfolio counts is older: an earlier day is a slip. */
const EARLIEST_YEAR = '1900';

/** Reads a day of which one order alone makes sense; null for what is none, or lies long before anything that counts. */
export function readRecentDay(text: string): ReadDay {
  const read = readDay(text, null);
  return read && 'day' in read && read.day < EARLIEST_YEAR ? null : read;
}
