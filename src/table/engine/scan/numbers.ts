// Numbers that are digits, at most one decimal sign and a sign in front; all others are read by their text.

/**
 * Of a column of numbers: its values, the decimal sign, the power of ten they are multiplied with, the most digits, and
 * whether one with a minus takes a longer look.
 */
const VALUES: usize = 0;
const DECIMAL: usize = 4;
const EXPONENT: usize = 8;
const MOST: usize = 12;
const MINUS_IS_ODD: usize = 16;

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
  if (at === end || (isNegative && load<u32>(numbers, MINUS_IS_ODD) !== 0)) return false;
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

// Numbers as programs write them: up to 17 digits, from which the double that was written comes back.

/** Powers of five that a word holds together with what they are compared with. */
const POWERS_OF_FIVE: StaticArray<u64> = [
  1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1953125, 9765625, 48828125, 244140625, 1220703125, 6103515625,
  30517578125, 152587890625, 762939453125, 3814697265625, 19073486328125, 95367431640625, 476837158203125,
  2384185791015625,
];

const FRACTION_BITS: u64 = 52;
const HIDDEN_BIT: u64 = 1 << 52;
/** What the stored exponent of a double exceeds that of its whole significand by. */
const BIAS: i32 = 1075;
/** What cannot be settled here. */
const UNSETTLED: f64 = -1;

/**
 * The double nearest to digits / 10^decimals, or `UNSETTLED`. `near` is that quotient with both numbers and the result
 * rounded, so at most two steps away. With near = m * 2^e, the decimal less m in units of 2^(e-1) / 5^decimals is
 * digits * 2^(1-e-decimals) - 2m * 5^decimals: small, so its lowest 64 bits tell all of it, and half a step is 5^decimals.
 */
function nearestDouble(digits: u64, decimals: i32, near: f64): f64 {
  const bits = reinterpret<u64>(near);
  const shift = 1 + BIAS - ((bits >> FRACTION_BITS) as i32) - decimals;
  if (shift < 0) return UNSETTLED;
  const half = unchecked(POWERS_OF_FIVE[decimals]);
  let significand = (bits & (HIDDEN_BIT - 1)) | HIDDEN_BIT;
  const scaled: u64 = shift < 64 ? digits << (shift as u64) : 0;
  for (let step = 0; step < 3; step++) {
    // Below a power of two steps are only half as wide.
    if (significand <= HIDDEN_BIT || significand >= HIDDEN_BIT << 1) return UNSETTLED;
    const rest = (scaled - ((significand * half) << 1)) as i64;
    if (rest > (half as i64)) significand++;
    else if (rest < -(half as i64)) significand--;
    else if (rest === (half as i64) || rest === -(half as i64)) return UNSETTLED;
    else return reinterpret<f64>((bits & ~(HIDDEN_BIT - 1)) | (significand & (HIDDEN_BIT - 1)));
  }
  return UNSETTLED;
}
