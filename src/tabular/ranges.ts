import { stat } from 'node:fs/promises';
import type { TableShape } from './shape.ts';
import { openFile } from './source.ts';

/**
 * Part of a file, as offsets in bytes. It begins behind a newline, where a row seems to; whether one does is known when
 * what stands before it has been read.
 */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** How much is looked at in one go for the beginning of a row, and at how many newlines. */
const WINDOW = 1 << 14;
const MOST_TRIED = 32;

const LF = 10;
const CR = 13;
const QUOTE = 34;

/**
 * Cuts the rows of a table's file into ranges of at least `length` bytes, one after the other, and reads next to nothing for
 * it: a newline may be one within quotes, though the row behind it has as many cells as there are headings if any near has.
 */
export async function* guessRanges(
  shape: TableShape & { readonly path: string },
  length: number,
): AsyncGenerator<Range> {
  const { size } = await stat(shape.path);
  let start = shape.mark + shape.start;
  while (start < size) {
    const end = start + length < size ? await guessRow(shape, start + length, size) : size;
    yield { start, end };
    start = end;
  }
}

/** The first place behind an offset where a row seems to begin, else the end. */
async function guessRow(
  { path, delimiter, headings }: TableShape & { readonly path: string },
  from: number,
  size: number,
): Promise<number> {
  const source = await openFile(path, from, size);
  const window = new Uint8Array(WINDOW);
  try {
    for (let at = from, kept = 0; ; ) {
      const count = await source.read(window.subarray(kept));
      if (count === 0) return size;
      const bytes = window.subarray(0, kept + count);
      const place = findRow(bytes, delimiter.charCodeAt(0), headings.length);
      if (place !== undefined) return at + place;
      // The last byte may be the first half of a newline.
      at += bytes.length - 1;
      window[0] = bytes[bytes.length - 1] as number;
      kept = 1;
    }
  } finally {
    await source.close();
  }
}

/** Behind which newline a row of so many cells begins; else behind the first; undefined where none has bytes behind it. */
function findRow(bytes: Uint8Array, delimiter: number, cells: number): number | undefined {
  let first: number | undefined;
  for (let at = 1, tried = 0; at < bytes.length && tried < MOST_TRIED; at++) {
    const before = bytes[at - 1];
    if (before !== LF && (before !== CR || bytes[at] === LF)) continue;
    if (countCells(bytes, at, delimiter) === cells) return at;
    first ??= at;
    tried++;
  }
  return first;
}

/** How many cells stand in a row if it begins there; 0 where its end is not seen. */
function countCells(bytes: Uint8Array, start: number, delimiter: number): number {
  let [cells, isQuoted] = [1, false];
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (byte === delimiter) cells++;
    else if (byte === LF || byte === CR) return cells;
  }
  return 0;
}
