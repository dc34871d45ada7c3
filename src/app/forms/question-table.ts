// Reads tables of questions in a workbook: the row of headings, the rows with questions, and what is between them.

import type { Messages } from '../../i18n/index.ts';
import { itemAt } from '../../model/index.ts';
import type { SheetRows } from '../../table/index.ts';
import { isLevelHeadingRow } from './level-table.ts';
import type { CellPlace, Faults } from './workbook-places.ts';
import {
  type Column,
  columnOfHeading,
  isNote,
  type OptionHeading,
  optionHeading,
  readTotalKind,
} from './workbook-words.ts';

/** A column that holds one option of every question, optionally with its points in the next column. */
export interface OptionColumn extends OptionHeading {
  readonly column: number;
  readonly pointsColumn?: number;
}

/**
 * The meaning of each column of a table: `at` has the index of the column for each kind of content, `options` the
 * columns that contain one option each.
 */
export interface TableColumns {
  readonly at: ReadonlyMap<Column, number>;
  readonly options: readonly OptionColumn[];
  /** The heading of every column. */
  readonly headings: readonly string[];
  /** The number of heading rows: 2 if a second row has the headings of the options. */
  readonly height: number;
}

/** Minimum number of columns in a second heading row for it to be a list of options. */
const MIN_OPTION_COLUMNS = 2;

/**
 * Reads a row as headings, together with the row below it if that row has the headings of options; undefined if the row
 * is not the heading of a table of questions.
 */
export function readHeadings(cells: readonly string[], below: readonly string[] = []): TableColumns | undefined {
  const countOptionHeadings = (headings: readonly string[]): number =>
    headings.filter((heading) => optionHeading(heading)).length;
  // For example, `Maturity levels` above `Level 1` to `Level 5`.
  const isOverOptions =
    countOptionHeadings(below) >= MIN_OPTION_COLUMNS &&
    countOptionHeadings(cells) < MIN_OPTION_COLUMNS &&
    cells.some(isQuestionHeading) &&
    !below.some(isQuestionHeading);
  if (!isOverOptions) return columnsOf(cells);
  const length = Math.max(cells.length, below.length);
  const headings = Array.from({ length }, (_, i) => {
    const [upper = '', lower = ''] = [cells[i], below[i]];
    return upper === '' || optionHeading(lower) ? lower : upper;
  });
  const columns = columnsOf(headings);
  return columns && { ...columns, height: 2 };
}

function isQuestionHeading(heading: string): boolean {
  return ['question', 'indicator', 'group'].includes(columnOfHeading(heading) ?? '');
}

function columnsOf(headings: readonly string[]): TableColumns | undefined {
  const columnIndexes = new Map<Column, number>();
  const pointColumns: number[] = [];
  for (const [i, heading] of headings.entries()) {
    const column = columnOfHeading(heading);
    if (column === 'points') pointColumns.push(i);
    const assignedColumn = column === 'weight' ? chooseWeightColumn(headings[i - 1]) : column;
    if (assignedColumn && !columnIndexes.has(assignedColumn)) columnIndexes.set(assignedColumn, i);
  }
  // If no column has a heading such as "question", the column of the finest indicators contains the questions.
  const [indicator, group] = [columnIndexes.get('indicator'), columnIndexes.get('group')];
  if (!columnIndexes.has('question')) {
    const finestColumn = indicator ?? group;
    if (finestColumn === undefined) return undefined;
    columnIndexes.set('question', finestColumn);
    columnIndexes.delete(indicator === undefined ? 'group' : 'indicator');
  } else if (indicator !== undefined && group === undefined) {
    columnIndexes.set('group', indicator);
    columnIndexes.delete('indicator');
  }
  const options = optionColumns(headings, pointColumns);
  if (options.some(({ pointsColumn }) => pointsColumn !== undefined)) columnIndexes.delete('points');
  // If options have columns of their own, a column "Answer" contains solutions or blanks to fill in, not a list of
  // options.
  if (options.length > 0) columnIndexes.delete('options');
  if (!columnIndexes.has('options') && options.length === 0 && columnIndexes.has('rule')) {
    columnIndexes.set('options', columnIndexes.get('rule') as number);
    columnIndexes.delete('rule');
  }
  if (!columnIndexes.has('options') && !columnIndexes.has('type') && options.length === 0) return undefined;
  return { at: columnIndexes, options, headings, height: 1 };
}

