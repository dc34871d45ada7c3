// Rows stored by column. The scanner reads their cells by their places in bytes; code that reads text gets CSV lines.
import { formatAnswerMark, type RecordedAnswer } from '../../model/index.ts';
import { type ByteSource, readPieces } from '../byte-source.ts';
import { beginsFormula, quoteWhereNeeded } from '../csv-text.ts';
import { STATE_SUFFIX } from '../results/result-columns.ts';
import { addText, type ByteBuffer, createByteBuffer } from '../results/row-writer.ts';
import { type TableFault, TableProblem } from '../table-problem.ts';

/** A table stored by column. Its rows can be read only once. */
export interface ColumnarTable {
  readonly names: readonly string[];
  /** For each column, whether it contains only numbers. */
  readonly numeric: readonly boolean[];
  /** The number of rows; null if it is not known before the end. */
  readonly rows: number | null;
  read(reading?: ColumnarReading): AsyncGenerator<ColumnBatch, void>;
  close(): Promise<void>;
}

/** The columns and rows that a caller needs of a table; the reader may return more. */
export interface ColumnarReading {
  /** Whether the cells of a column are needed. */
  readonly isUsed?: (column: number) => boolean;
  /** The number of rows needed, from the first on. */
  readonly most?: number;
}

/** A batch of rows, stored by column. Reading a cell that is not valid throws a TableProblem that names the batch. */
export interface ColumnBatch {
  readonly rows: number;
  /** Locates the cells of a column in `count` rows from row `from` on, and writes their places to `places`. */
  place(column: number, from: number, count: number, places: CellPlaces): PlacedCells;
  /** Returns the text of a cell; null if it has no value. */
  text(column: number, row: number): string | null;
}

/**
 * For each row, where its cell begins and ends. If the column has a pool of distinct cells, `entries` has the number of
 * each row's cell in the pool instead, counted from 1; 0 means no cell.
 */
export interface CellPlaces {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly entries: Uint32Array;
}

/** The UTF-8 bytes that contain the cells of a column. An empty cell has no value. */
export interface PlacedCells {
  readonly bytes: Uint8Array;
  /** If the bytes are a pool of distinct cells: where each cell begins, and where the last one ends. */
  readonly starts?: Uint32Array;
}

/** The cells of one column in a batch. */
export interface ColumnOfCells {
  readonly rows: number;
  text(row: number): string | null;
  /** Locates cells like `ColumnBatch.place`. Only for columns in which this is faster than through their texts. */
  place?(from: number, count: number, places: CellPlaces): PlacedCells;
}

/** A part of a file or stream: the schema, or a batch of rows. */
export type ColumnarPart = Extract<TableFault, { readonly code: 'damaged-part' }>['part'];

export function createBatch(part: ColumnarPart, rows: number, columns: readonly ColumnOfCells[]): ColumnBatch {
  return {
    rows,
    text: (column, row) => explainDamage(part, () => (columns[column] as ColumnOfCells).text(row)),
    place: (c, from, count, places) =>
      explainDamage(part, () => {
        const column = columns[c] as ColumnOfCells;
        return column.place ? column.place(from, count, places) : placeTexts(column, from, count, places);
      }),
  };
}

export function placeTexts(
  column: ColumnOfCells,
  from: number,
  count: number,
  { starts, ends }: CellPlaces,
): PlacedCells {
  const target = createByteBuffer(count * 8);
  for (let i = 0; i < count; i++) {
    const text = column.text(from + i);
    starts[i] = target.length;
    if (text !== null) addText(target, text);
    ends[i] = target.length;
  }
  return { bytes: writtenBytesOf(target) };
}

/** Returns the bytes that have been written to a buffer. */
export function writtenBytesOf({ bytes, length }: ByteBuffer): Uint8Array {
  return bytes.subarray(0, length);
}

/**
 * Runs a function that reads a part of a file, and converts its errors to problems that say that the part is damaged.
 */
export function explainDamage<T>(part: ColumnarPart, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw toDamageProblem(part, error);
  }
}

