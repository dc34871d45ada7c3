import type { Solver } from '../../../src/policy/optimise/linear-program.ts';
import { findOptimum } from '../../../src/policy/optimise/solve.ts';
import { largeCase } from './large-catalogue.ts';

/**
 * How long the best of so many measures takes to find and prove, in milliseconds; `solving` within the solver. The best is the
 * cheapest, or what closes priorities and then most within the tolerance.
 */
export function measureOptimum(count: number, level: number, seed: number, kind: 'task' | 'planned', solver: Solver) {
  const { aimAt, ...tasks } = largeCase(count, seed);
  const task = { ...tasks[kind], asksAlways: false };
  const [before, cpuBefore] = [performance.now(), process.cpuUsage()];
  let [solving, solves] = [0, 0];
  const { optimum } = findOptimum(task, aimAt(level), (program) => {
    const start = performance.now();
    const found = solver(program);
    solving += performance.now() - start;
    solves++;
    return found;
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    candidates: task.measures.length,
    chosen: optimum?.taken.filter(Boolean).length ?? null,
    proven: optimum?.proven ?? null,
    by: optimum?.by ?? null,
    solves,
    solving,
    total: performance.now() - before,
    cpu: (user + system) / 1000,
  };
}
