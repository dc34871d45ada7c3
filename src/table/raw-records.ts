import { readBytes } from './byte-source.ts';
import { CR, LF, QUOTE } from './csv-text.ts';
import { openContainer, openScanned, type TableShape } from './table-reader.ts';

/** A stretch of a table as text: what stands above its rows, or one record with the newlines behind it. */
export interface RawRecord {
  /** Its number in the file, from 1; 0 for what stands above the rows. */
  readonly record: number;
  readonly text: string;
}

const PIECE = 1 << 16;

/** Reads a table in a file as it is written, record by record, by the rules of the scanner. */
export async function* readRawRecords(shape: TableShape): AsyncGenerator<RawRecord> {
  const decoder = new TextDecoder(shape.scanned, { fatal: true, ignoreBOM: true });
  const source = await openScanned((await openContainer(shape)).source, shape);
  try {
    const head = await readBytes(source, shape.start);
    yield { record: 0, text: decoder.decode(head) };
    const split = createSplitter(shape.delimiter.charCodeAt(0));
    let [record, begun]: [number, Uint8Array[]] = [shape.record, []];
    for (;;) {
      const piece = await readBytes(source, PIECE);
      if (piece.length === 0) break;
      let start = 0;
      for (const end of split(piece)) {
        yield { record: record++, text: decoder.decode(Buffer.concat([...begun, piece.subarray(start, end)])) };
        [begun, start] = [[], end];
      }
      begun.push(piece.subarray(start));
    }
    const last = Buffer.concat(begun);
    if (last.length > 0) yield { record, text: decoder.decode(last) };
  } finally {
    await source.close();
  }
}

/** Finds where records begin in pieces that follow each other. */
function createSplitter(delimiter: number): (bytes: Uint8Array) => readonly number[] {
  let [isQuoted, isClosed, isCellStart, isRowOver, isBlank] = [false, false, true, false, true];
  return (bytes) => {
    const found: number[] = [];
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (isQuoted) {
        if (byte === QUOTE) [isQuoted, isClosed] = [false, true];
        continue;
      }
      const isNewline = byte === CR || byte === LF;
      // Blank lines belong to the record before them.
      if (isRowOver && !isNewline) {
        if (!isBlank) found.push(at);
        [isRowOver, isBlank, isCellStart] = [false, true, true];
      }
      if (isNewline) {
        [isRowOver, isClosed] = [true, false];
        continue;
      }
      // A doubled quote: it was no end.
      if (byte === QUOTE && (isClosed || isCellStart)) isQuoted = true;
      [isClosed, isCellStart, isBlank] = [false, byte === delimiter, false];
    }
    return found;
  };
}
