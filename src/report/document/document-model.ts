// The block model of all reports, and helpers that build blocks.
import type { ExplorableNetwork, Shape } from '../../charts/index.ts';
import type { TextLine } from '../text/condition-text.ts';
import type { Picture } from './logo-picture.ts';

/**
 * A report as blocks, in one language, with all numbers already formatted. The content is built once; each format
 * (HTML, Markdown, DOCX) only renders blocks.
 */
export interface ReportDocument {
  /** The language tag. */
  readonly tag: string;
  /** The text in the largest letters: the document's message, or its kind. */
  readonly title: string;
  /** The kind of document, if the title states its result instead. */
  readonly kind?: string;
  /** The lines below the title on the cover: the enterprise, the date, the assessors. */
  readonly cover: readonly string[];
  /**
   * The heading of the table of contents, which follows the front page; without it, the report has no table of
   * contents.
   */
  readonly contentsTitle?: string;
  readonly blocks: readonly Block[];
  /** Footnotes, numbered from 1 in this order; a piece with `note` refers to one by its number. */
  readonly notes: readonly Inline[];
  readonly notesTitle: string;
  /** A remark on all notes with a source, written once above the list of notes. */
  readonly notesLead?: string | undefined;
  /** The notes worded for the foot of a page, where each is read by itself. By default, the texts of `notes` are used. */
  readonly footnotes?: readonly Inline[];
  /** The last line of the report, with the pack and the program version used. */
  readonly colophon?: Inline;
  /** The logo on the cover, of the organisation that issues the report. */
  readonly logo?: Picture;
  /** The organisation's name, followed by its contact lines; shown beside or below the logo. */
  readonly sender?: readonly string[];
  /** The days that the report mentions, for calendar programs. */
  readonly calendar?: DocumentCalendar;
}

/** Days as all-day events. */
export interface DocumentCalendar {
  /** The day of the report, `YYYY-MM-DD`. */
  readonly stamp: string;
  readonly events: readonly CalendarEvent[];
}

export interface CalendarEvent {
  /** The id of the event, which stays the same each time the report is made, even if the date changes. */
  readonly id: string;
  readonly date: string;
  readonly summary: string;
  readonly description?: string | undefined;
}

/**
 * Splits a report into the part before the table of contents (the front page, for decision makers) and everything after
 * it.
 */
export function splitFront({ blocks }: Pick<ReportDocument, 'blocks'>): readonly [Block[], Block[]] {
  const length = blocks[0]?.kind === 'page' ? 1 : 0;
  return [blocks.slice(0, length), blocks.slice(length)];
}

/** A piece of text within a line. A link shows its address. */
export type Piece =
  | string
  | { readonly strong: string }
  | { readonly link: string }
  /** A path or another text to copy; a terminal does not break the line that contains it. */
  | { readonly path: string; readonly isStrong?: boolean }
  /** Text with a tone of its own, such as the severity of a finding. */
  | { readonly toned: string; readonly tone: Tone }
  /** A reference to a footnote by its number, from 1. */
  | { readonly note: number }
  | Figure;

/** A level, a score, money, months or another number: the text that people read, and its value. */
export interface Figure {
  readonly figure: 'level' | 'score' | 'money' | 'period' | 'number';
  readonly text: string;
  readonly value: FigureValue;
}

/** An unrounded number; or both ends of a range, null if an end is open; or null if nothing is known. */
export type FigureValue = number | readonly [low: number | null, high: number | null] | null;

export type Inline = readonly Piece[];

/** A signal in addition to the words of a text or cell; formats never show it by colour alone. */
export type Tone = 'good' | 'warn' | 'bad' | 'quiet';

export type Block =
  /** Level 2 starts a part, level 3 a section within it; the id is unique in the document. */
  | {
      readonly kind: 'heading';
      readonly level: 2 | 3;
      readonly id: string;
      readonly text: Inline;
      /** Whether a phone shows only the heading of the part until the reader opens it. */
      readonly foldsOnPhone?: boolean;
    }
  | {
      readonly kind: 'paragraph';
      readonly text: Inline;
      readonly tone?: Tone;
      /** Whether the paragraph is about the whole document rather than a section; a terminal does not indent it. */
      readonly isLead?: boolean;
      /**
       * Set for a line to sign: `standard` for the line that the report has by itself, `office` for one from a
       * letterhead, which replaces the standard line.
       */
      readonly signature?: 'standard' | 'office';
    }
  /** The level of a result, set apart from the text around it. */
  | { readonly kind: 'level'; readonly text: Inline; readonly value: FigureValue }
  | Scores
  | Timeline
  | {
      readonly kind: 'list';
      readonly ordered?: boolean;
      /** Whether the list's items have no bullets or numbers, only their own signs. */
      readonly isUnmarked?: boolean;
      /** Whether a terminal draws the list's items as the branches of a tree. */
      readonly isTree?: boolean;
      /**
       * Whether the list's items are cards: a page shows the parts of a card only when the reader opens it. The list
       * must be ordered.
       */
      readonly areCards?: boolean;
      readonly items: readonly Item[];
      /** The same data as a table, for formats that consist of tables only. */
      readonly table?: Table;
    }
  /** Terms with their values, such as the facts about an enterprise. */
  | {
      readonly kind: 'facts';
      readonly entries: readonly Fact[];
      /** Whether the entries are shown side by side, with strong text in large letters. */
      readonly isTiled?: boolean;
      /** The terms of related blocks; a terminal aligns the values of all these blocks in one column. */
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
      /** Whether the summary is only an invitation to open the block, such as "Show the figures". Such a summary is not printed. */
      readonly isButton?: boolean;
      /** Whether the content is collapsed only on a phone; a wide screen shows it from the start. */
      readonly foldsOnPhone?: boolean;
    }
  /** Content of a separate printed page, in a compact layout; the blocks after it start a new page. */
  | { readonly kind: 'page'; readonly blocks: readonly Block[] };

