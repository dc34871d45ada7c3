// Writes workbooks with sheets to fill in: explained headings that stay visible, lists to choose from, forms of cells.

import { toColumnName } from './column-name.ts';
import {
  escapeXml,
  FORM_STYLES,
  formatSheetXml,
  packWorkbook,
  writePlainSheet,
  writeTextCell,
} from './workbook-writer.ts';

/** A cell of a sheet to fill in. A day is an ISO date, a share is between 0 and 1. */
export type FormCell = string | number | { readonly day: string } | { readonly share: number };

/** How the cells of a column are formatted; `label` and `help` are not filled in. */
export type FormKind = 'text' | 'day' | 'share' | 'whole' | 'label' | 'help';

export interface FormColumn {
  readonly heading: string;
  /** The explanation above the heading. */
  readonly help?: string;
  /** The band above the column; adjacent columns with the same band share it. */
  readonly band?: string;
  /** The width in characters. */
  readonly width: number;
  readonly kind: FormKind;
  /** The texts to choose from; other texts are possible after a warning. */
  readonly choices?: readonly string[];
}

/** A sheet to fill in. */
export interface FormSheet {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly FormColumn[];
  /** The rows below the headings; undefined is an empty cell. */
  readonly rows: readonly (readonly (FormCell | undefined)[])[];
  /** The choices of single cells, by row and column from 0. */
  readonly cellChoices?: readonly {
    readonly row: number;
    readonly column: number;
    readonly choices: readonly string[];
  }[];
  /** The number of columns at the left that stay visible. */
  readonly fixedColumns: number;
  /** Whether the rows are only shown, and so are grey. */
  readonly isExample?: boolean;
  /** The number of rows that are prepared for entries, at least those that are filled in. */
  readonly preparedRows: number;
}

/** Writes sheets to fill in as a workbook; the lists to choose from are on a hidden sheet. Texts never become formulas. */
export function writeFormWorkbook(sheets: readonly FormSheet[], listsName: string): Buffer {
  const lists: (readonly string[])[] = [];
  const rangeOf = (choices: readonly string[]): string => {
    const knownList = lists.findIndex(
      (list) => list.length === choices.length && list.every((choice, i) => choice === choices[i]),
    );
    const column = knownList < 0 ? lists.push(choices) - 1 : knownList;
    const name = toColumnName(column);
    return `'${listsName.replaceAll("'", "''")}'!$${name}$1:$${name}$${choices.length}`;
  };
  const parts = sheets.map((sheet) => ({ name: sheet.name, xml: writeFormSheet(sheet, rangeOf) }));
  return packWorkbook([...parts, { name: listsName, xml: writeLists(lists), isHidden: true }]);
}

function writeFormSheet(sheet: FormSheet, rangeOf: (choices: readonly string[]) => string): string {
  const { columns, rows, title, fixedColumns, isExample = false } = sheet;
  const [hasBands, hasHelp] = [columns.some(({ band }) => band), columns.some(({ help }) => help)];
  const head: string[] = [];
  const merges: string[] = [];
  const addRow = (cells: string, height: number): void => {
    const number = head.length + 1;
    head.push(`<row r="${number}" ht="${height}" customHeight="1">${cells}</row>`);
  };
  addRow(writeTextCell(0, 1, title, FORM_STYLES.title), TITLE_POINTS);
  if (hasBands) {
    const row = head.length + 1;
    addRow(
      columns
        .map(({ band }, i) => writeTextCell(i, row, isBandStart(columns, i) ? (band ?? '') : '', FORM_STYLES.band))
        .join(''),
      LINE_POINTS + 3,
    );
    merges.push(...mergeBands(columns, row));
  }
  if (hasHelp) {
    const row = head.length + 1;
    addRow(
      columns.map(({ help = '' }, i) => writeTextCell(i, row, help, FORM_STYLES.help)).join(''),
      computeHelpHeight(columns),
    );
  }
  const headingRow = head.length + 1;
  addRow(
    columns.map(({ heading }, i) => writeTextCell(i, headingRow, heading, FORM_STYLES.heading)).join(''),
    computeHeadingHeight(columns),
  );
  const body = Array.from({ length: Math.max(rows.length, sheet.preparedRows) }, (_, r) => {
    const row = headingRow + 1 + r;
    const height = rows[r] === undefined ? '' : ` ht="${computeRowHeight(columns, rows[r])}" customHeight="1"`;
    return `<row r="${row}"${height}>${columns.map(({ kind }, i) => writeFormCellXml(i, row, rows[r]?.[i], kind, isExample)).join('')}</row>`;
  });
  const lastRow = headingRow + body.length;
  const validations = [
    ...columns.flatMap(({ choices = [] }, i) =>
      choices.length === 0
        ? []
        : [writeValidationXml(`${toColumnName(i)}${headingRow + 1}:${toColumnName(i)}${lastRow}`, rangeOf(choices))],
    ),
    ...(sheet.cellChoices ?? []).map(({ row, column, choices }) =>
      writeValidationXml(`${toColumnName(column)}${headingRow + 1 + row}`, rangeOf(choices)),
    ),
  ];
  return formatSheetXml({
    columns: columns.map(({ width }) => ({ width })),
    rows: [...head, ...body],
    pane: { rows: headingRow, columns: fixedColumns },
    afterRows:
      (merges.length === 0 ? '' : `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>`) +
      (validations.length === 0
        ? ''
        : `<dataValidations count="${validations.length}">${validations.join('')}</dataValidations>`) +
      '<pageSetup orientation="landscape" paperSize="9" fitToHeight="0"/>',
    isFitted: columns.reduce((sum, { width }) => sum + width, 0) <= MAX_PAGE_CHARS,
  });
}

