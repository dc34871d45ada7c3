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
export const UNSETTLED: f64 = -1;

/**
 * The double nearest to digits / 10^decimals, or `UNSETTLED`. `near` is that quotient with both numbers and the result
 * rounded, so at most two steps away. With near = m * 2^e, the decimal less m in units of 2^(e-1) / 5^decimals is
 * digits * 2^(1-e-decimals) - 2m * 5^decimals: small, so its lowest 64 bits tell all of it, and half a step is 5^decimals.
 */
export function nearestDouble(digits: u64, decimals: i32, near: f64): f64 {
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
