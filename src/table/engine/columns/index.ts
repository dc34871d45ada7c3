// Loops over the columns of a tile of rows. Codes are 16-bit words, numbers are doubles.

/*
 * `left` has one byte for each row, which is 1 if the row is left to the row-by-row evaluator. After its last row, each
 * column has space that a loop may overwrite.
 */

export { allocate } from '../memory.ts';

/** Doubles represent all whole numbers up to this limit exactly. */
const MAX_EXACT: f64 = 9007199254740991;
/** The size of a code and of a number in bytes, as the exponent of a power of two. */
const CODE: usize = 1;
const NUMBER: usize = 3;

function codeAt(codes: usize, row: usize): usize {
  return load<u16>(codes + (row << CODE)) as usize;
}

function numberAt(numbers: usize, row: usize): f64 {
  return load<f64>(numbers + (row << NUMBER));
}

function putNumber(out: usize, row: usize, number: f64): void {
  store<f64>(out + (row << NUMBER), number);
}

/** Whether a number is too large to be exact; infinity counts as exact. */
function isInexact(number: f64): bool {
  const size = Math.abs(number);
  return !(size <= MAX_EXACT || size === Infinity);
}

export function leaveInexact(left: usize, numbers: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) if (isInexact(numberAt(numbers, row))) store<u8>(left + row, 1);
}

/** Leaves rows whose code is marked with 1 in the byte table to the row-by-row evaluator. */
export function leaveByCode(left: usize, codes: usize, table: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    store<u8>(left + row, load<u8>(left + row) | load<u8>(table + codeAt(codes, row)));
  }
}

export function lookUpCodes(out: usize, codes: usize, table: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) store<u16>(out + (row << CODE), codeAt(table, codeAt(codes, row)) as u16);
}

/** Replaces each pair of codes by the entry `first * width + second` of a table. */
export function lookUpPair(out: usize, first: usize, width: u32, second: usize, table: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const place = codeAt(first, row) * (width as usize) + codeAt(second, row);
    store<u16>(out + (row << CODE), codeAt(table, place) as u16);
  }
}

/** The size of a lookup in bytes: the address of the codes, then the address of their table. */
const LOOKUP: usize = 8;

function codesIn(lookup: usize): usize {
  return load<u32>(lookup);
}

function tableIn(lookup: usize): usize {
  return load<u32>(lookup, 4);
}

// Four lookups are combined in one pass, so that the result is read and written less often.

/** Adds the entries of several codes to `out`, from tables with at most sixteen bytes. */
export function addShortCodes(out: usize, lookups: usize, count: usize, rows: usize): void {
  const end = lookups + count * LOOKUP;
  for (let to = out; to < out + (rows << CODE); to += 32) {
    let first = v128.load(to);
    let second = v128.load(to, 16);
    for (let at = lookups; at < end; at += LOOKUP) {
      const codes = codesIn(at) + (to - out);
      const places = i8x16.narrow_i16x8_u(v128.load(codes), v128.load(codes, 16));
      const entries = i8x16.swizzle(v128.load(tableIn(at)), places);
      first = i16x8.add(first, i16x8.extend_low_i8x16_u(entries));
      second = i16x8.add(second, i16x8.extend_high_i8x16_u(entries));
    }
    v128.store(to, first);
    v128.store(to, second, 16);
  }
}