/** The width of a sheet, in characters, that can still be read on one printed page. */
const MAX_PAGE_CHARS = 300;
const TITLE_POINTS = 24;
const LINE_POINTS = 15;
const HELP_LINE_POINTS = 12.5;
/**
 * How many characters of the small font used for explanations fit into the width of one character of the usual font.
 */
const HELP_CHARS_PER_WIDTH = 1.3;

function computeHelpHeight(columns: readonly FormColumn[]): number {
  const lines = columns.map(({ help = '', width }) => countLines(help, width * HELP_CHARS_PER_WIDTH));
  return Math.max(...lines) * HELP_LINE_POINTS + 6;
}

function computeHeadingHeight(columns: readonly FormColumn[]): number {
  return Math.max(...columns.map(({ heading, width }) => countLines(heading, width * 0.9))) * LINE_POINTS + 6;
}

/** The height of a filled row: that of its longest text, within limits. */
function computeRowHeight(columns: readonly FormColumn[], cells: readonly (FormCell | undefined)[]): number {
  const lines = cells.map((cell, i) => {
    const { width: columnWidth = 1, kind } = columns[i] ?? {};
    const width = columnWidth * (kind === 'help' ? HELP_CHARS_PER_WIDTH : 0.95);
    const paragraphs = typeof cell === 'string' ? cell.split('\n') : [''];
    return paragraphs.reduce((sum, paragraph) => sum + countLines(paragraph, width), 0);
  });
  return Math.min(MAX_ROW_POINTS, Math.max(...lines) * LINE_POINTS + 3);
}

/** The greatest height of a row in spreadsheet programs. */
const MAX_ROW_POINTS = 409;

/** Estimates the lines of a wrapped text; a Chinese character counts as two, and a word is not divided. */
function countLines(text: string, width: number): number {
  let [lines, used] = [1, 0];
  for (const word of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*/g) ?? []) {
    const length = /[\u2e80-\uffef]/.test(word) ? 2 : word.length;
    if (used + word.trimEnd().length > width && used > 0) [lines, used] = [lines + 1, 0];
    used += length;
  }
  return lines;
}

const isBandStart = (columns: readonly FormColumn[], i: number): boolean => columns[i]?.band !== columns[i - 1]?.band;

function mergeBands(columns: readonly FormColumn[], row: number): string[] {
  return columns.flatMap((_, start) => {
    if (!isBandStart(columns, start)) return [];
    let end = start;
    while (end + 1 < columns.length && !isBandStart(columns, end + 1)) end++;
    return end === start ? [] : [`<mergeCell ref="${toColumnName(start)}${row}:${toColumnName(end)}${row}"/>`];
  });
}

const EMPTY_STYLES: Readonly<Record<FormKind, number>> = {
  text: FORM_STYLES.text,
  day: FORM_STYLES.day,
  share: FORM_STYLES.share,
  whole: FORM_STYLES.whole,
  label: FORM_STYLES.heading,
  help: FORM_STYLES.help,
};

const DAY_MILLISECONDS = 86_400_000;
/**
 * The day with number 0 if days are counted backwards from March 1900. Workbooks also count a 29 February 1900, which
 * did not exist.
 */
const EPOCH = Date.UTC(1899, 11, 30);

function writeFormCellXml(
  column: number,
  row: number,
  cell: FormCell | undefined,
  kind: FormKind,
  isExample: boolean,
): string {
  const write = (value: number, style: number): string =>
    `<c r="${toColumnName(column)}${row}" s="${style}"><v>${value}</v></c>`;
  if (cell === undefined) return `<c r="${toColumnName(column)}${row}" s="${EMPTY_STYLES[kind]}"/>`;
  if (typeof cell === 'string')
    return writeTextCell(
      column,
      row,
      cell,
      isExample ? FORM_STYLES.example : kind === 'label' || kind === 'help' ? EMPTY_STYLES[kind] : FORM_STYLES.text,
    );
  if (typeof cell === 'number') return write(cell, Number.isInteger(cell) ? FORM_STYLES.whole : FORM_STYLES.decimal);
  if ('share' in cell)
    return write(
      cell.share,
      Number.isInteger(Number((cell.share * 100).toPrecision(15))) ? FORM_STYLES.share : FORM_STYLES.exactShare,
    );
  return write((Date.parse(cell.day) - EPOCH) / DAY_MILLISECONDS, FORM_STYLES.day);
}

function writeValidationXml(range: string, list: string): string {
  return `<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" sqref="${range}"><formula1>${escapeXml(list)}</formula1></dataValidation>`;
}

function writeLists(lists: readonly (readonly string[])[]): string {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return writePlainSheet(
    Array.from({ length: longest }, (_, row) => {
      const cells = lists.map((list, i) => (list[row] === undefined ? '' : writeTextCell(i, row + 1, list[row], 2)));
      return `<row r="${row + 1}">${cells.join('')}</row>`;
    }),
  );
}
