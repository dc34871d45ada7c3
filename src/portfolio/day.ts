import { dateOfDayNumber, dayNumberOf } from '../model/date.ts';

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
