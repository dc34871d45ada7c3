import type { Problem } from '../../model/problem.ts';
import { Refusal } from '../../model/refusal.ts';
import { locateProblems } from '../../pack/locate.ts';
import type { Sources } from '../../pack/source.ts';
import { renderProblems } from '../../report/problems.ts';
import type { World } from '../../world.ts';
import { lookOf } from './look.ts';

/** So many are shown; who mends these sees the others next time. */
const MOST = 100;

/** Shows problems on stderr, each with its line; throws the `Refusal` that says what could not be done. */
export async function refuseProblems(
  world: World,
  problems: readonly Problem[],
  sources: Sources,
  said: { readonly what: string; readonly color?: boolean },
): Promise<never> {
  const located = await locateProblems(problems.slice(0, MOST), sources);
  const more = problems.length - MOST;
  const look = lookOf(world, world.stderr, said.color === undefined ? {} : { color: said.color });
  world.stderr.write(`${renderProblems(located, { ...look, files: sources.size })}\n`);
  if (more > 0) world.stderr.write(`… and ${more} more problems\n\n`);
  throw new Refusal(3, said.what);
}
