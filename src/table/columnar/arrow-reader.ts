// Reads Arrow streams and files, batch by batch. No stated offset or length is trusted: one that does not fit the bytes
// is a TableProblem that names the batch.
//
// Why not the library apache-arrow (21.2): of 4,000 copies of a file and a stream of 50 rows with one bit flipped, it
// never came back from 16 and used up 512 MB for 14; this reader refused or read each at once. Of the whole numbers of
// 64 bits it keeps every digit, as this one does.
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
  damageOf,
  decimalText,
  explain,
  listText,
  mergeStates,
  placeTexts,
  singleText,
  timeText,
  writtenIn,
} from './column-batch.ts';
import { type Decompress, loadZstd, unpackLz4Frame } from './compression.ts';
import { type FlatTable, readFlatTable } from './flat-buffer.ts';

/** A column of the schema. */
interface Field {
  readonly name: string;
  readonly kind: number;
  readonly type: FlatTable | undefined;
  readonly children: readonly Field[];
  /** The id of the dictionary that it refers to, and how. */
  readonly dictionary: { readonly id: number; readonly index: FlatTable | undefined } | undefined;
}

/** The entries of a dictionary, as texts and as cells. */
interface Dictionary {
  readonly texts: (string | null)[];
  readonly cells: CellPool;
}

/** Most whole numbers are answers or counts, and are written once. */
const SMALL = 1000;
const SMALL_NUMBERS = createCellPool();
for (let value = 0; value < SMALL; value++) SMALL_NUMBERS.keep(String(value));

/** The numbers of messages and types in the format. */
const MESSAGE = { schema: 1, dictionary: 2, batch: 3 } as const;
const TYPE = {
  ...({ null: 1, int: 2, float: 3, utf8: 5, bool: 6, decimal: 7, date: 8, timestamp: 10, list: 12 } as const),
  ...({ union: 14, fixedList: 16, largeUtf8: 20, largeList: 21, runs: 22 } as const),
  ...({ binaryView: 23, utf8View: 24 } as const),
} as const;
/** How many buffers the types have that are not read, besides that of which rows are there, where it is not one. */
const BUFFERS: Readonly<Record<number, number>> = { 4: 2, 13: 0, 19: 2, 22: 0, 25: 2, 26: 2 };
const NAMES: Readonly<Record<number, string>> = {
  ...{ 4: 'binary', 9: 'time', 11: 'interval', 13: 'struct', 14: 'union', 15: 'fixed_size_binary', 17: 'map' },
  ...{ 18: 'duration', 19: 'large_binary', 22: 'run_end_encoded', 23: 'binary_view', 25: 'list_view' },
};
/** More columns, with those inside of them, than any table has. */
const MOST_FIELDS = 100_000;
const MOST_METADATA = 1 << 26;
const MOST_BODY = 2 ** 31 - 1;
/** Rows of a batch in which nothing takes any room. */
const MOST_EMPTY = 1 << 20;

/** The columns and rows of Arrow; reads no further than it is asked to. */
export async function openArrow(source: ByteSource): Promise<ColumnarTable> {
  const first = await readMessage(source, 1);
  if (!first) throw damaged(0, 'no schema');
  if (first.kind === MESSAGE.schema) return describeTable(first.header, source, undefined);
  const { schema, rest } = await readFooter(source);
  return describeTable(schema, rest, first);
}

/** The columns of a schema and the batches of a source, of which a message may have been read before. */
function describeTable(schema: FlatTable, source: ByteSource, first: Message | undefined): ColumnarTable {
  const fields = explain(partOf(0), () => readFields(schema));
  const names = fields.map(({ name }) => name);
  const numeric = fields.map(({ kind }) => kind === TYPE.int || kind === TYPE.float || kind === TYPE.decimal);
  return mergeStates({
    names,
    numeric,
    rows: null,
    read: () => readBatches(source, fields, first),
    close: source.close,
  });
}

const NOT_THERE = 'a message that does not belong there';

