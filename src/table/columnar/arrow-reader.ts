// Reads Arrow streams and files, batch by batch. A wrong offset or length is reported with the batch it is in.

/*
 * Why not the library apache-arrow (21.2): it was tried with 4,000 copies of a file and of a stream of 50 rows, each
 * with one bit flipped. On 16 of them it never returned, and on 14 it used up 512 MB; this reader rejected or read each
 * of them immediately. Like this reader, the library keeps all digits of 64-bit whole numbers.
 */
import { isUtf8 } from 'node:buffer';
import { type ByteSource, prepend, readBytes } from '../byte-source.ts';
import { createByteBuffer, reserve } from '../results/row-writer.ts';
import { TableProblem } from '../table-problem.ts';
import {
  type CellPool,
  type ColumnarPart,
  type ColumnarTable,
  type ColumnBatch,
  type ColumnOfCells,
  createBatch,
  createCellPool,
  explainDamage,
  formatDecimal,
  formatFloat32,
  formatList,
  formatTime,
  mergeStates,
  placeTexts,
  toDamageProblem,
  writtenBytesOf,
} from './column-batch.ts';
import { type Decompress, loadZstd, unpackLz4Frame } from './compression.ts';
import { type FlatTable, readFlatTable } from './flat-buffer.ts';

/** A column of the schema. */
interface Field {
  readonly name: string;
  readonly kind: number;
  readonly type: FlatTable | undefined;
  readonly children: readonly Field[];
  /** The dictionary of the column, if it has one: its id and the type of its indexes. */
  readonly dictionary: { readonly id: number; readonly index: FlatTable | undefined } | undefined;
}

/** The entries of a dictionary, both as texts and as cells. */
interface Dictionary {
  readonly texts: (string | null)[];
  readonly cells: CellPool;
}

/** Cells for the whole numbers below this limit are prepared once, because most numbers are answers or small counts. */
const PREPARED_NUMBERS = 1000;
const PREPARED_CELLS = createCellPool();
for (let value = 0; value < PREPARED_NUMBERS; value++) PREPARED_CELLS.keep(String(value));

/** The codes of messages and types in the format. */
const MESSAGE_TYPES = { schema: 1, dictionary: 2, batch: 3 } as const;
const COLUMN_TYPES = {
  ...({ null: 1, int: 2, float: 3, utf8: 5, bool: 6, decimal: 7, date: 8, timestamp: 10, list: 12 } as const),
  ...({ union: 14, fixedList: 16, largeUtf8: 20, largeList: 21, runs: 22 } as const),
  ...({ binaryView: 23, utf8View: 24 } as const),
} as const;
/** For types that are skipped: the number of buffers besides the validity buffer, if it is not 1. */
const SKIPPED_BUFFERS: Readonly<Record<number, number>> = { 4: 2, 13: 0, 19: 2, 22: 0, 25: 2, 26: 2 };
const TYPE_NAMES: Readonly<Record<number, string>> = {
  ...{ 4: 'binary', 9: 'time', 11: 'interval', 13: 'struct', 14: 'union', 15: 'fixed_size_binary', 17: 'map' },
  ...{ 18: 'duration', 19: 'large_binary', 22: 'run_end_encoded', 23: 'binary_view', 25: 'list_view' },
};
/** The maximum number of columns, including nested ones. */
const MAX_FIELDS = 100_000;
const MAX_METADATA_BYTES = 1 << 26;
const MAX_BODY_BYTES = 2 ** 31 - 1;
/** The maximum number of rows in a batch that contains no data. */
const MAX_EMPTY_ROWS = 1 << 20;

/** Opens an Arrow file or stream and returns its columns and rows, which are read only as far as needed. */
export async function openArrow(source: ByteSource): Promise<ColumnarTable> {
  const firstMessage = await readMessage(source, 1);
  if (!firstMessage) throw damagedFileProblem(0, 'no schema');
  if (firstMessage.kind === MESSAGE_TYPES.schema) return describeTable(firstMessage.header, source, undefined);
  const { schema, rest } = await readFooter(source);
  return describeTable(schema, rest, firstMessage);
}

