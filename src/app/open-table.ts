import { resolve } from 'node:path';
import type { Messages } from '../i18n/index.ts';
import { Refusal } from '../model/index.ts';
import { sanitizeLine } from '../report/index.ts';
import { toFileProblem } from '../store/index.ts';
import {
  ENCODINGS,
  findEncoding,
  openTable,
  type Table,
  type TableDialect,
  type TableFault,
  type TableInput,
  TableProblem,
} from '../table/index.ts';
import type { World } from '../world.ts';

/** What the user states about the format of an export. */
export interface TableOptions {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  /** Whether the table contains answers, in any layout that survey platforms export. */
  readonly isExport?: boolean;
  /** Whether a text is the heading of a column of answers. */
  readonly isHeading?: (text: string) => boolean;
}

/**
 * Opens an export; `-` is standard input. Throws a `Refusal` if it cannot be read, or if its format is ambiguous.
 * Reports other sheets of the workbook, because they may contain rows as well.
 */
export async function openTableFile(
  world: World,
  path: string,
  options: TableOptions,
  messages: Messages,
  input: TableInput = path === '-' ? { stream: world.stdin } : { path: resolve(world.cwd, path) },
): Promise<Table> {
  refuseYaml(path, messages);
  const dialect = parseTableOptions(options, messages);
  const table = await refuseTableProblems(path, messages, () => openTable(input, dialect));
  await refuseOtherDelimiter(table, path, dialect, messages);
  reportSheets(world, path, { table, read: [table] }, options, messages);
  return table;
}

/**
 * Throws a `Refusal` if a table has no known heading with the stated delimiter but has some with the detected one: the
 * user may have meant the delimiter of the output.
 */
async function refuseOtherDelimiter(
  table: Table,
  path: string,
  { delimiter, isHeading, ...dialect }: TableDialect,
  { tables, batch }: Messages,
): Promise<void> {
  const { path: file, headings } = table.shape;
  if (delimiter === undefined || !isHeading || file === null || headings.some(isHeading)) return;
  const detectedTable = await openTable({ path: file }, { ...dialect, isHeading }).catch(() => undefined);
  await detectedTable?.close();
  const detected = detectedTable?.shape.delimiter;
  if (!detected || detected === delimiter || !detectedTable.shape.headings.some(isHeading)) return;
  await table.close();
  throw new Refusal(
    3,
    tables.otherDelimiter({
      file: path,
      stated: delimiterInWords(delimiter, batch),
      detected: delimiterInWords(detected, batch),
    }),
    tables.ofInput({ option: '--delimiter', excel: '--csv excel' }),
  );
}

/** Throws a `Refusal` for a YAML file, which would otherwise be read as a table with meaningless headings and rows. */
function refuseYaml(path: string, { tables }: Messages): void {
  if (/\.ya?ml$/i.test(path)) throw new Refusal(3, tables.isYaml({ file: path }));
}

/** A sheet that is not read because it is hidden or has no headings, although it has rows of the same kind. */
export interface UnreadSheet {
  readonly name: string;
  readonly rows: number;
  readonly why: 'hidden' | 'no-headings';
}

/** An opened export: one table, or several sheets of a workbook. */
export interface OpenedTables {
  readonly tables: readonly Table[];
  /** Sheets with rows of the same kind that are not read. */
  readonly unread: readonly UnreadSheet[];
}

/** If a workbook has more sheets than this, the other sheets are not opened and only their names are reported. */
const MAX_SHEETS = 50;

/**
 * Opens an export, with all sheets of its workbook that share most headings with the first one; headings are compared
 * by `keyOf`. With `--sheet`, opens only that sheet. Other sheets, such as a legend, are reported.
 */
