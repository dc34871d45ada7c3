import { isAscii } from 'node:buffer';
import type { ByteSource } from '../source.ts';

/** The beginning of a source. */
export interface Head {
  readonly bytes: Uint8Array;
  /** Whether that is all there is. */
  readonly isWhole: boolean;
}

const PIECE = 1 << 16;
/** How much is read at least, and how much more behind the first sign that is not ASCII. */
const LEAST = 4 * PIECE;
const BEYOND = 2 * PIECE;
/** Up to here signs that are not ASCII are waited for; a table without any so far is taken to be UTF-8. */
const MOST = 1 << 23;

/** Reads as much as recognising a table takes. */
export async function readHead(source: ByteSource): Promise<Head> {
  const pieces: Uint8Array[] = [];
  let [length, wanted] = [0, MOST];
  while (length < wanted) {
    const piece = new Uint8Array(PIECE);
    const count = await source.read(piece);
    if (count === 0) return { bytes: Buffer.concat(pieces), isWhole: true };
    const filled = piece.subarray(0, count);
    pieces.push(filled);
    if (wanted === MOST && !isAscii(filled)) wanted = Math.max(LEAST, length + count + BEYOND);
    length += count;
  }
  return { bytes: Buffer.concat(pieces), isWhole: false };
}
