import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberColumn } from '../../../src/tabular/writing/number-texts.ts';
import { writeShortest } from '../../../src/tabular/writing/shortest.ts';
import { runs } from '../../runs.ts';

const [LEAST, END] = [1 / 16, 1024];

/** The text of a double; undefined where it is left to `String`. */
function write(value: number): string | undefined {
  const { words } = numberColumn(Float64Array.of(value));
  const bytes = new Uint8Array(40);
  const end = writeShortest(bytes, 0, value, words[0] as number, words[1] as number);
  return end < 0 ? undefined : Buffer.from(bytes.subarray(0, end)).toString();
}

const power = fc.integer({ min: -4, max: 9 }).map((exponent) => 2 ** exponent);
/** Doubles of every exponent; means; decimals; and what stands beside powers of two. */
const inside = fc.oneof(
  fc.tuple(power, fc.double({ min: 1, max: 2, maxExcluded: true, noNaN: true })).map(([a, b]) => a * b),
  fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 60 })).map(([a, b]) => a / b),
  fc.tuple(fc.nat(10 ** 9), fc.integer({ min: 0, max: 9 })).map(([a, b]) => a / 10 ** b),
  fc.tuple(power, fc.integer({ min: -4, max: 4 })).map(([a, b]) => a * (1 + (b * Number.EPSILON) / 2)),
);

test('doubles are written as the language writes them', () => {
  let written = 0;
  fc.assert(
    fc.property(inside, (value) => {
      const text = write(value);
      if (text !== undefined) {
        written++;
        expect(text).toBe(String(value));
      } else expect(value < LEAST || value >= END || isHalfway(value)).toBe(true);
    }),
    runs(20_000),
  );
  expect(written).toBeGreaterThan(5000);
});

test('what lies halfway between two texts, and what is small, large, negative or no number, is left to the language', () => {
  for (const value of [1 + 2 ** -17, 0, -0, -1.5, 0.06, 1024, 1e300, 5e-324, Number.POSITIVE_INFINITY, Number.NaN]) {
    expect(write(value), String(value)).toBeUndefined();
  }
  expect(write(LEAST)).toBe('0.0625');
  expect(write(1023.9999999999999)).toBe('1023.9999999999999');
});

/** Whether the double in full has one digit more than its text, a 5. */
function isHalfway(value: number): boolean {
  const full = value.toFixed(60).replace(/0+$/, '');
  return full.endsWith('5') && full.length === String(value).length + 1;
}
