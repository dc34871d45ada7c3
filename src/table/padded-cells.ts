// Cells with blanks in front of their quotes, as in `"a", "b"`: the blanks are left out before anything else is read.
import type { ByteSource } from './byte-source.ts';
import { CR, LF, QUOTE } from './csv-text.ts';

const BLANK = 0x20;

/** Takes away the blanks at the beginnings of cells, piece by piece; moves what stays to the front and gives its length. */
function createUnpadder(delimiter: string): (bytes: Uint8Array) => number {
  const sign = delimiter.charCodeAt(0);
  let [isQuoted, isClosed, isCellStart] = [false, false, true];
  return (bytes) => {
    let kept = 0;
    for (const byte of bytes) {
      if (isCellStart && byte === BLANK) continue;
      bytes[kept++] = byte;
      if (isQuoted) {
        if (byte === QUOTE) [isQuoted, isClosed] = [false, true];
        continue;
      }
      // A doubled quote: it was no end.
      if (byte === QUOTE && (isCellStart || isClosed)) isQuoted = true;
      isClosed = false;
      isCellStart = !isQuoted && (byte === sign || byte === CR || byte === LF);
    }
    return kept;
  };
}

/** The source without blanks in front of cells. */
export function unpadCells(source: ByteSource, delimiter: string): ByteSource {
  const unpad = createUnpadder(delimiter);
  return {
    async read(target) {
      for (;;) {
        const count = await source.read(target);
        const kept = unpad(target.subarray(0, count));
        if (count === 0 || kept > 0) return kept;
      }
    },
    close: source.close,
  };
}

/** The same of a text. */
export function unpadText(text: string, delimiter: string): string {
  const bytes = Buffer.from(text);
  return bytes.subarray(0, createUnpadder(delimiter)(bytes)).toString();
}