/** Returns the table with a schema, whose batches follow in the source; `first` is a message that was already read. */
function describeTable(schema: FlatTable, source: ByteSource, first: Message | undefined): ColumnarTable {
  const fields = explainDamage(namePart(0), () => readFields(schema));
  const names = fields.map(({ name }) => name);
  const isNumericField = fields.map(
    ({ kind }) => kind === COLUMN_TYPES.int || kind === COLUMN_TYPES.float || kind === COLUMN_TYPES.decimal,
  );
  return mergeStates({
    names,
    numeric: isNumericField,
    rows: null,
    read: () => readBatches(source, fields, first),
    close: source.close,
  });
}

const MISPLACED_MESSAGE = 'a message that does not belong there';

/** The end of a file: a footer length of four bytes, and the magic bytes. */
const FILE_TAIL = { length: 4, mark: Buffer.from('ARROW1') };
/** The maximum size of a file, in bytes, that is kept in memory to find its footer. */
const MAX_FILE_BYTES = 1 << 30;

/**
 * Reads the schema from the footer of a file, because some writers put it only there. Also returns a source with all
 * bytes of the file.
 */
async function readFooter(source: ByteSource): Promise<{ readonly schema: FlatTable; readonly rest: ByteSource }> {
  const bytes = await readBytes(source, MAX_FILE_BYTES);
  const end = bytes.length - FILE_TAIL.mark.length - FILE_TAIL.length;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (end < 0 || !FILE_TAIL.mark.equals(bytes.subarray(end + FILE_TAIL.length)))
    throw damagedFileProblem(1, MISPLACED_MESSAGE);
  const length = view.getUint32(end, true);
  if (length > end) throw damagedFileProblem(0, `${length} bytes of metadata`);
  const schema = explainDamage(namePart(0), () => readFlatTable(bytes.subarray(end - length, end)).table(1));
  if (!schema) throw damagedFileProblem(0, 'no schema');
  return { schema, rest: prepend(bytes, source) };
}

/** The state that reading the batches of a table needs. */
interface ArrowReading {
  readonly fields: readonly Field[];
  /** The dictionaries read so far, by their ids. */
  readonly dictionaries: Map<number, Dictionary>;
  /** The Zstandard decompressor, which is loaded with the first message that needs it. */
  zstd: Decompress | undefined;
}

/** Reads batches up to the end marker; `first` is a message that was already read. */
async function* readBatches(
  source: ByteSource,
  fields: readonly Field[],
  first: Message | undefined,
): AsyncGenerator<ColumnBatch, void> {
  const arrowReading: ArrowReading = { fields, dictionaries: new Map(), zstd: undefined };
  let batch = 0;
  let message = first;
  for (;;) {
    message ??= await readMessage(source, batch + 1);
    if (!message) return;
    const { kind, header, body } = message;
    message = undefined;
    const part = namePart(batch + 1);
    const compressionTable = explainDamage(part, () =>
      (kind === MESSAGE_TYPES.dictionary ? header.table(1) : header)?.table(3),
    );
    if (compressionTable?.int8(0) === ZSTD_CODEC) arrowReading.zstd ??= await loadZstd();
    if (kind === MESSAGE_TYPES.dictionary) explainDamage(part, () => readDictionary(header, body, arrowReading));
    else if (kind === MESSAGE_TYPES.batch) {
      batch++;
      const { columns, rows } = explainDamage(part, () => readColumns(header, body, fields, arrowReading));
      yield createBatch(part, rows, columns);
    } else throw damagedFileProblem(batch + 1, MISPLACED_MESSAGE);
  }
}

