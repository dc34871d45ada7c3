// Rows that are there column by column: for the scanner as places in bytes, for whoever looks at text as lines of CSV.
import { formatAnswerMark, type RecordedAnswer } from '../../model/index.ts';
import { type ByteSource, readPieces } from '../byte-source.ts';
import { beginsFormula, quoteWhereNeeded } from '../csv-text.ts';
import { STATE_SUFFIX } from '../results/result-columns.ts';
import { addText, type ByteBuffer, createByteBuffer } from '../results/row-writer.ts';
import { type TableFault, TableProblem } from '../table-problem.ts';

/** A table of columns, whose rows come once. */
export interface ColumnarTable {
  readonly names: readonly string[];
  /** By column, whether it holds numbers and nothing else. */
  readonly numeric: readonly boolean[];
  /** How many rows there are; null where nobody knows before the end. */
  readonly rows: number | null;
  read(reading?: ColumnarReading): AsyncGenerator<ColumnBatch, void>;
  close(): Promise<void>;
}

/** What is wanted of a table; more may come. */
export interface ColumnarReading {
  /** Whether anybody looks at the cells of a column. */
  readonly isUsed?: (column: number) => boolean;
  /** So many of the first rows. */
  readonly most?: number;
}

/** So many rows, column by column; a TableProblem names it where its cells are not what they should be. */
export interface ColumnBatch {
  readonly rows: number;
  /** Says what stands in the cells of a column, of so many rows from one on. */
  place(column: number, from: number, count: number, places: CellPlaces): PlacedCells;
  /** What a cell says; null where it says nothing. */
  text(column: number, row: number): string | null;
}

/** By row, where its cell begins and ends; or, where few cells occur, which of them it is: its number from 1, 0 for nothing. */
export interface CellPlaces {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly entries: Uint32Array;
}

/** The bytes in which cells stand, in UTF-8. One of no length says nothing. */
export interface PlacedCells {
  readonly bytes: Uint8Array;
  /** Where few cells occur: where each of them begins, and behind the last one, where it ends. */
  readonly starts?: Uint32Array;
}

/** A column of some rows. */
export interface ColumnOfCells {
  readonly rows: number;
  text(row: number): string | null;
  /** Does what a batch does, where there is a faster way than by texts. */
  place?(from: number, count: number, places: CellPlaces): PlacedCells;
}

/** A part of a file or stream that describes all, or holds rows. */
export type ColumnarPart = Extract<TableFault, { readonly code: 'damaged-part' }>['part'];

export function createBatch(part: ColumnarPart, rows: number, columns: readonly ColumnOfCells[]): ColumnBatch {
  return {
    rows,
    text: (column, row) => explain(part, () => (columns[column] as ColumnOfCells).text(row)),
    place: (c, from, count, places) =>
      explain(part, () => {
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
  return { bytes: writtenIn(target) };
}

/** What was written into a buffer. */
export function writtenIn({ bytes, length }: ByteBuffer): Uint8Array {
  return bytes.subarray(0, length);
}

/** Runs what reads a part: what goes wrong is damage. */
export function explain<T>(part: ColumnarPart, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw damageOf(part, error);
  }
}

export function damageOf(part: ColumnarPart, error: unknown): TableProblem {
  if (error instanceof TableProblem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new TableProblem({ code: 'damaged-part', part, detail }, { cause: error });
}

/** Cells, each of which is kept once and goes by its number, from 0. */
export interface CellPool extends Required<PlacedCells> {
  readonly size: number;
  /** Adds a cell and gives its number. */
  keep(text: string | null): number;
}

export function createCellPool(): CellPool {
  const kept = createByteBuffer(1 << 10);
  let [starts, count] = [new Uint32Array(64), 0];
  return {
    get bytes() {
      return writtenIn(kept);
    },
    get starts() {
      return starts.subarray(0, count + 1);
    },
    get size() {
      return count;
    },
    keep(text) {
      if (++count === starts.length) {
        const more = new Uint32Array(count * 2);
        more.set(starts);
        starts = more;
      }
      if (text !== null) addText(kept, text);
      starts[count] = kept.length;
      return count - 1;
    },
  };
}

/** Columns as exports have them: a question with its states in a column beside it, as results are written, becomes one column. */
export function mergeStates(table: ColumnarTable): ColumnarTable {
  const { names, numeric } = table;
  const columns = names.flatMap((name, value) => {
    const isState = name.endsWith(STATE_SUFFIX) && names.includes(name.slice(0, -STATE_SUFFIX.length));
    return isState ? [] : [{ name, value, state: names.indexOf(name + STATE_SUFFIX) }];
  });
  if (columns.length === names.length) return table;
  return {
    ...table,
    names: columns.map(({ name }) => name),
    numeric: columns.map(({ value }) => numeric[value] as boolean),
    read: ({ isUsed = () => true, most = Number.POSITIVE_INFINITY } = {}) => {
      const used = new Set(columns.flatMap(({ value, state }, column) => (isUsed(column) ? [value, state] : [])));
      return merged(table.read({ isUsed: (column) => used.has(column), most }));
    },
  };

  async function* merged(batches: AsyncGenerator<ColumnBatch, void>): AsyncGenerator<ColumnBatch, void> {
    for await (const { rows, text, place } of batches) {
      const textAt = (column: number, row: number): string | null => {
        const { value, state } = columns[column] as (typeof columns)[number];
        const stated = text(value, row);
        if (state < 0) return stated;
        // Without a text that is answered, it is a choice of several of which none was made.
        return formatAnswerMark({
          state: (text(state, row) ?? 'unanswered') as RecordedAnswer['state'],
          value: stated || [],
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

/** The rows of a table as CSV in UTF-8, its headings in front. */
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

/** So many bytes become one piece. */
const PIECE = 1 << 16;

/** The lines of the first rows, or of all, in pieces. */
export function* formatLines(batch: ColumnBatch, width: number, most = batch.rows): Generator<Uint8Array> {
  let lines = '';
  for (let row = 0; row < Math.min(most, batch.rows); row++) {
    lines += `${Array.from({ length: width }, (_, column) => formatCell(batch.text(column, row))).join()}\n`;
    if (lines.length < PIECE) continue;
    yield Buffer.from(lines);
    lines = '';
  }
  yield Buffer.from(lines);
}

/** A text as a cell; the apostrophe that an export's reader takes away is doubled. */
function formatCell(text: string | null): string {
  if (text === null) return '';
  const isGuarded = text.startsWith("'") && beginsFormula(text.slice(1));
  return quoteWhereNeeded(isGuarded ? `'${text}` : text);
}

/** Several texts of one cell, as lists are written there. */
export function listText(items: readonly (string | null)[]): string {
  return JSON.stringify(items);
}

/** A day, with the time where it is not midnight, in UTC; an Error for none. */
export function timeText(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString();
  return text.endsWith('T00:00:00.000Z')
    ? text.slice(0, 'YYYY-MM-DD'.length)
    : text.slice(0, -'.000Z'.length).replace('T', ' ');
}

/** A decimal with so many digits behind the point. */
export function decimalText(digits: bigint, scale: number): string {
  if (scale <= 0) return String(digits * 10n ** BigInt(-scale));
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** The shortest decimal that is this number of 32 bits. */
export function singleText(value: number): string {
  for (let digits = 6; digits <= 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return String(shorter);
  }
  return String(value);
}