/** Decides from the preceding heading whether a column of weights is about sections, groups or questions. */
function chooseWeightColumn(before: string | undefined): Column {
  const column = columnOfHeading(before ?? '');
  return column === 'section' ? 'sectionWeight' : column === 'group' ? 'groupWeight' : 'weight';
}

function optionColumns(headings: readonly string[], pointColumns: readonly number[]): OptionColumn[] {
  const optionHeadings = headings.flatMap((heading, column) => {
    const option = optionHeading(heading);
    return option ? [{ ...option, column }] : [];
  });
  const kind = (['level', 'points', 'letter'] as const).find(
    (optionKind) => optionHeadings.filter((option) => option.kind === optionKind).length >= MIN_OPTION_COLUMNS,
  );
  const options = optionHeadings.filter((option) => option.kind === kind);
  const pairedOptions = options.filter(({ column }) => pointColumns.includes(column + 1));
  if (pairedOptions.length < MIN_OPTION_COLUMNS) return options;
  return options.map((option) =>
    pointColumns.includes(option.column + 1) ? { ...option, pointsColumn: option.column + 1 } : option,
  );
}

/** A row of a table of questions. */
export interface TableRow {
  readonly number: number;
  readonly cells: readonly string[];
  at(column: Column): string;
  /** Returns the cell of a column; the cell of the question if the table does not have that column. */
  place(column: Column): CellPlace;
  placeOf(column: number): CellPlace;
}

/** A question with all its rows: each option may have a row of its own. */
export interface TableQuestion {
  readonly columns: TableColumns;
  readonly rows: TableRow[];
  /** The name of the question's section; the name of the sheet if no section is stated. */
  readonly section: string;
  readonly sectionPlace: CellPlace;
  readonly group: string;
}

/** A row that states the sum of the points above it. */
export interface StatedTotal {
  readonly kind: 'part' | 'all';
  readonly text: string;
  readonly place: CellPlace;
  /** The number of questions of the table that are above this row. */
  readonly questions: number;
}

/** The questions of a sheet, and what else the sheet contains. */
export interface QuestionTable {
  readonly sheet: SheetRows;
  /** The text above the headings, if it is alone in its row. */
  readonly title: string;
  readonly questions: readonly TableQuestion[];
  readonly totals: readonly StatedTotal[];
  /** The row numbers of the headings of level tables below the questions, counted from 0. */
  readonly levels: readonly number[];
  /** The meaning of the columns, for every heading row. */
  readonly headings: readonly TableColumns[];
  /** The row number of the first heading row, counted from 0. */
  readonly top: number;
  /** The numbers of rows that were not read, counted from 0. */
  readonly unused: readonly number[];
}

/** Only this many rows are searched for headings, because titles may come first. */
const FIRST_ROWS = 20;
/** Maximum length of a title. */
const MAX_TITLE_CHARS = 120;
/** A cell merged over at least this many columns is a heading for the questions below. */
const MIN_MERGED_COLUMNS = 3;

/** What has been read of a sheet so far. */
interface TableReading {
  readonly sheet: SheetRows;
  /** The cells that are merged over several columns, as `findWideCells` returns them. */
  readonly wideCells: ReadonlySet<string>;
  readonly questions: TableQuestion[];
  readonly totals: StatedTotal[];
  readonly levels: number[];
  readonly headings: TableColumns[];
  readonly unusedRows: number[];
  /** The meaning of the columns in the rows that follow, as the last heading row defines it. */
  columns: TableColumns;
  /** A text alone in its row that becomes the section of the next question. */
  band: { readonly row: number; readonly text: string; readonly place: CellPlace } | undefined;
  section: { readonly text: string; readonly place: CellPlace };
  group: string;
}

