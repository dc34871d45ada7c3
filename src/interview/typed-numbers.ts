// Parses numbers and amounts of money as people type them, by the conventions of their language, in answers and in
// options.

import { fromNumber, multiply, parseDecimal, type Rational, toDecimalText } from '../model/index.ts';
import { measureMoney } from '../scoring/index.ts';

/** The decimal separator of a language. */
export type DecimalSign = '.' | ',';

/** Why a typed number cannot be read. */
export type TypedNumberError =
  | { readonly fault: 'number' }
  /** A number with two possible readings, each written so that it is unambiguous. */
  | { readonly fault: 'ambiguous'; readonly readings: readonly [string, string] };

/** An amount of money; the currency (ISO 4217) is undefined if none was typed. */
export interface TypedAmount {
  readonly amount: Rational;
  readonly currency: string | undefined;
}

const BLANK_GROUPS = /^[+-]?\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?$/;
const GROUPED_HEAD = /^[+-]?[1-9]\d{0,2}$/;

/**
 * Rewrites a number with a decimal point and without group separators. Three digits that could be a group or decimals
 * are never guessed; in a whole number only 000 could be decimals.
 */
export function toPlainNumber(text: string, decimal: DecimalSign, isWhole: boolean): string | TypedNumberError {
  const ungrouped = BLANK_GROUPS.test(text) ? text.replace(/[ '’]/g, '') : text;
  const sign = text === ungrouped ? decimalSignIn(ungrouped, decimal) : (/[.,]/.exec(ungrouped)?.[0] ?? decimal);
  const group = sign === '.' ? ',' : '.';
  const [whole = '', ...decimals] = ungrouped.split(sign);
  if (decimals.length > 1) return { fault: 'number' };
  const [first = '', ...groups] = whole.split(group);
  if (groups.length === 0) return ungrouped.replace(sign, '.');
  if (groups.some((digits) => !/^\d{3}$/.test(digits)) || !GROUPED_HEAD.test(first)) {
    // Not a group separator, so it is the decimal sign of the other convention: 1,5 is never 15.
    return groups.length === 1 && decimals.length === 0 ? whole.replace(group, '.') : { fault: 'number' };
  }
  const plain = [first, ...groups].join('');
  const mayBeDecimals = !isWhole || groups[0] === '000';
  if (sign === ',' && groups.length === 1 && decimals.length === 0 && mayBeDecimals) {
    return { fault: 'ambiguous', readings: [plain, whole.replace(group, sign)] };
  }
  return [plain, ...decimals].join('.');
}

/**
 * Finds the decimal sign of a number. If it has both points and commas, the last sign; if it has several of one kind,
 * these separate groups, so the other; else that of the language.
 */
function decimalSignIn(text: string, decimal: DecimalSign): string {
  const [points, commas] = [text.split('.').length - 1, text.split(',').length - 1];
  if (points > 0 && commas > 0) return text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
  if (points > 1) return ',';
  return commas > 1 ? '.' : decimal;
}

/** Reads a number such as `1,234.5`, `1.234,5` or `50万`; `isWhole` means that decimals make no sense. */
export function parseTypedNumber(
  typed: string,
  decimal: DecimalSign,
  { isWhole = false } = {},
): { readonly number: Rational } | TypedNumberError {
  const read = readMeasured(typed, decimal, isWhole);
  if ('fault' in read) return read;
  return read.currency === undefined ? { number: read.amount } : { fault: 'number' };
}

/**
 * Reads an amount of money such as `350,000`, `3.5万`, `1.2 million` or `500.000 EUR`. Money has at most two decimals,
 * so three digits after a sign may be thousands, and are reported as ambiguous.
 */
export function parseTypedAmount(typed: string, decimal: DecimalSign): TypedAmount | TypedNumberError {
  return readMeasured(typed, decimal, false, true);
}

/** Programs write powers of ten; a larger exponent is a slip. */
const MAX_EXPONENT = 20;

function readMeasured(
  typed: string,
  decimal: DecimalSign,
  isWhole: boolean,
  isMoney = false,
): TypedAmount | TypedNumberError {
  const measured = measureMoney(typed);
  if (!measured) return { fault: 'number' };
  const { numeral, unit, factor, currency } = measured;
  const plain = toPlainNumber(numeral, decimal, isWhole && factor === null);
  const withUnit = (number: string): string => [number, unit].filter((part) => part !== '').join(' ');
  if (typeof plain !== 'string') {
    if (plain.fault !== 'ambiguous') return plain;
    const [groups, decimals] = plain.readings;
    return { fault: 'ambiguous', readings: [withUnit(groups), withUnit(decimals)] };
  }
  if (Math.abs(Number(/e(.*)$/i.exec(plain)?.[1] ?? 0)) > MAX_EXPONENT) return { fault: 'number' };
  const number = parseDecimal(plain);
  if (!number) return { fault: 'number' };
  if (isMoney && factor === null && /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(plain)) {
    const decimals = toDecimalText(number, 3).replace('.', decimal);
    return { fault: 'ambiguous', readings: [withUnit(plain.replace('.', '')), withUnit(decimals)] };
  }
  return { amount: factor === null ? number : multiply(number, fromNumber(factor)), currency };
}