/** How a file ends: the length of its footer, and the mark that it begins with. */
const TAIL = { length: 4, mark: Buffer.from('ARROW1') };
/** Bytes of a file that are kept while its footer is looked for. */
const MAX_KEPT = 1 << 30;

/** The schema in the footer of a file, where some writers state it alone, and the source as it was. */
async function readFooter(source: ByteSource): Promise<{ readonly schema: FlatTable; readonly rest: ByteSource }> {
  const bytes = await readBytes(source, MAX_KEPT);
  const end = bytes.length - TAIL.mark.length - TAIL.length;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (end < 0 || !TAIL.mark.equals(bytes.subarray(end + TAIL.length))) throw damaged(1, NOT_THERE);
  const length = view.getUint32(end, true);
  if (length > end) throw damaged(0, `${length} bytes of metadata`);
  const schema = explain(partOf(0), () => readFlatTable(bytes.subarray(end - length, end)).table(1));
  if (!schema) throw damaged(0, 'no schema');
  return { schema, rest: prepend(bytes, source) };
}

/** Batches up to the mark of the end; `first` is a message that was read before. */
async function* readBatches(
  source: ByteSource,
  fields: readonly Field[],
  first: Message | undefined,
): AsyncGenerator<ColumnBatch, void> {
  const dictionaries = new Map<number, Dictionary>();
  let batch = 0;
  let zstd: Decompress | undefined;
  let message = first;
  for (;;) {
    message ??= await readMessage(source, batch + 1);
    if (!message) return;
    const { kind, header, body } = message;
    message = undefined;
    const part = partOf(batch + 1);
    const packed = explain(part, () => (kind === MESSAGE.dictionary ? header.table(1) : header)?.table(3));
    if (packed?.int8(0) === ZSTD) zstd ??= await loadZstd();
    if (kind === MESSAGE.dictionary) explain(part, () => readDictionary(header, body));
    else if (kind === MESSAGE.batch) {
      batch++;
      const { columns, rows } = explain(part, () => readColumns(header, body, fields));
      yield createBatch(part, rows, columns);
    } else throw damaged(batch + 1, NOT_THERE);
  }

  function readDictionary(header: FlatTable, body: Uint8Array): void {
    const id = header.int64(0);
    const field = findDictionary(fields, id);
    const data = header.table(1);
    if (!field || !data) throw new Error(`a dictionary that no column has`);
    const isDelta = header.int8(2) !== 0;
    const { columns, rows } = readColumns(data, body, [{ ...field, dictionary: undefined }]);
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
    of: readonly Field[],
  ): { readonly columns: readonly ColumnOfCells[]; readonly rows: number } {
    const rows = header.int64(0);
    const take = createTake(header, body, [unpackLz4Frame, zstd]);
    const columns = of.map((field) => readColumn(field, take));
    for (const [i, column] of columns.entries()) {
      if (column.rows !== rows) throw new Error(`${of[i]?.name}: ${column.rows} rows instead of ${rows}`);
    }
    if (rows < 0 || (rows > MOST_EMPTY && rows > body.length * 8)) throw new RangeError(`${rows} rows`);
    return { columns, rows };
  }

  function readColumn(field: Field, take: Take): ColumnOfCells {
    if (field.dictionary) {
      const { id, index: type } = field.dictionary;
      const { rows, isThere } = take.node();
      const index = readWhole(type, take, rows);
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
          const most = index.place(from, count, isThere, entries);
          for (let i = 0; most > cells.size && i < count; i++) if (isThere(from + i)) entryOf(from + i);
          return cells;
        },
      };
    }
    return readPlain(field, take);
  }

  function readPlain({ name, kind, type, children }: Field, take: Take): ColumnOfCells {
    const { rows, isThere } = take.node(kind !== TYPE.null && kind !== TYPE.union && kind !== TYPE.runs);
    if (kind === TYPE.null) return { rows, text: () => null };
    const ifThere =
      (text: (row: number) => string): ColumnOfCells['text'] =>
      (row) =>
        isThere(row) ? text(row) : null;
    switch (kind) {
      case TYPE.int: {
        const numbers = readWhole(type, take, rows);
        const column = { rows, text: ifThere(numbers.text) };
        return {
          ...column,
          // As they are where all of them are small.
          place: (from, count, places) =>
            numbers.place(from, count, isThere, places.entries) <= SMALL
              ? SMALL_NUMBERS
              : placeTexts(column, from, count, places),
        };
      }
      case TYPE.float: {
        const [single, double] = [type?.int16(0) === 1, type?.int16(0) === 2];
        if (!single && !double) throw unknownType(name, 'halffloat');
        const values = single ? take.values(Float32Array, rows) : take.values(Float64Array, rows);
        const write = single ? singleText : String;
        return { rows, text: ifThere((row) => write(values[row] as number)) };
      }
      case TYPE.bool: {
        const bits = take.buffer();
        if (bits.length * 8 < rows) throw new RangeError(`${name}: ${bits.length} bytes for ${rows} rows`);
        return { rows, text: ifThere((row) => String(bitAt(bits, row))) };
      }
      case TYPE.decimal: {
        const words = (type?.int32(2, 128) ?? 128) / 64;
        if (words !== 1 && words !== 2 && words !== 4) throw unknownType(name, `decimal${words * 64}`);
        const [values, scale] = [take.values(BigUint64Array, rows * words), type?.int32(1) ?? 0];
        if (Math.abs(scale) > MOST_SCALE) throw new RangeError(`${name}: a scale of ${scale}`);
        const digitsAt = (row: number): bigint => {
          let digits = 0n;
          for (let i = words - 1; i >= 0; i--) digits = (digits << 64n) | (values[row * words + i] as bigint);
          return BigInt.asIntN(words * 64, digits);
        };
        return { rows, text: ifThere((row) => decimalText(digitsAt(row), scale)) };
      }
      case TYPE.date: {
        const isDays = type?.int16(0, 1) === 0;
        const values = isDays ? take.values(Int32Array, rows) : take.values(BigInt64Array, rows);
        return { rows, text: ifThere((row) => timeText(Number(values[row]) * (isDays ? 86_400_000 : 1))) };
      }
      case TYPE.timestamp: {
        const values = take.values(BigInt64Array, rows);
        const perSecond = 1000n ** BigInt(type?.int16(0) ?? 0);
        return { rows, text: ifThere((row) => timeText(Number(((values[row] as bigint) * 1000n) / perSecond))) };
      }
      case TYPE.utf8:
      case TYPE.largeUtf8:
        return textsOf(name, rows, isThere, readOffsets(kind, rows, take), take.buffer());
      case TYPE.utf8View:
        return readViews(name, rows, isThere, take);
      case TYPE.list:
      case TYPE.largeList: {
        const ends = readOffsets(kind, rows, take);
        return listsOf(name, rows, isThere, (row) => [ends[row] as number, ends[row + 1] as number], childOf(children));
      }
      case TYPE.fixedList: {
        const size = type?.int32(0) ?? 0;
        if (size < 0) throw new RangeError(`${name}: lists of ${size}`);
        return listsOf(name, rows, isThere, (row) => [row * size, (row + 1) * size], childOf(children));
      }
      default:
        return skipColumn();
    }

    function childOf([child]: readonly Field[]): ColumnOfCells {
      if (!child) throw new Error(`${name}: a list of nothing`);
      return readColumn(child, take);
    }

    /** Passes over a column of another kind, which nothing may use. */
    function skipColumn(): ColumnOfCells {
      const isUnion = kind === TYPE.union;
      // Besides that of which rows are there.
      const buffers = isUnion ? 1 + (type?.int16(0) ?? 0) : (BUFFERS[kind] ?? 1);
      for (let i = 0; i < buffers; i++) take.buffer();
      if (kind === TYPE.binaryView) take.moreBuffers();
      for (const child of children) readColumn(child, take);
      return {
        rows,
        text() {
          throw unknownType(name, NAMES[kind] ?? `type ${kind}`);
        },
      };
    }
  }
}