function readDictionary(header: FlatTable, body: Uint8Array, reading: ArrowReading): void {
  const { fields, dictionaries } = reading;
  const id = header.int64(0);
  const field = findDictionary(fields, id);
  const data = header.table(1);
  if (!field || !data) throw new Error(`a dictionary that no column has`);
  const isDelta = header.int8(2) !== 0;
  const { columns, rows } = readColumns(data, body, [{ ...field, dictionary: undefined }], reading);
  const dictionary = (isDelta && dictionaries.get(id)) || { texts: [], cells: createCellPool() };
  for (let row = 0; row < rows; row++) {
    const text = columns[0]?.text(row) ?? null;
    dictionary.texts.push(text);
    dictionary.cells.keep(text);
  }
  dictionaries.set(id, dictionary);
}

function readColumns(
  header: FlatTable,
  body: Uint8Array,
  wanted: readonly Field[],
  { dictionaries, zstd }: ArrowReading,
): { readonly columns: readonly ColumnOfCells[]; readonly rows: number } {
  const rows = header.int64(0);
  const readBuffer = createBufferReader(header, body, [unpackLz4Frame, zstd]);
  const columns = wanted.map((field) => readColumn(field, readBuffer, dictionaries));
  for (const [i, column] of columns.entries()) {
    if (column.rows !== rows) throw new Error(`${wanted[i]?.name}: ${column.rows} rows instead of ${rows}`);
  }
  if (rows < 0 || (rows > MAX_EMPTY_ROWS && rows > body.length * 8)) throw new RangeError(`${rows} rows`);
  return { columns, rows };
}

type Dictionaries = ReadonlyMap<number, Dictionary>;

function readColumn(field: Field, readBuffer: BufferReader, dictionaries: Dictionaries): ColumnOfCells {
  if (!field.dictionary) return readPlain(field, readBuffer, dictionaries);
  const { id, index: type } = field.dictionary;
  const { rows, isThere } = readBuffer.node();
  const index = readWhole(type, readBuffer, rows);
  const { texts, cells } = dictionaries.get(id) ?? { texts: [], cells: createCellPool() };
  const entryOf = (row: number): number => {
    const entry = index.at(row);
    if (entry >= 0 && entry < texts.length) return entry;
    throw new RangeError(`${field.name}: no entry ${entry} in a dictionary of ${texts.length}`);
  };
  return {
    rows,
    text: (row) => (isThere(row) ? (texts[entryOf(row)] as string | null) : null),
    place(from, count, { entries }) {
      const largestEntry = index.place(from, count, isThere, entries);
      for (let i = 0; largestEntry > cells.size && i < count; i++) if (isThere(from + i)) entryOf(from + i);
      return cells;
    },
  };
}

/** A column without dictionary whose values are about to be read. */
interface PlainColumn {
  readonly name: string;
  readonly type: FlatTable | undefined;
  readonly rows: number;
  readonly isThere: ValuePresence;
}

function readPlain(field: Field, readBuffer: BufferReader, dictionaries: Dictionaries): ColumnOfCells {
  const { name, kind, type } = field;
  const { rows, isThere } = readBuffer.node(
    kind !== COLUMN_TYPES.null && kind !== COLUMN_TYPES.union && kind !== COLUMN_TYPES.runs,
  );
  const column: PlainColumn = { name, type, rows, isThere };
  switch (kind) {
    case COLUMN_TYPES.null:
      return { rows, text: () => null };
    case COLUMN_TYPES.int:
      return readIntegers(column, readBuffer);
    case COLUMN_TYPES.float:
      return readFloats(column, readBuffer);
    case COLUMN_TYPES.bool: {
      const bits = readBuffer.buffer();
      if (bits.length * 8 < rows) throw new RangeError(`${name}: ${bits.length} bytes for ${rows} rows`);
      return { rows, text: blankNulls(isThere, (row) => String(bitAt(bits, row))) };
    }
    case COLUMN_TYPES.decimal:
      return readDecimals(column, readBuffer);
    case COLUMN_TYPES.date: {
      const isDays = type?.int16(0, 1) === 0;
      const values = isDays ? readBuffer.values(Int32Array, rows) : readBuffer.values(BigInt64Array, rows);
      return { rows, text: blankNulls(isThere, (row) => formatTime(Number(values[row]) * (isDays ? 86_400_000 : 1))) };
    }
    case COLUMN_TYPES.timestamp: {
      const values = readBuffer.values(BigInt64Array, rows);
      const perSecond = 1000n ** BigInt(type?.int16(0) ?? 0);
      const textAt = (row: number): string => formatTime(Number(((values[row] as bigint) * 1000n) / perSecond));
      return { rows, text: blankNulls(isThere, textAt) };
    }
    case COLUMN_TYPES.utf8:
    case COLUMN_TYPES.largeUtf8:
      return createTextColumn(name, rows, isThere, readOffsets(kind, rows, readBuffer), readBuffer.buffer());
    case COLUMN_TYPES.utf8View:
      return readViews(name, rows, isThere, readBuffer);
    case COLUMN_TYPES.list:
    case COLUMN_TYPES.largeList: {
      const ends = readOffsets(kind, rows, readBuffer);
      const child = readChild(field, readBuffer, dictionaries);
      return createListColumn(name, rows, isThere, (row) => [ends[row] as number, ends[row + 1] as number], child);
    }
    case COLUMN_TYPES.fixedList: {
      const size = type?.int32(0) ?? 0;
      if (size < 0) throw new RangeError(`${name}: lists of ${size}`);
      const child = readChild(field, readBuffer, dictionaries);
      return createListColumn(name, rows, isThere, (row) => [row * size, (row + 1) * size], child);
    }
    default:
      return skipColumn(field, rows, readBuffer, dictionaries);
  }
}

