// The metadata of Arrow: tables of FlatBuffers, read and written.

/** A table in a buffer; fields go by their number in the format's schema, and absent ones have their default. */
export interface FlatTable {
  int8(field: number, absent?: number): number;
  int16(field: number, absent?: number): number;
  int32(field: number, absent?: number): number;
  /** A whole number of 64 bits that is no larger than JavaScript counts; else a RangeError. */
  int64(field: number): number;
  text(field: number): string;
  table(field: number): FlatTable | undefined;
  tables(field: number): FlatTable[];
  /** A list of structs of whole numbers of 64 bits, so many each. */
  structs(field: number, width: number): number[][];
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The table at the root of a buffer. What lies outside of it is a RangeError. */
export function readFlatTable(bytes: Uint8Array): FlatTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at64 = (at: number): number => {
    const value = Number(view.getBigInt64(at, true));
    if (!Number.isSafeInteger(value)) throw new RangeError(`a size of ${value}`);
    return value;
  };

  function tableAt(start: number): FlatTable {
    const layout = start - view.getInt32(start, true);
    const size = view.getUint16(layout, true);
    /** Where a field stands; undefined where it is absent. */
    const placeOf = (field: number): number | undefined => {
      const slot = 4 + field * 2;
      const offset = slot < size ? view.getUint16(layout + slot, true) : 0;
      return offset === 0 ? undefined : start + offset;
    };
    const targetOf = (field: number): number | undefined => {
      const place = placeOf(field);
      return place === undefined ? undefined : place + view.getUint32(place, true);
    };
    /** Where a list stands, which lies within the buffer, and how many items it has. */
    const listOf = (field: number, width: number): { at: number; length: number } => {
      const target = targetOf(field);
      if (target === undefined) return { at: 0, length: 0 };
      const list = { at: target + 4, length: view.getUint32(target, true) };
      if (list.at + list.length * width > view.byteLength) throw new RangeError(`a list of ${list.length}`);
      return list;
    };
    const itemsOf = <T>(field: number, width: number, read: (at: number) => T): T[] => {
      const { at, length } = listOf(field, width);
      return Array.from({ length }, (_, i) => read(at + i * width));
    };
    return {
      int8: (field, absent = 0) => valueAt(placeOf(field), absent, (at) => view.getInt8(at)),
      int16: (field, absent = 0) => valueAt(placeOf(field), absent, (at) => view.getInt16(at, true)),
      int32: (field, absent = 0) => valueAt(placeOf(field), absent, (at) => view.getInt32(at, true)),
      int64: (field) => valueAt(placeOf(field), 0, at64),
      text(field) {
        const { at, length } = listOf(field, 1);
        return utf8.decode(bytes.subarray(at, at + length));
      },
      table(field) {
        const target = targetOf(field);
        return target === undefined ? undefined : tableAt(target);
      },
      tables: (field) => itemsOf(field, 4, (at) => tableAt(at + view.getUint32(at, true))),
      structs: (field, width) =>
        itemsOf(field, width * 8, (at) => Array.from({ length: width }, (_, i) => at64(at + i * 8))),
    };
  }

  return tableAt(view.getUint32(0, true));
}

function valueAt(place: number | undefined, absent: number, read: (at: number) => number): number {
  return place === undefined ? absent : read(place);
}

/** What stands in a field that is written: a number with its size in bytes, or what it refers to. */
export type FlatValue =
  | { readonly size: 1 | 2 | 4 | 8; readonly value: number }
  | { readonly text: string }
  | { readonly table: readonly (FlatValue | undefined)[] }
  | { readonly tables: readonly (readonly (FlatValue | undefined)[])[] }
  | { readonly structs: readonly (readonly number[])[] };

/** A buffer with a table; fields stand in the order of their numbers, and undefined ones are absent. */
export function writeFlatTable(root: readonly (FlatValue | undefined)[]): Uint8Array {
  let bytes = Buffer.alloc(1024);
  let length = 0;
  const reserve = (count: number, alignment: number): number => {
    const at = Math.ceil(length / alignment) * alignment;
    length = at + count;
    if (length > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(length)]);
    return at;
  };
  const refer = (from: number, to: number): void => {
    bytes.writeUInt32LE(to - from, from);
  };

  /** Writes what a field refers to, behind it, and gives its place. */
  function writeTarget(value: Exclude<FlatValue, { size: number }>): number {
    if ('table' in value) return writeTable(value.table);
    if ('text' in value) {
      const text = Buffer.from(value.text);
      const at = reserve(4 + text.length + 1, 4);
      bytes.writeUInt32LE(text.length, at);
      text.copy(bytes, at + 4);
      return at;
    }
    if ('tables' in value) {
      const at = reserve(4 + value.tables.length * 4, 4);
      bytes.writeUInt32LE(value.tables.length, at);
      for (const [i, one] of value.tables.entries()) refer(at + 4 + i * 4, writeTable(one));
      return at;
    }
    const numbers = value.structs.flat();
    // The items are aligned, not their count.
    const at = reserve(8 + numbers.length * 8, 8) + 4;
    bytes.writeUInt32LE(value.structs.length, at);
    for (const [i, number] of numbers.entries()) bytes.writeBigInt64LE(BigInt(number), at + 4 + i * 8);
    return at;
  }

  function writeTable(fields: readonly (FlatValue | undefined)[]): number {
    const layout = reserve(4 + fields.length * 2, 2);
    const start = reserve(8 + fields.length * 8, 8);
    bytes.writeInt32LE(start - layout, start);
    bytes.writeUInt16LE(4 + fields.length * 2, layout);
    bytes.writeUInt16LE(length - start, layout + 2);
    // Each field has eight bytes, so that all are aligned, and so has the layout's place in front of them.
    for (const [i, value] of fields.entries()) {
      if (value === undefined) continue;
      const place = start + 8 + i * 8;
      bytes.writeUInt16LE(place - start, layout + 4 + i * 2);
      if (!('size' in value)) refer(place, writeTarget(value));
      else if (value.size === 8) bytes.writeBigInt64LE(BigInt(value.value), place);
      else bytes.writeIntLE(value.value, place, value.size);
    }
    return start;
  }

  reserve(4, 4);
  refer(0, writeTable(root));
  reserve(0, 8);
  return bytes.subarray(0, length);
}
