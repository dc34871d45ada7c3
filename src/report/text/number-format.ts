// Formats numbers for people. Only this file rounds for print; vocabulary.ts sets the decimals of a score.
// Rounding by a rubric is in scoring/operators/round.ts.

import type { Messages } from '../../i18n/index.ts';
import {
  absolute,
  type Cost,
  compare,
  divide,
  fromNumber,
  multiply,
  ONE,
  parseDecimal,
  type Rational,
  toDecimalText,
  toNumber,
  wholeNumber,
  ZERO,
} from '../../model/index.ts';

/** How to print a number. */
export interface NumberFormat {
  readonly numbers: Messages['numbers'];
  /** The maximum number of decimals; trailing zeros are dropped. */
  readonly decimals: number;
  /** The minimum number of decimals, so that all numbers of a column have the same number. */
  readonly least?: number;
  /**
   * Bounds with which the number is compared elsewhere. The number is printed with enough digits to be on the correct
   * side of each.
   */
  readonly gates?: readonly number[];
}

/** The maximum number of decimals that a double can need. */
const DOUBLE_DECIMALS = 1100;
const HUNDRED = wholeNumber(100);
/** The number of digits from which an integer part is grouped: 1200, but 12,000, so that years are not grouped. */
const GROUPED_FROM = 5;

/** Formats a number, rounded half away from zero. */
export function formatNumber(value: number, { numbers, decimals, least = 0, gates = [] }: NumberFormat): string {
  const text = shortText(value, decimals) ?? decimalText(fromNumber(value), decimals, gates.map(fromNumber));
  return writeDecimal(padDecimals(text, least), numbers, GROUPED_FROM);
}

function padDecimals(text: string, minDecimals: number): string {
  const [integer = '', fraction = ''] = text.split('.');
  return fraction.length >= minDecimals ? text : `${integer}.${fraction.padEnd(minDecimals, '0')}`;
}

/** Formats a count; it is grouped from 1,000, because counts are often in columns or next to each other. */
export function formatCount(count: number, numbers: Messages['numbers']): string {
  return writeDecimal(String(count), numbers, 4);
}

/** Returns the text of a number that needs no rounding because it has few enough decimals; undefined for others. */
function shortText(value: number, decimals: number): string | undefined {
  const text = String(value);
  const part = DECIMAL_PATTERN.exec(text)?.[1];
  return part !== undefined && part.length <= decimals ? text : undefined;
}

const DECIMAL_PATTERN = /^-?\d+\.?(\d*)$/;

/** Returns the value as it is printed, for calculating with the printed numbers. */
export function roundForPrint(value: number, decimals: number, gates: readonly number[]): Rational {
  return parseDecimal(decimalText(fromNumber(value), decimals, gates.map(fromNumber))) as Rational;
}

/**
 * Returns the decimal text with at least `decimals` digits, and more only if needed to be on the same side of every
 * gate as the value.
 */
function decimalText(exact: Rational, decimals: number, gates: readonly Rational[]): string {
  for (let digits = decimals; digits <= DOUBLE_DECIMALS; digits += 1) {
    const text = toDecimalText(exact, digits);
    const printedNumber = parseDecimal(text) as Rational;
    if (compare(printedNumber, exact) === 0) return text;
    if (gates.every((gate) => Math.sign(compare(printedNumber, gate)) === Math.sign(compare(exact, gate)))) return text;
  }
  throw new RangeError(`no decimal number: ${exact.n}/${exact.d}`);
}

/** How to print the ends of a range. */
export interface RangeFormat {
  readonly numbers: Messages['numbers'];
  readonly write: (value: number) => string;
  /** Adds a unit to a single written number or to the whole range. */
  readonly measure?: (number: string) => string;
}

/**
 * Formats a range: a single number if both ends print the same, a half-open range if one end is null, undefined if both
 * are.
 */
export function formatRange(
  low: number | null,
  high: number | null,
  { numbers, write, measure = (number) => number }: RangeFormat,
): string | undefined {
  if (low === null) return high === null ? undefined : numbers.atMost(measure(write(high)));
  if (high === null) return numbers.atLeast(measure(write(low)));
  const [from, to] = [write(low), write(high)];
  return measure(from === to ? from : numbers.range(from, to, low < 0 || high < 0));
}

/** Formats a fraction of 1 as a percentage; only 1 is printed as 100 and only 0 as 0. */
export function formatShare(share: number, numbers: Messages['numbers'], decimals = 0, least = 0): string {
  const text = decimalText(multiply(fromNumber(share), HUNDRED), decimals, [ZERO, HUNDRED]);
  return numbers.percent(writeDecimal(padDecimals(text, least), numbers, GROUPED_FROM));
}

