// Calendar days: in documents, and as people and survey platforms write them.
import { DATE_PATTERN } from './generated/date-pattern.ts';
import { add, ceiling, fraction, multiply, type Rational, subtract, wholeNumber } from './rational.ts';

/** Matches an existing day, `YYYY-MM-DD`, by the same pattern as the schemas of documents. */
export const CALENDAR_DATE = new RegExp(DATE_PATTERN);

/**
 * The earliest day accepted for an assessment: an earlier day is a typing error or the default date of a file system.
 */
export const EARLIEST_DAY = '1990-01-01';

const DAY_MILLISECONDS = 86_400_000;

/** Converts a calendar day `YYYY-MM-DD` to days since 1970-01-01. */
export function toDayNumber(date: string): number {
  return Math.floor(
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MILLISECONDS,
  );
}

/** Converts days since 1970-01-01 to a calendar day `YYYY-MM-DD`. */
export function fromDayNumber(day: number): string {
  return new Date(day * DAY_MILLISECONDS).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** Adds whole months to a calendar day; if the target month is too short for the day, returns its last day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0));
  return `${lastDay.toISOString().slice(0, 'YYYY-MM'.length)}-${String(Math.min(day, lastDay.getUTCDate())).padStart(2, '0')}`;
}

/**
 * Returns the number of months between two calendar days, negative if `to` is earlier. Days beyond whole months count
 * as a fraction of the month they are in.
 */
export function countMonthsBetween(from: string, to: string): Rational {
  const splitDate = (date: string): number[] => date.split('-').map(Number);
  const [[year = 0, month = 0], [otherYear = 0, otherMonth = 0]] = [splitDate(from), splitDate(to)];
  const guess = (otherYear - year) * 12 + otherMonth - month;
  const wholeMonths = addMonths(from, guess) <= to ? guess : guess - 1;
  const [start, end] = [toDayNumber(addMonths(from, wholeMonths)), toDayNumber(addMonths(from, wholeMonths + 1))];
  return add(wholeNumber(wholeMonths), fraction(BigInt(toDayNumber(to) - start), BigInt(end - start)));
}

/**
 * Returns the calendar day that lies `months` months after another, the inverse of `countMonthsBetween`; a fraction of a day
 * is rounded up to the next day.
 */
export function computeDayAfterMonths(from: string, months: Rational): string {
  const wholeMonths = Number(months.n / months.d);
  const [start, end] = [toDayNumber(addMonths(from, wholeMonths)), toDayNumber(addMonths(from, wholeMonths + 1))];
  const days = multiply(subtract(months, wholeNumber(wholeMonths)), wholeNumber(end - start));
  return fromDayNumber(start + Number(ceiling(days)));
}

/**
 * Returns the last day of a period that starts on `from` and lasts `months` months: four months from 1 December end on
 * 31 March.
 */
export function computeLastDayOfMonths(from: string, months: Rational): string {
  return months.n === 0n ? from : fromDayNumber(toDayNumber(computeDayAfterMonths(from, months)) - 1);
}

/** Returns the length in months of the period from `from` to `last`, both days included. */
export function countMonthsUntil(from: string, last: string): Rational {
  return countMonthsBetween(from, fromDayNumber(toDayNumber(last) + 1));
}

/** Whether the day or the month comes first in dates such as `01/02/2026`; null if that is not stated. */
export type DayOrder = 'dmy' | 'mdy' | null;

/** The day that a cell states, as an ISO date; `unclear` if it could be two different days, null if it is not a day. */
export type ParsedDay = { readonly day: string } | { readonly unclear: true } | null;

/** The time 0:00, which spreadsheets append to days without a time. */
const MIDNIGHT_PATTERN = /[ T]0?0:00(:00(\.0+)?)?$/;
/** What may follow the day in a timestamp: morning or afternoon in Chinese, the time, the time zone. */
const TIME_PATTERN = /(?:T|\s)\s*(?:上午|下午)?\s*\d{1,2}:\d\d.*$/;
/** A two-digit year after day and month. */
const SHORT_YEAR_PATTERN = /^(\d{1,2}([-/.])\d{1,2}\2)(\d\d)$/;
const YEAR_FIRST_PATTERN = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?)$/;
/** A day without separators, as programs write it: 20260131. */
const COMPACT_DATE_PATTERN = /^((?:19|20)\d\d)(\d\d)(\d\d)$/;
const YEAR_LAST_PATTERN = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)$/;
/** Two-digit years from 69 on belong to the 20th century, as in POSIX. */
const LAST_CENTURY_FROM = 69;

/**
 * Parses a day as people write it: 2026-01-31, 2026/1/31, 2026年1月31日, 20260131, 31.01.2026 or 31/01/2026. With dots,
 * the day always comes first; with other separators, a number above 12 must be the day. If a text could mean two days,
 * or its year has only two digits, which could also be the day, it is read only if `order` is given.
 */
