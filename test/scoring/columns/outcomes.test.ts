import { expect, test } from 'vitest';
import {
  encodeOutcomes,
  type FewOutcomes,
  foldOutcomes,
  outcomeByCode,
  pairOutcomes,
} from '../../../src/scoring/columns/outcomes.ts';
import { createProgram, ROWS_PER_TILE } from '../../../src/scoring/columns/program.ts';
import { createColumnEngine } from '../../../src/table/column-engine.ts';

/** Codes in the rows of a tile, and what is decided by them. */
function prepare(widths: readonly number[]) {
  const program = createProgram(createColumnEngine(), false);
  const rows = widths.map((width, k) =>
    Array.from({ length: ROWS_PER_TILE }, (_, row) => ((row + 1) * (7 * k + 3)) % width),
  );
  const registers = widths.map(program.codes);
  const few = registers.map((codes, k) =>
    outcomeByCode(
      program,
      codes,
      Array.from({ length: widths[k] as number }, (_, code) => code),
    ),
  );
  function read<T>(one: FewOutcomes<T>): T[] {
    const { codes, outcomes } = encodeOutcomes(program, one);
    for (const [k, { values }] of registers.entries()) values.set(rows[k] as number[]);
    for (const step of program.steps) step(ROWS_PER_TILE);
    return Array.from({ length: ROWS_PER_TILE }, (_, row) => outcomes[codes.values[row] as number] as T);
  }
  return { program, few, read, expected: <T>(of: (codes: number[]) => T) => rows[0]?.map((_, row) => of(rows.map((one) => one[row] as number))) }; // biome-ignore format: short
}

test('a value that depends on several codes is correct for every combination of the codes', () => {
  const { program, few, read, expected } = prepare([5, 3, 41, 2]);
  const [a, b, c, d] = few as [FewOutcomes<number>, FewOutcomes<number>, FewOutcomes<number>, FewOutcomes<number>];
  const isLarge = pairOutcomes(program, c, a, (large, small) => large > 20 + small);
  const either = pairOutcomes(program, isLarge, pairOutcomes(program, b, d, Math.max), (is, more) => is || more > 1);
  expect(read(either)).toEqual(expected(([x = 0, y = 0, z = 0, w = 0]) => z > 20 + x || Math.max(y, w) > 1));
  expect(new Set(read(either)).size).toBe(2);
});

test('values are correct even if they depend on more codes than one table can combine', () => {
  const { program, few, read, expected } = prepare(Array.from({ length: 21 }, (_, k) => 2 + (k % 3)));
  const sum = foldOutcomes(program, few, (a, b) => (a + b) % 5, 0);
  expect(read(sum)).toEqual(expected((codes) => codes.reduce((a, b) => (a + b) % 5)));
  // All pairs of many codes are a table.
  const wide = prepare([200, 300]);
  const [x, y] = wide.few as [FewOutcomes<number>, FewOutcomes<number>];
  expect(wide.read(pairOutcomes(wide.program, x, y, (a, b) => a * b))).toEqual(
    wide.expected(([a = 0, b = 0]) => a * b),
  );
});
