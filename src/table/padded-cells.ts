// Removes blanks before the quotes of cells, as in `"a", "b"`, before the table is read in any other way.
import type { ByteSource } from './byte-source.ts';
import { CR, LF, QUOTE } from './csv-text.ts';

const BLANK_BYTE = 0x20;

/**
 * Creates a function that removes the blanks at the beginning of cells. It changes each chunk of bytes in place and
 * returns the length of what is left.
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
      // A doubled quote closes the quoted text and opens it again.
      if (byte === QUOTE && (isCellStart || isClosed)) isQuoted = true;
      isClosed = false;
      isCellStart = !isQuoted && (byte === delimiterByte || byte === CR || byte === LF);
    }
    return keptBytes;
  };
}

/** Returns a source without the blanks before cells. */
export function unpadCells(source: ByteSource, delimiter: string): ByteSource {
  const removePadding = createUnpadder(delimiter);
  return {
    async read(target) {
      for (;;) {
        const count = await source.read(target);
        const keptCount = removePadding(target.subarray(0, count));
        if (count === 0 || keptCount > 0) return keptCount;
      }
    },
    close: source.close,
  };
}

/** Returns a text without the blanks before cells. */
export function unpadText(text: string, delimiter: string): string {
  const bytes = Buffer.from(text);
  return bytes.subarray(0, createUnpadder(delimiter)(bytes)).toString();
}
