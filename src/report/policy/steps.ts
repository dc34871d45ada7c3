import type { Vocabulary } from '../vocabulary.ts';

/** Neighbours in a row that are written as a range. */
const SHORTEST_RANGE = 3;

/** The steps of measures in their order, as "steps 1–3 and 5"; those that are not recommended are left out. Undefined for none. */
export function stepsInWords(
  ids: readonly string[],
  measures: readonly string[],
  vocabulary: Vocabulary,
): string | undefined {
  const { numbers, policy } = vocabulary.messages;
  const steps = measures.flatMap((id, i) => (ids.includes(id) ? [i + 1] : []));
  if (steps.length === 0) return undefined;
  const parts = runsOf(steps).flatMap((run) =>
    run.length < SHORTEST_RANGE ? run.map(String) : [numbers.range(String(run[0]), String(run[run.length - 1]), false)],
  );
  return policy.measures.steps(numbers.and(parts), steps.length > 1);
}

/** Ascending numbers as runs of neighbours. */
function runsOf(ascending: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const number of ascending) {
    const run = runs[runs.length - 1];
    if (run && run[run.length - 1] === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs;
}
