// The block model that every report is written in, and helpers to build blocks.
import type { ExplorableNetwork, Shape } from '../../charts/index.ts';
import type { TextLine } from '../text/condition-text.ts';
import type { Picture } from './logo-picture.ts';

/**
 * A report as blocks, in one language, with all numbers already formatted, for each format (HTML, Markdown, DOCX) to
 * render. The code that knows the subject builds the content once; a format knows only blocks.
 */
export interface ReportDocument {
  /** The language tag. */
  readonly tag: string;
  /** The largest words: the document's message, or its kind. */
  readonly title: string;
  /** The kind of document, if the title states its result instead. */
  readonly kind?: string;
  /** The lines below the title on the cover: the enterprise, the date, the assessors. */
  readonly cover: readonly string[];
  /**
   * The heading of the table of contents, which follows the front page; a report without it has no table of contents.
   */
  readonly contentsTitle?: string;
  readonly blocks: readonly Block[];
  /** Footnotes, numbered from 1 in this order; `note` refers to them. */
  readonly notes: readonly Inline[];
  readonly notesTitle: string;
  /** Shown at the very end: what the report was calculated with. */
  readonly colophon?: Inline;
  /** The logo on the cover: whose report it is. */
  readonly logo?: Picture;
  /** The days that the report tells of, for calendar programs. */
  readonly calendar?: DocumentCalendar;
}

/** Days as all-day events. */
export interface DocumentCalendar {
  /** The day that the report is of, `YYYY-MM-DD`. */
  readonly stamp: string;
  readonly events: readonly CalendarEvent[];
}

export interface CalendarEvent {
  /** The same whenever the report is made, wherever the day moves to. */
  readonly id: string;
  readonly date: string;
  readonly summary: string;
  readonly description?: string | undefined;
}

/**
 * Splits a report into what precedes the table of contents (the front page, for decision makers) and everything after
 * it.
 */
export function splitFront({ blocks }: Pick<ReportDocument, 'blocks'>): readonly [Block[], Block[]] {
  const length = blocks[0]?.kind === 'page' ? 1 : 0;
  return [blocks.slice(0, length), blocks.slice(length)];
}

/** A piece of text within a line. A link is shown as its address. */
export type Piece =
  | string
  | { readonly strong: string }
  | { readonly link: string }
  /** A path or another text to copy; a terminal does not break the line it is in. */
  | { readonly path: string; readonly isStrong?: boolean }
  /** Text with a tone of its own, such as the severity of a finding. */
  | { readonly toned: string; readonly tone: Tone }
  /** The number of a footnote, from 1. */
  | { readonly note: number }
  | Figure;

/** A level, a score, money, months or another number: as people read it, with its value. */
export interface Figure {
  readonly figure: 'level' | 'score' | 'money' | 'period' | 'number';
  readonly text: string;
  readonly value: FigureValue;
}

/** A number, unrounded; both ends of a range, null where it is open; or null if nothing is known. */
export type FigureValue = number | readonly [low: number | null, high: number | null] | null;

export type Inline = readonly Piece[];

/** The signal of a text or cell in addition to its words; never shown by colour alone. */
export type Tone = 'good' | 'warn' | 'bad' | 'quiet';

