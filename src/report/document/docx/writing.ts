import type { StyleIds } from './styles.ts';
import type { Footnotes } from './text.ts';

/** What blocks are written with. */
export interface Writing {
  readonly styles: StyleIds;
  readonly footnotes: Footnotes;
  /** Of the text, in twips (twentieths of a point). */
  readonly width: number;
  /** The number of the next ordered list, so that each begins at 1. */
  nextList(): number;
  /** A name for the bookmark of a heading that the table of contents refers to. */
  bookmark(id: string): string;
}
