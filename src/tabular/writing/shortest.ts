/** Of the binary exponents of the last bits: numbers from 1/16 up to 1024. */
const LEAST = -56;
const COUNT = 14;
const EXPONENT_BIAS = 1075;
const [TWO_24, TWO_48, HALF_48] = [2 ** 24, 2 ** 48, 2 ** 47];
const ZERO = 0x30;
const POINT = 0x2e;

const EXPONENTS = Array.from({ length: COUNT }, (_, i) => LEAST + i);
/** For each exponent, the most decimals of which one unit is more than the distance to the next double. */
const DECIMALS = Uint8Array.from(EXPONENTS, (exponent) => {
  let decimals = 0;
  while (2 ** exponent * 10 ** (decimals + 1) < 1) decimals++;
  return decimals;
});
/** 10 and 5 to that power, the latter also in limbs of 24 bits. */
const TENS = Float64Array.from(DECIMALS, (decimals) => 10 ** decimals);
const FIVES = Float64Array.from(DECIMALS, (decimals) => 5 ** decimals);
const FIVES_HIGH = FIVES.map((five) => Math.floor(five / TWO_24));
const FIVES_LOW = FIVES.map((five, i) => five - (FIVES_HIGH[i] as number) * TWO_24);
/** What one unit is in parts that are whole for every double. */
const UNITS = Float64Array.from(EXPONENTS, (exponent, i) => 2 ** (-exponent - (DECIMALS[i] as number)));

/** What makes sixteen decimals of fewer. */
const BEYOND = Float64Array.from({ length: 17 }, (_, decimals) => 10 ** (16 - decimals));

/** Two digits for each number below 100, the first one in the lower byte. */
const PAIRS = Uint16Array.from({ length: 100 }, (_, i) => (ZERO + Math.floor(i / 10)) | ((ZERO + (i % 10)) << 8));

/**
 * Writes a positive double as `String` does, with the fewest digits that mean the same and of those the nearest, and gives
 * where its text ends; -1 for what it leaves to `String`. It takes the double by its halves, too. Behind the text it may
 * write some bytes more.
 *
 * A double is m * 2^e, and its neighbours are one m away. With decimals chosen so that a unit there is more than that
 * step, at most one number of so many decimals is nearer than half a step; if there is none, one decimal more is enough.
 * All is exact: m * 5^decimals is known in whole units and a rest, which is found modulo 2^48.
 */
export function writeShortest(bytes: Uint8Array, at: number, value: number, low: number, high: number): number {
  const i = (high >>> 20) - EXPONENT_BIAS - LEAST;
  if (i < 0 || i >= COUNT) return -1;
  const [ten, five, unit] = [TENS[i] as number, FIVES[i] as number, UNITS[i] as number];
  // m and the power of five in limbs of 24 bits, as far as they count.
  const first = low & 0xffffff;
  const second = ((high & 0xffff) << 8) | (low >>> 24);
  const fiveLow = FIVES_LOW[i] as number;
  const middle = first * (FIVES_HIGH[i] as number) + second * fiveLow;
  const product = first * fiveLow + (middle - Math.floor(middle / TWO_24) * TWO_24) * TWO_24;

  let count = Math.floor(value * ten);
  const apart = TWO_48 / unit;
  let rest = product - (count - Math.floor(count / apart) * apart) * unit;
  rest -= Math.floor(rest / TWO_48) * TWO_48;
  if (rest > HALF_48) rest -= TWO_48;
  for (; rest < 0; rest += unit) count--;
  for (; rest >= unit; rest -= unit) count++;

  let digit = 0;
  if (unit - rest < five / 2) count++;
  else if (rest > five / 2) {
    digit = Math.floor((rest * 10) / unit);
    const beyond = rest * 10 - digit * unit;
    // Halfway there is no nearest one.
    if (beyond * 2 === unit) return -1;
    if (beyond * 2 > unit) digit++;
    if (digit === 10) {
      count++;
      digit = 0;
    }
  }
  let whole = Math.floor(count / ten) | 0;
  if (whole * ten > count) whole--;
  return writeDigits(bytes, at, whole, count - whole * ten, DECIMALS[i] as number, digit | 0);
}

/** Writes a number below 10000, a fraction of so many decimals, at least 12, and one digit more. */
function writeDigits(
  bytes: Uint8Array,
  at: number,
  whole: number,
  fraction: number,
  decimals: number,
  digit: number,
): number {
  let end = at;
  if (whole > 999) bytes[end++] = ZERO + ((whole / 1000) | 0);
  if (whole > 99) bytes[end++] = ZERO + (((whole / 100) | 0) % 10);
  if (whole > 9) bytes[end++] = ZERO + (((whole / 10) | 0) % 10);
  bytes[end++] = ZERO + (whole % 10);
  if (fraction === 0 && digit === 0) return end;
  bytes[end++] = POINT;
  // Sixteen digits, of which the last ones are beyond the decimals.
  const all = fraction * (BEYOND[decimals] as number);
  const upper = Math.floor(all / 1e8);
  writeEight(bytes, end, upper | 0);
  writeEight(bytes, end + 8, (all - upper * 1e8) | 0);
  end += decimals;
  if (digit > 0) bytes[end++] = ZERO + digit;
  else while (bytes[end - 1] === ZERO) end--;
  return end;
}

function writeEight(bytes: Uint8Array, at: number, number: number): void {
  const upper = (number / 10_000) | 0;
  const lower = number - upper * 10_000;
  writePair(bytes, at, (upper / 100) | 0);
  writePair(bytes, at + 2, upper % 100);
  writePair(bytes, at + 4, (lower / 100) | 0);
  writePair(bytes, at + 6, lower % 100);
}

function writePair(bytes: Uint8Array, at: number, number: number): void {
  const pair = PAIRS[number] as number;
  bytes[at] = pair & 0xff;
  bytes[at + 1] = pair >> 8;
}
