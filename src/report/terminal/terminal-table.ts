// Draws tables on a terminal page with cli-table3: which columns are side by side, and how wide each is.
// Loading cli-table3 costs 3 ms; loading it on demand would make every renderer asynchronous.

import Table from 'cli-table3';
import { itemAt } from '../../model/index.ts';
import type { TerminalPage } from './terminal-page.ts';
import { sanitizeLine, splitPieces, textWidth, wrapHanging, wrapText } from './terminal-text.ts';

interface TerminalColumn {
  readonly title: string;
  /** The alignment of the column; left by default. */
  readonly align?: 'left' | 'right';
  /** Whether the column's cells may wrap on a narrow page. */
  readonly wraps?: boolean;
}

/** A line of a cell; `paint` colours the lines into which it was broken. */
export interface CellLine {
  readonly text: string;
  readonly paint?: (lines: readonly string[]) => string[];
}

/** A row: a cell of one or more lines for each column, or a single cell that spans all columns. */
export interface TerminalRow {
  readonly cells: readonly (string | readonly (string | CellLine)[])[];
}

const NO_BORDERS = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'],
  ].map((border) => [border, '']),
);

const COLUMN_GAP = '  ';
/** The gap between columns if a wider one does not fit. */
const NARROW_GAP = ' ';
/** The mark of a list item: a bullet or a number. */
const LIST_MARK_PATTERN = /^(?:• |\d+\. )/;
/** The minimum width of a column; lines may exceed the page because of it, so that no words are lost. */
const MIN_COLUMN_WIDTH = 8;

/**
 * The number of columns from which a table is split into parts. A table with fewer columns is stacked if words would be
 * broken: the other cells of a row go below its first cell.
 */
const MIN_SPLIT_COLUMNS = 6;

/**
 * Draws a table, indented, with bold headings (none if no column has a title). Long cells wrap. If the columns do not
 * fit without breaking words, a table of many columns is split into parts one below the other, each with the first
 * column; in a table of few columns, the first cell of a row is drawn above the others.
 */
export function drawTerminalTable(
  page: TerminalPage,
  columns: readonly TerminalColumn[],
  rows: readonly TerminalRow[],
): string[] {
  const lines = rows.map(({ cells }) => ({
    isAcross: cells.length < 2,
    cells: columns.map((_, i) => [cells[i] ?? ''].flat().map(cleanLine)),
  }));
  const titles = columns.map(({ title }) => [{ text: title }]);
  const head = { paint: page.paint.bold, isAcross: false, cells: titles };
  const allLines = columns.some(({ title }) => title !== '') ? [head, ...lines] : lines;
  const wishes = measureColumns(columns, head, lines);
  if (isStacked(wishes, page.width)) return drawStacked(page, columns, wishes, allLines);
  return splitColumns(wishes, page.width).flatMap((part, i) => {
    const takeColumns = <T>(list: readonly T[]): T[] => part.map((at) => itemAt(list, at));
    const fittedColumns = fitWidths(
      takeColumns(columns),
      { natural: takeColumns(wishes.natural), whole: takeColumns(wishes.whole) },
      page.width,
    );
    const keptLines = allLines.map((line) => (line.isAcross ? line : { ...line, cells: takeColumns(line.cells) }));
    const drawnLines = drawRows(takeColumns(columns), keptLines, fittedColumns);
    const blocks = keptLines.map((line, row) => (line.isAcross ? drawSpanning(line, page) : (drawnLines[row] ?? [])));
    return i === 0 ? blocks.flat() : ['', ...blocks.flat()];
  });
}

function cleanLine(line: string | CellLine): CellLine {
  return typeof line === 'string' ? { text: sanitizeLine(line) } : { ...line, text: sanitizeLine(line.text) };
}

