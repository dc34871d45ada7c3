import { fraction, fromNumber, multiply, type Rational, toNumber } from '../../model/rational.ts';
import type { FaultCode } from '../block.ts';
import { EITHER } from '../recognise/decimal.ts';
import type { NumberUse } from '../use.ts';

const MOST_DIGITS = 15;
/** Powers of ten that are exact as doubles. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** A decimal: whole digits times a power of ten, the nearest double once it is multiplied with the factor. */
export function scaleDecimal(digits: number, exponent: number, factor: Factor): number {
  if (factor.exponent !== null) {
    const power = exponent + factor.exponent;
    // Both are exact, so the one rounding gives the nearest double.
    if (power >= 0 && power <= 22) return digits * (POWERS[power] as number);
    if (power < 0 && power >= -22) return digits / (POWERS[-power] as number);
  }
  const shifted =
    exponent >= 0
      ? { n: BigInt(digits) * 10n ** BigInt(exponent), d: 1n }
      : fraction(BigInt(digits), 10n ** BigInt(-exponent));
  return toNumber(multiply(shifted, factor.exact));
}

/** What numbers of a column are multiplied with; `exponent` where that is a power of ten. */
export interface Factor {
  readonly exact: Rational;
  readonly exponent: number | null;
}

/** A factor as the decimal that it is written as. */
export function readFactor(value: number): Factor {
  const exponent = Math.round(Math.log10(value));
  return { exact: fromNumber(value), exponent: Number(`1e${exponent}`) === value ? exponent : null };
}

/** Reads the cells of a column of numbers; the engine reads those of digits and a decimal sign. */
export type NumeralReader = (text: string) => { readonly value: number } | { readonly fault: FaultCode };

/** As programs write doubles. */
const FULL = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** A reader for numbers in the column's notation: full-width signs, groups of three, units behind the number. */
export function createNumeralReader(use: NumberUse): NumeralReader {
  const group = use.decimal === ',' ? '\\.' : ',';
  const decimal = use.decimal === ',' ? ',' : '\\.';
  // Between groups may also stand a blank (a no-break or thin one too) or an apostrophe.
  const shape = new RegExp(
    `^([+-]?)(\\d+|\\d{1,3}(?:${group}\\d{3})+|\\d{1,3}(?:[ '’]\\d{3})+)?(?:${decimal}(\\d+))?(?:[eE]([+-]?\\d{1,3}))?$`,
  );
  const bare = readFactor(use.factor);
  const units = [...use.units]
    .map(([unit, factor]) => ({ unit: plainNumeral(unit), factor: readFactor(factor) }))
    .sort((a, b) => b.unit.length - a.unit.length);

  return (text) => {
    if (use.isFull && FULL.test(text) && Number.isFinite(Number(text))) return { value: Number(text) };
    const plain = plainNumeral(text);
    const carried = units.find(({ unit }) => unit !== '' && plain.endsWith(unit));
    const numeral = carried ? plain.slice(0, -carried.unit.length).trim() : plain;
    const match = shape.exec(numeral);
    const [, sign = '', whole = '', part = '', power = '0'] = match ?? [];
    if (!match || whole + part === '') return { fault: 'not-number' };
    if (use.decimal === null && EITHER.test(numeral)) return { fault: 'unclear-number' };
    // A spreadsheet writes what it shows, not what it knows; programs write such numbers in full.
    if (/E[+-]\d\d+$/.test(numeral)) return { fault: 'mangled-number' };
    const decimals = part.replace(/0+$/, '');
    const digits = (whole.replace(/\D/g, '') + decimals).replace(/^0+/, '');
    if (digits.length > MOST_DIGITS) return { fault: 'number-too-long' };
    const value = scaleDecimal(Number(digits), Number(power) - decimals.length, carried?.factor ?? bare);
    if (!Number.isFinite(value)) return { fault: 'number-too-long' };
    return { value: sign === '-' && value !== 0 ? -value : value };
  };
}

/** Half-width digits and signs, a real minus as a hyphen, single blanks. */
function plainNumeral(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll('。', '.')
    .replace(/[−–﹣]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}