/** Formats an amount of money, to the cent. */
export function formatMoney(value: number, currency: string, numbers: Messages['numbers']): string {
  const { number, unit } = moneyText(value, numbers);
  return numbers.money(number + unit, currency);
}

/**
 * Formats a large amount in words, with three digits: 1.86 trillion CNY. The amount must be exact, because a double is
 * too small for the largest amounts once they are multiplied by the size of their unit.
 */
export function formatLargeMoney(amount: Rational, currency: string, numbers: Messages['numbers']): string {
  const inUnits = (zeros: number): Rational => divide(amount, wholeNumber(10n ** BigInt(zeros)));
  const unit = numbers.wordUnits.find(({ zeros }) => compare(absolute(inUnits(zeros)), ONE) >= 0);
  if (!unit) return formatMoney(toNumber(amount), currency, numbers);
  const roundedAmount = Number(toNumber(inUnits(unit.zeros)).toPrecision(3));
  return numbers.money(formatNumber(roundedAmount, { numbers, decimals: 2 }) + unit.name, currency);
}

/** Formats a number of months to a tenth. */
export function formatMonths(months: number, numbers: Messages['numbers']): string {
  return formatNumber(months, { numbers, decimals: 1 });
}

/** Formats the number of the month in which a time ends that is counted in months: 8.7 months end in month 9. */
export function formatLastMonth(months: number, numbers: Messages['numbers']): string {
  return formatNumber(Math.ceil(months), { numbers, decimals: 0 });
}

/**
 * Formats a cost from its low to its high end; if the two amounts have different units, each has the currency:
 * 5000元～3万元.
 */
export function formatCost({ low, high, currency }: Cost, numbers: Messages['numbers']): string {
  const formatMoney = (number: string): string => numbers.money(number, currency);
  const writeMoney = (amount: number): string => {
    const { number, unit } = moneyText(amount, numbers);
    return number + unit;
  };
  const format =
    moneyText(low, numbers).unit === moneyText(high, numbers).unit
      ? { numbers, write: writeMoney, measure: formatMoney }
      : { numbers, write: (amount: number) => formatMoney(writeMoney(amount)) };
  return formatRange(low, high, format) as string;
}

interface MoneyText {
  readonly number: string;
  readonly unit: string;
}

/** Formats the number of an amount; a large unit is only used if two decimals express it exactly: 1.25万 but 12,345. */
function moneyText(value: number, numbers: Messages['numbers']): MoneyText {
  const groupedFrom = numbers.largeUnits.length > 0 ? GROUPED_FROM : 4;
  const shortAmount = numbers.largeUnits.length === 0 ? shortText(value, 2) : undefined;
  if (shortAmount !== undefined)
    return { number: writeDecimal(withCents(shortAmount), numbers, groupedFrom), unit: '' };
  const exactValue = fromNumber(value);
  for (const { zeros, name } of numbers.largeUnits) {
    const unit = wholeNumber(10n ** BigInt(zeros));
    if (compare(absolute(exactValue), unit) < 0) continue;
    const inUnits = divide(exactValue, unit);
    const text = toDecimalText(inUnits, 2);
    if (compare(parseDecimal(text) as Rational, inUnits) !== 0) continue;
    return { number: writeDecimal(text, numbers, GROUPED_FROM), unit: name };
  }
  return { number: writeDecimal(withCents(toDecimalText(exactValue, 2)), numbers, groupedFrom), unit: '' };
}

/** Cents have two digits: 25,000.50; a whole amount has none. */
function withCents(amount: string): string {
  return amount.includes('.') ? padDecimals(amount, 2) : amount;
}

/** The minus sign in text for people, which is as wide as a plus; a hyphen is for programs. */
const MINUS_SIGN = '−';

/**
 * Writes a decimal number as a language does; integer parts with at least `groupedFrom` digits are grouped by three.
 */
function writeDecimal(text: string, numbers: Messages['numbers'], groupedFrom: number): string {
  const sign = text.startsWith('-') ? MINUS_SIGN : '';
  const [integer = '', fraction] = text.slice(sign.length).split('.');
  const groupedInteger = integer.length < groupedFrom ? integer : integer.replace(/\B(?=(\d{3})+$)/g, numbers.group);
  return `${sign}${groupedInteger}${fraction === undefined ? '' : `${numbers.decimal}${fraction}`}`;
}

/** Formats a calendar date `YYYY-MM-DD`, or the date of a time stamp; returns other text unchanged. */
export function formatDate(date: string, numbers: Messages['numbers']): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?=T|$)/.exec(date);
  return match ? numbers.date(Number(match[1]), Number(match[2]), Number(match[3])) : date;
}
