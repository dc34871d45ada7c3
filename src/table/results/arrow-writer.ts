// Writes results as Arrow: a stream of batches, or a file.
import { type FlatValue, writeFlatTable } from '../columnar/flat-buffer.ts';
import { planTypedColumns, type TypedColumn } from './parquet-writer.ts';
import type { ResultColumn, ResultEncoder } from './result-columns.ts';
import { addText, createByteBuffer } from './row-writer.ts';

/** Encodes batches of rows as Arrow messages, one after the other. */
export interface ArrowStream {
  /** Returns the message that precedes all batches. */
  begin(): Uint8Array;
  /** Encodes rows of text cells as a batch; a blank cell has no value. */
  batch(rows: readonly (readonly string[])[]): Uint8Array;
  end(): Uint8Array;
}

/** Constants of the format. */
const METADATA_VERSION = 4;
const MESSAGE_TYPES = { schema: 1, batch: 3 } as const;
const COLUMN_TYPES: Readonly<
  Record<TypedColumn['type'], { readonly kind: number; readonly fields: readonly FlatValue[] }>
> = {
  STRING: { kind: 5, fields: [] },
  INT32: {
    kind: 2,
    fields: [
      { size: 4, value: 32 },
      { size: 1, value: 1 },
    ],
  },
  DOUBLE: { kind: 3, fields: [{ size: 2, value: 2 }] },
  BOOLEAN: { kind: 6, fields: [] },
};

/**
 * Creates a stream of rows whose columns may have empty cells: texts as UTF-8, scores as doubles, levels as 32-bit
 * integers.
 */
export function createArrowStream(resultColumns: readonly ResultColumn[]): ArrowStream {
  const columns = resultColumns.flatMap(planTypedColumns);
  return {
    begin: () => buildMessage(MESSAGE_TYPES.schema, buildSchema(columns), NO_BODY),
    batch: (rows) => writeBatch(columns, rows).bytes,
    end: () => END_OF_STREAM,
  };
}

const NO_BODY = new Uint8Array(0);
/** The word before each message. A message of length 0 marks the end of the stream. */
const CONTINUATION = 0xffffffff;
const END_OF_STREAM = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

/** The number of rows in a batch of a file. */
const ROWS_PER_BATCH = 16_384;
/** The bytes with which a file begins and ends. */
const MAGIC = Buffer.from('ARROW1');

/** Creates an encoder for Arrow files, which are a stream followed by a list of its batches. */
export function createArrowEncoder(resultColumns: readonly ResultColumn[]): ResultEncoder {
  const columns = resultColumns.flatMap(planTypedColumns);
  const head = Buffer.concat([
    MAGIC,
    Buffer.alloc(2),
    buildMessage(MESSAGE_TYPES.schema, buildSchema(columns), NO_BODY),
  ]);
  const blocks: (readonly number[])[] = [];
  /** `held` are the rows that do not fill a batch yet, `pieces` the chunks that are ready to be written. */
  let [held, pieces]: [(readonly string[])[], Uint8Array[]] = [[], [head]];
  let offset = head.length;

  function writeHeldRows(): void {
    const { bytes, metadata, body } = writeBatch(columns, held);
    blocks.push([offset, metadata, body]);
    pieces.push(bytes);
    [held, offset] = [[], offset + bytes.length];
  }

  function takeBytes(...lastChunks: Uint8Array[]): Uint8Array {
    const takenBytes = Buffer.concat([...pieces, ...lastChunks]);
    pieces = [];
    return takenBytes;
  }

  return {
    encode(rows) {
      for (const row of rows) if (held.push(row) === ROWS_PER_BATCH) writeHeldRows();
      return takeBytes();
    },
    end() {
      if (held.length > 0) writeHeldRows();
      const footer = writeFlatTable([
        { size: 2, value: METADATA_VERSION },
        { table: buildSchema(columns) },
        { structs: [] },
        { structs: blocks },
      ]);
      const length = Buffer.alloc(4);
      length.writeInt32LE(footer.length);
      return takeBytes(END_OF_STREAM, footer, length, MAGIC);
    },
  };
}

function buildSchema(columns: readonly TypedColumn[]): readonly (FlatValue | undefined)[] {
  const fields = columns.map(({ name, type }): readonly (FlatValue | undefined)[] => [
    { text: name },
    { size: 1, value: 1 },
    { size: 1, value: COLUMN_TYPES[type].kind },
    { table: COLUMN_TYPES[type].fields },
    undefined,
    { tables: [] },
  ]);
  return [{ size: 2, value: 0 }, { tables: fields }];
}

function buildMessage(kind: number, header: readonly (FlatValue | undefined)[], body: Uint8Array): Uint8Array {
  const metadata = writeFlatTable([
    { size: 2, value: METADATA_VERSION },
    { size: 1, value: kind },
    { table: header },
    { size: 8, value: body.length },
  ]);
  const start = Buffer.alloc(8);
  start.writeUInt32LE(CONTINUATION);
  start.writeUInt32LE(metadata.length, 4);
  return Buffer.concat([start, metadata, body]);
}

/** Encodes a batch as a message. Also returns the sizes of its metadata and of its body in bytes. */
function writeBatch(
  columns: readonly TypedColumn[],
  rows: readonly (readonly string[])[],
): { readonly bytes: Uint8Array; readonly metadata: number; readonly body: number } {
  const nodes: number[][] = [];
  const buffers: number[][] = [];
  const pieces: Uint8Array[] = [];
  let length = 0;
  const addBuffer = (bytes: Uint8Array): void => {
    buffers.push([length, bytes.length]);
    const padding = -bytes.length & 7;
    pieces.push(bytes, new Uint8Array(padding));
    length += bytes.length + padding;
  };
  const createBitmap = (): Uint8Array => new Uint8Array(Math.ceil(rows.length / 8));
  for (const { type, at, read } of columns) {
    const [valid, trueBits, ends] = [createBitmap(), createBitmap(), new Int32Array(rows.length + 1)];
    const numbers = type === 'INT32' ? new Int32Array(rows.length) : new Float64Array(rows.length);
    const texts = createByteBuffer(0);
    let count = 0;
    for (let row = 0; row < rows.length; row++) {
      const value = read(rows[row]?.[at] ?? '');
      if (value !== null) {
        count++;
        setBit(valid, row);
        if (typeof value === 'string') addText(texts, value);
        else if (typeof value === 'number') numbers[row] = value;
        else if (value) setBit(trueBits, row);
      }
      ends[row + 1] = texts.length;
    }
    nodes.push([rows.length, rows.length - count]);
    addBuffer(valid);
    if (type === 'STRING') {
      addBuffer(viewBytes(ends));
      addBuffer(texts.bytes.subarray(0, texts.length));
    } else addBuffer(type === 'BOOLEAN' ? trueBits : viewBytes(numbers));
  }
  const header: FlatValue[] = [{ size: 8, value: rows.length }, { structs: nodes }, { structs: buffers }];
  const bytes = buildMessage(MESSAGE_TYPES.batch, header, Buffer.concat(pieces));
  return { bytes, metadata: bytes.length - length, body: length };
}

function viewBytes({ buffer, byteOffset, byteLength }: Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function setBit(bitmap: Uint8Array, index: number): void {
  bitmap[index >> 3] = (bitmap[index >> 3] as number) | (1 << (index & 7));
}
