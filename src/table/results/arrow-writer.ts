// Results as Arrow: a stream of batches, and the same as a file.
import { type FlatValue, writeFlatTable } from '../columnar/flat-buffer.ts';
import { type TypedColumn, typedColumnsOf } from './parquet-writer.ts';
import type { ResultColumn, ResultEncoder } from './result-columns.ts';
import { addText, createByteBuffer } from './row-writer.ts';

/** Batches of Arrow, one message after the other. */
export interface ArrowStream {
  /** What stands in front of all batches. */
  begin(): Uint8Array;
  /** A batch of rows whose cells are texts, a blank for nothing. */
  batch(rows: readonly (readonly string[])[]): Uint8Array;
  end(): Uint8Array;
}

/** The numbers of the format. */
const VERSION = 4;
const MESSAGE = { schema: 1, batch: 3 } as const;
const TYPES: Readonly<Record<TypedColumn['type'], { readonly kind: number; readonly fields: readonly FlatValue[] }>> = {
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

/** A stream of rows, every column nullable: texts as UTF-8, scores as doubles, levels as 32-bit integers. */
export function createArrowStream(given: readonly ResultColumn[]): ArrowStream {
  const columns = given.flatMap(typedColumnsOf);
  return {
    begin: () => messageOf(MESSAGE.schema, schemaOf(columns), NO_BODY),
    batch: (rows) => writeBatch(columns, rows).bytes,
    end: () => END,
  };
}

const NO_BODY = new Uint8Array(0);
/** Says that a message follows; one of no length is the end. */
const CONTINUES = 0xffffffff;
const END = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

/** So many rows make a batch of a file. */
const ROWS = 16_384;
/** What files begin and end with. */
const MAGIC = Buffer.from('ARROW1');

/** Rows as a file of Arrow, which is a stream with a list of its batches behind it. */
export function createArrowEncoder(given: readonly ResultColumn[]): ResultEncoder {
  const columns = given.flatMap(typedColumnsOf);
  const head = Buffer.concat([MAGIC, Buffer.alloc(2), messageOf(MESSAGE.schema, schemaOf(columns), NO_BODY)]);
  const blocks: (readonly number[])[] = [];
  /** Rows that wait for others, and what is ready to be written. */
  let [held, pieces]: [(readonly string[])[], Uint8Array[]] = [[], [head]];
  let place = head.length;

  function writeHeld(): void {
    const { bytes, metadata, body } = writeBatch(columns, held);
    blocks.push([place, metadata, body]);
    pieces.push(bytes);
    [held, place] = [[], place + bytes.length];
  }

  function take(...more: Uint8Array[]): Uint8Array {
    const taken = Buffer.concat([...pieces, ...more]);
    pieces = [];
    return taken;
  }

  return {
    encode(rows) {
      for (const row of rows) if (held.push(row) === ROWS) writeHeld();
      return take();
    },
    end() {
      if (held.length > 0) writeHeld();
      const footer = writeFlatTable([
        { size: 2, value: VERSION },
        { table: schemaOf(columns) },
        { structs: [] },
        { structs: blocks },
      ]);
      const length = Buffer.alloc(4);
      length.writeInt32LE(footer.length);
      return take(END, footer, length, MAGIC);
    },
  };
}

function schemaOf(columns: readonly TypedColumn[]): readonly (FlatValue | undefined)[] {
  const fields = columns.map(({ name, type }): readonly (FlatValue | undefined)[] => [
    { text: name },
    { size: 1, value: 1 },
    { size: 1, value: TYPES[type].kind },
    { table: TYPES[type].fields },
    undefined,
    { tables: [] },
  ]);
  return [{ size: 2, value: 0 }, { tables: fields }];
}

function messageOf(kind: number, header: readonly (FlatValue | undefined)[], body: Uint8Array): Uint8Array {
  const metadata = writeFlatTable([
    { size: 2, value: VERSION },
    { size: 1, value: kind },
    { table: header },
    { size: 8, value: body.length },
  ]);
  const start = Buffer.alloc(8);
  start.writeUInt32LE(CONTINUES);
  start.writeUInt32LE(metadata.length, 4);
  return Buffer.concat([start, metadata, body]);
}

/** A batch as a message, with how many of its bytes describe it and how many are its values. */
function writeBatch(
  columns: readonly TypedColumn[],
  rows: readonly (readonly string[])[],
): { readonly bytes: Uint8Array; readonly metadata: number; readonly body: number } {
  const nodes: number[][] = [];
  const buffers: number[][] = [];
  const pieces: Uint8Array[] = [];
  let length = 0;
  const add = (bytes: Uint8Array): void => {
    buffers.push([length, bytes.length]);
    const padding = -bytes.length & 7;
    pieces.push(bytes, new Uint8Array(padding));
    length += bytes.length + padding;
  };
  const bits = (): Uint8Array => new Uint8Array(Math.ceil(rows.length / 8));
  for (const { type, at, read } of columns) {
    const [stated, holds, ends] = [bits(), bits(), new Int32Array(rows.length + 1)];
    const numbers = type === 'INT32' ? new Int32Array(rows.length) : new Float64Array(rows.length);
    const texts = createByteBuffer(0);
    let count = 0;
    for (let row = 0; row < rows.length; row++) {
      const value = read(rows[row]?.[at] ?? '');
      if (value !== null) {
        count++;
        setBit(stated, row);
        if (typeof value === 'string') addText(texts, value);
        else if (typeof value === 'number') numbers[row] = value;
        else if (value) setBit(holds, row);
      }
      ends[row + 1] = texts.length;
    }
    nodes.push([rows.length, rows.length - count]);
    add(stated);
    if (type === 'STRING') {
      add(bytesOf(ends));
      add(texts.bytes.subarray(0, texts.length));
    } else add(type === 'BOOLEAN' ? holds : bytesOf(numbers));
  }
  const header: FlatValue[] = [{ size: 8, value: rows.length }, { structs: nodes }, { structs: buffers }];
  const bytes = messageOf(MESSAGE.batch, header, Buffer.concat(pieces));
  return { bytes, metadata: bytes.length - length, body: length };
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function setBit(bits: Uint8Array, at: number): void {
  bits[at >> 3] = (bits[at >> 3] as number) | (1 << (at & 7));
}
