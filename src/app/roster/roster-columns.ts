import { stat } from 'node:fs/promises';
import type { Messages } from '../../i18n/index.ts';
import {
  findNearestSpelling,
  isExampleCell,
  isMangledKey,
  isProvisionalKey,
  isSureRegisterNumber,
  isTotalsCell,
  meansNoKey,
  PROVISIONAL_LENGTH,
  Refusal,
} from '../../model/index.ts';
import { type RowColumns, type TextCells, textAt } from '../../portfolio/index.ts';
import { rejectInWords } from '../../report/index.ts';
import {
  ANSWERED,
  type ColumnBinding,
  isScannedAsStored,
  parseCsvCell,
  type RowBlock,
  type Table,
} from '../../table/index.ts';
import type { UnreadableList } from './roster-intake.ts';

/** How a column of a table is read: as texts, as numbers, or not at all. */
export type ColumnReading = 'text' | 'number' | 'ignore';

const NO_CONVENTIONS = { states: new Map(), units: new Map() };
const APOSTROPHE_BYTE = 0x27;

/** Converts readings of columns to bindings for the scanner. */
export function toUses(readings: readonly ColumnReading[]): readonly ColumnBinding[] {
  return readings.map((kind, input): ColumnBinding => {
    if (kind === 'text') return { kind, input };
    return kind === 'number' ? { kind, input, decimal: '.', factor: 1, isFull: true, ...NO_CONVENTIONS } : { kind };
  });
}

/**
 * Marks columns of facts as free text: the scanner then treats cells of only question marks as damaged by an encoding.
 */
export function markFreeTextFacts(
  uses: readonly ColumnBinding[],
  isFact: (column: number) => boolean,
): readonly ColumnBinding[] {
  return uses.map((use, column) => (use.kind === 'text' && isFact(column) ? { ...use, isFree: true } : use));
}

/** Where unreadable rows are reported, and what to call their input. */
interface BlockContext {
  readonly source: string;
  readonly table: Table;
  readonly unreadable: UnreadableList;
  readonly messages: Messages;
}

/**
 * Converts a block to columns of facts, numbers and keys. A row with a fault, or whose key is missing or mangled by a
 * spreadsheet, gets a blank key and is reported. Blank cells become NaN or empty texts. Removes the apostrophe before a
 * text that a spreadsheet would otherwise execute as a formula. `withoutKey` is the number of rows whose only fault is
 * that the key is missing.
 */
export function readBlockColumns(
  block: RowBlock,
  keys: number | TextCells,
  context: BlockContext,
): RowColumns & { readonly withoutKey: number } {
  const { rows, code, bytes, number } = block;
  const cells = new Map<number, TextCells>();
  const areCellsWritten = context.table.typed === undefined;
  const textCells = (column: number): TextCells => {
    const tidiedCells =
      cells.get(column) ?? tidyCells(bytes.get(column) as TextCells, code.get(column), rows, areCellsWritten);
    cells.set(column, tidiedCells);
    return tidiedCells;
  };
  const key = typeof keys === 'number' ? textCells(keys) : keys;
  const withoutKey = reportFaults(block, key, context);
  return {
    rows,
    withoutKey,
    key,
    texts: textCells,
    numbers(column) {
      const [values, codes] = [number.get(column) as Float64Array, code.get(column)];
      for (let row = 0; row < rows; row++) if (codes?.[row] !== ANSWERED) values[row] = Number.NaN;
      return values;
    },
  };
}

function tidyCells(
  { bytes, starts, ends }: TextCells,
  codes: ArrayLike<number> | undefined,
  rows: number,
  areCellsWritten: boolean,
): TextCells {
  for (let row = 0; row < rows; row++) {
    if (codes?.[row] !== ANSWERED) ends[row] = starts[row] = 0;
    else if (areCellsWritten && bytes[starts[row] as number] === APOSTROPHE_BYTE) {
      const text = Buffer.from(
        bytes.buffer,
        bytes.byteOffset + (starts[row] as number),
        (ends[row] as number) - (starts[row] as number),
      ).toString();
      if (parseCsvCell(text) !== text) starts[row] = (starts[row] as number) + 1;
    }
  }
  return { bytes, starts, ends };
}

/** Reports the first fault of each row that has faults, and returns these rows. */
export function reportScanFaults(
  { faults, line }: RowBlock,
  { source, table, unreadable, messages }: BlockContext,
): ReadonlySet<number> {
  const reportedRows = new Set<number>();
  for (const { row, column, code, value } of faults) {
    if (reportedRows.has(row)) continue;
    reportedRows.add(row);
    const name = column === null ? '' : (table.shape.headings[column] ?? '');
    unreadable.add(() => ({
      source,
      line: line[row] as number,
      reason: rejectInWords(code, { name, value }, messages),
    }));
  }
  return reportedRows;
}

/** Blanks the keys of unusable rows and reports these rows; returns how many have no key but are sound otherwise. */
function reportFaults(block: RowBlock, key: TextCells, context: BlockContext): number {
  const { rows, line } = block;
  const { source, unreadable, messages } = context;
  const reportedRows = reportScanFaults(block, context);
  for (const row of reportedRows) key.ends[row] = key.starts[row] as number;
  const reportRow = (row: number, reason: string): void =>
    unreadable.add(() => ({ source, line: line[row] as number, reason }));
  let withoutKey = 0;
  for (let row = 0; row < rows; row++) {
    const [start, end] = [key.starts[row] as number, key.ends[row] as number];
    if (start === end) {
      if (reportedRows.has(row)) continue;
      withoutKey += 1;
      reportRow(row, messages.portfolio.noKey);
      continue;
    }
    const isMangled = mayBeMangled(key, row) && isMangledKey(textAt(key, row));
    const rule = isMangled
      ? 'mangled-id'
      : isTotalsCell(key.bytes, start, end)
        ? 'totals-row'
        : isExampleCell(key.bytes, start, end)
          ? 'example-row'
          : undefined;
    if (end - start === PROVISIONAL_LENGTH && isProvisionalKey(textAt(key, row))) {
      reportRow(row, messages.portfolio.provisional({ key: textAt(key, row) }));
      key.ends[row] = start;
      continue;
    }
    if (rule) reportRow(row, messages.batch.reasons[rule]({ value: textAt(key, row) }));
    else if (!hasDigit(key, row) && meansNoKey(textAt(key, row))) {
      withoutKey += 1;
      reportRow(row, messages.portfolio.noKey);
    } else continue;
    key.ends[row] = start;
  }
  return withoutKey;
}

