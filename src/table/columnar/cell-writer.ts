// Rows of columns as lines of CSV, which the scanner reads like those of any other table.
import { beginsFormula, quoteWhereNeeded } from '../csv-text.ts';
import { addText, type ByteBuffer, createByteBuffer, reserve } from '../results/row-writer.ts';

/** A column of some rows. */
export interface ColumnOfCells {
  readonly rows: number;
  /** What a cell says; null where it says nothing. */
  text(row: number): string | null;
  /** Adds a cell faster than by its text. */
  write?(row: number, target: ByteBuffer): void;
}

/** Adds a text as a cell; the apostrophe that an export's reader takes away is doubled. */
export function addCell(target: ByteBuffer, text: string | null): void {
  if (text === null) return;
  const isGuarded = text.startsWith("'") && beginsFormula(text.slice(1));
  addText(target, quoteWhereNeeded(isGuarded ? `'${text}` : text));
}

/** Adds a text in UTF-8 as a cell. */
export function addUtf8Cell(target: ByteBuffer, source: Uint8Array, start: number, end: number): void {
  reserve(target, end - start);
  const { bytes } = target;
  for (let at = start, to = target.length; at < end; at++) {
    const byte = source[at] as number;
    if (byte < PLAIN_FROM && IS_SPECIAL[byte] === 1) {
      addCell(target, Buffer.from(source.buffer, source.byteOffset + start, end - start).toString());
      return;
    }
    bytes[to++] = byte;
  }
  target.length += end - start;
}

/** Bytes before this one may be signs that cells are quoted for, or the apostrophe. */
const PLAIN_FROM = 0x30;
const IS_SPECIAL = Uint8Array.from({ length: PLAIN_FROM }, (_, byte) =>
  Number('\n\r",\''.includes(String.fromCharCode(byte))),
);

/** Cells, each of which is kept once and goes by its number. */
export interface CellPool {
  /** Adds a cell and gives its number. */
  keep(text: string | null): number;
  /** Adds the cell of that number. */
  write(number: number, target: ByteBuffer): void;
}

export function createCellPool(): CellPool {
  const kept = createByteBuffer(1 << 10);
  let [ends, count] = [new Uint32Array(64), 0];
  return {
    keep(text) {
      if (++count === ends.length) {
        const more = new Uint32Array(count * 2);
        more.set(ends);
        ends = more;
      }
      addCell(kept, text);
      ends[count] = kept.length;
      return count - 1;
    },
    write(number, target) {
      const [start, end] = [ends[number] as number, ends[number + 1] as number];
      reserve(target, end - start);
      const [from, { bytes }] = [kept.bytes, target];
      for (let at = start, to = target.length; at < end; ) bytes[to++] = from[at++] as number;
      target.length += end - start;
    },
  };
}

const [COMMA, LINE_FEED] = [0x2c, 0x0a];
/** So many bytes become one piece. */
const PIECE = 1 << 16;

/** The lines of rows, in pieces. */
export function* writeCells(columns: readonly ColumnOfCells[], rows: number): Generator<Uint8Array> {
  const target = createByteBuffer(PIECE * 2);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns.length; c++) {
      const column = columns[c] as ColumnOfCells;
      if (column.write) column.write(row, target);
      else addCell(target, column.text(row));
      reserve(target, 1);
      target.bytes[target.length++] = c + 1 < columns.length ? COMMA : LINE_FEED;
    }
    if (target.length < PIECE) continue;
    yield target.bytes.slice(0, target.length);
    target.length = 0;
  }
  yield target.bytes.slice(0, target.length);
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