/** Reads the questions of a sheet; undefined if no row is a heading of questions. */
export function readQuestionTable(sheet: SheetRows, faults: Faults, messages: Messages): QuestionTable | undefined {
  const { rows } = sheet;
  let top = 0;
  while (top < Math.min(FIRST_ROWS, rows.length) && !readHeadings(itemAt(rows, top), rows[top + 1])) top++;
  const first = rows[top] && top < FIRST_ROWS ? readHeadings(itemAt(rows, top), rows[top + 1]) : undefined;
  if (!first) return undefined;
  const rowsAbove = rows.slice(0, top).flatMap((cells, row) => (cells.some((cell) => cell !== '') ? [row] : []));
  const titleRow = rowsAbove.find((row) => isTitle(itemAt(rows, row)));
  const title = titleRow === undefined ? '' : ((rows[titleRow] ?? []).find((cell) => cell !== '') ?? '');
  const tableReading: TableReading = {
    sheet,
    wideCells: findWideCells(sheet),
    questions: [],
    totals: [],
    levels: [],
    headings: [first],
    unusedRows: rowsAbove.filter((row) => row !== titleRow),
    columns: first,
    band: undefined,
    section: { text: '', place: { sheet: sheet.name, row: top, column: 0 } },
    group: '',
  };
  readRowsBelow(tableReading, top + first.height, faults, messages);
  const { questions, totals, levels, headings, unusedRows } = tableReading;
  return { sheet, title, questions, totals, levels, headings, top, unused: unusedRows };
}

/** Reads all rows from `start` on: questions, more headings, and tables of levels. */
function readRowsBelow(reading: TableReading, start: number, faults: Faults, messages: Messages): void {
  const { sheet } = reading;
  const { rows } = sheet;
  for (let number = start; number < rows.length; number++) {
    const cells = itemAt(rows, number);
    const filledColumns = cells.flatMap((cell, i) => (cell === '' ? [] : [i]));
    if (filledColumns.length === 0) continue;
    const laterHeadings = readHeadings(cells, rows[number + 1]);
    if (laterHeadings) {
      reading.columns = laterHeadings;
      reading.headings.push(laterHeadings);
      number += laterHeadings.height - 1;
      continue;
    }
    if (isLevelHeadingRow(cells)) {
      reading.levels.push(number);
      while (rows[number + 1]?.some((cell) => cell !== '')) number++;
      continue;
    }
    readRow(reading, createRow(sheet, reading.columns, number), filledColumns, faults, messages);
  }
  if (reading.band) reading.unusedRows.push(reading.band.row);
}

function createRow(sheet: SheetRows, { at }: TableColumns, number: number): TableRow {
  const cells = itemAt(sheet.rows, number);
  const placeOf = (column: number): CellPlace => ({ sheet: sheet.name, row: number, column });
  return {
    number,
    cells,
    at: (column) => cells[at.get(column) ?? -1] ?? '',
    place: (column) => placeOf(at.get(column) ?? at.get('question') ?? 0),
    placeOf,
  };
}

