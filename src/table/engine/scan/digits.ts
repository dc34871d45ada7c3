// Numbers that are digits, at most one decimal sign and a sign in front; all others are read by their text.

import { nearestDouble, UNSETTLED } from './doubles.ts';

/** Of a column of numbers: its values, the decimal sign, the power of ten they are multiplied with, the most digits. */
const VALUES: usize = 0;
const DECIMAL: usize = 4;
const EXPONENT: usize = 8;
const MOST: usize = 12;

/** So many digits are exact as a double. */
const EXACT_DIGITS: u32 = 15;
/** Powers of ten that are exact as doubles. */
const MOST_POWER: i32 = 22;
const POWERS: StaticArray<f64> = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
];

const MINUS: u32 = 0x2d;
const ZERO: u32 = 0x30;

/** Reads a cell as a number of the row: the double nearest to the decimal. False where it takes a longer look. */
export function readNumber(numbers: usize, row: usize, start: usize, end: usize): bool {
  const decimal: u32 = load<u32>(numbers, DECIMAL);
  const isNegative: bool = (load<u8>(start) as u32) === MINUS;
  let at = isNegative ? start + 1 : start;
  if (at === end) return false;
  const most: u32 = load<u32>(numbers, MOST);
  let digits: u64 = 0;
  let counted: u32 = 0;
  let decimals: i32 = -1;
  for (; at < end; at++) {
    const byte: u32 = load<u8>(at);
    if (byte - ZERO <= 9) {
      digits = digits * 10 + ((byte - ZERO) as u64);
      if (digits !== 0 && ++counted > most) return false;
      if (decimals >= 0) decimals++;
    } else if (byte === decimal && decimals < 0 && at + 1 < end) decimals = 0;
    else return false;
  }
  const power = load<i32>(numbers, EXPONENT) - (decimals > 0 ? decimals : 0);
  if (power > MOST_POWER || power < -MOST_POWER) return false;
  // Digits and power are exact, so the one rounding gives the nearest double.
  let value = digits as f64;
  if (power > 0) value *= unchecked(POWERS[power]);
  else if (power < 0) value /= unchecked(POWERS[-power]);
  // More digits were rounded already: whole ones once, all others twice.
  if (counted > EXACT_DIGITS && power !== 0) {
    if (power > 0) return false;
    value = nearestDouble(digits, -power, value);
    if (value === UNSETTLED) return false;
  }
  store<f64>((load<u32>(numbers, VALUES) as usize) + (row << 3), isNegative && value !== 0 ? -value : value);
  return true;
}
