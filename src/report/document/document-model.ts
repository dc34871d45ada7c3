// The block model that every report is written in, and helpers to build blocks.
import type { ExplorableNetwork, Shape } from '../../charts/index.ts';
import type { TextLine } from '../text/condition-text.ts';
import type { Picture } from './logo-picture.ts';

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
  /** The heading of the table of contents, behind the page in front; without it there is none. */
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

/** What comes before the table of contents, and what after: the page in front, for who decides, and all the rest. */
export function splitFront({ blocks }: Pick<ReportDocument, 'blocks'>): readonly [Block[], Block[]] {
  const length = blocks[0]?.kind === 'page' ? 1 : 0;
  return [blocks.slice(0, length), blocks.slice(length)];
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
  | {
      readonly kind: 'facts';
      readonly entries: readonly { readonly term: Inline; readonly text: Inline }[];
      /** Whether they are shown beside each other, what is strong large. */
      readonly isTiled?: boolean;
    }
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
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Whether a page with a script lets its reader sort and filter it. */
  readonly isExplored?: boolean;
}

interface Column {
  readonly title: Inline;
  readonly align: 'left' | 'right';
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
  /** What it shows, in words, for those who cannot see it. */
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

/** A heading, its text in pieces. */
export function heading(level: 2 | 3, id: string, ...text: Piece[]): Block {
  return { kind: 'heading', level, id, text };
}

export function paragraph(text: string | Inline, tone?: Tone): Block {
  return { kind: 'paragraph', text: inlineOf(text), ...(tone === undefined ? {} : { tone }) };
}

/** Lines of words as a list, with what stands below them indented; no block for none. */
export function listOf(lines: readonly (string | TextLine)[]): Block[] {
  return lines.length === 0 ? [] : [{ kind: 'list', items: lines.map(itemOf) }];
}

export function itemOf(line: string | TextLine): Item {
  const { text, parts = [] } = typeof line === 'string' ? { text: line } : line;
  return { text: [text], ...(parts.length > 0 ? { items: parts.map(itemOf) } : {}) };
}

/** The first cell of a row, which says what the row is of. */
export function rowHeading(text: string): Cell {
  return { text: [text], isHeading: true };
}

type ColumnTitle = readonly [title: string | Inline, align: 'left' | 'right'];

/** Columns under these titles whose cells begin at the left, as words do. */
export function left(...titles: readonly (string | Inline)[]): ColumnTitle[] {
  return titles.map((title) => [title, 'left']);
}

/** The same with cells that end at the right, as numbers do. */
export function right(...titles: readonly (string | Inline)[]): ColumnTitle[] {
  return titles.map((title) => [title, 'right']);
}

/** A table from its columns, each with a title, and its rows; no block without rows. */
export function tableOf(
  columns: readonly ColumnTitle[],
  rows: readonly (readonly (string | Inline | Cell)[])[],
): Table[] {
  if (rows.length === 0) return [];
  const titled = columns.map(([title, align]) => ({ title: inlineOf(title), align }));
  return [{ kind: 'table', columns: titled, rows: rows.map((row) => (row.every(isCell) ? row : row.map(cellOf))) }];
}

function isCell(cell: string | Inline | Cell): cell is Cell {
  return typeof cell === 'object' && 'text' in cell;
}

function cellOf(cell: string | Inline | Cell): Cell {
  return isCell(cell) ? cell : { text: inlineOf(cell) };
}

function inlineOf(text: string | Inline): Inline {
  return typeof text === 'string' ? [text] : text;
}

/** The words of a text; `writeNote` gives those of a footnote's mark, which has none by default. */
export function inlineText(text: Inline, writeNote: (note: number) => string = () => ''): string {
  return text
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('strong' in piece) return piece.strong;
      return 'link' in piece ? piece.link : writeNote(piece.note);
    })
    .join('');
}

/** The first of 32 code points that no text ever holds; they stand for parts while a message is written around them. */
const FIRST_MARK = 0xfdd0;

/** A message of the interface around parts that are more than text, such as a link within a sentence. */
export function interpolate(write: (...parts: string[]) => string, ...parts: (Piece | Inline)[]): Inline {
  const marks = parts.map((_, i) => String.fromCodePoint(FIRST_MARK + i));
  const pieces = write(...marks).split(/([\ufdd0-\ufdef])/);
  return pieces.flatMap((piece): Inline => {
    const part = parts[marks.indexOf(piece)];
    if (part === undefined) return piece === '' ? [] : [piece];
    return Array.isArray(part) ? part : [part as Piece];
  });
}

/** Whether a text is the address of a web page, and nothing else: only such a text may become a link. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s<>"\\^`{|}]+$/i.test(text);
}