export interface Item {
  readonly text: Inline;
  readonly items?: readonly Item[];
  /** A sign in place of the item's bullet, such as `+` for an available amount; it is part of what the item says. */
  readonly sign?: string;
  readonly tone?: Tone;
}

/** A term with its value; an empty term means another value of the term above. */
export interface Fact {
  readonly term: Inline;
  readonly text: Inline;
  /** Further lines about the value, with no bullets but their own signs. */
  readonly items?: readonly Item[];
}

/** Scores with the certain part and the possible part of each. */
export interface Scores {
  readonly kind: 'scores';
  readonly rows: readonly ScoreRow[];
  /** The decimal sign of the language, at which numbers are aligned. */
  readonly decimal: string;
}

export interface ScoreRow {
  readonly title: string;
  readonly score: Figure;
  /** The highest possible score; undefined if it is not fixed, so that no bar can be drawn. */
  readonly maximum?: number | undefined;
  /** The maximum in words, such as "of 100"; may be empty. */
  readonly outOf: string;
  readonly remarks: string;
}

/** The period of each step: a bar, its months, and details below. */
export interface Timeline {
  readonly kind: 'timeline';
  readonly rows: readonly TimelineRow[];
  /** The length of the whole timeline, in months. */
  readonly months: number;
}

interface TimelineRow {
  readonly title: string;
  /** Where the period starts and ends, in months from the start of the timeline. */
  readonly start: number;
  readonly end: number;
  /** The period in words. */
  readonly period: string;
  readonly details: readonly string[];
}

/** Lines of a file, such as those around a finding. */
export interface Excerpt {
  readonly kind: 'excerpt';
  /** The lines, with their numbers in an excerpt, without numbers in a whole file. */
  readonly lines: readonly { readonly number?: number; readonly text: string }[];
  /**
   * The marked characters of a line, from index `from` (counted from 0) up to but excluding `to`, and the message about
   * them.
   */
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
  /**
   * A row of a single cell spans all columns, as the heading of the rows below it; an empty row separates its
   * neighbours.
   */
  readonly rows: readonly (readonly Cell[])[];
  /** Whether a terminal makes the table’s columns as wide as their text, so that paths in them can be copied. */
  readonly isUnbroken?: boolean;
  /** On a terminal with fewer columns than this, the first cell of each row is written above the others. */
  readonly stackedBelow?: number;
  /** Whether readers can sort and filter the table on a page that has a script. */
  readonly isExplored?: boolean;
}

interface Column {
  readonly title: Inline;
  readonly align: 'left' | 'right';
  /** Whether a narrow terminal may break the column's cells; by default, words may be broken and numbers may not. */
  readonly wraps?: boolean;
}

export interface Cell {
  readonly text: Inline;
  readonly tone?: Tone;
  /** Further lines of the cell below its text, with no bullets but their own signs. */
  readonly items?: readonly Item[];
  /** Whether the cell, the first of its row, is the heading of the row. */
  readonly isHeading?: boolean;
  /** The number that the text shows, by which rows are sorted. */
  readonly value?: number | undefined;
  /** A drawing with the same content as the text; formats that can draw show it instead of the text. */
  readonly drawing?: Shape;
}

export interface Chart {
  readonly kind: 'chart';
  readonly title: string;
  /** The content of the chart in words, for people who cannot see it. */
  readonly description: string;
  readonly drawing: Shape;
  /** The same chart drawn for the width of a phone, where its letters would otherwise be too small. */
  readonly narrow?: Shape;
  /** Whether a table next to it holds the same data, so that text formats omit the chart. */
  readonly isTabled?: boolean;
  /** The texts that explain the classes of areas, bars and lines. */
  readonly legend?: readonly { readonly name: string; readonly text: string }[];
  /** The whole network, if the drawing shows only the first nodes; a page with a script lets readers explore it. */
  readonly network?: ExplorableNetwork;
}

export function heading(level: 2 | 3, id: string, ...text: Piece[]): Block {
  return { kind: 'heading', level, id, text };
}

