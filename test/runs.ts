/**
 * How often a property is tried: the same cases on every run, or with MATURA_RUNS=20 twenty times as many new ones
 * (which needs a longer `--testTimeout`).
 */
export function runs(count: number): { numRuns: number; seed?: number } {
  const times = Number(process.env.MATURA_RUNS ?? 0);
  return times > 0 ? { numRuns: count * times } : { numRuns: count, seed: 20240904 };
}
