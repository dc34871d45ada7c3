const SEED = 20240904;

/**
 * How often a property is tried: the same cases on every run, or with MATURA_RUNS=20 twenty times as many new ones
 * (which needs a longer `--testTimeout`), those that MATURA_SEED begins.
 */
export function runs(count: number): { numRuns: number; seed?: number } {
  const { MATURA_RUNS: times, MATURA_SEED: seed } = process.env;
  if (!times) return { numRuns: count, seed: SEED };
  return { numRuns: count * Number(times), ...(seed ? { seed: Number(seed) } : {}) };
}
