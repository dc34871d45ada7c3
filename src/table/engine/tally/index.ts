// Sums of looked-up numbers for many rows, compiled to WebAssembly: tables of sixteen bytes by code, 32 rows at a time.
export { allocate } from '../memory.ts';

/** Rows that are looked at together. */
const STEP: usize = 32;
const HALF: usize = 16;
const PAIR: usize = 16;

/**
 * Works out tallies of some rows, each a record: where its sums go, how many columns may be open, how many planes, what is
 * added to all; then the columns that may be open and the planes. A column is the place of its codes and of its table.
 */
export function addUp(records: usize, count: u32, rows: usize): void {
  for (let row: usize = 0; row < rows; row += STEP) {
    let at = records;
    for (let k: u32 = 0; k < count; k++) at = addTally(at, row);
  }
}

function addTally(record: usize, row: usize): usize {
  const sums: usize = (load<u32>(record) as usize) + (row << 3);
  const open: u32 = load<u32>(record, 4);
  const planes: u32 = load<u32>(record, 8);
  fill(sums, load<f64>(record, 16));
  let first = v128.splat<i8>(0);
  let second = v128.splat<i8>(0);
  let at = record + 24;
  for (let i: u32 = 0; i < open; i++, at += 8) {
    const codes: usize = (load<u32>(at) as usize) + row;
    const table = v128.load(load<u32>(at, 4));
    first = v128.or(first, i8x16.swizzle(table, v128.load(codes)));
    second = v128.or(second, i8x16.swizzle(table, v128.load(codes, HALF)));
  }
  for (let i: u32 = 0; i < planes; i++) at = addPlane(at, row, sums);
  if (v128.any_true(v128.or(first, second))) {
    markOpen(first, sums);
    markOpen(second, sums + (HALF << 3));
  }
  return at;
}

function fill(sums: usize, value: f64): void {
  const both = v128.splat<f64>(value);
  for (let i: usize = 0; i < STEP << 3; i += PAIR) v128.store(sums + i, both);
}

/**
 * A plane: what its sums are multiplied with, how many groups; then the groups, each how many columns, and the columns. No
 * sum of a group is more than a byte, no sum of a plane more than two.
 */
function addPlane(plane: usize, row: usize, sums: usize): usize {
  const factor = v128.splat<f64>(load<f64>(plane));
  const groups: u32 = load<u32>(plane, 8);
  let at = plane + 16;
  let a = v128.splat<i16>(0);
  let b = a;
  let c = a;
  let d = a;
  for (let group: u32 = 0; group < groups; group++) {
    const end = at + 8 + ((load<u32>(at) as usize) << 3);
    let first = v128.splat<i8>(0);
    let second = first;
    for (at += 8; at < end; at += 8) {
      const codes: usize = (load<u32>(at) as usize) + row;
      const table = v128.load(load<u32>(at, 4));
      first = i8x16.add(first, i8x16.swizzle(table, v128.load(codes)));
      second = i8x16.add(second, i8x16.swizzle(table, v128.load(codes, HALF)));
    }
    a = i16x8.add(a, i16x8.extend_low_i8x16_u(first));
    b = i16x8.add(b, i16x8.extend_high_i8x16_u(first));
    c = i16x8.add(c, i16x8.extend_low_i8x16_u(second));
    d = i16x8.add(d, i16x8.extend_high_i8x16_u(second));
  }
  addEight(sums, a, factor);
  addEight(sums + 64, b, factor);
  addEight(sums + 128, c, factor);
  addEight(sums + 192, d, factor);
  return at;
}

function addEight(sums: usize, values: v128, factor: v128): void {
  addFour(sums, i32x4.extend_low_i16x8_u(values), factor);
  addFour(sums + 32, i32x4.extend_high_i16x8_u(values), factor);
}

function addFour(sums: usize, values: v128, factor: v128): void {
  addTwo(sums, f64x2.convert_low_i32x4_u(values), factor);
  addTwo(
    sums + 16,
    f64x2.convert_low_i32x4_u(
      i8x16.shuffle(values, values, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15),
    ),
    factor,
  );
}

function addTwo(sums: usize, values: v128, factor: v128): void {
  v128.store(sums, f64x2.add(v128.load(sums), f64x2.mul(values, factor)));
}

function markOpen(marks: v128, sums: usize): void {
  let bits = i8x16.bitmask(marks) as u32;
  for (; bits !== 0; bits &= bits - 1) store<f64>(sums + ((ctz(bits) as usize) << 3), NaN);
}
