import { stat } from 'node:fs/promises';
import { CR, LF, QUOTE } from './bytes.ts';
import { isSplittable, type Place, type TableShape } from './shape.ts';
import { type ByteSource, openFile } from './source.ts';

/** Part of a file between two true record boundaries, with its first line and the number of its first record. */
export interface Range extends Place {
  /** Offsets in the file, in bytes. */
  readonly start: number;
  readonly end: number;
}

const PIECE = 1 << 20;

/** Parts of a table's file, at most `count` and about equally long; one for a table that can only be read in a row. */
export async function splitRanges(shape: TableShape, count: number): Promise<readonly Range[]> {
  const ranges: Range[] = [];
  if (!isSplittable(shape)) return [wholeOf(shape)];
  const { size } = await stat(shape.path);
  const length = Math.ceil((size - shape.mark - shape.start) / count);
  for await (const range of findRanges(shape, Math.max(1, length))) ranges.push(range);
  return ranges;
}

function wholeOf({ mark, start, line, record }: TableShape): Range {
  return { start: mark + start, end: Number.POSITIVE_INFINITY, line, record };
}

/**
 * Finds parts of at least `length` bytes one after the other, so that the first can be read while the others are
 * looked for. A part begins where a row does: quotes are followed from the beginning of the file.
 */
export async function* findRanges(shape: TableShape, length: number): AsyncGenerator<Range> {
  const whole = wholeOf(shape);
  if (!isSplittable(shape)) {
    yield whole;
    return;
  }
  const source = await openFile(shape.path, whole.start);
  try {
    yield* cut(source, shape.delimiter.charCodeAt(0), whole, length);
  } finally {
    await source.close();
  }
}

async function* cut(source: ByteSource, delimiter: number, whole: Range, length: number): AsyncGenerator<Range> {
  const piece = new Uint8Array(PIECE);
  const follow = createFollower(delimiter, whole, length);
  let offset = whole.start;
  for (;;) {
    const count = await source.read(piece);
    if (count === 0) break;
    yield* follow.read(piece, count, offset);
    offset += count;
  }
  const rest = follow.rest(offset);
  if (rest) yield rest;
}

interface Follower {
  /** Follows a piece that stands at this offset, and gives the ranges that end in it. */
  read(piece: Uint8Array, count: number, offset: number): readonly Range[];
  rest(end: number): Range | undefined;
}

/** Every byte that matters besides the delimiter is below this one; most words of four bytes have none such. */
const BELOW = 0x23;
const BELOW_EACH = 0x23232323;
const HIGH_BITS = 0x80808080;

function createFollower(delimiter: number, first: Range, length: number): Follower {
  let [rangeStart, rangeLine, rangeRecord] = [first.start, first.line, first.record];
  let [rowStart, rowLine, record] = [first.start, first.line, first.record];
  let [line, isQuoted, closedAt, carriageAt, last] = [first.line, false, -1, -1, delimiter];

  function read(piece: Uint8Array, count: number, offset: number): readonly Range[] {
    const found: Range[] = [];
    const words = new Int32Array(piece.buffer, piece.byteOffset, count >> 2);
    for (let i = 0; i < count; i++) {
      if ((i & 3) === 0) {
        let w = i >> 2;
        while (w < words.length) {
          const word = words[w] as number;
          if (((word - BELOW_EACH) & ~word & HIGH_BITS) !== 0) break;
          w++;
        }
        i = w << 2;
        if (i >= count) break;
      }
      const byte = piece[i] as number;
      if (byte >= BELOW) continue;
      if (byte === QUOTE) {
        const at = offset + i;
        if (isQuoted) {
          isQuoted = false;
          closedAt = at;
        } else if (closedAt === at - 1) {
          // A doubled quote: it was no end.
          isQuoted = true;
          closedAt = -1;
        } else {
          isQuoted = at === rowStart || (i === 0 ? last : piece[i - 1]) === delimiter;
        }
      } else if (byte === CR || byte === LF) {
        const at = offset + i;
        const isSecond = byte === LF && carriageAt === at - 1;
        if (byte === CR) carriageAt = at;
        if (!isSecond) line++;
        if (isQuoted) continue;
        if (!isSecond && at > rowStart) {
          if (rowStart - rangeStart >= length) {
            found.push({ start: rangeStart, end: rowStart, line: rangeLine, record: rangeRecord });
            [rangeStart, rangeLine, rangeRecord] = [rowStart, rowLine, record];
          }
          record++;
        }
        [rowStart, rowLine] = [at + 1, line];
      }
    }
    last = piece[count - 1] as number;
    return found;
  }

  return {
    read,
    rest: (end) => (end > rangeStart ? { start: rangeStart, end, line: rangeLine, record: rangeRecord } : undefined),
  };
}