function readRow(
  reading: TableReading,
  row: TableRow,
  filledColumns: readonly number[],
  faults: Faults,
  { init: { from } }: Messages,
): void {
  const { questions, unusedRows, columns, wideCells } = reading;
  const [left = 0] = filledColumns;
  const text = itemAt(row.cells, left);
  const isLone = filledColumns.length === 1;
  const totalKind = readTotalKind(text);
  const isOption = row.at('options') !== '' || row.at('points') !== '';
  const isLeftOfQuestions = left <= (columns.at.get('question') ?? 0);
  const isBand =
    isLone &&
    !isOption &&
    (wideCells.has(`${row.number} ${left}`) || (isLeftOfQuestions && (row.at('question') === '' || isNumbered(text))));
  const lastQuestion = questions.at(-1);
  if (totalKind) readTotal(reading, row, totalKind);
  else if (isLone && isNote(text)) unusedRows.push(row.number);
  else if (isBand) readBand(reading, row, left, text);
  else if (row.at('question') !== '' && !isSameQuestion(reading, row)) readQuestionRow(reading, row);
  else if (!isOption && !hasOptions(row, columns)) unusedRows.push(row.number);
  else if (lastQuestion) lastQuestion.rows.push(row);
  else faults.add(row.place('options'), from.noQuestion);
}

function readTotal({ totals, questions, unusedRows }: TableReading, row: TableRow, kind: 'part' | 'all'): void {
  const column = (['fullMark', 'points'] as const).find((name) => row.at(name) !== '');
  if (column === undefined) unusedRows.push(row.number);
  else totals.push({ kind, text: row.at(column), place: row.place(column), questions: questions.length });
}

/**
 * Takes a text that is alone in its row for the heading of the questions below it; it stays unused if there are none.
 */
function readBand(reading: TableReading, row: TableRow, left: number, text: string): void {
  if (reading.band) reading.unusedRows.push(reading.band.row);
  reading.band = { row: row.number, text, place: row.placeOf(left) };
}

function readQuestionRow(reading: TableReading, row: TableRow): void {
  const { sheet, columns, band } = reading;
  if (band) {
    reading.section = { text: band.text, place: band.place };
    reading.group = '';
    reading.band = undefined;
  }
  if (row.at('section') !== '' && row.at('section') !== reading.section.text) {
    reading.section = { text: row.at('section'), place: row.place('section') };
    reading.group = '';
  }
  if (row.at('group') !== '') reading.group = row.at('group');
  const { section, group } = reading;
  const sectionName = section.text === '' ? sheet.name : section.text;
  reading.questions.push({ columns, rows: [row], section: sectionName, sectionPlace: section.place, group });
}

/**
 * Whether a row adds an option to the question above it: tables without merged cells repeat the question in the row of
 * each option.
 */
function isSameQuestion({ questions, band, section }: TableReading, row: TableRow): boolean {
  const lastRow = questions.at(-1)?.rows[0];
  return (
    lastRow !== undefined &&
    band === undefined &&
    row.at('options') !== '' &&
    lastRow.at('options') !== '' &&
    lastRow.at('question') === row.at('question') &&
    (row.at('section') === '' || row.at('section') === section.text)
  );
}

function hasOptions({ cells }: TableRow, { options }: TableColumns): boolean {
  return options.some(({ column }) => (cells[column] ?? '') !== '');
}

function isTitle(cells: readonly string[]): boolean {
  const filledCells = cells.filter((cell) => cell !== '');
  const [text = ''] = filledCells;
  return filledCells.length === 1 && text.length <= MAX_TITLE_CHARS && !isNote(text) && !/_{3}|[:：]\s*$/.test(text);
}

/** Whether a text begins with the number of a section: `一、基础设施`, `第二部分 数据`, `Part 2`. */
function isNumbered(text: string): boolean {
  return /^(?:[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十\d]{1,3}(?:部分|章|节)|(?:part|section|teil|abschnitt) (?:\d|[ivx]+\b|[a-h]\b))/i.test(
    text,
  );
}

/**
 * Finds cells that are merged over several columns of one row. Returns their first cells as texts `row column`, from 0.
 */
function findWideCells({ merges }: SheetRows): ReadonlySet<string> {
  return new Set(
    merges.flatMap(({ rows: [top, bottom], columns: [left, right] }) =>
      top === bottom && right - left + 1 >= MIN_MERGED_COLUMNS ? [`${top - 1} ${left - 1}`] : [],
    ),
  );
}
