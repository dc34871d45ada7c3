// Loops over the columns of a tile: codes are words of 16 bits, numbers doubles; `left` has a byte for each row, 1 where the
// row is left to another. Columns have room for a few rows more, which may be written.

export { allocate } from '../memory.ts';

/** The largest number below which doubles hold every whole number. */
const MOST: f64 = 9007199254740991;
/** Bits of what a code takes, and a number. */
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

/** Whether a number is too large to be exact; one without end is not. */
function isInexact(number: f64): bool {
  const size = Math.abs(number);
  return !(size <= MOST || size === Infinity);
}

export function leaveInexact(left: usize, numbers: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) if (isInexact(numberAt(numbers, row))) store<u8>(left + row, 1);
}

/** Leaves the rows whose code has a 1 in the table of bytes. */
export function leaveByCode(left: usize, codes: usize, table: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    store<u8>(left + row, load<u8>(left + row) | load<u8>(table + codeAt(codes, row)));
  }
}

export function lookUpCodes(out: usize, codes: usize, table: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) store<u16>(out + (row << CODE), codeAt(table, codeAt(codes, row)) as u16);
}

/** The entry of a table at first * width + second. */
export function lookUpPair(out: usize, first: usize, width: u32, second: usize, table: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const place = codeAt(first, row) * (width as usize) + codeAt(second, row);
    store<u16>(out + (row << CODE), codeAt(table, place) as u16);
  }
}

/** Of a lookup: the address of codes, and of what they are looked up in. */
const LOOKUP: usize = 8;

function codesIn(lookup: usize): usize {
  return load<u32>(lookup);
}

function tableIn(lookup: usize): usize {
  return load<u32>(lookup, 4);
}

// Four lookups at a time: what they come to is then read and written less often.

/** Adds what is looked up in tables of at most sixteen bytes. */
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

/** Adds what is looked up by several codes to what stands there. */
function addTo<T extends number>(out: usize, lookups: usize, count: usize, rows: usize): void {
  let at = lookups;
  const end = lookups + count * LOOKUP;
  for (; at + 4 * LOOKUP <= end; at += 4 * LOOKUP) {
    const a = codesIn(at);
    const b = codesIn(at + LOOKUP);
    const c = codesIn(at + 2 * LOOKUP);
    const d = codesIn(at + 3 * LOOKUP);
    const inA = tableIn(at);
    const inB = tableIn(at + LOOKUP);
    const inC = tableIn(at + 2 * LOOKUP);
    const inD = tableIn(at + 3 * LOOKUP);
    for (let row: usize = 0; row < rows; row++) {
      const two = entryAt<T>(inA, codeAt(a, row)) + entryAt<T>(inB, codeAt(b, row));
      const others = entryAt<T>(inC, codeAt(c, row)) + entryAt<T>(inD, codeAt(d, row));
      store<T>(out + row * sizeof<T>(), (entryAt<T>(out, row) + two + others) as T);
    }
  }
  for (; at < end; at += LOOKUP) {
    const codes = codesIn(at);
    const table = tableIn(at);
    for (let row: usize = 0; row < rows; row++) {
      store<T>(out + row * sizeof<T>(), (entryAt<T>(out, row) + entryAt<T>(table, codeAt(codes, row))) as T);
    }
  }
}

function entryAt<T extends number>(table: usize, place: usize): T {
  return load<T>(table + place * sizeof<T>());
}

/** The sum of what is looked up by several codes. */
export function addCodes(out: usize, lookups: usize, count: usize, rows: usize): void {
  memory.fill(out, 0, rows << CODE);
  addTo<u16>(out, lookups, count, rows);
}

/** The sum of numbers that are looked up, and of a base. */
export function addNumbers(out: usize, lookups: usize, count: usize, base: f64, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) putNumber(out, row, base);
  addTo<f64>(out, lookups, count, rows);
}

/** The least of what is looked up by several codes, or the greatest. */
export function pickNumbers(out: usize, lookups: usize, count: usize, isGreatest: bool, rows: usize): void {
  for (let k: usize = 0; k < count; k++) {
    const codes = codesIn(lookups + k * LOOKUP);
    const table = tableIn(lookups + k * LOOKUP);
    for (let row: usize = 0; row < rows; row++) {
      const one = numberAt(table, codeAt(codes, row));
      const best = numberAt(out, row);
      if (k === 0 || (isGreatest ? one > best : one < best)) putNumber(out, row, one);
    }
  }
}