/** Whether a key has a digit, as nearly all have; then it is not a word for having none. */
function hasDigit({ bytes, starts, ends }: TextCells, row: number): boolean {
  for (let i = starts[row] as number; i < (ends[row] as number); i++)
    if ((bytes[i] as number) >= ZERO && (bytes[i] as number) <= NINE) return true;
  return false;
}

const [ZERO, NINE, DOT, COMMA, UPPER_E, LOWER_E] = [0x30, 0x39, 0x2e, 0x2c, 0x45, 0x65];
const CODE_LENGTH = 18;

/**
 * Whether a key must be checked as a text for being mangled. This byte test is fast; few of possibly millions of keys
 * pass it.
 */
function mayBeMangled({ bytes, starts, ends }: TextCells, row: number): boolean {
  const [start, end] = [starts[row] as number, ends[row] as number];
  const secondByte = bytes[start + 1];
  if (secondByte === DOT || secondByte === COMMA || secondByte === UPPER_E || secondByte === LOWER_E)
    return end - start > 2;
  if (bytes[end - 1] === ZERO && bytes[end - 2] === DOT) return true;
  return end - start === CODE_LENGTH && bytes[end - 1] === ZERO && bytes[end - 2] === ZERO && bytes[end - 3] === ZERO;
}

/** Headings as examples for messages. */
export const EXAMPLE_HEADINGS = {
  registry: 'key,name,district',
  links: 'buyer,supplier,share',
  peers: 'name,level,total',
};

/**
 * Throws a `Refusal` if one of the headings is the key of an enterprise: the table has no headings, and its first row
 * was taken for them.
 */
export function requireHeadings(
  path: string,
  headings: readonly string[],
  example: string,
  { portfolio }: Messages,
): void {
  const key = headings.find((heading) => isSureRegisterNumber(heading) || isMangledKey(heading));
  if (key !== undefined) throw refuseMissingHeadings(path, key, example, portfolio);
}

/**
 * Throws a `Refusal` if the heading of the keys has the same shape as all keys below it, such as `A1` above `B2`: then
 * the table most likely has no headings.
 */
export function requireHeadingUnlikeKeys(
  path: string,
  heading: string,
  keys: readonly string[],
  { portfolio }: Messages,
): void {
  const statedKeys = keys.filter((key) => key !== '');
  const shape = shapeOf(heading);
  if (shape.includes('0') && statedKeys.length > 0 && statedKeys.every((key) => shapeOf(key) === shape))
    throw refuseMissingHeadings(path, heading, EXAMPLE_HEADINGS.registry, portfolio);
}

/** Creates the refusal of a table without headings, with advice on what to do. */
export function refuseMissingHeadings(
  path: string,
  value: string,
  example: string,
  { noHeadings, addHeadings }: Messages['portfolio'],
): Refusal {
  return new Refusal(3, noHeadings({ file: path, value }), addHeadings({ example }));
}

/** Returns the shape of a text: every digit is replaced by one digit, and every letter by one letter. */
function shapeOf(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{Ll}/gu, 'a')
    .replace(/\p{Lo}/gu, '文')
    .replace(/\d+/g, '0');
}

/** Creates the refusal of a missing column; it names the most similar column or, if none is similar, all columns. */
export function createMissingColumnRefusal(
  path: string,
  column: string,
  headings: readonly string[],
  { portfolio, numbers }: Messages,
): Refusal {
  const namedHeadings = headings.filter((heading) => heading !== '');
  const suggestion = findNearestSpelling(column, namedHeadings);
  const hint =
    suggestion === undefined
      ? portfolio.columnsAre({ columns: numbers.list(namedHeadings) })
      : portfolio.didYouMean({ column: suggestion });
  return new Refusal(3, portfolio.noColumn({ file: path, column }), hint);
}

/** Estimates the number of remaining rows from the length of those read. */
interface RowEstimate {
  /** Records that all rows before this byte offset of the file were returned. */
  arrive(offset: number): void;
  /**
   * Returns an estimate of the rows that remain, including the `rows` returned last; null if unknown, as for compressed
   * files.
   */
  left(rows: number): number | null;
}

/** Estimates are raised by this factor, because later rows may be shorter. */
const ESTIMATE_MARGIN = 1.01;

/** Creates an estimate before anything is read. */
export async function createEstimate({ shape, typed }: Table): Promise<RowEstimate> {
  const size = isScannedAsStored(shape) ? (await stat(shape.path)).size : 0;
  let [given, offset, all] = [0, 0, typed?.rows ?? 0];
  return {
    arrive(next) {
      if (offset > 0) all = (given / offset) * size * ESTIMATE_MARGIN;
      offset = next;
    },
    left(rows) {
      const remainingRows = all === 0 ? null : Math.max(rows, Math.ceil(all - given));
      given += rows;
      return remainingRows;
    },
  };
}
