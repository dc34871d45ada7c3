import type { Source } from '../../model/generated/types.ts';
import type { Piece } from '../document/document.ts';

/** What a note can be on. */
export type Noted = Source | 'illustrative';

/** The notes at the end of a policy, each once and numbered as they are first referred to. */
export interface Notes {
  /** The number of the note on something, from 1; 0 where there is none, as on a verified source. */
  number(noted: Noted | undefined): number;
  /** The mark of a source that is not verified; nothing for a verified one. */
  refer(source: Source | undefined): Piece[];
  /** The mark after costs that are illustrative. */
  referIllustrative(): Piece[];
}

/** The mark of a note by its number; nothing for 0. */
export function markOf(note: number): Piece[] {
  return note === 0 ? [] : [{ note }];
}