export function toDamageProblem(part: ColumnarPart, error: unknown): TableProblem {
  if (error instanceof TableProblem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new TableProblem({ code: 'damaged-part', part, detail }, { cause: error });
}

/** A pool in which each distinct cell is stored once and identified by a number from 0. */
export interface CellPool extends Required<PlacedCells> {
  readonly size: number;
  /** Adds a cell and returns its number. */
  keep(text: string | null): number;
}

export function createCellPool(): CellPool {
  const cells = createByteBuffer(1 << 10);
  let [starts, count] = [new Uint32Array(64), 0];
  return {
    get bytes() {
      return writtenBytesOf(cells);
    },
    get starts() {
      return starts.subarray(0, count + 1);
    },
    get size() {
      return count;
    },
    keep(text) {
      if (++count === starts.length) {
        const largerStarts = new Uint32Array(count * 2);
        largerStarts.set(starts);
        starts = largerStarts;
      }
      if (text !== null) addText(cells, text);
      starts[count] = cells.length;
      return count - 1;
    },
  };
}

/**
 * Merges the column of each question with the column of its states. Result tables have both; exports have one column
 * for both.
 */
export function mergeStates(table: ColumnarTable): ColumnarTable {
  const { names, numeric } = table;
  const columns = names.flatMap((name, valueIndex) => {
    const isState = name.endsWith(STATE_SUFFIX) && names.includes(name.slice(0, -STATE_SUFFIX.length));
    return isState ? [] : [{ name, value: valueIndex, state: names.indexOf(name + STATE_SUFFIX) }];
  });
  if (columns.length === names.length) return table;
  return {
    ...table,
    names: columns.map(({ name }) => name),
    numeric: columns.map(({ value }) => numeric[value] as boolean),
    read: ({ isUsed = () => true, most = Number.POSITIVE_INFINITY } = {}) => {
      const usedColumns = new Set(
        columns.flatMap(({ value, state }, column) => (isUsed(column) ? [value, state] : [])),
      );
      return mergeBatches(table.read({ isUsed: (column) => usedColumns.has(column), most }));
    },
  };

  async function* mergeBatches(batches: AsyncGenerator<ColumnBatch, void>): AsyncGenerator<ColumnBatch, void> {
    for await (const { rows, text, place } of batches) {
      const textAt = (column: number, row: number): string | null => {
        const { value, state } = columns[column] as (typeof columns)[number];
        const statedText = text(value, row);
        if (state < 0) return statedText;
        // If a question is answered and its cell has no text, it is a multiple choice with no option chosen.
        return formatAnswerMark({
          state: (text(state, row) ?? 'unanswered') as RecordedAnswer['state'],
          value: statedText || [],
        });
      };
      yield {
        rows,
        text: textAt,
        place(column, from, count, places) {
          const { value, state } = columns[column] as (typeof columns)[number];
          if (state < 0) return place(value, from, count, places);
          return placeTexts({ rows, text: (row) => textAt(column, row) }, from, count, places);
        },
      };
    }
  }
}

/** Returns a table as CSV in UTF-8: its headings, then its rows. */
export function readAsLines({ names, read, close }: ColumnarTable): ByteSource {
  const pieces = readPieces(
    (async function* () {
      yield formatHeadings(names);
      for await (const batch of read()) yield* formatLines(batch, names.length);
    })(),
  );
  return {
    read: pieces.read,
    async close() {
      await pieces.close();
      await close();
    },
  };
}

export function formatHeadings(names: readonly string[]): Uint8Array {
  return Buffer.from(`${names.map(formatCell).join()}\n`);
}

/** The minimum length of a chunk, in characters. */
const MIN_CHUNK_CHARS = 1 << 16;

/** Yields the lines of the first `maxRows` rows, or of all rows, in chunks. */
export function* formatLines(batch: ColumnBatch, width: number, maxRows = batch.rows): Generator<Uint8Array> {
  let lines = '';
  for (let row = 0; row < Math.min(maxRows, batch.rows); row++) {
    lines += `${Array.from({ length: width }, (_, column) => formatCell(batch.text(column, row))).join()}\n`;
    if (lines.length < MIN_CHUNK_CHARS) continue;
    yield Buffer.from(lines);
    lines = '';
  }
  yield Buffer.from(lines);
}

/** Formats a text as a CSV cell. An apostrophe that the reader of exports would remove is written twice. */
function formatCell(text: string | null): string {
  if (text === null) return '';
  const isGuarded = text.startsWith("'") && beginsFormula(text.slice(1));
  return quoteWhereNeeded(isGuarded ? `'${text}` : text);
}

/** Formats several texts as one cell, in the notation of lists. */
export function formatList(items: readonly (string | null)[]): string {
  return JSON.stringify(items);
}

/** Formats a time in UTC: the date, and the time of day unless it is midnight. Throws for an invalid time. */
export function formatTime(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString();
  return text.endsWith('T00:00:00.000Z')
    ? text.slice(0, 'YYYY-MM-DD'.length)
    : text.slice(0, -'.000Z'.length).replace('T', ' ');
}

/** Formats a decimal with `scale` digits after the point. */
export function formatDecimal(digits: bigint, scale: number): string {
  if (scale <= 0) return String(digits * 10n ** BigInt(-scale));
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** Returns the shortest decimal from which the same 32-bit float is read again. */
export function formatFloat32(value: number): string {
  for (let digits = 6; digits <= 9; digits++) {
    const shortened = Number(value.toPrecision(digits));
    if (Math.fround(shortened) === value) return String(shortened);
  }
  return String(value);
}
