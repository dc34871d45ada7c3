// Reads numbers that consist of digits, at most one decimal sign and a minus; other numbers are read as strings.

/**
 * Offsets in the record of a number column: its values, its decimal sign, the exponent of its factor (a power of ten),
 * the maximum number of digits, and whether numbers with a minus have to be read as strings.
 */
const VALUES: usize = 0;
const DECIMAL: usize = 4;
const EXPONENT: usize = 8;
const MAX_DIGITS: usize = 12;
const MINUS_NEEDS_TEXT: usize = 16;

/** The number of digits up to which a double represents any whole number exactly. */
const EXACT_DIGITS: u32 = 15;
/** The largest power of ten that a double represents exactly. */
const MAX_POWER: i32 = 22;
const POWERS: StaticArray<f64> = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
];

const MINUS: u32 = 0x2d;
const ZERO: u32 = 0x30;

/**
 * Reads a cell as a number and stores the nearest double for the row. Returns false if the cell has to be read as a
 * string.
 */
export function readNumber(numbers: usize, row: usize, start: usize, end: usize): bool {
  const decimal: u32 = load<u32>(numbers, DECIMAL);
  const isNegative: bool = (load<u8>(start) as u32) === MINUS;
  let address = isNegative ? start + 1 : start;
  if (address === end || (isNegative && load<u32>(numbers, MINUS_NEEDS_TEXT) !== 0)) return false;
  const maxDigits: u32 = load<u32>(numbers, MAX_DIGITS);
  let digits: u64 = 0;
  let significantDigits: u32 = 0;
  let decimals: i32 = -1;
  for (; address < end; address++) {
    const byte: u32 = load<u8>(address);
    if (byte - ZERO <= 9) {
      digits = digits * 10 + ((byte - ZERO) as u64);
      if (digits !== 0 && ++significantDigits > maxDigits) return false;
      if (decimals >= 0) decimals++;
    } else if (byte === decimal && decimals < 0 && address + 1 < end) decimals = 0;
    else return false;
  }
  const power = load<i32>(numbers, EXPONENT) - (decimals > 0 ? decimals : 0);
  if (power > MAX_POWER || power < -MAX_POWER) return false;
  // Both the digits and the power of ten are exact, so the result is rounded only once and is the nearest double.
  let value = digits as f64;
  if (power > 0) value *= unchecked(POWERS[power]);
  else if (power < 0) value /= unchecked(POWERS[-power]);
  // The digits of a longer number were rounded when they became a double, and multiplying or dividing rounded the
  // result again, so it may not be the nearest double.
  if (significantDigits > EXACT_DIGITS && power !== 0) {
    if (power > 0) return false;
    value = nearestDouble(digits, -power, value);
    if (value === UNSETTLED) return false;
  }
  store<f64>((load<u32>(numbers, VALUES) as usize) + (row << 3), isNegative && value !== 0 ? -value : value);
  return true;
}

// Reads numbers of up to 17 digits, as programs write them, as the double that the program had.

/** The powers of five that fit into one word even after multiplication by a significand. */
const POWERS_OF_FIVE: StaticArray<u64> = [
  1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1953125, 9765625, 48828125, 244140625, 1220703125, 6103515625,
  30517578125, 152587890625, 762939453125, 3814697265625, 19073486328125, 95367431640625, 476837158203125,
  2384185791015625,
];

const FRACTION_BITS: u64 = 52;
const HIDDEN_BIT: u64 = 1 << 52;
/** The difference between the stored exponent of a double and the exponent of its significand as a whole number. */
const BIAS: i32 = 1075;
/** The result for numbers whose nearest double this function cannot determine with certainty. */
const UNSETTLED: f64 = -1;

/**
 * Returns the double nearest to digits / 10^decimals, or `UNSETTLED`. `near` is that quotient, computed with rounded
 * operands and a rounded result, so it is at most two steps off. Let near = m * 2^e. Measured in units of 2^(e-1) /
 * 5^decimals, the decimal differs from `near` by digits * 2^(1-e-decimals) - 2m * 5^decimals, and half a step is
 * 5^decimals. The difference is small, so its lowest 64 bits are enough.
 */
function nearestDouble(digits: u64, decimals: i32, near: f64): f64 {
  const bits = reinterpret<u64>(near);
  const shift = 1 + BIAS - ((bits >> FRACTION_BITS) as i32) - decimals;
  if (shift < 0) return UNSETTLED;
  const half = unchecked(POWERS_OF_FIVE[decimals]);
  let significand = (bits & (HIDDEN_BIT - 1)) | HIDDEN_BIT;
  const scaled: u64 = shift < 64 ? digits << (shift as u64) : 0;
  for (let step = 0; step < 3; step++) {
    // Below a power of two, the steps between doubles are half as wide.
    if (significand <= HIDDEN_BIT || significand >= HIDDEN_BIT << 1) return UNSETTLED;
    const rest = (scaled - ((significand * half) << 1)) as i64;
    if (rest > (half as i64)) significand++;
    else if (rest < -(half as i64)) significand--;
    else if (rest === (half as i64) || rest === -(half as i64)) return UNSETTLED;
    else return reinterpret<f64>((bits & ~(HIDDEN_BIT - 1)) | (significand & (HIDDEN_BIT - 1)));
  }
  return UNSETTLED;
}