/** Adds what the bits of some options come to: `table` by the bits from `shift` on under the mask. */
export function addChosen(out: usize, words: usize, shift: u32, mask: u32, table: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const bits = (load<u32>(words + (row << 2)) >> shift) & mask;
    putNumber(out, row, numberAt(out, row) + numberAt(table, bits as usize));
  }
}

/** Adds how many bits under a mask are 1. */
export function addCounts(out: usize, words: usize, mask: u32, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const count = popcnt(load<u32>(words + (row << 2)) & mask);
    store<u16>(out + (row << CODE), (codeAt(out, row) + count) as u16);
  }
}

/** Products; with `left` rows in which they are not exact are left. */
export function multiply(out: usize, a: usize, b: usize, left: usize, rows: usize): void {
  let bad = i64x2.splat(0);
  const most = f64x2.splat(MOST);
  for (let at: usize = 0; at < rows << NUMBER; at += 16) {
    const product = f64x2.mul(v128.load(a + at), v128.load(b + at));
    v128.store(out + at, product);
    bad = v128.or(bad, v128.not(f64x2.le(f64x2.abs(product), most)));
  }
  if (left !== 0 && v128.any_true(bad)) leaveInexact(left, out, rows);
}

/** a + sign * b; with `left` rows in which it is not exact are left. */
export function addUp(out: usize, a: usize, b: usize, sign: f64, left: usize, rows: usize): void {
  let bad = i64x2.splat(0);
  const most = f64x2.splat(MOST);
  const factor = f64x2.splat(sign);
  for (let at: usize = 0; at < rows << NUMBER; at += 16) {
    const sum = f64x2.add(v128.load(a + at), f64x2.mul(factor, v128.load(b + at)));
    v128.store(out + at, sum);
    bad = v128.or(bad, v128.not(f64x2.le(f64x2.abs(sum), most)));
  }
  if (left !== 0 && v128.any_true(bad)) leaveInexact(left, out, rows);
}

/** Quotients, never -0. */
export function divide(out: usize, a: usize, b: usize, rows: usize): void {
  const zero = f64x2.splat(0);
  for (let at: usize = 0; at < rows << NUMBER; at += 16) {
    v128.store(out + at, f64x2.add(f64x2.div(v128.load(a + at), v128.load(b + at)), zero));
  }
}

/** The first number where the table of bytes has a 1 for the code, else the second. */
export function selectNumbers(out: usize, codes: usize, table: usize, yes: usize, no: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const from = load<u8>(table + codeAt(codes, row)) !== 0 ? yes : no;
    putNumber(out, row, numberAt(from, row));
  }
}

/**
 * Compares a / b with c / d: 0 where the first is less, 1 where both are equal, 2 where it is more. Rows in which the products
 * are not exact are left, but for quotients that are written alike.
 */
export function compare(out: usize, a: usize, b: usize, c: usize, d: usize, left: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const tops = numberAt(a, row) === numberAt(c, row);
    let order: u16 = 1;
    if (!tops || numberAt(b, row) !== numberAt(d, row)) {
      const x = numberAt(a, row) * numberAt(d, row);
      const y = numberAt(c, row) * numberAt(b, row);
      order = x > y ? 2 : x === y ? 1 : 0;
      if (isInexact(x) || isInexact(y)) store<u8>(left + row, 1);
    }
    store<u16>(out + (row << CODE), order);
  }
}

