import type { Standing } from './member.ts';

/** A standing by its columns: NaN for all three is nothing; a bound without a value is open. */
export function standingOf(
  value: number | undefined,
  lowest: number | undefined,
  highest: number | undefined,
): Standing {
  const [known, low, high] = [numberOf(value), numberOf(lowest), numberOf(highest)];
  if (known === null && high !== null) return { lowest: low, highest: high };
  return { value: known, lowest: low ?? known, highest: high ?? known };
}

/** A number of a column; NaN is null. */
export function numberOf(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