const MOST_SCALE = 1000;
/** The number of this method of compression. */
const ZSTD = 1;

/** Where texts or lists begin and, behind the last one, end. */
function readOffsets(kind: number, rows: number, take: Take): Float64Array {
  const isLarge = kind === TYPE.largeUtf8 || kind === TYPE.largeList;
  // Of no rows there may be no offsets either.
  const count = rows === 0 ? 0 : rows + 1;
  if (!isLarge) return new Float64Array(take.values(Int32Array, count));
  const halves = take.values(Uint32Array, count * 2);
  return Float64Array.from({ length: count }, (_, i) => joinHalves(halves, i));
}

/** A number of 64 bits, as far as a double tells it apart; one below 0 is far too large. */
function joinHalves(halves: Uint32Array, at: number): number {
  return (halves[at * 2 + 1] as number) * 2 ** 32 + (halves[at * 2] as number);
}

function textsOf(
  name: string,
  rows: number,
  isThere: Presence,
  offsets: Float64Array,
  bytes: Uint8Array,
): ColumnOfCells {
  const check = (start: number, end: number): void => {
    if (!(start >= 0 && start <= end && end <= bytes.length))
      throw new RangeError(`${name}: a text from ${start} to ${end} of ${bytes.length} bytes`);
  };
  return {
    rows,
    text(row) {
      if (!isThere(row)) return null;
      const [start, end] = [offsets[row] as number, offsets[row + 1] as number];
      check(start, end);
      return decoder.decode(bytes.subarray(start, end));
    },
    place(from, count, { starts, ends }) {
      const { bits } = isThere;
      const [first, last] = [offsets[from] as number, offsets[from + count] as number];
      // All at once, where nothing stands between the texts.
      const isWhole = first >= 0 && last <= bytes.length && isUtf8(bytes.subarray(first, last));
      for (let i = 0; i < count; i++) {
        const isText = !bits || bitAt(bits, from + i);
        const start = isText ? (offsets[from + i] as number) : 0;
        const end = isText ? (offsets[from + i + 1] as number) : 0;
        check(start, end);
        starts[i] = start;
        ends[i] = end;
        if (start === end) continue;
        const isSure = isWhole && start >= first && end <= last && !isWithin(start) && !(end < last && isWithin(end));
        if (!isSure && !isUtf8(bytes.subarray(start, end))) throw new Error(`${name}: a text that is no UTF-8`);
      }
      return { bytes };
    },
  };

  /** Whether a byte is not the first of a character. */
  function isWithin(at: number): boolean {
    return ((bytes[at] as number) & 0xc0) === 0x80;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Texts up to this length stand in the views themselves. */
const INLINE = 12;

/** Texts that each stand in one of several buffers. */
function readViews(name: string, rows: number, isThere: Presence, take: Take): ColumnOfCells {
  const views = take.values(Int32Array, rows * 4);
  const inline = new Uint8Array(views.buffer, views.byteOffset, views.byteLength);
  const buffers = take.moreBuffers();
  const placeOf = (row: number): [Uint8Array, number, number] => {
    const length = views[row * 4] as number;
    const isInline = length <= INLINE;
    const bytes = isInline ? inline : (buffers[views[row * 4 + 2] as number] ?? NO_BYTES);
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
      const target = createByteBuffer(count * INLINE);
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
      return { bytes: writtenIn(target) };
    },
  };
}

const NO_BYTES = new Uint8Array(0);

function listsOf(
  name: string,
  rows: number,
  isThere: Presence,
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
      return listText(Array.from({ length: end - start }, (_, i) => items.text(start + i)));
    },
  };
}