/**
 * Builds the heading of a part that is only looked up: a phone shows just the heading until the reader opens the part.
 */
export function createFoldedHeading(id: string, ...text: Piece[]): Block {
  return { kind: 'heading', level: 2, id, text, foldsOnPhone: true };
}

export function paragraph(text: string | Inline, tone?: Tone): Block {
  return { kind: 'paragraph', text: inlineOf(text), ...(tone === undefined ? {} : { tone }) };
}

/** Builds a paragraph about the whole document, such as its first or its closing line. */
export function leadParagraph(text: string | Inline, tone?: Tone): Block {
  return { kind: 'paragraph', isLead: true, text: inlineOf(text), ...(tone === undefined ? {} : { tone }) };
}

/** Builds a group of blocks; no group if there are no blocks. */
export function groupBlocks(blocks: readonly Block[]): Block[] {
  return blocks.length === 0 ? [] : [{ kind: 'group', blocks }];
}

/** Builds a list from lines, each with its parts indented below it; no list if there are no lines. */
export function listOf(lines: readonly (string | TextLine)[]): Block[] {
  return lines.length === 0 ? [] : [{ kind: 'list', items: lines.map(itemOf) }];
}

export function itemOf(line: string | TextLine): Item {
  const { text, parts = [] } = typeof line === 'string' ? { text: line } : line;
  return { text: [text], ...(parts.length > 0 ? { items: parts.map(itemOf) } : {}) };
}

/** Builds the first cell of a row, which is the row's heading. */
export function createRowHeading(text: string): Cell {
  return { text: [text], isHeading: true };
}

type ColumnTitle = readonly [title: string | Inline, align: 'left' | 'right'];

/** Returns left-aligned columns with these titles, for words. */
export function createLeftTitles(...titles: readonly (string | Inline)[]): ColumnTitle[] {
  return titles.map((title) => [title, 'left']);
}

/** Returns right-aligned columns with these titles, for numbers. */
export function createRightTitles(...titles: readonly (string | Inline)[]): ColumnTitle[] {
  return titles.map((title) => [title, 'right']);
}

/** Builds a table from its titled columns and its rows; no table if there are no rows. */
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

/** What a cell can be built from. */
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

/**
 * Returns the value of a cell. A cell without a value of its own has that of its figure, if it contains nothing else.
 */
export function valueOfCell({ value, text: [only, ...others] }: Cell): FigureValue {
  if (value !== undefined) return value;
  return typeof only === 'object' && 'figure' in only && others.length === 0 ? only.value : null;
}

/** Returns the tone in which every format emphasises a level: a warning if the level is open or there is none. */
export function levelToneOf(value: FigureValue): Tone {
  return typeof value === 'number' ? 'good' : 'warn';
}

/** Returns scores as a table, for formats without bars. */
export function tableOfScores({ rows }: Scores): Table {
  return {
    kind: 'table',
    columns: (['left', 'right', 'left', 'left'] as const).map((align) => ({ title: [], align })),
    rows: rows.map(({ title, score, outOf, remarks }) => [
      createRowHeading(title),
      cellOf(score),
      ...[outOf, remarks].map(cellOf),
    ]),
  };
}

const BETWEEN_ITEMS = ' · ';

/** Joins the text of a cell or a fact and its items on one line. */
export function flatText({ text, items = [] }: Pick<Fact, 'text' | 'items'>): Inline {
  if (items.length === 0) return text;
  const parts = [text, ...items.map(signedText)].filter((part) => inlineText(part) !== '');
  return parts.flatMap((part, i) => (i === 0 ? part : [BETWEEN_ITEMS, ...part]));
}

function signedText({ sign = '', text, items = [] }: Item): Inline {
  return flatText({ text: sign === '' ? text : [spaceSign(sign), ...text], items });
}

/** Returns a sign with the gap before the text; a full-width sign, such as a Chinese colon, needs none. */
export function spaceSign(sign: string): string {
  return /[\u3000-\uffef]$/.test(sign) ? sign : `${sign} `;
}

/** Returns the text of an item, with its sign in front, for formats with bullets of their own. */
export function itemText({ sign = '', text }: Item): Inline {
  return sign.trim() === '' || sign === '•' ? text : [spaceSign(sign), ...text];
}

/** Returns the rows of a table that have cells, for formats that do not separate groups of rows. */
export function filledRows({ rows }: Table): readonly (readonly Cell[])[] {
  return rows.every(({ length }) => length > 0) ? rows : rows.filter(({ length }) => length > 0);
}

/** Whether a row is a single cell that spans all columns. */
export function isAcross(row: readonly Cell[], { columns }: Table): boolean {
  return row.length === 1 && columns.length > 1;
}

/** Returns the plain text of a line; `writeNote` writes the mark of a footnote, by default nothing. */
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
 * The first of 32 code points that never occur in text; they are placeholders for pieces while a message is formatted.
 */
const FIRST_MARK = 0xfdd0;

/** Formats a message of the interface with pieces as arguments, such as a link within a sentence. */
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
