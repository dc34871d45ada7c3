// Removes blanks before the quotes of cells, as in `"a", "b"`, before anything else is read.
import type { ByteSource } from './byte-source.ts';
import { CR, LF, QUOTE } from './csv-text.ts';

const BLANK_BYTE = 0x20;

/**
 * Creates a function that removes the blanks at the beginnings of cells in place, chunk by chunk, and returns the
 * length that remains.
 */
function createUnpadder(delimiter: string): (bytes: Uint8Array) => number {
  const delimiterByte = delimiter.charCodeAt(0);
  let [isQuoted, isClosed, isCellStart] = [false, false, true];
  return (bytes) => {
    let keptBytes = 0;
    for (const byte of bytes) {
      if (isCellStart && byte === BLANK_BYTE) continue;
      bytes[keptBytes++] = byte;
      if (isQuoted) {
        if (byte === QUOTE) [isQuoted, isClosed] = [false, true];
        continue;
      }
      // A doubled quote reopens the cell.
      if (byte === QUOTE && (isCellStart || isClosed)) isQuoted = true;
      isClosed = false;
      isCellStart = !isQuoted && (byte === delimiterByte || byte === CR || byte === LF);
    }
    return keptBytes;
  };
}

/** A source without the blanks before cells. */
export function unpadCells(source: ByteSource, delimiter: string): ByteSource {
  const unpad = createUnpadder(delimiter);
  return {
    async read(target) {
      for (;;) {
        const count = await source.read(target);
        const keptCount = unpad(target.subarray(0, count));
        if (count === 0 || keptCount > 0) return keptCount;
      }
    },
    close: source.close,
  };
}

/** The text without the blanks before cells. */
export function unpadText(text: string, delimiter: string): string {
  const bytes = Buffer.from(text);
  return bytes.subarray(0, createUnpadder(delimiter)(bytes)).toString();
}
