// Reads the options of a question of a workbook, and the numbers in the cells beside them.

import type { Messages } from '../../i18n/index.ts';
import { itemAt } from '../../model/index.ts';
import {
  endsInPointsRange,
  type OptionText,
  readMaxPoints,
  readOptionTexts,
  readPointsByLetter,
  readPointsPerOption,
  splitCell,
} from './option-texts.ts';
import type { OptionColumn, TableQuestion, TableRow } from './question-table.ts';
import { type CellPlace, type Faults, parsePoints, readPoints, shorten } from './workbook-places.ts';
import type { Column } from './workbook-words.ts';

/** An option, with the cells that state it and its points. */
export interface PlacedOption extends OptionText {
  readonly place: CellPlace;
  /** The id of the option, if the heading of its column is an id. */
  readonly id?: string;
  /** The points, if a separate cell states them. */
  readonly own?: { readonly points: number | undefined; readonly place: CellPlace };
  readonly level?: number;
  readonly share?: number;
  readonly columnPoints?: number;
}

/** The maximum points that a question states, with their cell. `column` is set if they are in the column of points. */
interface FullMark {
  readonly value?: number;
  readonly place: CellPlace;
  readonly column?: number;
}

/** The cells of a question while they are read. */
export interface QuestionCells {
  readonly question: TableQuestion;
  /** The first row of the question. */
  readonly row: TableRow;
  /** The columns that were read. */
  readonly usedColumns: Set<number>;
  readonly faults: Faults;
  readonly messages: Messages;
  fullMark: FullMark;
}

/** An option as its cells state it, before its text is read. */
type ListedOption = Omit<PlacedOption, keyof OptionText> & { readonly text: string };

/** Begins reading a question: reads its maximum points, if they have a column. */
export function openQuestion(question: TableQuestion, faults: Faults, messages: Messages): QuestionCells {
  const row = itemAt(question.rows, 0);
  const usedColumns = new Set<number>();
  const fullMark = findFullMark(question, usedColumns, faults, messages);
  return { question, row, usedColumns, faults, messages, fullMark };
}

/** Reads the maximum points from their own column. They may be in every row of the question or in only one. */
function findFullMark(
  { rows, columns }: TableQuestion,
  usedColumns: Set<number>,
  faults: Faults,
  messages: Messages,
): FullMark {
  const column = columns.at.get('fullMark');
  const statingRows = rows.filter((row) => row.at('fullMark') !== '');
  const cellPlace = (statingRows[0] ?? (rows[0] as TableRow)).place('fullMark');
  if (column === undefined || statingRows.length === 0) return { place: cellPlace };
  usedColumns.add(column);
  const values = statingRows.map((row) => readPoints(messages, faults, row.at('fullMark'), row.place('fullMark')));
  const [value] = values;
  const otherIndex = values.findIndex((candidate) => candidate !== undefined && candidate !== value);
  if (otherIndex > 0)
    faults.add(
      itemAt(statingRows, otherIndex).place('fullMark'),
      messages.init.from.otherFullMark({ value: `${value}` }),
    );
  return value === undefined ? { place: cellPlace } : { value, place: cellPlace };
}

/** Notes that a column was read, if the table has it. */
export function noteColumn({ question, usedColumns }: QuestionCells, column: Column): void {
  usedColumns.add(question.columns.at.get(column) as number);
}

/** Records a maximum that was found in the column of points. */
function noteFullMark(cells: QuestionCells, value: number, place: CellPlace): void {
  const column = cells.question.columns.at.get('points');
  cells.fullMark = { value, place, ...(column === undefined ? {} : { column }) };
}

/**
 * Reads a number in the column of points as the maximum of the whole question. Called if only one of several options
 * has a number.
 */
export function readAsFullMark(cells: QuestionCells, cell: string, place: CellPlace): void {
  const { faults, messages } = cells;
  // A rule such as `2 points each` is left to the functions that read rules.
  if (readPointsPerOption(cell) !== undefined || readMaxPoints(cell) !== undefined) return;
  const value = readPoints(messages, faults, cell, place);
  if (value === undefined) return;
  const knownMark = cells.fullMark.value;
  if (knownMark !== undefined && knownMark !== value)
    faults.add(place, messages.init.from.otherFullMark({ value: `${knownMark}` }));
  if (knownMark === undefined) noteFullMark(cells, value, place);
}

export function readOptions(cells: QuestionCells): PlacedOption[] {
  const { question, faults, messages } = cells;
  const optionList = question.columns.options.length > 0 ? readOptionsFromColumns(cells) : readOptionsFromCells(cells);
  for (const { text: option, place } of optionList)
    if (endsInPointsRange(option)) faults.add(place, messages.init.from.rangeOfPoints({ text: shorten(option) }));
  const texts = readOptionTexts(optionList.map(({ text: option }) => option));
  return optionList.map((option, i) => ({ ...option, ...itemAt(texts, i) }));
}

/** Reads options that have a column each. */
function readOptionsFromColumns(cells: QuestionCells): ListedOption[] {
  const { question, row } = cells;
  if (row.at('points') !== '') {
    noteColumn(cells, 'points');
    readAsFullMark(cells, row.at('points'), row.place('points'));
  }
  return question.columns.options.flatMap((column, i) => readOptionOfColumn(cells, column, i) ?? []);
}