export function parseDay(text: string, order: DayOrder): ParsedDay {
  const plainText = text.normalize('NFKC').trim().replace(MIDNIGHT_PATTERN, '').replace(/\s/g, '');
  const [, year = '', , month, day, chineseMonth = '', chineseDay = ''] = YEAR_FIRST_PATTERN.exec(plainText) ?? [];
  if (year) return parseValidDay(year, month ?? chineseMonth, day ?? chineseDay);
  const [, compactYear, compactMonth = '', compactDay = ''] = COMPACT_DATE_PATTERN.exec(plainText) ?? [];
  if (compactYear) return parseValidDay(compactYear, compactMonth, compactDay);
  const [, first = '', sign, second = '', last = ''] = YEAR_LAST_PATTERN.exec(plainText) ?? [];
  if (!last) return null;
  const fullYear = last.length === 4 ? last : `${Number(last) < LAST_CENTURY_FROM ? 20 : 19}${last}`;
  const [dayFirst, monthFirst] = [parseValidDay(fullYear, second, first), parseValidDay(fullYear, first, second)];
  if (last.length === 2 && order === null) return (dayFirst ?? monthFirst) && { unclear: true };
  if (sign === '.' || order === 'dmy') return dayFirst;
  if (order === 'mdy') return monthFirst;
  if (dayFirst && monthFirst && first !== second) return { unclear: true };
  return dayFirst ?? monthFirst;
}

/** Returns the days that a written day can mean: none, one, or two if day and month could be either way round. */
export function listPossibleDays(text: string): readonly string[] {
  const readings = (['dmy', 'mdy'] as const).map((order) => parseDay(text, order));
  return [...new Set(readings.flatMap((reading) => (reading && 'day' in reading ? [reading.day] : [])))];
}

/** The 29th, 30th or 31st in a written day. */
const LATE_DAY_PATTERN = /(?<!\d)(?:29|30|31)(?!\d)|(?<=^\d{6})(?:29|30|31)$/;

/**
 * Returns the last day of the month for a day that does not exist, such as 28 February for 31 February; undefined for
 * any other text.
 */
export function suggestLastDay(text: string): string | undefined {
  if (parseDay(text, null)) return undefined;
  const earlierDay = parseDay(text.normalize('NFKC').trim().replace(LATE_DAY_PATTERN, '28'), null);
  return earlierDay && 'day' in earlierDay
    ? addMonths(`${earlierDay.day.slice(0, 'YYYY-MM-'.length)}31`, 0)
    : undefined;
}

/**
 * Parses the day of a timestamp as survey platforms write it, such as `2026/11/20 9:30:00`, without converting time
 * zones. A two-digit year, as in `11/20/26`, is only read if `order` is given.
 */
export function parseMomentDay(text: string, order: DayOrder): ParsedDay {
  const plainText = text.normalize('NFKC').trim().replace(TIME_PATTERN, '');
  const fullText = plainText.replace(SHORT_YEAR_PATTERN, (_, before: string, __, year: string) => `${before}20${year}`);
  const parsedDay = parseDay(fullText, order);
  return parsedDay && fullText !== plainText && order === null ? { unclear: true } : parsedDay;
}

/** A day between 1927 and 2099 as a spreadsheet's serial number; decimals are the time of day. */
const SERIAL_DATE_PATTERN = /^([1-7]\d{4})(\.\d+)?$/;
const LAST_SERIAL = 73_050;
/** The serial number of 1970-01-01 in workbooks that count days from 1900. */
const SERIAL_OF_1970 = 25_569;
/** The difference between the serial numbers of one day in workbooks that count from 1900 and from 1904. */
const DAYS_TO_1904 = 1_462;
const DAY_SECONDS = 86_400;

/**
 * Converts a serial number that a spreadsheet left in a date column, such as 46328 for 2026-11-02, to a written day,
 * with the time if it has decimals. Other texts stay unchanged. `isFrom1904`: whether the workbook counts days from
 * 1904.
 */
export function writeOutSerial(text: string, isFrom1904 = false): string {
  const [, days = '', part = ''] = SERIAL_DATE_PATTERN.exec(text.trim()) ?? [];
  const serial = Number(days) + (isFrom1904 ? DAYS_TO_1904 : 0);
  if (days === '' || serial > LAST_SERIAL) return text;
  const day = fromDayNumber(serial - SERIAL_OF_1970);
  const seconds = Math.min(DAY_SECONDS - 1, Math.round(Number(`0${part}`) * DAY_SECONDS));
  return seconds === 0 ? day : `${day} ${new Date(seconds * 1000).toISOString().slice(11, 19)}`;
}

/**
 * Determines from all dates of a column whether the day or the month comes first: one `31/01/2026` is enough, because
 * 31 cannot be a month. Null if no date is that clear, or if two contradict each other. Dates with dots are ignored,
 * because in them the day always comes first.
 */
export function settleDayOrder(texts: Iterable<string>): DayOrder {
  const orders = new Set<'dmy' | 'mdy'>();
  for (const text of texts) {
    const plainText = text.normalize('NFKC').trim().replace(TIME_PATTERN, '').replace(/\s/g, '');
    const [, first = '', sign, second = '', last = ''] = YEAR_LAST_PATTERN.exec(plainText) ?? [];
    if (last === '' || sign === '.') continue;
    // In a date such as 20/01/26, the first number could also be a year.
    if (last.length === 2 && parseValidDay(`20${first.padStart(2, '0')}`, second, last)) continue;
    const possibleOrders = (['dmy', 'mdy'] as const).filter((order) => 'day' in (parseDay(plainText, order) ?? {}));
    if (possibleOrders.length === 1 && possibleOrders[0]) orders.add(possibleOrders[0]);
  }
  const [order = null] = orders;
  return orders.size === 1 ? order : null;
}

function parseValidDay(year: string, month: string, day: string): { readonly day: string } | null {
  const isoDay = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return CALENDAR_DATE.test(isoDay) ? { day: isoDay } : null;
}
