import { writeText } from '../cell-text.ts';
import type { TextColumn } from '../text-column.ts';
import { addText, type ByteBuffer, reserve } from './bytes.ts';

/** Bytes that need a look at the whole cell wherever they stand: what is quoted. */
const QUOTED = 1;
/** And those that need one in front: what a spreadsheet takes for a formula, and every first byte of U+FF00 and above. */
const FRONT = 2;
const LOOK = createLook();

function createLook(): Uint8Array {
  const look = new Uint8Array(256);
  for (const sign of '",\r\n') look[sign.charCodeAt(0)] = QUOTED;
  for (const sign of '=+-@\t\r') look[sign.charCodeAt(0)] = (look[sign.charCodeAt(0)] as number) | FRONT;
  look[0xef] = FRONT;
  return look;
}

/** Adds the text of an answered row as a cell of CSV, exactly as `writeText` writes it. */
export function addCell(buffer: ByteBuffer, column: TextColumn, row: number): void {
  const { bytes: source, starts, ends } = column;
  const [start, end] = [starts[row] as number, ends[row] as number];
  reserve(buffer, end - start);
  const { bytes } = buffer;
  let [at, seen] = [buffer.length, (LOOK[source[start] as number] as number) & FRONT];
  for (let i = start; i < end; i++) {
    const byte = source[i] as number;
    seen |= (LOOK[byte] as number) & QUOTED;
    bytes[at++] = byte;
  }
  if (seen === 0) buffer.length = at;
  else addText(buffer, writeText(column.at(row)));
}