function readOptionOfColumn(
  { row, usedColumns, faults, messages }: QuestionCells,
  { column, kind, number, share, pointsColumn }: OptionColumn,
  i: number,
): ListedOption | undefined {
  const option = row.cells[column] ?? '';
  const ownText = pointsColumn === undefined ? '' : (row.cells[pointsColumn] ?? '');
  if (option === '' && ownText !== '')
    faults.add(row.placeOf(pointsColumn as number), messages.init.from.pointsWithoutOption);
  if (option === '') return undefined;
  usedColumns.add(column);
  if (pointsColumn !== undefined) usedColumns.add(pointsColumn);
  return {
    text: option,
    place: row.placeOf(column),
    id: kind === 'level' ? `L${number}` : letterOf(kind === 'letter' ? number - 1 : i),
    ...(kind === 'level' ? { level: number } : {}),
    ...(share === undefined ? {} : { share }),
    ...(kind === 'points' ? { columnPoints: number } : {}),
    ...(pointsColumn === undefined
      ? {}
      : {
          own: {
            points: readPoints(messages, faults, ownText, row.placeOf(pointsColumn)),
            place: row.placeOf(pointsColumn),
          },
        }),
  };
}

/** Reads options that are listed in one cell, or that have a row each, with their points in the next column. */
function readOptionsFromCells(cells: QuestionCells): ListedOption[] {
  const { question, row, faults, messages } = cells;
  const { rows, columns } = question;
  const listedOptions = rows.flatMap((optionRow) =>
    splitCell(optionRow.at('options')).map((option) => ({
      text: option,
      place: optionRow.place('options'),
      row: optionRow,
    })),
  );
  const statingRows = rows.filter((optionRow) => optionRow.at('points') !== '');
  if (!columns.at.has('points') || statingRows.length === 0) return listedOptions;
  noteColumn(cells, 'points');
  if (rows.length > 1 && listedOptions.length === rows.length) {
    if (statingRows.length === 1 && statingRows[0] === row) {
      readAsFullMark(cells, row.at('points'), row.place('points'));
      return listedOptions;
    }
    const optionRows = listedOptions.map(({ text: option, place, row: one }) => ({
      text: option,
      place,
      own: {
        points: readPoints(messages, faults, one.at('points'), one.place('points')),
        place: one.place('points'),
      },
    }));
    return removeRepeatedFullMark(cells, optionRows);
  }
  return readSharedPoints(cells, listedOptions);
}

/** Reads the points of all options from the one cell that states them. */
function readSharedPoints(cells: QuestionCells, listedOptions: ListedOption[]): ListedOption[] {
  const { row, faults, messages } = cells;
  const cell = row.at('points');
  const cellPlace = row.place('points');
  const pointsByLetter = readPointsByLetters(cell, readOptionTexts(listedOptions.map(({ text: option }) => option)));
  if (pointsByLetter)
    return listedOptions.map(({ text: option, place: optionPlace }, i) => ({
      text: option,
      place: optionPlace,
      own: { points: pointsByLetter[i], place: cellPlace },
    }));
  const parts = splitPointsCell(cell, listedOptions.length);
  if (parts.length === 1 && listedOptions.length !== 1) {
    readAsFullMark(cells, cell, cellPlace);
    return listedOptions;
  }
  if (parts.length !== listedOptions.length) {
    const counts = { points: String(parts.length), options: String(listedOptions.length) };
    faults.add(cellPlace, messages.init.from.pointsForOptions(counts));
    return listedOptions;
  }
  return listedOptions.map(({ text: option, place: optionPlace }, i) => ({
    text: option,
    place: optionPlace,
    own: { points: readPoints(messages, faults, itemAt(parts, i), cellPlace), place: cellPlace },
  }));
}

/**
 * If every option's row has the same number but the texts of the options state different points, the number is taken as
 * the maximum of the question and removed from the options.
 */
function removeRepeatedFullMark(cells: QuestionCells, options: ListedOption[]): ListedOption[] {
  const values = new Set(options.map(({ own }) => own?.points));
  const [value] = values;
  const texts = readOptionTexts(options.map(({ text: option }) => option));
  const isRepeated = values.size === 1 && value !== undefined && texts.every(({ points }) => points !== undefined);
  if (!isRepeated || texts.every(({ points }) => points === value)) return options;
  if (cells.fullMark.value === undefined) noteFullMark(cells, value, cells.row.place('points'));
  return options.map(({ own: _, ...option }) => option);
}

export function letterOf(i: number): string {
  return i < 26 ? String.fromCharCode(65 + i) : `O${i + 1}`;
}

/** Returns the points that a text states by option letter; undefined if it does not state them for every option. */
export function readPointsByLetters(
  rule: string,
  options: readonly { readonly id?: string; readonly mark?: string }[],
): readonly number[] | undefined {
  const pointsByLetter = readPointsByLetter(rule);
  const points = options.map(({ id, mark }, i) => pointsByLetter.get(id ?? mark?.toUpperCase() ?? letterOf(i)));
  return pointsByLetter.size > 0 && points.every((value) => value !== undefined) ? points : undefined;
}

/** Splits a cell that states one number per option. */
export function splitPointsCell(cell: string, options: number): string[] {
  const parts = splitCell(cell);
  if (parts.length !== 1 || options < 2) return parts;
  const partTexts = cell.split(/[、，/]|,\s/).map((part) => part.trim());
  return partTexts.length === options && partTexts.every((part) => parsePoints(part) !== undefined) ? partTexts : parts;
}
