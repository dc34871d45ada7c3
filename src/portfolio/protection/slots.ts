import type { Counting } from '../counting.ts';
import type { PackPart } from '../pack-partition.ts';
import type { Banding } from './banding.ts';

/** Levels of a pack as they are shown. */
export interface ShownLevels {
  readonly part: PackPart;
  readonly levels: readonly number[];
  readonly banding: Banding;
}

/** What is shown of the level of each member: the slots of one pack behind those of another, the last for all others. */
export interface MemberSlots {
  readonly slotOf: Uint16Array;
  readonly slots: number;
}

/** Places all members; those of packs that are gone count as not assessed. */
export function slotMembers(
  packs: readonly ShownLevels[],
  { level, highest, isThere }: Counting,
  isGone: (pack: number) => boolean,
): MemberSlots {
  const shown = packs.filter((_, p) => !isGone(p));
  const slots = shown.reduce((sum, { banding }) => sum + banding.slots, 0) + 1;
  const slotOf = new Uint16Array(isThere.length).fill(slots - 1);
  let start = 0;
  for (const { part, levels, banding } of shown) {
    const places = new Map(levels.map((one, place) => [one, place]));
    for (let i = 0; i < part.inside.length; i++) {
      if (part.inside[i] === 0) continue;
      const known = level[i] as number;
      const isNone = Number.isNaN(highest[i] as number);
      const place = Number.isNaN(known) ? levels.length + (isNone ? 0 : 1) : (places.get(known) as number);
      slotOf[i] = start + (banding.slotOf[place] as number);
    }
    start += banding.slots;
  }
  return { slotOf, slots };
}