export type Block =
  /** Level 2 starts a part, level 3 a section within it; the id is unique in the document. */
  | {
      readonly kind: 'heading';
      readonly level: 2 | 3;
      readonly id: string;
      readonly text: Inline;
      /** Whether a phone shows only the heading of the part until it is opened. */
      readonly foldsOnPhone?: boolean;
    }
  | {
      readonly kind: 'paragraph';
      readonly text: Inline;
      readonly tone?: Tone;
      /** Whether it is about the whole document rather than a section; a terminal does not indent it. */
      readonly isLead?: boolean;
    }
  /** The level of a result, set apart from the text around it. */
  | { readonly kind: 'level'; readonly text: Inline; readonly value: FigureValue }
  | Scores
  | Timeline
  | {
      readonly kind: 'list';
      readonly ordered?: boolean;
      /** Whether only the signs of its items, if any, mark them. */
      readonly isUnmarked?: boolean;
      /** Whether a terminal draws its items as the branches of a tree. */
      readonly isTree?: boolean;
      /** Whether items are cards, of which a page shows the parts only once one is opened; the list is ordered. */
      readonly areCards?: boolean;
      readonly items: readonly Item[];
      /** The same as rows of figures, for formats that hold tables only. */
      readonly table?: Table;
    }
  /** Terms with their values, such as the facts about an enterprise. */
  | {
      readonly kind: 'facts';
      readonly entries: readonly Fact[];
      /** Whether they are shown side by side, with strong text large. */
      readonly isTiled?: boolean;
      /** The terms of related blocks: a terminal writes the values of all of them in one column. */
      readonly alignedWith?: readonly string[];
    }
  | Table
  | Chart
  | Excerpt
  /** Blocks that belong together, such as a table and its notes: a terminal leaves no blank lines between them. */
  | { readonly kind: 'group'; readonly blocks: readonly Block[] }
  /** Content that is collapsed on screen, such as all answers, and printed in full. */
  | {
      readonly kind: 'details';
      readonly summary: string;
      readonly blocks: readonly Block[];
      /** Whether only a phone collapses it; a wide screen shows it from the start. */
      readonly foldsOnPhone?: boolean;
    }
  /** Content for a printed page of its own, set compactly; what follows starts a new page. */
  | { readonly kind: 'page'; readonly blocks: readonly Block[] };

export interface Item {
  readonly text: Inline;
  readonly items?: readonly Item[];
  /** Marks the item instead of a bullet, such as `+` for an available amount; part of the item's meaning. */
  readonly sign?: string;
  readonly tone?: Tone;
}

/** A term with its value; without a term, another value of the term above. */
export interface Fact {
  readonly term: Inline;
  readonly text: Inline;
  /** More about the value; unmarked but for their signs. */
  readonly items?: readonly Item[];
}

/** Scores with how much of each is certain and how much is still possible. */
export interface Scores {
  readonly kind: 'scores';
  readonly rows: readonly ScoreRow[];
  /** The decimal sign of the language, at which numbers are aligned. */
  readonly decimal: string;
}

export interface ScoreRow {
  readonly title: string;
  readonly score: Figure;
  /** Undefined without a fixed maximum; then there is no bar. */
  readonly maximum?: number | undefined;
  /** The maximum in words, such as "of 100"; may be empty. */
  readonly outOf: string;
  readonly remarks: string;
}

/** The time of each step: a bar, its months, and more about it below. */
export interface Timeline {
  readonly kind: 'timeline';
  readonly rows: readonly TimelineRow[];
  /** The length of the whole timeline. */
  readonly months: number;
}

interface TimelineRow {
  readonly title: string;
  /** In months from the start of the timeline. */
  readonly start: number;
  readonly end: number;
  /** Both ends in words. */
  readonly period: string;
  readonly details: readonly string[];
}

/** Lines of a file, such as those around a finding. */
export interface Excerpt {
  readonly kind: 'excerpt';
  /** With the numbers of the lines, or without for a whole file. */
  readonly lines: readonly { readonly number?: number; readonly text: string }[];
  /** The marked characters of a line, counted from 0 and without `to`, and the message about them. */
  readonly mark?: {
    readonly line: number;
    readonly from: number;
    readonly to: number;
    readonly tone: Tone;
    readonly message: string;
  };
}

export interface Table {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  /** A row of a single cell spans all columns, as a heading of those below; an empty row separates its neighbours. */
  readonly rows: readonly (readonly Cell[])[];
  /** Whether a terminal makes its columns as wide as needed, so that paths in it can be copied. */
  readonly isUnbroken?: boolean;
  /** On a terminal with fewer columns, the first cell of each row is written above the others. */
  readonly stackedBelow?: number;
  /** Whether readers can sort and filter it on a page with a script. */
  readonly isExplored?: boolean;
}

interface Column {
  readonly title: Inline;
  readonly align: 'left' | 'right';
  /** Whether a narrow terminal may break its cells; by default, words may be broken and numbers may not. */
  readonly wraps?: boolean;
}

export interface Cell {
  readonly text: Inline;
  readonly tone?: Tone;
  /** More of the cell, each below its text; unmarked but for their signs. */
  readonly items?: readonly Item[];
  /** Whether the cell, the first of its row, is the heading of the row. */
  readonly isHeading?: boolean;
  /** The number that the text shows, to sort by. */
  readonly value?: number | undefined;
  /** Shown instead of the text by formats that can draw; both say the same. */
  readonly drawing?: Shape;
}

