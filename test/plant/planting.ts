import type { Copy } from './throwaway-copy.ts';

/** A text, or a file that is beside the plantings. */
type Source = { readonly text: string } | { readonly from: string };

/**
 * A change made by hand: a new file, or a text before, after or instead of another one, which must be there exactly once.
 * Such a mark is code, because comments are reworded more often.
 */
export type Edit = { readonly file: string } & (
  | { readonly from: string }
  | ({ readonly before: string } & Source)
  | ({ readonly after: string } & Source)
  | ({ readonly replace: string } & Source)
);

/** Something that is added to the product by the steps of "How to add" in CONTRIBUTING.md. */
export interface Planting {
  /** Its name on the command line. */
  readonly id: string;
  readonly title: string;
  /** The planting that it adds to. */
  readonly needs?: string;
  /** The most files that may be touched by hand. */
  readonly most: number;
  /** Folders that count as one file each. */
  readonly folders?: readonly string[];
  readonly edits: readonly Edit[];
  /** Edits that are easier to make than to list. */
  edit?(copy: Copy): Promise<void>;
  /** The files of tests that guard such an addition, as vitest takes them: parts of paths. */
  readonly tests: readonly string[];
  /** The same of a long one, of which only tests with this in their names run. */
  readonly namedTests?: { readonly file: string; readonly name: string };
  /** Uses what was planted through the built command. Throws unless that works. */
  probe(copy: Copy): Promise<void>;
}
