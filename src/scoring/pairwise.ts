import { parseDecimal, type Rational } from '../model/rational.ts';

/** How often the first of two is as important as the second: `comparisons.get(a).get(b)`. Each pair stands once. */
export type Comparisons = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Weights that pairwise comparisons lead to, or the pairs that are missing or stand twice. */
export type Weights =
  | { readonly weights: readonly Rational[]; readonly consistencyRatio: number }
  | { readonly missing: readonly string[]; readonly twice: readonly string[] };

/** The mean consistency index of random comparisons of 1 to 15 members. Source: Saaty, The Analytic Hierarchy Process, 1980. */
const RANDOM_INDEX = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

export const MOST_COMPARED = RANDOM_INDEX.length;

/** Above this consistency ratio comparisons contradict each other too much (Saaty 1980). */
export const INCONSISTENT = 0.1;

const MOST_ROUNDS = 10_000;

/** The principal eigenvector of the comparisons of 1 to 15 members, adding up to 1, to 12 decimals. */
export function weightsOfPairs(members: readonly string[], comparisons: Comparisons): Weights {
  const missing: string[] = [];
  const twice: string[] = [];
  const matrix = members.map((a, i) =>
    members.map((b, j) => {
      if (i === j) return 1;
      const [stated, inverse] = [comparisons.get(a)?.get(b), comparisons.get(b)?.get(a)];
      if (i < j && stated === undefined && inverse === undefined) missing.push(`${a} and ${b}`);
      if (i < j && stated !== undefined && inverse !== undefined) twice.push(`${a} and ${b}`);
      return stated ?? 1 / (inverse ?? 1);
    }),
  );
  if (missing.length > 0 || twice.length > 0) return { missing, twice };
  const { vector, value } = principalEigenvector(matrix);
  const size = members.length;
  const index = size < 2 ? 0 : (value - size) / (size - 1);
  const random = RANDOM_INDEX[size - 1] ?? 0;
  return {
    weights: vector.map((weight) => parseDecimal(weight.toFixed(12)) as Rational),
    consistencyRatio: random === 0 ? 0 : index / random,
  };
}

/** Power iteration; a matrix of positive numbers has one greatest eigenvalue, whose vector is positive (Perron). */
function principalEigenvector(matrix: readonly (readonly number[])[]): { vector: number[]; value: number } {
  let vector = matrix.map(() => 1 / matrix.length);
  let value = matrix.length;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const product = matrix.map((row) => row.reduce((sum, entry, j) => sum + entry * (vector[j] as number), 0));
    value = product.reduce((sum, entry) => sum + entry, 0);
    const next = product.map((entry) => entry / value);
    const moved = Math.max(...next.map((entry, i) => Math.abs(entry - (vector[i] as number))));
    vector = next;
    if (moved < 1e-15) break;
  }
  return { vector, value };
}
