// Writes doubles from 1/16 to 1024 with the fewest digits, using only exact calculations.

/**
 * The range of doubles: the smallest exponent of the last bit of their significand, and the number of different
 * exponents.
 */
const MIN_EXPONENT: i32 = -56;
const EXPONENTS: i32 = 14;
const EXPONENT_BIAS: i32 = 1075;
const HIDDEN_BIT: u64 = 0x10000000000000;
const LOW_HALF: u64 = 0xffffffff;
const ZERO: u32 = 0x30;
const POINT: u8 = 0x2e;

/**
 * For each exponent, the largest number of decimals at which one unit of the last decimal is still greater than the
 * distance between doubles. Then the powers of 10 and 5.
 */
const DECIMALS: StaticArray<u8> = [16, 16, 16, 15, 15, 15, 15, 14, 14, 14, 13, 13, 13, 12];
const POWERS_OF_TEN: StaticArray<u64> = [
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
  10000000000000, 100000000000000, 1000000000000000, 10000000000000000,
];
const POWERS_OF_FIVE: StaticArray<u64> = [
  1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1953125, 9765625, 48828125, 244140625, 1220703125, 6103515625,
  30517578125, 152587890625,
];

/**
 * Writes a positive double with the fewest digits from which it is read again; of several such numbers, the nearest.
 * Returns the end, or 0 for a double that cannot be written here.
 *
 * A double is m * 2^e, and its neighbours differ from it by 1 in m. The number of decimals is chosen so that their unit
 * is greater than this step; then at most one number with so many decimals lies within half a step of the double. If
 * there is none, one more decimal is enough. All calculations are exact: m * 5^decimals, which has up to 91 bits, is
 * kept as whole units and a rest below one unit.
 */
export function writeShortest(to: usize, value: f64, bits: u64): usize {
  const i = ((bits >> 52) as i32) - EXPONENT_BIAS - MIN_EXPONENT;
  if (i < 0 || i >= EXPONENTS) return 0;
  const decimals: u32 = unchecked(DECIMALS[i]);
  const ten = unchecked(POWERS_OF_TEN[decimals]);
  const five = unchecked(POWERS_OF_FIVE[decimals]);
  // One unit consists of 2^shift parts; the value is m * five of these parts.
  const shift = (-(MIN_EXPONENT + i) - (decimals as i32)) as u64;
  const m = (bits & (HIDDEN_BIT - 1)) | HIDDEN_BIT;
  const low = (m & LOW_HALF) * (five & LOW_HALF);
  const high =
    (((m >> 32) * (five >> 32)) << 32) + (m >> 32) * (five & LOW_HALF) + (m & LOW_HALF) * (five >> 32) + (low >> 32);
  let count = shift < 32 ? (high << (32 - shift)) | ((low & LOW_HALF) >> shift) : high >> (shift - 32);
  const unit: u64 = (1 as u64) << shift;
  const rest = ((high << 32) | (low & LOW_HALF)) & (unit - 1);

  let digit: u64 = 0;
  if ((unit - rest) * 2 < five) count++;
  else if (rest * 2 > five) {
    digit = (rest * 10) >> shift;
    const remainder = (rest * 10) & (unit - 1);
    // Two numbers are equally near, so the nearest is not defined.
    if (remainder * 2 === unit) return 0;
    if (remainder * 2 > unit) digit++;
    if (digit === 10) {
      count++;
      digit = 0;
    }
  }
  // Whole numbers need no decimals, and the shortest form of other doubles is never rounded to a whole number.
  const whole = value as u32;
  return writeDigits(to, whole, count - (whole as u64) * ten, decimals, digit as u32);
}

/** Writes a number below 10000 with the given number of decimals and one further digit. */
function writeDigits(to: usize, whole: u32, fraction: u64, decimals: u32, digit: u32): usize {
  let out = to;
  if (whole > 999) store<u8>(out++, (ZERO + whole / 1000) as u8);
  if (whole > 99) store<u8>(out++, (ZERO + ((whole / 100) % 10)) as u8);
  if (whole > 9) store<u8>(out++, (ZERO + ((whole / 10) % 10)) as u8);
  store<u8>(out++, (ZERO + (whole % 10)) as u8);
  if (fraction === 0 && digit === 0) return out;
  store<u8>(out++, POINT);
  // Gives sixteen digits, of which only the first `decimals` are kept.
  const all = fraction * unchecked(POWERS_OF_TEN[16 - decimals]);
  const upper = all / 100000000;
  writeEight(out, upper as u32);
  writeEight(out + 8, (all - upper * 100000000) as u32);
  out += decimals;
  if (digit > 0) store<u8>(out++, (ZERO + digit) as u8);
  else while (load<u8>(out - 1) === (ZERO as u8)) out--;
  return out;
}

/**
 * Writes eight digits. They are computed in parallel within one word, which is divided into groups of four, then of
 * two, then of one digit.
 */
function writeEight(to: usize, number: u32): void {
  const upper = number / 10000;
  const fours = (upper as u64) | (((number - upper * 10000) as u64) << 32);
  const hundreds = ((fours * 10486) >> 20) & 0x0000007f0000007f;
  const pairs = hundreds | ((fours - hundreds * 100) << 16);
  const tens = ((pairs * 103) >> 10) & 0x000f000f000f000f;
  store<u64>(to, tens | ((pairs - tens * 10) << 8) | 0x3030303030303030);
}
