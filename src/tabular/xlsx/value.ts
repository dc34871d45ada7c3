import type { NumberKind } from './styles.ts';

const DAY = 86_400_000;
/** Excel takes 1900 for a leap year, so days before its 29 February that never was are one less. */
const FALSE_LEAP_DAY = 60;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** The last day of the year 9999. */
const LAST_DAY = 2_958_465;
/** As many digits as a spreadsheet keeps; what a double has beyond them is noise. */
const DIGITS = 15;

/** What a number of a sheet is in text: `20%` where it is shown so, an ISO date where it is shown as one. */
export function writeNumber(text: string, kind: NumberKind, from1904: boolean): string {
  const number = Number(text);
  if (text === '' || !Number.isFinite(number)) return text;
  if (kind === 'date' && number >= 0 && number <= LAST_DAY + 1) return writeDate(number, from1904);
  if (kind === 'percent') return `${writeDecimal(Number((number * 100).toPrecision(DIGITS)))}%`;
  return /^-?\d{1,15}$/.test(text) ? text : writeDecimal(Number(number.toPrecision(DIGITS)));
}

/** What elsewhere could be thousands, too: `12.345`. */
const LIKE_THOUSANDS = /^-?[1-9]\d{0,2}\.\d{3}$/;

/**
 * Digits without an exponent, up to the largest numbers that are any. What could be thousands in a table whose texts have a
 * decimal comma has one digit more: `12.3450`.
 */
function writeDecimal(number: number): string {
  const short = String(number);
  if (LIKE_THOUSANDS.test(short)) return `${short}0`;
  if (!short.includes('e')) return short;
  return Math.abs(number) >= 1 ? BigInt(number).toString() : number.toFixed(20).replace(/0+$/, '');
}

function writeDate(serial: number, from1904: boolean): string {
  const days = Math.floor(serial);
  const seconds = Math.round((serial - days) * 86_400);
  const shift = !from1904 && days < FALSE_LEAP_DAY ? 1 : 0;
  const moment = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + (days + shift) * DAY + seconds * 1000).toISOString();
  const [date, time] = [moment.slice(0, 10), moment.slice(11, 19)];
  if (seconds === 0) return date;
  return days === 0 ? time : `${date} ${time}`;
}
