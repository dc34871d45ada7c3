// Byte sources that are read on demand: files, streams, gzip. Also detects the format of a file from its first bytes.

import { isAscii } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { TableProblem } from './table-problem.ts';

/** Bytes that are read only on demand, so that they never arrive faster than they are processed. */
export interface ByteSource {
  /** Writes at least one byte to the target and returns how many; returns 0 at the end of the source. */
  read(target: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

/**
 * Opens a file for reading from byte `start`. Reads are synchronous, because nothing else can be done before the bytes
 * arrive and a thread pool would be a detour. Before each read, the event loop may run, so that signals and finished
 * disk writes are handled.
 */
export async function openFile(path: string, start = 0): Promise<ByteSource> {
  const file = openSync(path, 'r');
  let [position, isOpen] = [start, true];
  return {
    async read(target) {
      await setImmediate();
      const count = readSync(file, target, 0, target.length, position);
      position += count;
      return count;
    },
    async close() {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}

/** Combines chunks of any size into one source. */
export function readPieces(pieces: AsyncIterable<Uint8Array>): ByteSource {
  const iterator = pieces[Symbol.asyncIterator]();
  let piece: Uint8Array = new Uint8Array(0);
  return {
    async read(target) {
      // Fills the target as far as possible, because reading many small chunks one by one would be slow.
      let filledBytes = 0;
      while (filledBytes < target.length) {
        if (piece.length === 0) {
          const nextChunk = await iterator.next();
          if (nextChunk.done) return filledBytes;
          piece = nextChunk.value;
        }
        const takenBytes = piece.subarray(0, target.length - filledBytes);
        target.set(takenBytes, filledBytes);
        filledBytes += takenBytes.length;
        piece = piece.subarray(takenBytes.length);
      }
      return filledBytes;
    },
    async close() {
      await iterator.return?.();
    },
  };
}

/** Returns a source that first gives the bytes of `head`, then those of `source`. */
export function prepend(head: Uint8Array, source: ByteSource): ByteSource {
  let remainingHead = head;
  return {
    async read(target) {
      if (remainingHead.length === 0) return source.read(target);
      const takenBytes = remainingHead.subarray(0, target.length);
      target.set(takenBytes);
      remainingHead = remainingHead.subarray(takenBytes.length);
      return takenBytes.length;
    },
    close: source.close,
  };
}

/** Reads `count` bytes and discards them. */
export async function skipBytes(source: ByteSource, count: number): Promise<void> {
  const droppedBytes = new Uint8Array(Math.min(count, 1 << 16));
  for (let bytesLeft = count; bytesLeft > 0; ) {
    const takenCount = await source.read(droppedBytes.subarray(0, Math.min(bytesLeft, droppedBytes.length)));
    if (takenCount === 0) return;
    bytesLeft -= takenCount;
  }
}

/** The maximum size of the first allocation, in bytes, even if a greater length is announced. */
const MAX_FIRST_BUFFER = 1 << 24;

/** Reads `count` bytes, or fewer if the source ends first. */
export async function readBytes(source: ByteSource, count: number): Promise<Uint8Array> {
  let bytes = Buffer.allocUnsafeSlow(Math.min(count, MAX_FIRST_BUFFER));
  let length = 0;
  while (length < count) {
    if (length === bytes.length) {
      const largerBuffer = Buffer.allocUnsafeSlow(Math.min(count, length * 4));
      largerBuffer.set(bytes);
      bytes = largerBuffer;
    }
    const readCount = await source.read(bytes.subarray(length));
    if (readCount === 0) break;
    length += readCount;
  }
  return bytes.subarray(0, length);
}

/** Unpacks gzip. If the file is cut off or damaged, reading throws a TableProblem. */
export function unpack(source: ByteSource): ByteSource {
  const gunzip = createGunzip();
  pipeline(Readable.from(readAll(source)), gunzip, () => {
    // The error is ignored here, because it is thrown when the unpacked bytes are read.
  });
  const unpackedSource = readPieces(explainDamage(gunzip));
  return {
    read: unpackedSource.read,
    async close() {
      gunzip.destroy();
      await source.close();
    },
  };
}

async function* explainDamage(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (cause) {
    const isDamage = cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_');
    if (!isDamage) throw cause;
    throw new TableProblem({ code: 'damaged', detail: cause.message }, { cause });
  }
}

/** Yields a source's bytes to its end, in chunks. */
export async function* readAll(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (;;) {
    const piece = new Uint8Array(1 << 16);
    const count = await source.read(piece);
    if (count === 0) return;
    yield piece.subarray(0, count);
  }
}

/** The format of a file, as its first bytes show it. */
export type Container = 'plain' | 'gzip' | 'jsonl' | 'xlsx' | 'arrow' | 'parquet';

/** The number of bytes that `detectContainer` needs. */
export const MAGIC_BYTES = 8;

/**
 * Whether the table is delimited text, in which a quoted cell may contain line breaks. In other formats, each row is
 * one line.
 */
export function isText(container: Container): boolean {
  return container === 'plain' || container === 'gzip';
}

/** Whether the format stores tables column by column. */
export function isColumnar(container: Container): container is 'arrow' | 'parquet' {
  return container === 'arrow' || container === 'parquet';
}

/**
 * Whether the cells of the format have types. Text is then distinct from numbers and formulas, so it needs no
 * apostrophe to protect it.
 */
export function isTyped(container: Container): boolean {
  return container === 'jsonl' || isColumnar(container);
}

const [ARROW_FILE, PARQUET] = [Buffer.from('ARROW1'), Buffer.from('PAR1')];
const ARROW_STREAM = [0xff, 0xff, 0xff, 0xff];
/** How PDF, RTF, PNG and JPEG files begin. */
const DOCUMENT_STARTS = [Buffer.from('%PDF-'), Buffer.from('{\\rtf'), [0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff]];

const startsWith = (bytes: Uint8Array, magic: ArrayLike<number>): boolean =>
  Array.from(magic).every((byte, i) => bytes[i] === byte);

export function isGzip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x1f, 0x8b]);
}

/**
 * Recognises the format of a file by its first bytes, because file names are often wrong. Old binary workbooks and
 * encrypted workbooks have the same first bytes; `rejectCompound` distinguishes them.
 */
export function detectContainer(bytes: Uint8Array): Container | 'compound' {
  if (bytes.length === 0) throw new TableProblem({ code: 'empty' });
  if (isGzip(bytes)) return 'gzip';
  if (startsWith(bytes, [0x50, 0x4b, 3, 4])) return 'xlsx';
  if (startsWith(bytes, ARROW_FILE) || startsWith(bytes, ARROW_STREAM)) return 'arrow';
  if (startsWith(bytes, PARQUET)) return 'parquet';
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'compound';
  if (DOCUMENT_STARTS.some((magic) => startsWith(bytes, magic)))
    throw new TableProblem({ code: 'other-workbook', kind: 'document' });
  return 'plain';
}

/**
 * Throws a TableProblem for a compound file, which is a workbook with a password, an old Word document or an old binary
 * workbook.
 */
export function rejectCompound(head: Uint8Array): never {
  const hasName = (name: string): boolean => Buffer.from(head).includes(Buffer.from(name, 'utf16le'));
  if (hasName('EncryptedPackage')) throw new TableProblem({ code: 'password' });
  throw new TableProblem({ code: 'other-workbook', kind: hasName('WordDocument') ? 'document' : 'xls' });
}

/** The first bytes of a source. */
export interface SourceHead {
  readonly bytes: Uint8Array;
  /** Whether these are all bytes of the source. */
  readonly isWhole: boolean;
}

const CHUNK_BYTES = 1 << 16;
/** The minimum number of bytes to read. `BYTES_AFTER_NON_ASCII` bytes are read after the first byte that is not ASCII. */
const MIN_HEAD_BYTES = 4 * CHUNK_BYTES;
const BYTES_AFTER_NON_ASCII = 2 * CHUNK_BYTES;
/** How many bytes are searched for one that is not ASCII. If none of these is found, the table is read as UTF-8. */
const MAX_HEAD_BYTES = 1 << 23;

/** Reads as many bytes from the start of a source as are needed to recognise the encoding and layout of a table. */
export async function readHead(source: ByteSource): Promise<SourceHead> {
  const pieces: Uint8Array[] = [];
  let [length, wanted] = [0, MAX_HEAD_BYTES];
  while (length < wanted) {
    const piece = new Uint8Array(CHUNK_BYTES);
    const count = await source.read(piece);
    if (count === 0) return { bytes: Buffer.concat(pieces), isWhole: true };
    const filledBytes = piece.subarray(0, count);
    pieces.push(filledBytes);
    if (wanted === MAX_HEAD_BYTES && !isAscii(filledBytes))
      wanted = Math.max(MIN_HEAD_BYTES, length + count + BYTES_AFTER_NON_ASCII);
    length += count;
  }
  return { bytes: Buffer.concat(pieces), isWhole: false };
}