/** Adds the entries that several codes have in their tables to `out`. */
function addEntries<T extends number>(out: usize, lookups: usize, count: usize, rows: usize): void {
  let lookup = lookups;
  const end = lookups + count * LOOKUP;
  for (; lookup + 4 * LOOKUP <= end; lookup += 4 * LOOKUP) {
    const a = codesIn(lookup);
    const b = codesIn(lookup + LOOKUP);
    const c = codesIn(lookup + 2 * LOOKUP);
    const d = codesIn(lookup + 3 * LOOKUP);
    const inA = tableIn(lookup);
    const inB = tableIn(lookup + LOOKUP);
    const inC = tableIn(lookup + 2 * LOOKUP);
    const inD = tableIn(lookup + 3 * LOOKUP);
    for (let row: usize = 0; row < rows; row++) {
      const two = entryAt<T>(inA, codeAt(a, row)) + entryAt<T>(inB, codeAt(b, row));
      const others = entryAt<T>(inC, codeAt(c, row)) + entryAt<T>(inD, codeAt(d, row));
      store<T>(out + row * sizeof<T>(), (entryAt<T>(out, row) + two + others) as T);
    }
  }
  for (; lookup < end; lookup += LOOKUP) {
    const codes = codesIn(lookup);
    const table = tableIn(lookup);
    for (let row: usize = 0; row < rows; row++) {
      store<T>(out + row * sizeof<T>(), (entryAt<T>(out, row) + entryAt<T>(table, codeAt(codes, row))) as T);
    }
  }
}

function entryAt<T extends number>(table: usize, place: usize): T {
  return load<T>(table + place * sizeof<T>());
}

/** Computes the sum of the entries that several codes have in their tables. */
export function addCodes(out: usize, lookups: usize, count: usize, rows: usize): void {
  memory.fill(out, 0, rows << CODE);
  addEntries<u16>(out, lookups, count, rows);
}

/** For each row, adds the table entries of several columns’ codes to `base`. */
export function addNumbers(out: usize, lookups: usize, count: usize, base: f64, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) putNumber(out, row, base);
  addEntries<f64>(out, lookups, count, rows);
}

/** Picks the least or greatest of the entries that several codes have in their tables. */
export function pickNumbers(out: usize, lookups: usize, count: usize, isGreatest: bool, rows: usize): void {
  for (let k: usize = 0; k < count; k++) {
    const codes = codesIn(lookups + k * LOOKUP);
    const table = tableIn(lookups + k * LOOKUP);
    for (let row: usize = 0; row < rows; row++) {
      const candidate = numberAt(table, codeAt(codes, row));
      const best = numberAt(out, row);
      if (k === 0 || (isGreatest ? candidate > best : candidate < best)) putNumber(out, row, candidate);
    }
  }
}

/**
 * For each row, adds the table entry of the combination of options chosen from a group: the bits of `words` from bit
 * `shift` on, limited by `mask`.
 */
export function addChosen(out: usize, words: usize, shift: u32, mask: u32, table: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const bits = (load<u32>(words + (row << 2)) >> shift) & mask;
    putNumber(out, row, numberAt(out, row) + numberAt(table, bits as usize));
  }
}

/** Adds the number of chosen options among those in `mask`. */
export function addCounts(out: usize, words: usize, mask: u32, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const count = popcnt(load<u32>(words + (row << 2)) & mask);
    store<u16>(out + (row << CODE), (codeAt(out, row) + count) as u16);
  }
}

/**
 * Multiplies two columns of numbers. If `left` is given, rows whose product is not exact are left to the row-by-row
 * evaluator.
 */
export function multiply(out: usize, a: usize, b: usize, left: usize, rows: usize): void {
  let bad = i64x2.splat(0);
  const maximum = f64x2.splat(MAX_EXACT);
  for (let offset: usize = 0; offset < rows << NUMBER; offset += 16) {
    const product = f64x2.mul(v128.load(a + offset), v128.load(b + offset));
    v128.store(out + offset, product);
    bad = v128.or(bad, v128.not(f64x2.le(f64x2.abs(product), maximum)));
  }
  if (left !== 0 && v128.any_true(bad)) leaveInexact(left, out, rows);
}

/** Computes a + sign * b. If `left` is given, rows whose result is not exact are left to the row-by-row evaluator. */
export function addUp(out: usize, a: usize, b: usize, sign: f64, left: usize, rows: usize): void {
  let bad = i64x2.splat(0);
  const most = f64x2.splat(MAX_EXACT);
  const factor = f64x2.splat(sign);
  for (let offset: usize = 0; offset < rows << NUMBER; offset += 16) {
    const sum = f64x2.add(v128.load(a + offset), f64x2.mul(factor, v128.load(b + offset)));
    v128.store(out + offset, sum);
    bad = v128.or(bad, v128.not(f64x2.le(f64x2.abs(sum), most)));
  }
  if (left !== 0 && v128.any_true(bad)) leaveInexact(left, out, rows);
}