/** Returns the texts of a column, with null for rows without a value. */
function blankNulls(isThere: ValuePresence, text: (row: number) => string): ColumnOfCells['text'] {
  return (row) => (isThere(row) ? text(row) : null);
}

function readIntegers({ type, rows, isThere }: PlainColumn, readBuffer: BufferReader): ColumnOfCells {
  const numbers = readWhole(type, readBuffer, rows);
  const column = { rows, text: blankNulls(isThere, numbers.text) };
  return {
    ...column,
    // Cells of small numbers are shared and need not be copied.
    place: (from, count, places) =>
      numbers.place(from, count, isThere, places.entries) <= PREPARED_NUMBERS
        ? PREPARED_CELLS
        : placeTexts(column, from, count, places),
  };
}

function readFloats({ name, type, rows, isThere }: PlainColumn, readBuffer: BufferReader): ColumnOfCells {
  const [isSingle, isDouble] = [type?.int16(0) === 1, type?.int16(0) === 2];
  if (!isSingle && !isDouble) throw unknownTypeProblem(name, 'halffloat');
  const values = isSingle ? readBuffer.values(Float32Array, rows) : readBuffer.values(Float64Array, rows);
  const write = isSingle ? formatFloat32 : String;
  return { rows, text: blankNulls(isThere, (row) => write(values[row] as number)) };
}

function readDecimals({ name, type, rows, isThere }: PlainColumn, readBuffer: BufferReader): ColumnOfCells {
  const words = (type?.int32(2, 128) ?? 128) / 64;
  if (words !== 1 && words !== 2 && words !== 4) throw unknownTypeProblem(name, `decimal${words * 64}`);
  const [values, scale] = [readBuffer.values(BigUint64Array, rows * words), type?.int32(1) ?? 0];
  if (Math.abs(scale) > MAX_SCALE) throw new RangeError(`${name}: a scale of ${scale}`);
  const unscaledAt = (row: number): bigint => {
    let digits = 0n;
    for (let i = words - 1; i >= 0; i--) digits = (digits << 64n) | (values[row * words + i] as bigint);
    return BigInt.asIntN(words * 64, digits);
  };
  return { rows, text: blankNulls(isThere, (row) => formatDecimal(unscaledAt(row), scale)) };
}

/** Reads the column with the members of lists. */
function readChild(
  { name, children: [child] }: Field,
  readBuffer: BufferReader,
  dictionaries: Dictionaries,
): ColumnOfCells {
  if (!child) throw new Error(`${name}: a list of nothing`);
  return readColumn(child, readBuffer, dictionaries);
}

