// Finds the pack that an export was likely made with, where the given one does not fit its columns.

import type { CompiledPack } from '../../pack/index.ts';
import { createHeadingLookup } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { eachSoundPack } from '../open-pack.ts';

interface FittingPack {
  readonly id: string;
  /** The number of columns whose headings it knows, and how many of them the given pack knows. */
  readonly fit: number;
  readonly own: number;
}

/** Returns the pack that knows most of the headings, if it knows at least half of them and half as many again as `used`. */
export async function findFittingPack(
  world: World,
  used: CompiledPack,
  headings: readonly string[],
  packs: readonly string[] | undefined,
): Promise<FittingPack | undefined> {
  const countKnown = ({ plan }: CompiledPack): number => {
    const lookUp = createHeadingLookup(plan);
    return new Set(headings.flatMap((heading) => lookUp(heading)?.meaning ?? [])).size;
  };
  const own = countKnown(used);
  let best: FittingPack | undefined;
  for await (const pack of eachSoundPack(world, packs)) {
    const fit = countKnown(pack);
    if (pack.stamp.id !== used.stamp.id && fit > (best?.fit ?? 0)) best = { id: pack.stamp.id, fit, own };
  }
  return best && best.fit * 2 >= headings.length && best.fit * 2 >= own * 3 ? best : undefined;
}