/** Divides two columns of numbers; the quotient is never -0. */
export function divide(out: usize, a: usize, b: usize, rows: usize): void {
  const zero = f64x2.splat(0);
  for (let offset: usize = 0; offset < rows << NUMBER; offset += 16) {
    v128.store(out + offset, f64x2.add(f64x2.div(v128.load(a + offset), v128.load(b + offset)), zero));
  }
}

/** Selects the first number in rows whose code is marked with 1 in the byte table, and the second in all others. */
export function selectNumbers(out: usize, codes: usize, table: usize, yes: usize, no: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const from = load<u8>(table + codeAt(codes, row)) !== 0 ? yes : no;
    putNumber(out, row, numberAt(from, row));
  }
}

/**
 * Compares a / b with c / d: 0 means less, 1 equal, 2 more. Rows with inexact products are left to the row-by-row
 * evaluator, unless numerators and denominators are the same.
 */
export function compare(out: usize, a: usize, b: usize, c: usize, d: usize, left: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const sameNumerators = numberAt(a, row) === numberAt(c, row);
    let order: u16 = 1;
    if (!sameNumerators || numberAt(b, row) !== numberAt(d, row)) {
      const x = numberAt(a, row) * numberAt(d, row);
      const y = numberAt(c, row) * numberAt(b, row);
      order = x > y ? 2 : x === y ? 1 : 0;
      if (isInexact(x) || isInexact(y)) store<u8>(left + row, 1);
    }
    store<u16>(out + (row << CODE), order);
  }
}

/** Counts for each number how many of the ascending bounds it is equal to or above, plus how many it is above. */
export function countBounds(out: usize, numbers: usize, bounds: usize, count: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row += 4) {
    const a = v128.load(numbers + (row << NUMBER));
    const b = v128.load(numbers + (row << NUMBER), 16);
    let inA = i64x2.splat(0);
    let inB = i64x2.splat(0);
    // A comparison that is true gives -1, so subtracting it counts it.
    for (let k: usize = 0; k < count; k++) {
      const bound = v128.load64_splat(bounds + (k << NUMBER));
      inA = i64x2.sub(i64x2.sub(inA, f64x2.ge(a, bound)), f64x2.gt(a, bound));
      inB = i64x2.sub(i64x2.sub(inB, f64x2.ge(b, bound)), f64x2.gt(b, bound));
    }
    const address = out + (row << CODE);
    store<u16>(address, i64x2.extract_lane(inA, 0) as u16);
    store<u16>(address, i64x2.extract_lane(inA, 1) as u16, 2);
    store<u16>(address, i64x2.extract_lane(inB, 0) as u16, 4);
    store<u16>(address, i64x2.extract_lane(inB, 1) as u16, 6);
  }
}

/**
 * Finds the power of ten by which a decimal of at most 15 digits must be multiplied to be whole; NaN if there is none.
 */
export function places(out: usize, decimals: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) putNumber(out, row, placeOf(numberAt(decimals, row)));
}

function placeOf(decimal: f64): f64 {
  if (Math.trunc(decimal) === decimal || Math.abs(decimal) === Infinity) return 1;
  for (let place: f64 = 10; place <= 1e15; place *= 10) {
    if (Math.floor(decimal * place + 0.5) / place === decimal) return place;
  }
  return NaN;
}

/** Converts decimals to whole numbers by multiplying them by their powers of ten. */
export function wholes(out: usize, decimals: usize, by: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const place = numberAt(by, row);
    const decimal = numberAt(decimals, row);
    putNumber(out, row, place === 1 ? decimal : Math.floor(decimal * place + 0.5));
  }
}

