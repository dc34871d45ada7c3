/** What sums of columns are known, and which counts would follow from them, by however many columns. */
export interface Span {
  /** Whether no secret follows once the sum over these kinds is known, too; if so it counts as known. */
  admit(column: Uint8Array): boolean;
}

/** Numbers are of the field of this prime, so that elimination is exact; its square is a safe integer. */
const PRIME = 1_000_003;

/**
 * Nothing is known yet. A count follows if it is a sum of what is known with any factors: what is left of the secret's
 * column after elimination (Gauss) is nothing.
 */
export function createSpan(secrets: readonly Uint8Array[]): Span {
  const basis: { readonly row: Float64Array; readonly pivot: number }[] = [];
  let left = secrets.map((secret): Float64Array => Float64Array.from(secret));

  return {
    admit(column) {
      let row: Float64Array = Float64Array.from(column);
      for (const known of basis) row = eliminate(row, known.row, known.pivot);
      const pivot = row.findIndex((value) => value !== 0);
      if (pivot < 0) return true;
      const factor = invert(row[pivot] as number);
      const unit = row.map((value) => (value * factor) % PRIME);
      const reduced = left.map((secret) => eliminate(secret, unit, pivot));
      if (reduced.some((secret) => secret.every((value) => value === 0))) return false;
      left = reduced;
      basis.push({ row: unit, pivot });
      return true;
    },
  };
}

/** Takes as much of a row away as makes the place of its pivot nothing; the pivot itself is 1. */
function eliminate(from: Float64Array, row: Float64Array, pivot: number): Float64Array {
  const factor = from[pivot] as number;
  if (factor === 0) return from;
  return from.map((value, at) => (value + (PRIME - factor) * (row[at] as number)) % PRIME);
}

/** By Fermat's little theorem. */
function invert(value: number): number {
  let [result, base, power] = [1, value, PRIME - 2];
  for (; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}
