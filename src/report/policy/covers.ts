import { shareEqual } from '../../model/frozen.ts';
import type { JudgedInstrument } from '../../model/generated/types.ts';
import { remember } from '../../model/remember.ts';
import type { Ground } from './write-once.ts';

/** What was judged but for the measures it covers, in which enterprises differ most: one and the same for many of them. */
export function withoutCovers(judged: JudgedInstrument, ground: Ground): JudgedInstrument {
  return remember(leaveOutCovers, ground, judged);
}

function leaveOutCovers({ covers: _, ...judged }: JudgedInstrument, ground: Ground): JudgedInstrument {
  return shareEqual(ground, judged);
}