/** Skips a column of an unsupported type; reading one of its cells is an error. */
function skipColumn(
  { name, kind, type, children }: Field,
  rows: number,
  readBuffer: BufferReader,
  dictionaries: Dictionaries,
): ColumnOfCells {
  const isUnion = kind === COLUMN_TYPES.union;
  // The number of buffers besides the validity buffer.
  const buffers = isUnion ? 1 + (type?.int16(0) ?? 0) : (SKIPPED_BUFFERS[kind] ?? 1);
  for (let i = 0; i < buffers; i++) readBuffer.buffer();
  if (kind === COLUMN_TYPES.binaryView) readBuffer.moreBuffers();
  for (const child of children) readColumn(child, readBuffer, dictionaries);
  return {
    rows,
    text() {
      throw unknownTypeProblem(name, TYPE_NAMES[kind] ?? `type ${kind}`);
    },
  };
}

const MAX_SCALE = 1000;
/** The format's code for the compression method Zstandard. */
const ZSTD_CODEC = 1;

/** Reads where each text or list starts, and where the last one ends. */
function readOffsets(kind: number, rows: number, readBuffer: BufferReader): Float64Array {
  const isLarge = kind === COLUMN_TYPES.largeUtf8 || kind === COLUMN_TYPES.largeList;
  // A column without rows may have no offsets at all.
  const count = rows === 0 ? 0 : rows + 1;
  if (!isLarge) return new Float64Array(readBuffer.values(Int32Array, count));
  const halves = readBuffer.values(Uint32Array, count * 2);
  return Float64Array.from({ length: count }, (_, i) => joinHalves(halves, i));
}

/**
 * Joins two halves of a 64-bit number to a double. Large numbers lose digits, and a negative number becomes far too
 * large, so that it is refused as an offset.
 */
function joinHalves(halves: Uint32Array, index: number): number {
  return (halves[index * 2 + 1] as number) * 2 ** 32 + (halves[index * 2] as number);
}