/** Draws the first cell of a row across all columns, and the others below it, indented further. */
function drawStacked(
  page: TerminalPage,
  columns: readonly TerminalColumn[],
  { natural, whole }: ColumnWidths,
  lines: readonly Line[],
): string[] {
  const otherColumns = columns.slice(1);
  const fittedColumns = fitWidths(
    otherColumns,
    { natural: natural.slice(1), whole: whole.slice(1) },
    page.width - COLUMN_GAP.length,
  );
  const isBlank = ({ isAcross, cells }: Line): boolean =>
    isAcross || cells.slice(1).every((lines) => lines.every(({ text }) => text === ''));
  const drawnLines = drawRows(
    otherColumns,
    lines.map((line) => ({
      ...line,
      isAcross: isBlank(line),
      cells: line.cells.slice(1),
    })),
    fittedColumns,
  );
  return lines.flatMap((line, row) => {
    const [label = []] = line.cells;
    const hasLabel = label.some(({ text }) => text !== '') || isBlank(line);
    const lineAbove = drawSpanning({ ...line, cells: [label] }, page);
    return [...(hasLabel ? lineAbove : []), ...(drawnLines[row] ?? []).map((line) => COLUMN_GAP + line)];
  });
}

/** Whether a table of few columns fits only if the other cells of a row are drawn below its first one. */
function isStacked({ whole }: ColumnWidths, width: number): boolean {
  const widthOfAll = (all: readonly number[]): number =>
    all.reduce((sum, width) => sum + width + NARROW_GAP.length, COLUMN_GAP.length);
  if (whole.length < 3 || whole.length >= MIN_SPLIT_COLUMNS || widthOfAll(whole) - NARROW_GAP.length <= width)
    return false;
  return widthOfAll(whole.slice(1)) + COLUMN_GAP.length - NARROW_GAP.length <= width;
}

/** A row ready to be drawn, with its cells as lines of text. */
interface Line {
  readonly cells: readonly (readonly CellLine[])[];
  readonly isAcross: boolean;
  readonly paint?: (line: string) => string;
}

/** The preferred widths of columns. */
interface ColumnWidths {
  readonly natural: readonly number[];
  /** The widths at which no word or number is broken. */
  readonly whole: readonly number[];
}

function measureColumns(columns: readonly TerminalColumn[], head: Line, lines: readonly Line[]): ColumnWidths {
  const columnLines = lines.filter(({ isAcross }) => !isAcross);
  const measureLines = (width: (text: string) => number, rows: readonly Line[]): number[] =>
    columns.map((_, i) =>
      rows.reduce((most, { cells }) => Math.max(most, ...(cells[i] ?? []).map(({ text }) => width(text))), 1),
    );
  const [whole, words, titles] = [
    measureLines(textWidth, columnLines),
    measureLines(measureLongestWord, columnLines),
    measureLines(measureLongestWord, [head]),
  ];
  const naturalWidths = measureLines(textWidth, [head, ...columnLines]);
  return {
    natural: naturalWidths,
    // Numbers never wrap, words only as a last resort. The minimum prevents columns of one Chinese character per line.
    whole: columns.map(({ wraps }, i) =>
      Math.max(titles[i] ?? 0, (wraps ? words : whole)[i] ?? 0, Math.min(naturalWidths[i] ?? 0, MIN_COLUMN_WIDTH)),
    ),
  };
}

/** Returns the columns of each part, by index; a single part if all columns fit or there are too few to split. */
function splitColumns({ whole }: ColumnWidths, width: number): number[][] {
  const allColumns = whole.map((_, i) => i);
  const widthIn = (part: readonly number[]): number =>
    part.reduce((sum, i) => sum + (whole[i] ?? 0) + COLUMN_GAP.length, 0);
  if (allColumns.length < MIN_SPLIT_COLUMNS || widthIn(allColumns) <= width) return [allColumns];
  const parts: number[][] = [];
  for (const column of allColumns.slice(1)) {
    const part = parts.at(-1);
    if (part && widthIn([...part, column]) <= width) part.push(column);
    else parts.push([0, column]);
  }
  return parts;
}

function drawSpanning({ cells, paint = (line) => line }: Line, { width }: TerminalPage): string[] {
  const lines = (cells[0] ?? []).flatMap((line) => breakLine(line, width - COLUMN_GAP.length));
  return lines.map((line) => paint((COLUMN_GAP + line).trimEnd()));
}

