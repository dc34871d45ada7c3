// Reads and writes FlatBuffers tables, in which Arrow stores its metadata.

/**
 * A table in a buffer. Fields are identified by their numbers in the schema; a field that is absent has a default
 * value.
 */
export interface FlatTable {
  int8(field: number, absent?: number): number;
  int16(field: number, absent?: number): number;
  int32(field: number, absent?: number): number;
  /** Returns a 64-bit whole number; throws a RangeError if it is not a safe integer. */
  int64(field: number): number;
  text(field: number): string;
  table(field: number): FlatTable | undefined;
  tables(field: number): FlatTable[];
  /** Returns a list of structs, each of `width` 64-bit whole numbers. */
  structs(field: number, width: number): number[][];
}

const utf8Decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads the root table of a buffer. Throws a RangeError if anything lies outside of the buffer. */
export function readFlatTable(bytes: Uint8Array): FlatTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const int64At = (offset: number): number => {
    const value = Number(view.getBigInt64(offset, true));
    if (!Number.isSafeInteger(value)) throw new RangeError(`a size of ${value}`);
    return value;
  };

  function tableAt(start: number): FlatTable {
    const layout = start - view.getInt32(start, true);
    const size = view.getUint16(layout, true);
    /** Returns the offset at which a field is stored; undefined if the field is absent. */
    const placeOf = (field: number): number | undefined => {
      const slot = 4 + field * 2;
      const offset = slot < size ? view.getUint16(layout + slot, true) : 0;
      return offset === 0 ? undefined : start + offset;
    };
    const targetOf = (field: number): number | undefined => {
      const fieldOffset = placeOf(field);
      return fieldOffset === undefined ? undefined : fieldOffset + view.getUint32(fieldOffset, true);
    };
    /** Returns the offset of a list's first item, and the number of items; throws if they exceed the buffer. */
    const listOf = (field: number, width: number): { at: number; length: number } => {
      const target = targetOf(field);
      if (target === undefined) return { at: 0, length: 0 };
      const vector = { at: target + 4, length: view.getUint32(target, true) };
      if (vector.at + vector.length * width > view.byteLength) throw new RangeError(`a list of ${vector.length}`);
      return vector;
    };
    const itemsOf = <T>(field: number, width: number, read: (at: number) => T): T[] => {
      const { at, length } = listOf(field, width);
      return Array.from({ length }, (_, i) => read(at + i * width));
    };
    return {
      int8: (field, absent = 0) => valueAt(placeOf(field), absent, (at) => view.getInt8(at)),
      int16: (field, absent = 0) => valueAt(placeOf(field), absent, (at) => view.getInt16(at, true)),
      int32: (field, absent = 0) => valueAt(placeOf(field), absent, (at) => view.getInt32(at, true)),
      int64: (field) => valueAt(placeOf(field), 0, int64At),
      text(field) {
        const { at, length } = listOf(field, 1);
        return utf8Decoder.decode(bytes.subarray(at, at + length));
      },
      table(field) {
        const target = targetOf(field);
        return target === undefined ? undefined : tableAt(target);
      },
      tables: (field) => itemsOf(field, 4, (at) => tableAt(at + view.getUint32(at, true))),
      structs: (field, width) =>
        itemsOf(field, width * 8, (at) => Array.from({ length: width }, (_, i) => int64At(at + i * 8))),
    };
  }

  return tableAt(view.getUint32(0, true));
}

function valueAt(place: number | undefined, absent: number, read: (at: number) => number): number {
  return place === undefined ? absent : read(place);
}

/** The value of a field to be written: a number with its size in bytes, or something that the field refers to. */
export type FlatValue =
  | { readonly size: 1 | 2 | 4 | 8; readonly value: number }
  | { readonly text: string }
  | { readonly table: readonly (FlatValue | undefined)[] }
  | { readonly tables: readonly (readonly (FlatValue | undefined)[])[] }
  | { readonly structs: readonly (readonly number[])[] };

/**
 * Writes a buffer with one table. Fields are given in the order of their numbers; undefined means that a field is
 * absent.
 */
export function writeFlatTable(root: readonly (FlatValue | undefined)[]): Uint8Array {
  let bytes = Buffer.alloc(1024);
  let length = 0;
  const reserve = (count: number, alignment: number): number => {
    const offset = Math.ceil(length / alignment) * alignment;
    length = offset + count;
    if (length > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(length)]);
    return offset;
  };
  const writeReference = (from: number, to: number): void => {
    bytes.writeUInt32LE(to - from, from);
  };

  /** Writes the object to which a field refers after everything written so far, and returns its offset. */
  function writeTarget(value: Exclude<FlatValue, { size: number }>): number {
    if ('table' in value) return writeTable(value.table);
    if ('text' in value) {
      const text = Buffer.from(value.text);
      const offset = reserve(4 + text.length + 1, 4);
      bytes.writeUInt32LE(text.length, offset);
      text.copy(bytes, offset + 4);
      return offset;
    }
    if ('tables' in value) {
      const offset = reserve(4 + value.tables.length * 4, 4);
      bytes.writeUInt32LE(value.tables.length, offset);
      for (const [i, table] of value.tables.entries()) writeReference(offset + 4 + i * 4, writeTable(table));
      return offset;
    }
    const numbers = value.structs.flat();
    // Aligns the first item; the number of items is stored in the four bytes before it.
    const offset = reserve(8 + numbers.length * 8, 8) + 4;
    bytes.writeUInt32LE(value.structs.length, offset);
    for (const [i, number] of numbers.entries()) bytes.writeBigInt64LE(BigInt(number), offset + 4 + i * 8);
    return offset;
  }

  function writeTable(fields: readonly (FlatValue | undefined)[]): number {
    const layout = reserve(4 + fields.length * 2, 2);
    const start = reserve(8 + fields.length * 8, 8);
    bytes.writeInt32LE(start - layout, start);
    bytes.writeUInt16LE(4 + fields.length * 2, layout);
    bytes.writeUInt16LE(length - start, layout + 2);
    // Each field takes eight bytes, as does the offset of the layout in front of them, so all fields are aligned.
    for (const [i, value] of fields.entries()) {
      if (value === undefined) continue;
      const blockOffset = start + 8 + i * 8;
      bytes.writeUInt16LE(blockOffset - start, layout + 4 + i * 2);
      if (!('size' in value)) writeReference(blockOffset, writeTarget(value));
      else if (value.size === 8) bytes.writeBigInt64LE(BigInt(value.value), blockOffset);
      else bytes.writeIntLE(value.value, blockOffset, value.size);
    }
    return start;
  }

  reserve(4, 4);
  writeReference(0, writeTable(root));
  reserve(0, 8);
  return bytes.subarray(0, length);
}