/** Whole numbers by row. */
interface WholeNumbers {
  at(row: number): number;
  /**
   * Puts so many from a row on into entries, one more than they are; 0 for what is not there. Gives the largest, 2³²
   * for any that is none.
   */
  place(from: number, count: number, isThere: Presence, entries: Uint32Array): number;
  text(row: number): string;
}

/** The whole numbers of a column, or of the places in a dictionary. */
function readWhole(type: FlatTable | undefined, take: Take, rows: number): WholeNumbers {
  const name = type ? `${type.int8(1) === 0 ? 'u' : 'i'}${type.int32(0)}` : 'i32';
  const of = WHOLE[name];
  if (!of) throw new RangeError(`whole numbers of ${type?.int32(0)} bits`);
  const values = take.values<WholeValues>(of, rows);
  const text = (row: number): string => String(values[row]);
  const at = (row: number): number => Number(values[row]);
  // A number of 64 bits is slow to make, and most take up the lower half alone.
  const isLong = values instanceof BigInt64Array || values instanceof BigUint64Array;
  const halves = isLong ? new Uint32Array(values.buffer, values.byteOffset, rows * 2) : undefined;
  const lower = halves ?? values;
  return {
    at,
    text,
    place(from, count, { bits }, entries) {
      let most = 0;
      const step = halves ? 2 : 1;
      for (let i = 0, half = from * step; i < count; i++, half += step) {
        let entry = 0;
        if (!bits || bitAt(bits, from + i)) {
          entry = (lower[half] as number) + 1;
          if (entry < 1 || (halves && halves[half + 1] !== 0)) entry = NO_ENTRY;
          if (entry > most) most = entry;
        }
        entries[i] = entry;
      }
      return most;
    },
  };
}