export interface Chart {
  readonly kind: 'chart';
  readonly title: string;
  /** The content of the chart in words, for people who cannot see it. */
  readonly description: string;
  readonly drawing: Shape;
  /** The same chart for the width of a phone, where letters would otherwise become too small. */
  readonly narrow?: Shape;
  /** Whether a table next to it holds the same data, so that text formats omit the chart. */
  readonly isTabled?: boolean;
  /** Explains the classes of areas, bars and lines. */
  readonly legend?: readonly { readonly name: string; readonly text: string }[];
  /** The whole network, if the drawing shows only the first nodes; a page with a script lets readers explore it. */
  readonly network?: ExplorableNetwork;
}

export function heading(level: 2 | 3, id: string, ...text: Piece[]): Block {
  return { kind: 'heading', level, id, text };
}

/** Builds the heading of a part that is read only when needed: a phone shows its heading alone until it is opened. */
export function foldedHeading(id: string, ...text: Piece[]): Block {
  return { kind: 'heading', level: 2, id, text, foldsOnPhone: true };
}

export function paragraph(text: string | Inline, tone?: Tone): Block {
  return { kind: 'paragraph', text: inlineOf(text), ...(tone === undefined ? {} : { tone }) };
}

/** Builds a paragraph about the whole document, such as its first or its closing line. */
export function leadParagraph(text: string | Inline, tone?: Tone): Block {
  return { kind: 'paragraph', isLead: true, text: inlineOf(text), ...(tone === undefined ? {} : { tone }) };
}

/** Builds a group of blocks; none without blocks. */
export function groupBlocks(blocks: readonly Block[]): Block[] {
  return blocks.length === 0 ? [] : [{ kind: 'group', blocks }];
}

/** Builds a list from lines, each with its parts indented below it; no lines give no block. */
export function listOf(lines: readonly (string | TextLine)[]): Block[] {
  return lines.length === 0 ? [] : [{ kind: 'list', items: lines.map(itemOf) }];
}

export function itemOf(line: string | TextLine): Item {
  const { text, parts = [] } = typeof line === 'string' ? { text: line } : line;
  return { text: [text], ...(parts.length > 0 ? { items: parts.map(itemOf) } : {}) };
}

/** Builds the first cell of a row, which is the row's heading. */
export function rowHeading(text: string): Cell {
  return { text: [text], isHeading: true };
}

type ColumnTitle = readonly [title: string | Inline, align: 'left' | 'right'];

/** Left-aligned columns with these titles, for words. */
export function leftTitles(...titles: readonly (string | Inline)[]): ColumnTitle[] {
  return titles.map((title) => [title, 'left']);
}

/** Right-aligned columns with these titles, for numbers. */
export function rightTitles(...titles: readonly (string | Inline)[]): ColumnTitle[] {
  return titles.map((title) => [title, 'right']);
}

/** Builds a table from its titled columns and its rows; no rows give no block. */
export function tableOf(columns: readonly ColumnTitle[], rows: readonly (readonly CellContent[])[]): Table[] {
  if (rows.length === 0) return [];
  const titledColumns = columns.map(([title, align]) => ({ title: inlineOf(title), align }));
  return [
    { kind: 'table', columns: titledColumns, rows: rows.map((row) => (row.every(isCell) ? row : row.map(cellOf))) },
  ];
}

/** Builds a table of words to copy from a terminal, such as paths. */
export function unbrokenTable(titles: readonly string[], rows: readonly (readonly string[])[]): Table {
  return {
    kind: 'table',
    isUnbroken: true,
    columns: titles.map((title) => ({ title: [title], align: 'left' })),
    rows: rows.map((row) => row.map(cellOf)),
  };
}

/** The values from which a cell can be built. */
export type CellContent = string | Inline | Figure | Cell;

function isCell(cell: CellContent): cell is Cell {
  return typeof cell === 'object' && 'text' in cell && !('figure' in cell);
}

function cellOf(cell: CellContent): Cell {
  if (isCell(cell)) return cell;
  return { text: typeof cell === 'object' && 'figure' in cell ? [cell] : inlineOf(cell) };
}