export async function openExportTables(
  world: World,
  path: string,
  options: TableOptions,
  keyOf: (heading: string) => string,
  messages: Messages,
): Promise<OpenedTables> {
  refuseYaml(path, messages);
  const dialect = parseTableOptions({ ...options, isExport: true }, messages);
  const input: TableInput = path === '-' ? { stream: world.stdin } : { path: resolve(world.cwd, path) };
  const table = await refuseTableProblems(path, messages, () => openTable(input, dialect));
  await refuseOtherDelimiter(table, path, dialect, messages);
  const tables = [table];
  const unreadSheets: UnreadSheet[] = [];
  const { sheet: first, path: file } = table.shape;
  const areOthersOpened = options.sheet === undefined && file !== null && table.sheets.length <= MAX_SHEETS;
  for (const { name: sheet, isVisible } of areOthersOpened ? table.sheets : []) {
    if (sheet === first) continue;
    const otherTable = await openTable({ path: file as string }, { ...dialect, sheet }).catch((error) => {
      // A sheet with charts or notes may not be readable as a table.
      if (error instanceof TableProblem) return undefined;
      throw error;
    });
    if (!otherTable) continue;
    const isHeaded = sharesMostHeadings(table, otherTable, keyOf);
    // Hidden sheets without headings are not reported: they contain choices of drop-down lists, as in a template.
    if (!isHeaded && isVisible && continuesRows(table, otherTable))
      unreadSheets.push({ name: sheet, rows: (await countRows(otherTable)) + 1, why: 'no-headings' });
    if (!isHeaded || otherTable.sample.length === 0) continue;
    if (isVisible) tables.push(otherTable);
    else unreadSheets.push({ name: sheet, rows: await countRows(otherTable), why: 'hidden' });
  }
  reportSheets(world, path, { table, read: tables }, { ...options, isExport: true }, messages);
  return { tables, unread: unreadSheets };
}

/**
 * Whether a sheet without headings continues the rows of a table, judged by its first row. In most columns, the cell in
 * that row must be a value that the same column of the table has too. If all cells of the table's column contain
 * digits, as numbers and keys do, having the same shape as one of them is enough.
 */
function continuesRows(table: Table, other: Table): boolean {
  const firstRow = other.detection.headingRows[0] ?? [];
  const filledCells = firstRow.flatMap((cell, column) => (cell.trim() === '' ? [] : [{ cell: cell.trim(), column }]));
  const width = table.shape.headings.length;
  if (firstRow.length > width || filledCells.length * 2 <= width) return false;
  const matchingCells = filledCells.filter(({ cell, column }) => {
    const cells = table.sample.map((one) => (one[column] ?? '').trim()).filter((one) => one !== '');
    if (cells.includes(cell)) return true;
    const shape = shapeOf(cell);
    return (
      shape.includes('0') &&
      cells.length > 0 &&
      cells.every((cell) => /\d/.test(cell)) &&
      cells.some((cell) => shapeOf(cell) === shape)
    );
  });
  return matchingCells.length * 2 > filledCells.length;
}

/**
 * Replaces each run of letters by one letter and each run of digits by one digit, so that cells of the same shape
 * become equal.
 */
function shapeOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{L}+/gu, 'a')
    .replace(/\d+/g, '0');
}

async function countRows(table: Table): Promise<number> {
  let rows = 0;
  const uses = table.shape.headings.map(() => ({ kind: 'ignore' }) as const);
  for await (const block of table.read(uses)) rows += block.rows;
  return rows;
}

/** Whether most headings of one sheet also occur in the other sheet, in any order. */
function sharesMostHeadings(table: Table, other: Table, keyOf: (heading: string) => string): boolean {
  const keysOf = ({ shape }: Table): Set<string> =>
    new Set(shape.headings.filter((heading) => heading !== '').map(keyOf));
  const [keys, others] = [keysOf(table), keysOf(other)];
  const commonKeyCount = [...others].filter((key) => keys.has(key)).length;
  return commonKeyCount > 1 && commonKeyCount * 2 > keys.size;
}

/** Reports on stderr which sheets of a workbook are read and which are not, if it has several. */
function reportSheets(
  world: World,
  path: string,
  { table, read }: { readonly table: Table; readonly read: readonly Table[] },
  options: TableOptions,
  messages: Messages,
): void {
  const { tables, numbers } = messages;
  const names = read.map(({ shape }) => shape.sheet ?? '');
  const unreadNames = table.sheets.filter(({ name }) => !names.includes(name));
  const listOf = (isVisible: boolean): string | undefined => {
    const sheetNames = unreadNames.filter((sheet) => sheet.isVisible === isVisible).map(({ name }) => name);
    return sheetNames.length === 0 ? undefined : numbers.list(sheetNames);
  };
  const [others, hidden] = [listOf(true), listOf(false)];
  const option = options.isExport && options.sheet === undefined ? '--sheet' : undefined;
  const lines = [
    ...(read.length > 1 ? [tables.sheetsRead({ sheets: numbers.list(names), others })] : []),
    ...(read.length === 1 && others !== undefined
      ? [tables.otherSheets({ sheet: names[0] ?? '', others, option })]
      : []),
    ...(hidden === undefined ? [] : [tables.hiddenSheets({ sheets: hidden })]),
  ];
  for (const line of lines) world.stderr.write(`${sanitizeLine(numbers.labelled(path, line))}\n`);
}

