import { headlineOf, type Target } from '../../versions/outcome.ts';
import { renamesOf } from '../../versions/renames.ts';
import type { World } from '../../world.ts';
import type { Settled } from './settle.ts';

/** The version of a pack that assessments of any version are worked out under, by the renames it declares. */
export function targetVersion(world: World, { plan, stamp, pack }: Settled): Target {
  return {
    plan,
    stamp,
    headline: headlineOf(pack.rubric.document),
    tool: world.version,
    renames: renamesOf({ questionnaire: pack.questionnaire.document, plan }),
  };
}
