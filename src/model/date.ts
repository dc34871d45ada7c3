import { DATE_PATTERN } from './generated/date-pattern.ts';

/** A day that exists, `YYYY-MM-DD`: the very pattern that documents are held to. */
export const CALENDAR_DATE = new RegExp(DATE_PATTERN);

const DAY = 86_400_000;

/** A calendar day `YYYY-MM-DD` as days since 1970-01-01. */
export function dayNumberOf(date: string): number {
  return Math.floor(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY);
}

/** The calendar day `YYYY-MM-DD` of days since 1970-01-01. */
export function dateOfDayNumber(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 'YYYY-MM-DD'.length);
}
