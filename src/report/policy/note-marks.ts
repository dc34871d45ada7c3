import type { Source } from '../../model/generated/types.ts';
import type { Piece } from '../document/document.ts';

/** What a note can be on. */
export type Noted = Source | 'illustrative';

/** The notes at the end of a policy, each once and numbered as they are first referred to. */
export interface Notes {
  /** The number of the note on something, from 1; 0 where there is none, as on a verified source. */
  number(noted: Noted): number;
  /** The mark of a source that is not verified; nothing for a verified one. */
  refer(source: Source | undefined): Piece[];
  /** The mark after costs that are illustrative. */
  referIllustrative(): Piece[];
}

/** The marks of notes whose numbers are known. */
export function notesBy(number: Notes['number']): Notes {
  const mark = (noted: Noted): Piece[] => {
    const note = number(noted);
    return note === 0 ? [] : [{ note }];
  };
  return {
    number,
    refer: (source) => (source === undefined ? [] : mark(source)),
    referIllustrative: () => mark('illustrative'),
  };
}