/** Computes the greatest common divisor of two whole numbers; 1 if one of them is infinite. */
export function commonDivisors(out: usize, a: usize, b: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) putNumber(out, row, divisorOf(numberAt(a, row), numberAt(b, row)));
}

function divisorOf(a: f64, b: f64): f64 {
  const x = Math.abs(a);
  const y = Math.abs(b);
  if (!(x <= MAX_EXACT) || !(y <= MAX_EXACT)) return 1;
  let m = x as u64;
  let n = y as u64;
  while (n > 0) {
    const rest = m % n;
    m = n;
    n = rest;
  }
  return m === 0 ? 1 : (m as f64);
}

/** Computes the least common multiple of two positive whole numbers. */
export function commonMultiples(out: usize, a: usize, b: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    putNumber(out, row, leastCommonMultiple(numberAt(a, row), numberAt(b, row)));
  }
}

function leastCommonMultiple(x: f64, y: f64): f64 {
  return x === y ? x : x * (y / divisorOf(x, y));
}

/**
 * The size of a member of a mean in bytes. It consists of five addresses: its codes, a table that says for each code
 * whether the member may be included, the numerators and denominators of its numbers, and its weights.
 */
const MEMBER: usize = 20;
/** The size in bytes of a member that may be included in a row: numerator, denominator and weight. */
const CANDIDATE: usize = 24;
let isExact: bool = true;

function checkExact(number: f64): f64 {
  if (isInexact(number)) isExact = false;
  return number;
}

/**
 * Computes the most extreme mean n / (d * weight) if some members may be left out: the greatest for direction 1, the
 * least for -1. Such members are included one after the other, the most extreme first, as long as they move the mean
 * further. n is NaN if numbers become too large to be exact.
 */
export function pullMeans(
  top: usize,
  bottom: usize,
  total: usize,
  sums: usize,
  divisors: usize,
  weights: usize,
  members: usize,
  count: usize,
  room: usize,
  direction: f64,
  rows: usize,
): void {
  const end = members + count * MEMBER;
  for (let row: usize = 0; row < rows; row++) {
    isExact = true;
    let last = room;
    for (let member = members; member < end; member += MEMBER) {
      if (load<u8>(load<u32>(member, 4) + codeAt(load<u32>(member), row)) === 0) continue;
      insertCandidate(
        room,
        last,
        numberAt(load<u32>(member, 8), row),
        numberAt(load<u32>(member, 12), row),
        numberAt(load<u32>(member, 16), row),
        direction,
      );
      last += CANDIDATE;
    }
    let sum = numberAt(sums, row);
    let divisor = numberAt(divisors, row);
    let weight = numberAt(weights, row);
    for (let candidate = room; candidate < last; candidate += CANDIDATE) {
      const n = load<f64>(candidate);
      const d = load<f64>(candidate, 8);
      if (weight > 0) {
        const level = checkExact(n * checkExact(divisor * weight));
        const reached = checkExact(sum * d);
        if (direction > 0 ? level <= reached : level >= reached) break;
      }
      const ownWeight = load<f64>(candidate, 16);
      const common = checkExact(leastCommonMultiple(divisor, d));
      sum = checkExact(checkExact(sum * (common / divisor)) + checkExact(checkExact(n * ownWeight) * (common / d)));
      divisor = common;
      weight += ownWeight;
    }
    putNumber(top, row, isExact ? sum : NaN);
    putNumber(bottom, row, divisor);
    putNumber(total, row, weight);
  }
}

/** Inserts a member in the list of candidates, which is sorted with the most extreme first. */
function insertCandidate(room: usize, last: usize, n: f64, d: f64, weight: f64, direction: f64): void {
  let slot = last;
  for (; slot > room; slot -= CANDIDATE) {
    const previous = slot - CANDIDATE;
    if ((checkExact(n * load<f64>(previous, 8)) - checkExact(load<f64>(previous) * d)) * direction <= 0) break;
    memory.copy(slot, previous, CANDIDATE);
  }
  store<f64>(slot, n);
  store<f64>(slot, d, 8);
  store<f64>(slot, weight, 16);
}