/**
 * The number of rows that are drawn at once: cli-table3 compares each row with all others, which takes 20 s for 10,000.
 * All widths are fixed, so the parts look the same.
 */
const ROWS_AT_A_TIME = 100;

/** Draws rows whose cells are side by side; returns the lines of each row, none for a row with a single cell across. */
function drawRows(
  columns: readonly TerminalColumn[],
  rows: readonly Line[],
  { widths, gap }: FittedWidths,
): string[][] {
  // Each line is coloured on its own without its padding, so that the padding can be trimmed.
  const wrappedRows = rows.map(({ isAcross, cells }) =>
    isAcross ? [] : cells.map((lines, i) => lines.flatMap((line) => breakLine(line, widths[i] ?? MIN_COLUMN_WIDTH))),
  );
  const joinedCells = wrappedRows
    .filter((cells) => cells.length > 0)
    .map((cells) => cells.map((lines) => lines.join('\n')));
  const lines: string[] = [];
  for (let start = 0; start < joinedCells.length; start += ROWS_AT_A_TIME) {
    const table = new Table({
      chars: { ...NO_BORDERS, middle: gap },
      style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
      colWidths: [...widths],
      colAligns: columns.map(({ align = 'left' }) => align),
    });
    table.push(...joinedCells.slice(start, start + ROWS_AT_A_TIME));
    for (const line of table.toString().split('\n')) lines.push(line);
  }
  let firstRow = 0;
  return wrappedRows.map((cells, row) => {
    const height = Math.max(0, ...cells.map(({ length }) => length));
    const { paint = (line: string) => line } = rows[row] ?? {};
    firstRow += height;
    return lines.slice(firstRow - height, firstRow).map((line) => paint((COLUMN_GAP + line).trimEnd()));
  });
}

function breakLine({ text, paint = (lines) => [...lines] }: CellLine, width: number): string[] {
  return paint(breakText(text, width));
}

/** Breaks text into lines; further lines of a list item are indented below its text. */
function breakText(text: string, width: number): string[] {
  const [mark] = LIST_MARK_PATTERN.exec(text) ?? [];
  return mark === undefined ? wrapText(text, width) : wrapHanging(mark, text.slice(mark.length), width);
}

interface FittedWidths {
  readonly widths: readonly number[];
  readonly gap: string;
}

/**
 * Returns widths that fit on the page. The widest column shrinks first, but not below its longest word or that of its
 * title; then the gaps between columns shrink; words are only broken after that, in columns that may wrap.
 */
function fitWidths(columns: readonly TerminalColumn[], { natural, whole }: ColumnWidths, width: number): FittedWidths {
  const widths = [...natural];
  let gap = COLUMN_GAP;
  const totalWidth = (): number =>
    widths.reduce((sum, columnWidth) => sum + columnWidth + gap.length, COLUMN_GAP.length - gap.length);
  const narrowTo = (least: readonly number[]): void => {
    while (totalWidth() > width) {
      const shrinkableWidths = widths.map((columnWidth, i) => (columnWidth > (least[i] ?? 0) ? columnWidth : 0));
      const widestColumn = shrinkableWidths.indexOf(Math.max(...shrinkableWidths));
      if ((shrinkableWidths[widestColumn] ?? 0) === 0) break;
      widths[widestColumn] = (widths[widestColumn] ?? 0) - 1;
    }
  };
  narrowTo(whole);
  if (totalWidth() > width) gap = NARROW_GAP;
  if (totalWidth() > width) {
    gap = COLUMN_GAP;
    narrowTo(columns.map(({ wraps }, i) => (wraps ? MIN_COLUMN_WIDTH : (whole[i] ?? 0))));
  }
  return { widths, gap };
}

/** Returns the width of the longest piece that must not be broken; in a list item, including its mark. */
function measureLongestWord(text: string): number {
  const [mark = ''] = LIST_MARK_PATTERN.exec(text) ?? [];
  const longest = Math.max(0, ...splitPieces(text.slice(mark.length)).map((piece) => textWidth(piece.trimEnd())));
  return textWidth(mark) + longest;
}