function inlineOf(text: string | Inline): Inline {
  return typeof text === 'string' ? [text] : text;
}

/** Writes a number as a figure. */
export function numberFigure(value: number, text: string): Figure {
  return { figure: 'number', text, value };
}

/** Writes a count as a figure, without separators. */
export function countFigure(count: number): Figure {
  return numberFigure(count, String(count));
}

/** Returns the value of a cell: its figure's value, if it shows nothing else. */
export function valueOfCell({ value, text: [only, ...others] }: Cell): FigureValue {
  if (value !== undefined) return value;
  return typeof only === 'object' && 'figure' in only && others.length === 0 ? only.value : null;
}

/** The tone of a level where it stands out, in every format: a level that is open, or none, is worth a look. */
export function levelTone(value: FigureValue): Tone {
  return typeof value === 'number' ? 'good' : 'warn';
}

/** Returns scores as a table, for formats without bars. */
export function tableOfScores({ rows }: Scores): Table {
  return {
    kind: 'table',
    columns: (['left', 'right', 'left', 'left'] as const).map((align) => ({ title: [], align })),
    rows: rows.map(({ title, score, outOf, remarks }) => [
      rowHeading(title),
      cellOf(score),
      ...[outOf, remarks].map(cellOf),
    ]),
  };
}

const BETWEEN_ITEMS = ' · ';

/** Returns the text of a cell or a fact with its items, on one line. */
export function flatText({ text, items = [] }: Pick<Fact, 'text' | 'items'>): Inline {
  if (items.length === 0) return text;
  const parts = [text, ...items.map(signedText)].filter((part) => inlineText(part) !== '');
  return parts.flatMap((part, i) => (i === 0 ? part : [BETWEEN_ITEMS, ...part]));
}

function signedText({ sign = '', text, items = [] }: Item): Inline {
  return flatText({ text: sign === '' ? text : [spacedSign(sign), ...text], items });
}

/** Returns a sign with the gap to the text after it; a sign of full width, such as a Chinese colon, has its own. */
export function spacedSign(sign: string): string {
  return /[\u3000-\uffef]$/.test(sign) ? sign : `${sign} `;
}

/** Returns an item whose sign is part of its text, for formats with bullets of their own. */
export function itemText({ sign = '', text }: Item): Inline {
  return sign.trim() === '' || sign === '•' ? text : [spacedSign(sign), ...text];
}

/** Returns the rows of a table that hold something, for formats that do not separate groups of rows. */
export function filledRows({ rows }: Table): readonly (readonly Cell[])[] {
  return rows.every(({ length }) => length > 0) ? rows : rows.filter(({ length }) => length > 0);
}

/** Whether a row is a single cell across all columns. */
export function isAcross(row: readonly Cell[], { columns }: Table): boolean {
  return row.length === 1 && columns.length > 1;
}

/** Returns the words of a text; `writeNote` writes a footnote's mark, which is empty by default. */
export function inlineText(text: Inline, writeNote: (note: number) => string = () => ''): string {
  return text
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('strong' in piece) return piece.strong;
      if ('figure' in piece) return piece.text;
      if ('toned' in piece) return piece.toned;
      if ('path' in piece) return piece.path;
      return 'link' in piece ? piece.link : writeNote(piece.note);
    })
    .join('');
}

/**
 * The first of 32 code points that never occur in text, used as placeholders for parts while a message is formatted.
 */
const FIRST_MARK = 0xfdd0;

/** Formats a message of the interface around parts that are more than text, such as a link within a sentence. */
export function interpolate(write: (...parts: string[]) => string, ...parts: (Piece | Inline)[]): Inline {
  const marks = parts.map((_, i) => String.fromCodePoint(FIRST_MARK + i));
  const pieces = write(...marks).split(/([\ufdd0-\ufdef])/);
  return pieces.flatMap((piece): Inline => {
    const part = parts[marks.indexOf(piece)];
    if (part === undefined) return piece === '' ? [] : [piece];
    return Array.isArray(part) ? part : [part as Piece];
  });
}

/** Whether the whole text is the address of a web page; only such a text may become a link. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s<>"\\^`{|}]+$/i.test(text);
}
