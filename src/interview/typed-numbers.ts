// Reads numbers and amounts of money as people type them in answers and options, by the conventions of their language.

import { fromNumber, multiply, parseDecimal, type Rational } from '../model/index.ts';
import { measureMoney } from '../scoring/index.ts';

/** The decimal separator of a language. */
export type DecimalSign = '.' | ',';

/** Why a typed number cannot be read. */
export type TypedNumberError =
  | { readonly fault: 'number' }
  /** The number can be read in two ways; each reading is written so that it is unambiguous. */
  | { readonly fault: 'ambiguous'; readonly readings: readonly [string, string] };

/** An amount of money; the currency (ISO 4217) is undefined if none was typed. */
export interface TypedAmount {
  readonly amount: Rational;
  readonly currency: string | undefined;
}

const BLANK_GROUPS = /^[+-]?\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?$/;
const GROUPED_HEAD = /^[+-]?[1-9]\d{0,2}$/;

/**
 * Rewrites a number with a decimal point and without thousands separators. Three digits after a separator may be
 * thousands or decimals; this is reported instead of guessed. In a whole number, only 000 can be decimals.
 */
export function toPlainNumber(
  text: string,
  decimal: DecimalSign,
  isWhole: boolean,
): string | { readonly fault: 'number' } | { readonly fault: 'unclear'; readonly decimals: string } {
  const ungroupedText = BLANK_GROUPS.test(text) ? text.replace(/[ '’]/g, '') : text;
  const sign =
    text === ungroupedText ? findDecimalSign(ungroupedText, decimal) : (/[.,]/.exec(ungroupedText)?.[0] ?? decimal);
  const group = sign === '.' ? ',' : '.';
  const [whole = '', ...decimals] = ungroupedText.split(sign);
  if (decimals.length > 1) return { fault: 'number' };
  const [first = '', ...groups] = whole.split(group);
  if (groups.length === 0) return ungroupedText.replace(sign, '.');
  if (groups.some((digits) => !/^\d{3}$/.test(digits)) || !GROUPED_HEAD.test(first)) {
    // This separator does not separate thousands, so it is a decimal separator: 1,5 never means 15.
    return groups.length === 1 && decimals.length === 0 ? whole.replace(group, '.') : { fault: 'number' };
  }
  const plainDigits = [first, ...groups].join('');
  const mayBeDecimals = !isWhole || groups[0] === '000';
  if (sign === ',' && groups.length === 1 && decimals.length === 0 && mayBeDecimals) {
    return { fault: 'unclear', decimals: whole.replace(group, '.') };
  }
  return [plainDigits, ...decimals].join('.');
}

/**
 * Finds the decimal separator of a number. In a number with both points and commas, it is the last of them. A sign that
 * occurs several times separates thousands, so the decimal separator is the other one. Otherwise the separator of the
 * language applies.
 */
function findDecimalSign(text: string, decimal: DecimalSign): string {
  const [points, commas] = [text.split('.').length - 1, text.split(',').length - 1];
  if (points > 0 && commas > 0) return text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
  if (points > 1) return ',';
  return commas > 1 ? '.' : decimal;
}

/** Up to three digits, a point and three digits. */
const GROUP_LIKE_DECIMAL = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;

/** The unit after a number, and how many of the requested unit it stands for; null without a unit. */
interface UnitAfter {
  readonly unit: string;
  readonly factor: number | null;
}

/**
 * Whether the three digits after a point may be thousands, as in 1.500. After a multiplier such as 亿 they are decimals.
 */
export function mayBeGroup(plain: string, { factor }: UnitAfter): boolean {
  return (factor === null || factor === 1) && GROUP_LIKE_DECIMAL.test(plain);
}

/** Writes both readings of a number with three digits after a point, so that each has only one meaning. */
export function reportAmbiguity(plain: string, decimal: DecimalSign, unitAfter: UnitAfter): TypedNumberError {
  const shortenedText = plain.replace(/\.?0+$/, '');
  // A fourth decimal makes clear that all of them are decimals.
  const decimals = mayBeGroup(shortenedText, unitAfter) ? `${shortenedText}0` : shortenedText;
  const addUnit = (number: string): string => (unitAfter.unit === '' ? number : `${number} ${unitAfter.unit}`);
  return {
    fault: 'ambiguous',
    readings: [addUnit(plain.replace('.', '')), addUnit(decimals.replace('.', decimal))],
  };
}

/** Reads a number such as `1,234.5`, `1.234,5` or `50万`. `isWhole`: only whole numbers make sense. */
export function parseTypedNumber(
  typed: string,
  decimal: DecimalSign,
  { isWhole = false } = {},
): { readonly number: Rational } | TypedNumberError {
  const measuredNumber = readMeasuredAmount(measureMoney(typed), decimal, isWhole);
  if ('fault' in measuredNumber) return measuredNumber;
  return measuredNumber.currency === undefined ? { number: measuredNumber.amount } : { fault: 'number' };
}

/**
 * Reads an amount of money such as `350,000`, `3.5万`, `800k`, `1.2 million` or `500,000.00 EUR`. In English, `350,00`
 * may be hundredths or lack a digit, and `35,0000` may be a group of four; neither is guessed. Where points separate
 * thousands, `60.000` is sixty thousand: money has no third decimal.
 */
export function parseTypedAmount(typed: string, decimal: DecimalSign): TypedAmount | TypedNumberError {
  const measuredMoney = measureMoney(typed, { hasLetters: true });
  return (
    findOddGroup(measuredMoney, decimal) ?? readMeasuredAmount(removeGrouping(measuredMoney, decimal), decimal, false)
  );
}

function removeGrouping(measuredMoney: MeasuredMoney, decimal: DecimalSign): MeasuredMoney {
  return measuredMoney && { ...measuredMoney, numeral: removeMoneyGrouping(measuredMoney, decimal) };
}

/** Removes the point from an amount such as `60.000` if the language separates thousands with points. */
export function removeMoneyGrouping(
  { numeral, factor }: { readonly numeral: string; readonly factor: number | null },
  decimal: DecimalSign,
): string {
  return decimal === ',' && mayBeGroup(numeral, { unit: '', factor }) ? numeral.replace('.', '') : numeral;
}

/** An amount with one separator of thousands and two or four digits after it. */
const ODD_GROUP = /^([+-]?[1-9]\d{0,2})([.,])(\d{2}|\d{4})$/;

type MeasuredMoney = ReturnType<typeof measureMoney>;

function findOddGroup(measuredMoney: MeasuredMoney, decimal: DecimalSign): TypedNumberError | undefined {
  const { numeral = '', factor = null } = measuredMoney ?? {};
  const unit = measuredMoney ? chooseUnitToWrite(measuredMoney) : '';
  const [, first = '', sign, digits = ''] = ODD_GROUP.exec(numeral) ?? [];
  if (sign === undefined || sign === decimal || (factor !== null && factor !== 1)) return undefined;
  const decimals = Number(digits) === 0 ? first : `${first}${decimal}${digits}`;
  const wholeDigits = first + digits.padEnd(3, '0');
  const addUnit = (number: string): string => (unit === '' ? number : `${number} ${unit}`);
  return { fault: 'ambiguous', readings: [addUnit(wholeDigits), addUnit(decimals)] };
}

/** The unit as it is written in a reading; a currency by its code. */
function chooseUnitToWrite({ unit, factor, currency }: NonNullable<MeasuredMoney>): string {
  return currency !== undefined && (factor === null || factor === 1) ? currency : unit;
}

/** Maximum exponent: programs write powers of ten such as 1E+5, but a larger exponent is a mistake. */
const MAX_EXPONENT = 20;

function readMeasuredAmount(
  measuredMoney: MeasuredMoney,
  decimal: DecimalSign,
  isWhole: boolean,
): TypedAmount | TypedNumberError {
  if (!measuredMoney) return { fault: 'number' };
  const { numeral, factor, currency } = measuredMoney;
  const unit = chooseUnitToWrite(measuredMoney);
  const plainNumber = toPlainNumber(numeral, decimal, isWhole && factor === null);
  if (typeof plainNumber !== 'string')
    return plainNumber.fault === 'number'
      ? plainNumber
      : reportAmbiguity(plainNumber.decimals, decimal, { unit, factor });
  if (Math.abs(Number(/e(.*)$/i.exec(plainNumber)?.[1] ?? 0)) > MAX_EXPONENT) return { fault: 'number' };
  const number = parseDecimal(plainNumber);
  if (!number) return { fault: 'number' };
  if (mayBeGroup(plainNumber, { unit, factor })) return reportAmbiguity(plainNumber, decimal, { unit, factor });
  return { amount: factor === null ? number : multiply(number, fromNumber(factor)), currency };
}
