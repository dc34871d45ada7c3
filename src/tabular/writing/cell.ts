import { QUOTE } from '../bytes.ts';
import { writeText } from '../cell-text.ts';
import type { TextColumn } from '../text-column.ts';
import { addBytes, addText, type ByteBuffer, createByteBuffer, reserve } from './bytes.ts';

/** A cell with one of these is quoted. */
const QUOTED = signs('",\r\n');
/** In front they may begin what a spreadsheet takes for a formula; the full-width ones begin with 0xef. */
const FRONT = signs("'=+-@\t\r");
FRONT[0xef] = 1;

function signs(text: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const sign of text) table[sign.charCodeAt(0)] = 1;
  return table;
}

/** All bytes that make a cell be quoted are below this one; texts seldom have others such. */
const BELOW_EACH = 0x2d2d2d2d;
const HIGH_BITS = 0x80808080;

/** Adds the text of an answered row as a cell of CSV, exactly as `writeText` writes it. */
export function addCell(buffer: ByteBuffer, column: TextColumn, row: number): void {
  const { bytes, view, starts, ends } = column;
  const start = starts[row] as number;
  const end = ends[row] as number;
  if (FRONT[bytes[start] as number] === 1) addText(buffer, writeText(column.at(row)));
  else if (needsQuotes(bytes, view, start, end)) addQuoted(buffer, bytes, start, end);
  else addBytes(buffer, view, start, end);
}

/** A text that is written again and again, as bytes. */
export function cellOf(text: string): ByteBuffer {
  const cell = createByteBuffer(text.length);
  addText(cell, text);
  return cell;
}

function needsQuotes(bytes: Uint8Array, view: DataView, start: number, end: number): boolean {
  for (let i = start; i < end; i += 4) {
    const word = view.getInt32(i);
    if (((word - BELOW_EACH) & ~word & HIGH_BITS) === 0) continue;
    for (let at = i; at < i + 4 && at < end; at++) if (QUOTED[bytes[at] as number] === 1) return true;
  }
  return false;
}

function addQuoted(buffer: ByteBuffer, source: Uint8Array, start: number, end: number): void {
  reserve(buffer, (end - start) * 2 + 2);
  const { bytes } = buffer;
  let at = buffer.length;
  bytes[at++] = QUOTE;
  for (let i = start; i < end; i++) {
    const byte = source[i] as number;
    bytes[at++] = byte;
    if (byte === QUOTE) bytes[at++] = QUOTE;
  }
  bytes[at++] = QUOTE;
  buffer.length = at;
}