function createTextColumn(
  name: string,
  rows: number,
  isThere: ValuePresence,
  offsets: Float64Array,
  bytes: Uint8Array,
): ColumnOfCells {
  const checkBounds = (start: number, end: number): void => {
    if (!(start >= 0 && start <= end && end <= bytes.length))
      throw new RangeError(`${name}: a text from ${start} to ${end} of ${bytes.length} bytes`);
  };
  return {
    rows,
    text(row) {
      if (!isThere(row)) return null;
      const [start, end] = [offsets[row] as number, offsets[row + 1] as number];
      checkBounds(start, end);
      return decoder.decode(bytes.subarray(start, end));
    },
    place(from, count, { starts, ends }) {
      const { bits } = isThere;
      const [first, last] = [offsets[from] as number, offsets[from + count] as number];
      // If the texts are stored without gaps, they are validated all at once.
      const isWhole = first >= 0 && last <= bytes.length && isUtf8(bytes.subarray(first, last));
      for (let i = 0; i < count; i++) {
        const isText = !bits || bitAt(bits, from + i);
        const start = isText ? (offsets[from + i] as number) : 0;
        const end = isText ? (offsets[from + i + 1] as number) : 0;
        checkBounds(start, end);
        starts[i] = start;
        ends[i] = end;
        if (start === end) continue;
        const isKnownValid =
          isWhole && start >= first && end <= last && !isContinuation(start) && !(end < last && isContinuation(end));
        if (!isKnownValid && !isUtf8(bytes.subarray(start, end))) throw new Error(`${name}: a text that is no UTF-8`);
      }
      return { bytes };
    },
  };

  /** Whether the byte at an index is not the first of a character. */
  function isContinuation(index: number): boolean {
    return ((bytes[index] as number) & 0xc0) === 0x80;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** The maximum length of a text, in bytes, that is stored in the view itself instead of a buffer. */
const MAX_INLINE_BYTES = 12;

/** Reads texts stored as views, each of which contains a short text or refers to one of several buffers. */
function readViews(name: string, rows: number, isThere: ValuePresence, readBuffer: BufferReader): ColumnOfCells {
  const views = readBuffer.values(Int32Array, rows * 4);
  const inlineBytes = new Uint8Array(views.buffer, views.byteOffset, views.byteLength);
  const buffers = readBuffer.moreBuffers();
  const placeOf = (row: number): [Uint8Array, number, number] => {
    const length = views[row * 4] as number;
    const isInline = length <= MAX_INLINE_BYTES;
    const bytes = isInline ? inlineBytes : (buffers[views[row * 4 + 2] as number] ?? NO_BYTES);
    const start = isInline ? row * 16 + 4 : (views[row * 4 + 3] as number);
    if (length < 0 || start < 0 || start + length > bytes.length)
      throw new RangeError(`${name}: a text that is not there`);
    return [bytes, start, start + length];
  };
  return {
    rows,
    text(row) {
      if (!isThere(row)) return null;
      const [bytes, start, end] = placeOf(row);
      return decoder.decode(bytes.subarray(start, end));
    },
    place(from, count, places) {
      const target = createByteBuffer(count * MAX_INLINE_BYTES);
      for (let i = 0; i < count; i++) {
        places.starts[i] = target.length;
        if (isThere(from + i)) {
          const [bytes, start, end] = placeOf(from + i);
          const text = bytes.subarray(start, end);
          if (!isUtf8(text)) throw new Error(`${name}: a text that is no UTF-8`);
          reserve(target, text.length);
          target.bytes.set(text, target.length);
          target.length += text.length;
        }
        places.ends[i] = target.length;
      }
      return { bytes: writtenBytesOf(target) };
    },
  };
}

const NO_BYTES = new Uint8Array(0);

function createListColumn(
  name: string,
  rows: number,
  isThere: ValuePresence,
  placeOf: (row: number) => readonly [number, number],
  items: ColumnOfCells,
): ColumnOfCells {
  return {
    rows,
    text(row) {
      if (!isThere(row)) return null;
      const [start, end] = placeOf(row);
      if (!(start >= 0 && start <= end && end <= items.rows))
        throw new RangeError(`${name}: a list from ${start} to ${end} of ${items.rows}`);
      return formatList(Array.from({ length: end - start }, (_, i) => items.text(start + i)));
    },
  };
}

/** The whole numbers of a column, by row. */
interface WholeNumbers {
  at(row: number): number;
  /**
   * Writes the entries of `count` rows from row `from` on: the number plus 1, or 0 for null. Returns the largest entry;
   * it is 2³² if some number is negative or too large to be an entry.
   */
  place(from: number, count: number, isThere: ValuePresence, entries: Uint32Array): number;
  text(row: number): string;
}

/** Reads the whole numbers of a column, or its indexes into a dictionary. */
function readWhole(type: FlatTable | undefined, readBuffer: BufferReader, rows: number): WholeNumbers {
  const name = type ? `${type.int8(1) === 0 ? 'u' : 'i'}${type.int32(0)}` : 'i32';
  const arrayType = WHOLE_NUMBER_ARRAYS[name];
  if (!arrayType) throw new RangeError(`whole numbers of ${type?.int32(0)} bits`);
  const values = readBuffer.values<WholeValues>(arrayType, rows);
  const text = (row: number): string => String(values[row]);
  const valueAt = (row: number): number => Number(values[row]);
  // Creating a 64-bit number is slow, and for most numbers the lower half is enough.
  const isLong = values instanceof BigInt64Array || values instanceof BigUint64Array;
  const halves = isLong ? new Uint32Array(values.buffer, values.byteOffset, rows * 2) : undefined;
  const lower = halves ?? values;
  return {
    at: valueAt,
    text,
    place(from, count, { bits }, entries) {
      let largestEntry = 0;
      const step = halves ? 2 : 1;
      for (let i = 0, halfIndex = from * step; i < count; i++, halfIndex += step) {
        let entry = 0;
        if (!bits || bitAt(bits, from + i)) {
          entry = (lower[halfIndex] as number) + 1;
          if (entry < 1 || (halves && halves[halfIndex + 1] !== 0)) entry = NO_ENTRY;
          if (entry > largestEntry) largestEntry = entry;
        }
        entries[i] = entry;
      }
      return largestEntry;
    },
  };
}

/** Marks a number that cannot be an entry; larger than any entry. */
const NO_ENTRY = 2 ** 32;

type WholeValues =
  | (Int8Array | Int16Array | Int32Array | BigInt64Array)
  | (Uint8Array | Uint16Array | Uint32Array | BigUint64Array);

/** The constructor of a typed array. */
interface ArrayConstructor<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, offset: number, length: number): T;
}

