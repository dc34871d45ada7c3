import type { Assessment } from '../../model/generated/types.ts';
import { Refusal } from '../../model/refusal.ts';

/**
 * The assessment that `--assessment` names, by its number counted from the oldest or by its day; the last one of a day.
 * Throws a `Refusal` where there is none.
 */
export function pickAssessment(assessments: readonly Assessment[], which: string): Assessment {
  const found = /^\d{1,6}$/.test(which)
    ? assessments[Number(which) - 1]
    : assessments.findLast(({ finishedAt }) => finishedAt.startsWith(`${which}T`));
  if (found) return found;
  const listed = assessments.map(({ finishedAt }, i) => `${i + 1} (${finishedAt.slice(0, 'YYYY-MM-DD'.length)})`);
  throw new Refusal(2, `--assessment: there is none "${which}"`, `There are: ${listed.join(', ')}`);
}
