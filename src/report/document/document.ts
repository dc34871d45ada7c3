import type { ExplorableNetwork } from '../../charts/network.ts';
import type { Shape } from '../../charts/shape.ts';
import type { Picture } from './picture.ts';

/**
 * A report as blocks, in one language and with every number as it is printed: what each format (HTML, Markdown, DOCX)
 * renders. The content is made once, by who knows the subject; a format knows blocks only.
 */
export interface ReportDocument {
  /** The language's tag. */
  readonly tag: string;
  readonly title: string;
  /** Below the title on the cover, a line each: the enterprise, the date, who assessed. */
  readonly cover: readonly string[];
  /** The heading of the table of contents; without it there is none. */
  readonly contentsTitle?: string;
  readonly blocks: readonly Block[];
  /** Footnotes, numbered from 1 in this order; `note` refers to them. */
  readonly notes: readonly Inline[];
  /** The heading of the footnotes. */
  readonly notesTitle: string;
  /** Below everything else: by what it was worked out. */
  readonly colophon?: Inline;
  /** On the cover: whose report it is. */
  readonly logo?: Picture;
}

/** Text within a line, piece by piece. A link shows its address. */
export type Piece =
  | string
  | { readonly strong: string }
  | { readonly link: string }
  /** The number of a footnote, from 1. */
  | { readonly note: number };

export type Inline = readonly Piece[];

/** What a text or a cell says beyond its words; never by colour alone. */
export type Tone = 'good' | 'warn' | 'bad' | 'quiet';

export type Block =
  /** Level 2 begins a part, level 3 a section of it; the id is unique in the document. */
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly id: string; readonly text: Inline }
  | { readonly kind: 'paragraph'; readonly text: Inline; readonly tone?: Tone }
  | { readonly kind: 'list'; readonly ordered?: boolean; readonly items: readonly Item[] }
  /** Terms with what they are: the facts of an enterprise. */
  | { readonly kind: 'facts'; readonly entries: readonly { readonly term: Inline; readonly text: Inline }[] }
  | Table
  | Chart
  /** What is read only on demand, such as all answers; printed in full. */
  | { readonly kind: 'details'; readonly summary: string; readonly blocks: readonly Block[] }
  /** What is to stand on one page of paper by itself, set closely; what comes after begins a new one. */
  | { readonly kind: 'page'; readonly blocks: readonly Block[] };

export interface Item {
  readonly text: Inline;
  readonly items?: readonly Item[];
}

export interface Table {
  readonly kind: 'table';
  readonly caption?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Whether a page with a script lets its reader sort and filter it. */
  readonly isExplored?: boolean;
  /** Sums, set apart below. */
  readonly foot?: readonly (readonly Cell[])[];
}

export interface Column {
  readonly title: Inline;
  readonly align: 'left' | 'right';
  /** Left out by formats that draw: a chart beside the table shows it. */
  readonly isInText?: boolean;
}

export interface Cell {
  readonly text: Inline;
  readonly tone?: Tone;
  /** The first cell of a row may be its heading. */
  readonly isHeading?: boolean;
  /** The number behind the text, to sort by. */
  readonly value?: number | undefined;
  /** Shown instead of the text where a format draws; the text says the same. */
  readonly drawing?: Shape;
}

export interface Chart {
  readonly kind: 'chart';
  readonly title: string;
  /** What it shows, in words, for who cannot see it. */
  readonly description: string;
  readonly drawing: Shape;
  /** The same for the width of a phone, where a page would make letters too small. */
  readonly narrow?: Shape;
  /** Whether a table beside it says the same, so that a format of text leaves it out. */
  readonly isTabled?: boolean;
  /** What the classes of areas, bars and lines mean. */
  readonly legend?: readonly { readonly name: string; readonly text: string }[];
  /** All of a network of which the drawing shows the first nodes: a page with a script lets its reader explore it. */
  readonly network?: ExplorableNetwork;
}
