// Lists the sheets, columns and rows of a workbook that a drafted pack does not use, and the hidden ones it does use.

import type { Messages } from '../../i18n/index.ts';
import { type SheetRows, toColumnName, type WorkbookSheets } from '../../table/index.ts';
import type { EnterpriseSheet } from './enterprise-sheet.ts';
import type { LevelTable } from './level-table.ts';
import type { Remark } from './pack-draft.ts';
import type { QuestionTable } from './question-table.ts';
import { shorten } from './workbook-places.ts';
import type { Column } from './workbook-words.ts';

/** Which parts of a workbook a draft was made from. */
export interface WorkbookUse {
  readonly tables: readonly QuestionTable[];
  readonly enterprise: ReadonlyMap<SheetRows, EnterpriseSheet>;
  /** The tables of levels that were found; only the first one is used. */
  readonly levelTables: readonly LevelTable[];
  /** The separate sheet of weights, if weights were taken from it. */
  readonly weightSheet: SheetRows | undefined;
  /** The questions and facts of all tables, each with the name of its sheet and the columns it was read from. */
  readonly questions: readonly { readonly sheet: string; readonly columns: Iterable<number> }[];
  /** Whether a column is used; asked only about columns that are not recorded with each question. */
  readonly isColumnUsed: (column: Column) => boolean;
}

/** Maximum number of sheets, columns or rows in a remark. */
const MAX_LISTED = 200;

type TableParts = Record<'columns' | 'rows' | 'hiddenParts', readonly string[]>;

/** Remarks on sheets, columns and rows that were not used, and on hidden ones that were. */
export function remarkOnUnused(workbook: WorkbookSheets, use: WorkbookUse, messages: Messages): Remark[] {
  const tableParts = use.tables.map((table) => findTableParts(table, use, messages));
  const levelParts = findPartsBesideLevels(workbook.sheets, use, messages);
  const enterpriseRows = [...use.enterprise].flatMap(([sheet, { unused }]) => listRows(sheet, unused, messages));
  return [
    ...createRemark(
      'hidden',
      tableParts.flatMap(({ hiddenParts }) => hiddenParts),
      messages,
    ),
    ...createRemark('sheets', findUnusedSheets(workbook, use, messages), messages),
    ...createRemark('columns', [...tableParts.flatMap(({ columns }) => columns), ...levelParts.columns], messages),
    ...createRemark(
      'rows',
      [...tableParts.flatMap(({ rows }) => rows), ...enterpriseRows, ...levelParts.rows],
      messages,
    ),
  ];
}

/** Lists sheets that nothing was read from: unknown ones, hidden ones, and those with a second table of levels. */
function findUnusedSheets({ sheets, hidden }: WorkbookSheets, use: WorkbookUse, { init }: Messages): string[] {
  const { tables, enterprise, weightSheet } = use;
  const [levels, ...otherLevels] = use.levelTables;
  const isRead = (sheet: SheetRows): boolean =>
    tables.some((table) => table.sheet === sheet) ||
    enterprise.has(sheet) ||
    levels?.sheet === sheet.name ||
    weightSheet === sheet;
  const names = [
    ...sheets.flatMap((sheet) => (isRead(sheet) || isEmpty(sheet) ? [] : [sheet.name])),
    ...hidden.map((name) => init.from.hiddenSheet({ name })),
  ];
  for (const table of otherLevels)
    if (!names.includes(table.sheet) && !tables.some(({ sheet }) => sheet.name === table.sheet))
      names.push(table.sheet);
  return names;
}

function isEmpty({ rows }: SheetRows): boolean {
  return rows.every((cells) => cells.every((cell) => cell === ''));
}

/** Lists the columns and rows around the table of levels, if it has a sheet of its own. */
function findPartsBesideLevels(
  sheets: readonly SheetRows[],
  { tables, enterprise, levelTables: [levels] }: WorkbookUse,
  messages: Messages,
): Pick<TableParts, 'columns' | 'rows'> {
  const columns: string[] = [];
  const rows: string[] = [];
  for (const sheet of sheets) {
    if (levels?.sheet !== sheet.name || enterprise.has(sheet) || tables.some((table) => table.sheet === sheet))
      continue;
    const [first, last] = levels.rows;
    const rowsOutside = [...sheet.rows.keys()].filter(
      (row) => (row < first || row >= last) && (sheet.rows[row] ?? []).some((cell) => cell !== ''),
    );
    rows.push(...listRows(sheet, rowsOutside, messages));
    for (const [i, text] of (sheet.rows[first] ?? []).entries())
      if (text !== '' && !levels.columns.has(i)) columns.push(listColumn(sheet, i, text, messages));
  }
  return { columns, rows };
}

