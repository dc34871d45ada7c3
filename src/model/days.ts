import { CALENDAR_DATE } from './date.ts';

/** Which comes first in `01/02/2026`, the day or the month; null where nobody said. */
export type DayOrder = 'dmy' | 'mdy' | null;

/** What a cell says of a day: the ISO date, that it could be two days, or nothing. */
export type ReadDay = { readonly day: string } | { readonly unclear: true } | null;

/** Spreadsheets show midnight behind days without a time. */
const MIDNIGHT = /[ T]0?0:00(:00(\.0+)?)?$/;
/** What may stand behind the day of a moment: the time, its half of the day, the zone. */
const TIME = /(?:T|\s)\s*(?:上午|下午)?\s*\d{1,2}:\d\d.*$/;
/** A year of two digits behind a day and a month. */
const SHORT_YEAR = /^(\d{1,2}([-/.])\d{1,2}\2)(\d\d)$/;
const YEAR_FIRST = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?)$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;

/**
 * Reads a day as people write it: 2026-01-31, 2026/1/31, 2026年1月31日; 31.01.2026, where points always put the day
 * first; 31/01/2026, where 31 can be no month. What could be two days is read only if the order is said.
 */
export function readDay(text: string, order: DayOrder): ReadDay {
  const plain = text.normalize('NFKC').trim().replace(MIDNIGHT, '').replace(/\s/g, '');
  const [, year = '', , month, day, chineseMonth = '', chineseDay = ''] = YEAR_FIRST.exec(plain) ?? [];
  if (year) return dayOf(year, month ?? chineseMonth, day ?? chineseDay);
  const [, first = '', sign, second = '', last = ''] = YEAR_LAST.exec(plain) ?? [];
  if (!last) return null;
  const [dayFirst, monthFirst] = [dayOf(last, second, first), dayOf(last, first, second)];
  if (sign === '.' || order === 'dmy') return dayFirst;
  if (order === 'mdy') return monthFirst;
  if (dayFirst && monthFirst && first !== second) return { unclear: true };
  return dayFirst ?? monthFirst;
}

/**
 * Reads the day of a moment as survey platforms write it, such as `2026/11/20 9:30:00`: as it stands there, in whatever
 * zone. A year of two digits, as in `11/20/26`, is read only where the order is said.
 */
export function readMoment(text: string, order: DayOrder): ReadDay {
  const plain = text.normalize('NFKC').trim().replace(TIME, '');
  const full = plain.replace(SHORT_YEAR, (_, before: string, __, year: string) => `${before}20${year}`);
  const read = readDay(full, order);
  return read && full !== plain && order === null ? { unclear: true } : read;
}

function dayOf(year: string, month: string, day: string): { readonly day: string } | null {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return CALENDAR_DATE.test(iso) ? { day: iso } : null;
}
