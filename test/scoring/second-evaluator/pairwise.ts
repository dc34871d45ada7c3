import type { ScoreRule } from '../../../src/model/generated/types.ts';
import { type Fraction, fractionOf, over } from '../../exact-fraction.ts';

type Pairs = NonNullable<ScoreRule['pairwise']>;

/** Saaty 1980, for 3 to 15 members. */
const RANDOM_INDEX = [0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/** One, in the fixed-point numbers that the eigenvector is worked out in: far finer than the 12 decimals asked for. */
const UNIT = 10n ** 30n;
const DECIMALS = 10n ** 12n;

/** How often each member matters as much as each other one. */
function matrixOf(names: readonly string[], pairs: Pairs): bigint[][] {
  return names.map((row) =>
    names.map((column) => {
      if (row === column) return UNIT;
      const [stated, inverse] = [pairs[row]?.[column], pairs[column]?.[row]];
      if (stated !== undefined) return fixed(fractionOf(stated));
      if (inverse !== undefined) return fixed(over(fractionOf(1), fractionOf(inverse)));
      throw new Error(`no comparison of ${row} and ${column}`);
    }),
  );
}

function fixed({ top, bottom }: Fraction): bigint {
  return (top * UNIT) / bottom;
}

function applied(matrix: readonly bigint[][], vector: readonly bigint[]): bigint[] {
  return matrix.map((row) => total(row.map((one, i) => (one * (vector[i] as bigint)) / UNIT)));
}

function total(numbers: readonly bigint[]): bigint {
  return numbers.reduce((a, b) => a + b, 0n);
}

/** Power iteration: the vector, which adds up to one, is multiplied until it stands still. */
function eigenvector(matrix: readonly bigint[][]): bigint[] {
  let vector = matrix.map(() => UNIT / BigInt(matrix.length));
  for (;;) {
    const next = applied(matrix, vector);
    const sum = total(next);
    const scaled = next.map((one) => (one * UNIT) / sum);
    const still = scaled.every((one, i) => {
      const change = one - (vector[i] as bigint);
      return change * change <= 1_000_000n;
    });
    vector = scaled;
    if (still) return vector;
  }
}

/** The weights of members compared in pairs: the principal eigenvector, its parts adding up to 1, to 12 decimals. */
export function weightsOf(names: readonly string[], pairs: Pairs): Fraction[] {
  return eigenvector(matrixOf(names, pairs)).map((one) => ({
    top: (one * DECIMALS * 2n + UNIT) / (UNIT * 2n),
    bottom: DECIMALS,
  }));
}

/** How much the comparisons contradict each other; up to 0.1 is accepted. */
export function consistencyRatio(names: readonly string[], pairs: Pairs): number {
  const matrix = matrixOf(names, pairs);
  const count = names.length;
  if (count < 3) return 0;
  const largest = Number(total(applied(matrix, eigenvector(matrix)))) / Number(UNIT);
  return (largest - count) / (count - 1) / (RANDOM_INDEX[count - 3] as number);
}
