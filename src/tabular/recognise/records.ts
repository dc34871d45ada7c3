import { CR, LF, QUOTE, SPACE, TAB } from '../bytes.ts';
import type { ScannedEncoding } from '../encoding/codec.ts';
import { createTextOf, type TextOf } from '../encoding/decode.ts';
import { widthInGb18030 } from '../encoding/gb18030.ts';

/** One record of the beginning of a file, as text. */
export interface SampleRecord {
  readonly cells: readonly string[];
  /** The lines where it and the next one begin, and its number among the records; all from 1. */
  readonly line: number;
  readonly nextLine: number;
  readonly record: number;
  /** The bytes from its beginning to behind its newline. */
  readonly start: number;
  readonly end: number;
  /** Whether its last quoted cell is closed. */
  readonly isClosed: boolean;
}

/** How the beginning of a file is split. */
export interface Splitting {
  readonly encoding: ScannedEncoding;
  readonly delimiter: string;
  readonly quotedLines: boolean;
  /** The most records wanted. */
  readonly most: number;
  /** Whether the bytes are the whole file, so that the last record needs no newline. */
  readonly isWhole: boolean;
}

/** Splits the beginning of a file into records, by the rules of the scanner, for headings and a sample. */
export function splitRecords(bytes: Uint8Array, splitting: Splitting): readonly SampleRecord[] {
  const found: SampleRecord[] = [];
  const { most, isWhole, encoding } = splitting;
  const { textOf } = createTextOf(encoding, 0);
  let [at, line] = [0, 1];
  while (at < bytes.length && found.length < most) {
    const record = splitRecord(bytes, at, splitting, textOf);
    // What is cut off by the end of the sample is no record.
    if (!isWhole && record.end >= bytes.length) break;
    const { cells, end, isClosed } = record;
    const nextLine = line + record.lines;
    if (record.length > 0) found.push({ cells, line, nextLine, record: found.length + 1, start: at, end, isClosed });
    line = nextLine;
    at = record.end;
  }
  return found;
}

interface Split {
  readonly cells: readonly string[];
  readonly end: number;
  readonly length: number;
  readonly lines: number;
  readonly isClosed: boolean;
}

function splitRecord(
  bytes: Uint8Array,
  start: number,
  { encoding, delimiter, quotedLines }: Splitting,
  textOf: TextOf['textOf'],
): Split {
  const sign = delimiter.charCodeAt(0);
  // In GB18030 the second byte of a character can look like some signs.
  const widthAt = (at: number): number =>
    encoding === 'gb18030' ? widthInGb18030(bytes[at] as number, bytes[at + 1] ?? 0) : 1;
  const isStop = (at: number): boolean =>
    at >= bytes.length || bytes[at] === sign || bytes[at] === CR || bytes[at] === LF;
  const cells: string[] = [];
  let [at, lines, isClosed] = [start, 1, true];
  for (;;) {
    if (bytes[at] === QUOTE) {
      const from = at + 1;
      for (at = from; at < bytes.length && (bytes[at] !== QUOTE || bytes[at + 1] === QUOTE); at++) {
        if (bytes[at] === QUOTE) at++;
        else if (quotedLines && (bytes[at] === CR || (bytes[at] === LF && bytes[at - 1] !== CR))) lines++;
      }
      isClosed = at < bytes.length;
      cells.push(textOf(bytes, from, Math.min(at, bytes.length)).replaceAll('""', '"'));
      at++;
      while (!isStop(at) && (bytes[at] === SPACE || bytes[at] === TAB)) at++;
      while (!isStop(at)) at += widthAt(at);
    } else {
      const from = at;
      while (!isStop(at)) at += widthAt(at);
      cells.push(textOf(bytes, from, at));
    }
    if (at >= bytes.length || bytes[at] !== sign) break;
    at++;
  }
  const end = at + (bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1);
  return { cells, end: Math.min(end, bytes.length), length: at - start, lines, isClosed };
}
