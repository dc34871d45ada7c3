import { type ByteSource, skipBytes } from './byte-source.ts';
import { CR, LF, QUOTE } from './csv-text.ts';
import { openContainer, type TableShape } from './table-reader.ts';
import { transcode } from './text-encoding.ts';

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
  const source = await openText(shape);
  try {
    const head = await readBytes(source, shape.start);
    yield { record: 0, text: decoder.decode(head) };
    const split = createSplitter(shape.delimiter.charCodeAt(0));
    let [record, begun]: [number, Buffer[]] = [shape.record, []];
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

/** The table as the scanner reads it, behind its byte-order mark. */
async function openText(shape: TableShape): Promise<ByteSource> {
  const { path, encoding, scanned, mark } = shape;
  if (path === null) throw new RangeError('a table from a stream can be read only where it was opened');
  const { source } = await openContainer(path, shape);
  await skipBytes(source, mark);
  return encoding === scanned ? source : transcode(source, encoding, mark);
}

async function readBytes(source: ByteSource, most: number): Promise<Buffer> {
  const bytes = Buffer.alloc(most);
  let length = 0;
  while (length < most) {
    const count = await source.read(bytes.subarray(length));
    if (count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
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
