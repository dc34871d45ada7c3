const SEED = 20240904;
/** Fewer are tried only where a test asks for fewer. */
const LEAST = 100;
const { MATURA_RUNS: times, MATURA_SEED: seed } = process.env;

/** Whether fewer cases are tried than a test asks for: how often something comes up among them is not judged. */
export const isSample = Number(times ?? 1) < 1;

/**
 * How often a property is tried: the same cases on every run, or with MATURA_RUNS=20 twenty times as many new ones
 * (which needs a longer `--testTimeout`), those that MATURA_SEED begins; of a sample, a case that fails is not made smaller.
 */
export function runs(count: number): { numRuns: number; seed?: number; endOnFailure?: boolean } {
  if (!times) return { numRuns: count, seed: SEED };
  const numRuns = Math.max(Math.ceil(count * Number(times)), Math.min(count, LEAST));
  return { numRuns, ...(seed ? { seed: Number(seed) } : {}), endOnFailure: isSample };
}