const WHOLE_NUMBER_ARRAYS: Readonly<Record<string, ArrayConstructor<WholeValues>>> = {
  ...{ i8: Int8Array, i16: Int16Array, i32: Int32Array, i64: BigInt64Array },
  ...{ u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, u64: BigUint64Array },
};

/** Returns whether a row has a value. */
interface ValuePresence {
  (row: number): boolean;
  /** One bit for each row; absent if all rows have a value. */
  readonly bits?: Uint8Array;
}

/** Reads the parts of columns from a batch in the order in which they are stored. */
interface BufferReader {
  /** Returns the number of rows in the next column, and which of them have a value. */
  node(hasNulls?: boolean): { readonly rows: number; readonly isThere: ValuePresence };
  buffer(): Uint8Array;
  /** Returns the next buffer as an array of `count` numbers. */
  values<T>(of: ArrayConstructor<T>, count: number): T;
  /** Returns the additional buffers of the next column; only columns of views have any. */
  moreBuffers(): readonly Uint8Array[];
}

function createBufferReader(
  header: FlatTable,
  body: Uint8Array,
  methods: readonly (Decompress | undefined)[],
): BufferReader {
  const [nodes, buffers] = [header.structs(1, 2), header.structs(2, 2)];
  const counts = header.structs(4, 1);
  const compression = header.table(3);
  const unpack = compression && methods[compression.int8(0)];
  if (compression && !unpack) throw new Error(`compressed with the unknown method ${compression.int8(0)}`);
  let [node, nextBuffer, nextCount] = [0, 0, 0];

  function readBuffer(): Uint8Array {
    const [start, length] = buffers[nextBuffer++] ?? [];
    if (start === undefined || length === undefined) throw new Error('a buffer is missing');
    if (start < 0 || length < 0 || start + length > body.length)
      throw new RangeError(`a buffer of ${length} bytes at ${start} of ${body.length}`);
    const bytes = body.subarray(start, start + length);
    if (!unpack || length === 0) return bytes;
    const unpackedLength = Number(new DataView(bytes.buffer, bytes.byteOffset, length).getBigInt64(0, true));
    // A length of -1 marks a buffer that is stored uncompressed because compression would not have made it smaller.
    if (unpackedLength === -1) return bytes.subarray(8);
    if (unpackedLength < 0 || unpackedLength > MAX_UNPACKED_BYTES)
      throw new RangeError(`a buffer of ${unpackedLength} bytes`);
    return unpack(bytes.subarray(8), unpackedLength);
  }

  return {
    buffer: readBuffer,
    node(hasNulls = true) {
      const [rows, nulls] = nodes[node++] ?? [];
      if (rows === undefined || nulls === undefined) throw new Error('a column is missing');
      if (rows < 0 || rows > MAX_BODY_BYTES) throw new RangeError(`${rows} rows`);
      const bits = hasNulls ? readBuffer() : NO_BYTES;
      if (bits.length === 0) {
        if (hasNulls && nulls !== 0 && rows > 0) throw new Error('nothing says which rows are there');
        return { rows, isThere: () => true };
      }
      if (bits.length * 8 < rows) throw new RangeError(`${bits.length} bytes say which of ${rows} rows are there`);
      return { rows, isThere: Object.assign((row: number) => bitAt(bits, row), { bits }) };
    },
    values(of, count) {
      const bytes = readBuffer();
      const size = of.BYTES_PER_ELEMENT * count;
      if (bytes.length < size) throw new RangeError(`${bytes.length} bytes instead of ${size}`);
      const isAligned = bytes.byteOffset % of.BYTES_PER_ELEMENT === 0;
      const { buffer: memory, byteOffset } = isAligned ? bytes : bytes.slice(0, size);
      return new of(memory, byteOffset, count);
    },
    moreBuffers() {
      const [count] = counts[nextCount++] ?? [];
      if (count === undefined || count < 0 || count > buffers.length) throw new Error('buffers of texts are missing');
      return Array.from({ length: count }, readBuffer);
    },
  };
}

