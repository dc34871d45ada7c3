import {
  EARLIEST_DAY,
  fromDayNumber,
  normaliseSpelling,
  type ParsedDay,
  parseDay,
  TABLE_SPELLINGS,
  toDayNumber,
  YES_NO_SPELLINGS,
} from '../model/index.ts';

/** The day that stands for "no date"; it is before every other day. */
export const UNDATED = -0x80000000;

/** Converts a calendar day to days since 1970-01-01; null becomes `UNDATED`. */
export function toDayNumberOrUndated(writeDate: string | null): number {
  return writeDate === null ? UNDATED : toDayNumber(writeDate);
}

/** Converts days since 1970-01-01 to a date as YYYY-MM-DD; `UNDATED` becomes null. */
export function toCalendarDate(day: number): string | null {
  return day === UNDATED ? null : fromDayNumber(day);
}

/** A date followed by a time, as programs write it. */
const TIMESTAMP_PATTERN = /^(\d{4}-\d\d-\d\d)[T ]\d\d(:?\d\d(:?\d\d([.,]\d+)?)?)?(Z|[+-]\d\d(:?\d\d)?)?$/i;

/** Removes the time after a date. */
export function removeTime(text: string): string {
  return text.replace(TIMESTAMP_PATTERN, '$1');
}

/**
 * Reads a date whose order of day and month is unambiguous; null if the text is not a date, or if the date is
 * implausibly early.
 */
export function readRecentDay(text: string): ParsedDay {
  const parsedDay = parseDay(text, null);
  return parsedDay && 'day' in parsedDay && parsedDay.day < EARLIEST_DAY ? null : parsedDay;
}

/**
 * What a cell states about an event: that it did not happen; that it has held since an exact day, a range of days or an
 * unknown day; that this is unknown; or a text that cannot be read.
 */
export type Declaration =
  | { readonly kind: 'no' | 'unknown' | 'text' }
  | { readonly kind: 'since'; readonly first: number; readonly last: number };

/** Punctuation or symbols that mean no value, such as a dash. */
const SIGNS_ONLY = /^[\p{P}\p{S}]+$/u;
/** A spreadsheet's error value. */
const SHEET_ERROR = /^#[a-z0-9/]+[!?]?$/;
const { nothing: NOTHING, unknown: UNKNOWN, done: DONE, notYet } = TABLE_SPELLINGS.declarations;
const NOT_YET_PATTERN = new RegExp(`^(?:(?:${notYet.join('|')})(?=[\\s,;:(]|$)|[未尚没不无非待拟暂]|计划)`);

const YEAR_PATTERN = /^((?:19|20)\d\d)年?$/;
const MONTH_PATTERN = /^((?:19|20)\d\d)(?:[-/.]|年)(\d{1,2})月?$/;
const MONTH_FIRST = /^(\d{1,2})[/.]((?:19|20)\d\d)$/;
const QUARTER_PATTERN = /^((?:19|20)\d\d)(?:[- ]?q(?=\d$)|年第?(?=\d季度?$))([1-4])/;
const COMPACT_DATE_PATTERN = /^((?:19|20)\d\d)(\d\d)(\d\d)$/;

/** Parses a cell that states an event, in English, German or Chinese. */
export function readDeclaration(text: string): Declaration {
  const plainText = normaliseSpelling(text);
  const isYes = YES_NO_SPELLINGS.get(plainText) ?? (DONE.includes(plainText) ? true : undefined);
  if (isYes !== undefined) return isYes ? { kind: 'since', first: UNDATED, last: UNDATED } : { kind: 'no' };
  if (UNKNOWN.includes(plainText) || plainText === '?') return { kind: 'unknown' };
  if (SIGNS_ONLY.test(plainText) || plainText === '' || NOTHING.includes(plainText) || SHEET_ERROR.test(plainText))
    return { kind: 'no' };
  const [first, last] = readPeriod(plainText) ?? [];
  if (first !== undefined && last !== undefined)
    return { kind: 'since', first: toDayNumberOrUndated(first), last: toDayNumberOrUndated(last) };
  return { kind: NOT_YET_PATTERN.test(plainText) ? 'no' : 'text' };
}

/** Returns the first and last day of a day, month, quarter or year; undefined for any other text. */
function readPeriod(plain: string): readonly [first: string, last: string] | undefined {
  const [, year = '', month = '', day = ''] = COMPACT_DATE_PATTERN.exec(plain) ?? [];
  const parsedDay = readRecentDay(year === '' ? removeTime(plain) : `${year}-${month}-${day}`);
  if (parsedDay) return 'day' in parsedDay ? [parsedDay.day, parsedDay.day] : undefined;
  const yearMatch = YEAR_PATTERN.exec(plain);
  if (yearMatch) return [`${yearMatch[1]}-01-01`, `${yearMatch[1]}-12-31`];
  const quarter = QUARTER_PATTERN.exec(plain);
  if (quarter) return monthsOf(quarter[1] as string, Number(quarter[2]) * 3 - 2, 3);
  const [, of, at] = MONTH_PATTERN.exec(plain) ?? [];
  if (of !== undefined && at !== undefined) return monthsOf(of, Number(at), 1);
  const [, first, last] = MONTH_FIRST.exec(plain) ?? [];
  return first !== undefined && last !== undefined ? monthsOf(last, Number(first), 1) : undefined;
}

function monthsOf(year: string, month: number, count: number): readonly [first: string, last: string] | undefined {
  if (month < 1 || month > 12) return undefined;
  const writeDate = (at: number, day: number): string =>
    new Date(Date.UTC(Number(year), at - 1, day)).toISOString().slice(0, 'YYYY-MM-DD'.length);
  return [writeDate(month, 1), writeDate(month + count, 0)];
}