/** Lists the columns and rows of a table that were not used, and hidden ones that were. */
function findTableParts(table: QuestionTable, use: WorkbookUse, messages: Messages): TableParts {
  const { sheet } = table;
  const [levels] = use.levelTables;
  const usedColumns = findUsedColumns(table, use);
  const headings = new Map<number, string>();
  for (const { headings: texts } of table.headings)
    for (const [i, text] of texts.entries()) if (text !== '' && !headings.has(i)) headings.set(i, text);
  const unnamedColumns = findFilledColumns(table).filter((i) => !headings.has(i) && !usedColumns.has(i));
  const unusedLevels = table.levels.filter((row) => levels?.sheet !== sheet.name || levels.rows[0] !== row);
  const unusedRows = [...table.unused, ...unusedLevels].sort((a, b) => a - b);
  const questionRows = new Set(table.questions.flatMap(({ rows }) => rows.map(({ number }) => number)));
  return {
    columns: [
      ...[...headings].flatMap(([i, text]) => (usedColumns.has(i) ? [] : [listColumn(sheet, i, text, messages)])),
      ...unnamedColumns.map((i) => listColumn(sheet, i, '', messages)),
    ],
    rows: listRows(sheet, unusedRows, messages),
    hiddenParts: [
      ...[...sheet.hidden.columns]
        .filter((column) => usedColumns.has(column))
        .map((column) => listColumn(sheet, column, headings.get(column) ?? '', messages)),
      ...[...sheet.hidden.rows]
        .filter((row) => questionRows.has(row))
        .map((row) => messages.init.from.row({ sheet: sheet.name, row: String(row + 1), text: '' })),
    ],
  };
}

/** Returns the columns of a table in which any question has a text, in the order of the sheet. */
function findFilledColumns({ sheet, top, questions }: QuestionTable): number[] {
  const width = sheet.rows.slice(top + 1).reduce((most, cells) => Math.max(most, cells.length), 0);
  const filledColumns = new Set(
    questions.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap((cell, i) => (cell === '' ? [] : [i])))),
  );
  return Array.from({ length: width }, (_, i) => i).filter((i) => filledColumns.has(i));
}

/** Returns the columns of a table that are used. */
function findUsedColumns(
  { sheet, questions, headings }: QuestionTable,
  { questions: readQuestions, isColumnUsed }: WorkbookUse,
): ReadonlySet<number> {
  const usedIndexes = new Set<number>();
  for (const { sheet: name, columns } of readQuestions)
    if (name === sheet.name) for (const column of columns) usedIndexes.add(column);
  for (const { at } of headings)
    for (const [column, index] of at)
      if (isColumnUsed(column) && questions.some(({ rows: [row] }) => row?.at(column) !== '')) usedIndexes.add(index);
  return usedIndexes;
}

function listColumn(sheet: SheetRows, column: number, heading: string, { init: { from } }: Messages): string {
  return from.column({ sheet: sheet.name, column: toColumnName(column), heading: shorten(heading, 40) });
}

function listRows({ name, rows }: SheetRows, numbers: readonly number[], { init: { from } }: Messages): string[] {
  return numbers.map((number) => {
    const text = shorten((rows[number] ?? []).filter((cell) => cell !== '').join(' '), 40);
    return from.row({ sheet: name, row: String(number + 1), text });
  });
}

/** Returns a remark unless there is nothing to list; a long list is shortened. */
function createRemark(
  code: 'hidden' | 'sheets' | 'columns' | 'rows',
  what: readonly string[],
  { init: { from } }: Messages,
): Remark[] {
  const omittedCount = what.length - MAX_LISTED;
  const listedTexts =
    omittedCount > 0 ? [...what.slice(0, MAX_LISTED), from.more({ count: String(omittedCount) })] : [...what];
  return listedTexts.length === 0 ? [] : [{ code, what: listedTexts }];
}
