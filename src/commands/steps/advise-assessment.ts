import type { Recommendation } from '../../model/generated/types.ts';
import { findOnRecord } from '../../policy/records/on-record.ts';
import type { World } from '../../world.ts';
import { type AdviceOptions, adviseOn } from './advise.ts';
import { solverFor } from './load-solver.ts';
import type { OpenedAssessment } from './open-assessment.ts';

/** What a user wishes of the measures. */
export type Wishes = Pick<AdviceOptions, 'target' | 'estimate' | 'least' | 'budget' | 'horizon' | 'atOnce'>;

/**
 * The recommendation for an opened assessment with its roadmap, by what is on record of the enterprise; undefined where
 * there is no policy. `asOf` is the day instruments are judged on.
 */
export async function adviseAssessment(
  world: World,
  { enterprise, settled, sheet, assessed, date }: OpenedAssessment,
  asOf: string,
  wishes: Wishes,
): Promise<Recommendation | undefined> {
  return adviseOn(settled, sheet, assessed, asOf, {
    ...wishes,
    roadmap: true,
    solver: await solverFor(world, settled),
    record: findOnRecord(enterprise.records ?? [], date),
    assessments: enterprise.assessments,
  });
}
