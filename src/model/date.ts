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

/** The day so many whole months after a calendar day; the last of the month where that has no such day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  return `${last.toISOString().slice(0, 'YYYY-MM'.length)}-${String(Math.min(day, last.getUTCDate())).padStart(2, '0')}`;
}