/** How many of ascending bounds a number reaches and how many it exceeds, added up. */
export function countBounds(out: usize, numbers: usize, bounds: usize, count: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row += 4) {
    const a = v128.load(numbers + (row << NUMBER));
    const b = v128.load(numbers + (row << NUMBER), 16);
    let inA = i64x2.splat(0);
    let inB = i64x2.splat(0);
    // A comparison that holds is -1.
    for (let k: usize = 0; k < count; k++) {
      const bound = v128.load64_splat(bounds + (k << NUMBER));
      inA = i64x2.sub(i64x2.sub(inA, f64x2.ge(a, bound)), f64x2.gt(a, bound));
      inB = i64x2.sub(i64x2.sub(inB, f64x2.ge(b, bound)), f64x2.gt(b, bound));
    }
    const at = out + (row << CODE);
    store<u16>(at, i64x2.extract_lane(inA, 0) as u16);
    store<u16>(at, i64x2.extract_lane(inA, 1) as u16, 2);
    store<u16>(at, i64x2.extract_lane(inB, 0) as u16, 4);
    store<u16>(at, i64x2.extract_lane(inB, 1) as u16, 6);
  }
}

/** By how many places decimals of at most 15 digits are whole, as a power of ten; NaN where that is none. */
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

/** Decimals as whole numbers of their places. */
export function wholes(out: usize, decimals: usize, by: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const place = numberAt(by, row);
    const decimal = numberAt(decimals, row);
    putNumber(out, row, place === 1 ? decimal : Math.floor(decimal * place + 0.5));
  }
}

/** The greatest whole number that divides two others; 1 where one of them has no end. */
export function commonDivisors(out: usize, a: usize, b: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) putNumber(out, row, divisorOf(numberAt(a, row), numberAt(b, row)));
}

function divisorOf(a: f64, b: f64): f64 {
  const x = Math.abs(a);
  const y = Math.abs(b);
  if (!(x <= MOST) || !(y <= MOST)) return 1;
  let m = x as u64;
  let n = y as u64;
  while (n > 0) {
    const rest = m % n;
    m = n;
    n = rest;
  }
  return m === 0 ? 1 : (m as f64);
}

/** The least multiple of two positive whole numbers. */
export function commonMultiples(out: usize, a: usize, b: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    putNumber(out, row, multipleOf(numberAt(a, row), numberAt(b, row)));
  }
}

function multipleOf(x: f64, y: f64): f64 {
  return x === y ? x : x * (y / divisorOf(x, y));
}

/** Addresses of a member of a mean: its codes, a byte for each code whether it may join, its numbers n / d, its weights. */
const MEMBER: usize = 20;
/** A member that may join in a row: n, d and weight. */
const JOINING: usize = 24;
let isExact: bool = true;

function keep(number: f64): f64 {
  if (isInexact(number)) isExact = false;
  return number;
}

/**
 * Means n / (d * weight) with those of the members that may join which pull them further, up where the direction is 1 and down
 * where it is -1, the furthest first. Where numbers grow too large to be exact, n is NaN.
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
      insertJoining(
        room,
        last,
        numberAt(load<u32>(member, 8), row),
        numberAt(load<u32>(member, 12), row),
        numberAt(load<u32>(member, 16), row),
        direction,
      );
      last += JOINING;
    }
    let sum = numberAt(sums, row);
    let divisor = numberAt(divisors, row);
    let weight = numberAt(weights, row);
    for (let at = room; at < last; at += JOINING) {
      const n = load<f64>(at);
      const d = load<f64>(at, 8);
      if (weight > 0) {
        const level = keep(n * keep(divisor * weight));
        const reached = keep(sum * d);
        if (direction > 0 ? level <= reached : level >= reached) break;
      }
      const own = load<f64>(at, 16);
      const common = keep(multipleOf(divisor, d));
      sum = keep(keep(sum * (common / divisor)) + keep(keep(n * own) * (common / d)));
      divisor = common;
      weight += own;
    }
    putNumber(top, row, isExact ? sum : NaN);
    putNumber(bottom, row, divisor);
    putNumber(total, row, weight);
  }
}

/** Keeps what may join in order, the furthest in the direction first. */
function insertJoining(room: usize, last: usize, n: f64, d: f64, weight: f64, direction: f64): void {
  let at = last;
  for (; at > room; at -= JOINING) {
    const before = at - JOINING;
    if ((keep(n * load<f64>(before, 8)) - keep(load<f64>(before) * d)) * direction <= 0) break;
    memory.copy(at, before, JOINING);
  }
  store<f64>(at, n);
  store<f64>(at, d, 8);
  store<f64>(at, weight, 16);
}