/** More than any entry is. */
const NO_ENTRY = 2 ** 32;

type WholeValues =
  | (Int8Array | Int16Array | Int32Array | BigInt64Array)
  | (Uint8Array | Uint16Array | Uint32Array | BigUint64Array);

/** An array of numbers of one size. */
interface ValuesOf<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, offset: number, length: number): T;
}

const WHOLE: Readonly<Record<string, ValuesOf<WholeValues>>> = {
  ...{ i8: Int8Array, i16: Int16Array, i32: Int32Array, i64: BigInt64Array },
  ...{ u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, u64: BigUint64Array },
};

/** Which rows are there. */
interface Presence {
  (row: number): boolean;
  /** A bit for each row; not there where all are. */
  readonly bits?: Uint8Array;
}

/** Takes what belongs to columns from a batch, in the order in which it stands there. */
interface Take {
  /** The next column: its rows, and which of them are there. */
  node(hasNulls?: boolean): { readonly rows: number; readonly isThere: Presence };
  buffer(): Uint8Array;
  /** The next buffer as so many numbers. */
  values<T>(of: ValuesOf<T>, count: number): T;
  /** The buffers that a column has besides, each of as many as it needs. */
  moreBuffers(): readonly Uint8Array[];
}

function createTake(header: FlatTable, body: Uint8Array, methods: readonly (Decompress | undefined)[]): Take {
  const [nodes, buffers] = [header.structs(1, 2), header.structs(2, 2)];
  const counts = header.structs(4, 1);
  const compression = header.table(3);
  const unpack = compression && methods[compression.int8(0)];
  if (compression && !unpack) throw new Error(`compressed with the unknown method ${compression.int8(0)}`);
  let [node, next, more] = [0, 0, 0];

  function buffer(): Uint8Array {
    const [start, length] = buffers[next++] ?? [];
    if (start === undefined || length === undefined) throw new Error('a buffer is missing');
    if (start < 0 || length < 0 || start + length > body.length)
      throw new RangeError(`a buffer of ${length} bytes at ${start} of ${body.length}`);
    const bytes = body.subarray(start, start + length);
    if (!unpack || length === 0) return bytes;
    const unpacked = Number(new DataView(bytes.buffer, bytes.byteOffset, length).getBigInt64(0, true));
    // Compressing does not always pay.
    if (unpacked === -1) return bytes.subarray(8);
    if (unpacked < 0 || unpacked > MOST_UNPACKED) throw new RangeError(`a buffer of ${unpacked} bytes`);
    return unpack(bytes.subarray(8), unpacked);
  }

  return {
    buffer,
    node(hasNulls = true) {
      const [rows, nulls] = nodes[node++] ?? [];
      if (rows === undefined || nulls === undefined) throw new Error('a column is missing');
      if (rows < 0 || rows > MOST_BODY) throw new RangeError(`${rows} rows`);
      const bits = hasNulls ? buffer() : NO_BYTES;
      if (bits.length === 0) {
        if (hasNulls && nulls !== 0 && rows > 0) throw new Error('nothing says which rows are there');
        return { rows, isThere: () => true };
      }
      if (bits.length * 8 < rows) throw new RangeError(`${bits.length} bytes say which of ${rows} rows are there`);
      return { rows, isThere: Object.assign((row: number) => bitAt(bits, row), { bits }) };
    },
    values(of, count) {
      const bytes = buffer();
      const size = of.BYTES_PER_ELEMENT * count;
      if (bytes.length < size) throw new RangeError(`${bytes.length} bytes instead of ${size}`);
      const isAligned = bytes.byteOffset % of.BYTES_PER_ELEMENT === 0;
      const { buffer: memory, byteOffset } = isAligned ? bytes : bytes.slice(0, size);
      return new of(memory, byteOffset, count);
    },
    moreBuffers() {
      const [count] = counts[more++] ?? [];
      if (count === undefined || count < 0 || count > buffers.length) throw new Error('buffers of texts are missing');
      return Array.from({ length: count }, buffer);
    },
  };
}

