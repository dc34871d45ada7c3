import { readBytes } from './byte-source.ts';
import { CR, LF, QUOTE } from './csv-text.ts';
import type { ColumnBinding } from './row-block.ts';
import { openContainer, openScanned, type TableShape } from './table-reader.ts';

/** A piece of a table as text: everything above its rows, or one record with the newlines after it. */
export interface RawRecord {
  /** The number of the record in the file, counted from 1; 0 for what is above the rows. */
  readonly record: number;
  readonly text: string;
}

const CHUNK_BYTES = 1 << 16;

/** Reads the records of a table's file as they are written, divided in the same way as by the scanner. */
export async function* readRawRecords(shape: TableShape, uses: readonly ColumnBinding[]): AsyncGenerator<RawRecord> {
  const decoder = new TextDecoder(shape.scanned, { fatal: true, ignoreBOM: true });
  const source = await openScanned((await openContainer(shape, uses)).source, shape);
  try {
    const head = await readBytes(source, shape.start);
    yield { record: 0, text: decoder.decode(head) };
    const splitCells = createSplitter(shape.delimiter.charCodeAt(0));
    let [record, unfinished]: [number, Uint8Array[]] = [shape.record, []];
    for (;;) {
      const piece = await readBytes(source, CHUNK_BYTES);
      if (piece.length === 0) break;
      let start = 0;
      for (const end of splitCells(piece)) {
        yield { record: record++, text: decoder.decode(Buffer.concat([...unfinished, piece.subarray(start, end)])) };
        [unfinished, start] = [[], end];
      }
      unfinished.push(piece.subarray(start));
    }
    const lastRecord = Buffer.concat(unfinished);
    if (lastRecord.length > 0) yield { record, text: decoder.decode(lastRecord) };
  } finally {
    await source.close();
  }
}

/** Creates a function that finds where records begin. It is called with one chunk after another. */
function createSplitter(delimiter: number): (bytes: Uint8Array) => readonly number[] {
  let [isQuoted, isClosed, isCellStart, isRowOver, isBlank] = [false, false, true, false, true];
  return (bytes) => {
    const starts: number[] = [];
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index] as number;
      if (isQuoted) {
        if (byte === QUOTE) [isQuoted, isClosed] = [false, true];
        continue;
      }
      const isNewline = byte === CR || byte === LF;
      // Blank lines are part of the record before them.
      if (isRowOver && !isNewline) {
        if (!isBlank) starts.push(index);
        [isRowOver, isBlank, isCellStart] = [false, true, true];
      }
      if (isNewline) {
        [isRowOver, isClosed] = [true, false];
        continue;
      }
      // A doubled quote closes the quoted text and opens it again.
      if (byte === QUOTE && (isClosed || isCellStart)) isQuoted = true;
      [isClosed, isCellStart, isBlank] = [false, byte === delimiter, false];
    }
    return starts;
  };
}