/** The maximum size of an unpacked buffer, in bytes. */
const MAX_UNPACKED_BYTES = 1 << 30;

function bitAt(bits: Uint8Array, index: number): boolean {
  return (((bits[index >> 3] as number) >> (index & 7)) & 1) === 1;
}

function readFields(schema: FlatTable): readonly Field[] {
  if (schema.int16(0) !== 0) throw new Error('the bytes of numbers in the order of other machines');
  let count = 0;
  const read = (field: FlatTable): Field => {
    if (++count > MAX_FIELDS) throw new RangeError(`more than ${MAX_FIELDS} columns`);
    const dictionary = field.table(4);
    return {
      name: field.text(0),
      kind: field.int8(2),
      type: field.table(3),
      children: field.tables(5).map(read),
      dictionary: dictionary && { id: dictionary.int64(0), index: dictionary.table(1) },
    };
  };
  return schema.tables(1).map(read);
}

function findDictionary(fields: readonly Field[], id: number): Field | undefined {
  for (const field of fields) {
    const dictionaryField = field.dictionary?.id === id ? field : findDictionary(field.children, id);
    if (dictionaryField) return dictionaryField;
  }
  return undefined;
}

interface Message {
  readonly kind: number;
  readonly header: FlatTable;
  readonly body: Uint8Array;
}

/**
 * Reads the next message; undefined at the end marker. If the source ends without a marker, rows may be missing, so
 * that is an error.
 */
async function readMessage(source: ByteSource, batch: number): Promise<Message | undefined> {
  const start = await readBytes(source, 8);
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  if (start.length === 8 && view.getUint32(0, true) === FILE_MAGIC) return readMessage(source, batch);
  if (start.length < 8) throw damagedFileProblem(batch, 'it ends without the mark of its end');
  if (view.getUint32(0, true) !== CONTINUATION) throw damagedFileProblem(batch, 'no message begins there');
  const size = view.getUint32(4, true);
  if (size === 0) return undefined;
  if (size > MAX_METADATA_BYTES) throw damagedFileProblem(batch, `${size} bytes of metadata`);
  const metadata = await readBytes(source, size);
  if (metadata.length < size) throw damagedFileProblem(batch, 'it ends too early');
  const { kind, header, length } = explainDamage(namePart(batch), () => {
    const message = readFlatTable(metadata);
    return { kind: message.int8(1), header: message.table(2), length: message.int64(3) };
  });
  if (!header) throw damagedFileProblem(batch, 'an empty message');
  if (length < 0 || length > MAX_BODY_BYTES) throw damagedFileProblem(batch, `${length} bytes of data`);
  const body = await readBytes(source, length);
  if (body.length < length) throw damagedFileProblem(batch, 'it ends too early');
  return { kind, header, body };
}

/**
 * The first four bytes of the magic with which a file begins; a stream lacks it. What follows the magic has the form of
 * a stream.
 */
const FILE_MAGIC = 0x4f525241;
const CONTINUATION = 0xffffffff;

/** Returns the part that problems name: batch `batch`, counted from 1, or the schema for 0. */
function namePart(batch: number): ColumnarPart {
  return batch === 0 ? { kind: 'schema' } : { kind: 'batch', number: batch };
}

function damagedFileProblem(batch: number, detail: string): TableProblem {
  return toDamageProblem(namePart(batch), new Error(detail));
}

function unknownTypeProblem(column: string, type: string): TableProblem {
  return new TableProblem({ code: 'unknown-type', column, type });
}
