import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_CODES, type Tally } from '../../src/scoring/kernel/kernel-columns.ts';
import { prepareTallies } from '../../src/table/tally-engine.ts';
import { runs } from '../property-runs.ts';

const COLUMNS = 9;
const MOST_ROWS = 200;

/** Whole numbers as far apart as those of a term may be, and what is open. */
const value = fc.oneof(
  fc.integer({ min: -3, max: 255 }),
  fc.integer({ min: -70_000, max: 70_000 }),
  fc.constantFrom(0, 2 ** 31 - 1, -(2 ** 31), 65_537, Number.NaN),
);
const term = fc.record({
  column: fc.nat({ max: COLUMNS - 1 }),
  values: fc.array(value, { minLength: 1, maxLength: MOST_CODES }),
});
const tally = fc.array(term, { minLength: 2, maxLength: 40 });

/** The same column by column and row by row, as it stands in the text of a kernel. */
function addUpPlainly(some: Tally, columns: readonly Uint8Array[], row: number): number {
  return some.reduce((sum, { column, values }) => sum + (values[columns[column]?.[row] ?? 0] ?? Number.NaN), 0);
}

test('tallies are the sums of what is looked up, for any rows of a block', () => {
  fc.assert(
    fc.property(
      fc.array(tally, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: MOST_ROWS }),
      fc.nat({ max: 50 }),
      fc.infiniteStream(fc.nat({ max: MOST_CODES - 1 })),
      (tallies, count, base, codes) => {
        // A code has a number in every table that is read by it.
        const sizes = Array.from({ length: COLUMNS }, (_, column) =>
          Math.min(...tallies.flat().map((one) => (one.column === column ? one.values.length : MOST_CODES))),
        );
        const columns = sizes.map((size) =>
          Uint8Array.from({ length: base + count }, () => (codes.next().value as number) % size),
        );
        const tallier = prepareTallies(tallies, MOST_ROWS);
        // What an earlier block left behind does not count.
        tallier.addUp(
          columns.map((column) => column.map(() => 0)),
          0,
          count,
        );
        tallier.addUp(columns, base, count);
        tallies.forEach((some, k) => {
          const sums = [...(tallier.sums[k] as Float64Array).subarray(0, count)];
          expect(sums).toEqual(Array.from(sums, (_, row) => addUpPlainly(some, columns, base + row)));
        });
      },
    ),
    runs(200),
  );
});

test('as many terms as there may be, each as large as a byte, do not run over', () => {
  const some = Array.from({ length: 256 }, () => ({ column: 0, values: [0, 2 ** 32 - 1] }));
  const tallier = prepareTallies([some], 32);
  tallier.addUp([Uint8Array.of(1, 0, 1)], 0, 3);
  expect([...(tallier.sums[0] as Float64Array).subarray(0, 3)]).toEqual([256 * (2 ** 32 - 1), 0, 256 * (2 ** 32 - 1)]);
});
