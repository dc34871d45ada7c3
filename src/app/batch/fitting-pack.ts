// Finds the pack that an export was likely made with, if the given pack does not fit its columns.

import type { CompiledPack } from '../../pack/index.ts';
import { createHeadingLookup } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { eachSoundPack } from '../open-pack.ts';

interface FittingPack {
  readonly id: string;
  /** The number of columns whose headings this pack knows; `own`: the number that the given pack knows. */
  readonly fit: number;
  readonly own: number;
}

/**
 * Returns the pack that knows the most headings, provided that it knows at least half of them and at least 1.5 times as
 * many as `used` does.
 */
export async function findFittingPack(
  world: World,
  used: CompiledPack,
  headings: readonly string[],
  packs: readonly string[] | undefined,
): Promise<FittingPack | undefined> {
  const countKnownHeadings = ({ plan }: CompiledPack): number => {
    const lookUp = createHeadingLookup(plan);
    return new Set(headings.flatMap((heading) => lookUp(heading)?.meaning ?? [])).size;
  };
  const ownMatches = countKnownHeadings(used);
  let bestPack: FittingPack | undefined;
  for await (const pack of eachSoundPack(world, packs)) {
    const matches = countKnownHeadings(pack);
    if (pack.stamp.id !== used.stamp.id && matches > (bestPack?.fit ?? 0))
      bestPack = { id: pack.stamp.id, fit: matches, own: ownMatches };
  }
  return bestPack && bestPack.fit * 2 >= headings.length && bestPack.fit * 2 >= ownMatches * 3 ? bestPack : undefined;
}