/** Runs a function that reads a table, and turns its table problems into a `Refusal` in the user's language. */
export async function refuseTableProblems<T>(path: string, messages: Messages, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof TableProblem)) throw toFileProblem(error, path);
    const [message, next] = faultInWords(error.fault, messages);
    throw new Refusal(3, messages.numbers.labelled(path, sanitizeLine(message)), next, { cause: error });
  }
}

function parseTableOptions(
  { encoding, delimiter, sheet, isExport, isHeading }: TableOptions,
  { tables, numbers }: Messages,
): TableDialect {
  const supportedEncoding = encoding === undefined ? undefined : findEncoding(encoding);
  if (encoding !== undefined && !supportedEncoding) {
    throw new Refusal(2, tables.unknownEncodingName({ name: encoding, names: numbers.list([...ENCODINGS]) }));
  }
  const sign = delimiter?.toLowerCase() === 'tab' || delimiter === '\\t' ? '\t' : delimiter;
  if (sign !== undefined && !/^[\t!#-/:-@[-`{-~]$/.test(sign)) {
    throw new Refusal(2, tables.notOneSign({ given: sign }));
  }
  return {
    ...(supportedEncoding && { encoding: supportedEncoding }),
    ...(sign !== undefined && { delimiter: sign }),
    ...(sheet !== undefined && { sheet }),
    ...(isExport !== undefined && { isExport }),
    ...(isHeading && { isHeading }),
  };
}

/** Returns the name of a delimiter; a delimiter without a name is quoted. */
export function delimiterInWords(delimiter: string, { delimiters }: Messages['batch']): string {
  return new Map(Object.entries(delimiters)).get(delimiter) ?? delimiter;
}

function faultInWords(fault: TableFault, { tables, batch, numbers }: Messages): [string, string?] {
  switch (fault.code) {
    case 'empty':
      return [tables.empty];
    case 'wrong-bytes':
      return [
        tables.wrongBytes({
          encoding: fault.encoding,
          line: String(fault.line),
          text: fault.text,
          bytes: fault.bytes.toUpperCase(),
        }),
        tables.tellBytes({ option: '--encoding' }),
      ];
    case 'unknown-encoding':
      return [
        tables.unknownEncoding({ line: String(fault.line), bytes: fault.bytes.toUpperCase() }),
        tables.tellEncoding({ option: '--encoding' }),
      ];
    case 'unknown-delimiter':
      return [
        tables.unknownDelimiter({ signs: numbers.list(fault.candidates.map((sign) => delimiterInWords(sign, batch))) }),
        tables.tell({ option: '--delimiter' }),
      ];
    case 'uneven-rows':
      return [
        tables.unevenRows({ line: String(fault.line), headings: String(fault.headings), cells: String(fault.cells) }),
        tables.howToEven({ option: '--delimiter' }),
      ];
    case 'mixed-delimiter':
      return [
        tables.mixedDelimiter({
          line: String(fault.line),
          delimiter: delimiterInWords(fault.delimiter, batch),
          other: delimiterInWords(fault.other, batch),
        }),
        tables.howToSeparate({ option: '--delimiter' }),
      ];
    case 'duplicate-heading':
      return [
        tables.duplicateHeading({
          heading: fault.heading,
          one: String(fault.columns[0] + 1),
          other: String(fault.columns[1] + 1),
        }),
        tables.howToTellApart({ key: 'column' }),
      ];
    case 'open-quote':
      return [tables.openQuote({ line: String(fault.line) })];
    case 'damaged':
      return [tables.damaged({ detail: fault.detail }), tables.getAgain];
    case 'wrong-reference':
      return [tables.wrongReference({ part: fault.part, found: fault.found }), tables.saveAgain];
    case 'damaged-part': {
      const { part, detail } = fault;
      const name =
        part.kind === 'schema' ? tables.parts.schema : tables.parts[part.kind]({ number: String(part.number) });
      return [tables.damagedPart({ part: name, detail }), tables.getAgain];
    }
    case 'unknown-type':
      return [tables.unknownType({ column: fault.column, type: fault.type })];
    case 'password':
      return [tables.password];
    case 'other-workbook':
      return [tables.otherWorkbook[fault.kind]];
    case 'too-large': {
      const { part } = fault;
      return [
        tables.tooLarge({
          part: typeof part === 'string' ? part : tables.oversized[part.kind]({ number: String(part.number) }),
        }),
      ];
    }
    case 'unknown-sheet':
      return [tables.unknownSheet({ sheet: fault.sheet, sheets: numbers.list([...fault.sheets]) })];
    case 'no-sheet':
      return [tables.noSheet];
    case 'merged-cells':
      return [tables.mergedCells({ range: fault.range })];
  }
}