/** A buffer is no larger than this, unpacked. */
const MOST_UNPACKED = 1 << 30;

function bitAt(bits: Uint8Array, at: number): boolean {
  return (((bits[at >> 3] as number) >> (at & 7)) & 1) === 1;
}

function readFields(schema: FlatTable): readonly Field[] {
  if (schema.int16(0) !== 0) throw new Error('the bytes of numbers in the order of other machines');
  let count = 0;
  const read = (field: FlatTable): Field => {
    if (++count > MOST_FIELDS) throw new RangeError(`more than ${MOST_FIELDS} columns`);
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
    const found = field.dictionary?.id === id ? field : findDictionary(field.children, id);
    if (found) return found;
  }
  return undefined;
}

interface Message {
  readonly kind: number;
  readonly header: FlatTable;
  readonly body: Uint8Array;
}

/** The next message; undefined at the end, which is marked: where the mark is missing, rows may be. */
async function readMessage(source: ByteSource, batch: number): Promise<Message | undefined> {
  const start = await readBytes(source, 8);
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  if (start.length === 8 && view.getUint32(0, true) === FILE_MAGIC) return readMessage(source, batch);
  if (start.length < 8) throw damaged(batch, 'it ends without the mark of its end');
  if (view.getUint32(0, true) !== CONTINUES) throw damaged(batch, 'no message begins there');
  const size = view.getUint32(4, true);
  if (size === 0) return undefined;
  if (size > MOST_METADATA) throw damaged(batch, `${size} bytes of metadata`);
  const metadata = await readBytes(source, size);
  if (metadata.length < size) throw damaged(batch, 'it ends too early');
  const { kind, header, length } = explain(partOf(batch), () => {
    const message = readFlatTable(metadata);
    return { kind: message.int8(1), header: message.table(2), length: message.int64(3) };
  });
  if (!header) throw damaged(batch, 'an empty message');
  if (length < 0 || length > MOST_BODY) throw damaged(batch, `${length} bytes of data`);
  const body = await readBytes(source, length);
  if (body.length < length) throw damaged(batch, 'it ends too early');
  return { kind, header, body };
}

/** What a file begins with; what follows is what streams are. */
const FILE_MAGIC = 0x4f525241;
const CONTINUES = 0xffffffff;

/** A batch, 0 what stands in front of all. */
function partOf(batch: number): ColumnarPart {
  return batch === 0 ? { kind: 'schema' } : { kind: 'batch', number: batch };
}

function damaged(batch: number, detail: string): TableProblem {
  return damageOf(partOf(batch), new Error(detail));
}

function unknownType(column: string, type: string): TableProblem {
  return new TableProblem({ code: 'unknown-type', column, type });
}
