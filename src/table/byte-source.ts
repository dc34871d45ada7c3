// Bytes that are pulled from files, streams and gzip, and what their beginning says of them.

import { isAscii } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { TableProblem } from './table-problem.ts';

/** Bytes that are pulled: reading goes no faster than what is done with them. */
export interface ByteSource {
  /** Fills at least one byte of the target, or returns 0 at the end. */
  read(target: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

/**
 * The bytes of a file from `start` on. Nothing can be done before they are there, so it is opened and read without the
 * detour over another thread. Before each piece whatever waits has its turn: a signal that ends the run, what the disk has
 * done.
 */
export async function openFile(path: string, start = 0): Promise<ByteSource> {
  const file = openSync(path, 'r');
  let [at, isOpen] = [start, true];
  return {
    async read(target) {
      await setImmediate();
      const count = readSync(file, target, 0, target.length, at);
      at += count;
      return count;
    },
    async close() {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}

/** The bytes of pieces of any size. */
export function readPieces(pieces: AsyncIterable<Uint8Array>): ByteSource {
  const iterator = pieces[Symbol.asyncIterator]();
  let piece: Uint8Array = new Uint8Array(0);
  return {
    async read(target) {
      // A target is filled as far as possible, so that small pieces cost little.
      let filled = 0;
      while (filled < target.length) {
        if (piece.length === 0) {
          const next = await iterator.next();
          if (next.done) return filled;
          piece = next.value;
        }
        const taken = piece.subarray(0, target.length - filled);
        target.set(taken, filled);
        filled += taken.length;
        piece = piece.subarray(taken.length);
      }
      return filled;
    },
    async close() {
      await iterator.return?.();
    },
  };
}

/** What a source gives after these bytes. */
export function prepend(head: Uint8Array, source: ByteSource): ByteSource {
  let rest = head;
  return {
    async read(target) {
      if (rest.length === 0) return source.read(target);
      const taken = rest.subarray(0, target.length);
      target.set(taken);
      rest = rest.subarray(taken.length);
      return taken.length;
    },
    close: source.close,
  };
}

/** Leaves out so many bytes. */
export async function skipBytes(source: ByteSource, count: number): Promise<void> {
  const dropped = new Uint8Array(Math.min(count, 1 << 16));
  for (let left = count; left > 0; ) {
    const taken = await source.read(dropped.subarray(0, Math.min(left, dropped.length)));
    if (taken === 0) return;
    left -= taken;
  }
}

/** No more is made ready at a time than this, however much is said to follow. */
const MOST_READY = 1 << 24;

/** So many bytes, or fewer at the end. */
export async function readBytes(source: ByteSource, count: number): Promise<Uint8Array> {
  let bytes = Buffer.allocUnsafeSlow(Math.min(count, MOST_READY));
  let length = 0;
  while (length < count) {
    if (length === bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(count, length * 4));
      larger.set(bytes);
      bytes = larger;
    }
    const read = await source.read(bytes.subarray(length));
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/** Unpacks gzip; a file cut short or damaged is a TableProblem. */
export function unpack(source: ByteSource): ByteSource {
  const gunzip = createGunzip();
  pipeline(Readable.from(readAll(source)), gunzip, () => {
    // What goes wrong is thrown where the unpacked bytes are read.
  });
  const unpacked = readPieces(explainDamage(gunzip));
  return {
    read: unpacked.read,
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

/** Everything that a source gives, in pieces. */
export async function* readAll(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (;;) {
    const piece = new Uint8Array(1 << 16);
    const count = await source.read(piece);
    if (count === 0) return;
    yield piece.subarray(0, count);
  }
}

/** What the bytes of a file are packed in. */
export type Container = 'plain' | 'gzip' | 'jsonl' | 'xlsx' | 'arrow' | 'parquet';

/** The longest beginning that `detectContainer` looks at. */
export const MAGIC_BYTES = 8;

/** Whether lines are records, and quotes may enclose several of them: where a table is no text, a row is a line. */
export function isText(container: Container): boolean {
  return container === 'plain' || container === 'gzip';
}

/** Whether rows are there column by column. */
export function isColumnar(container: Container): container is 'arrow' | 'parquet' {
  return container === 'arrow' || container === 'parquet';
}

/** Whether cells have types: numbers are told from texts, and no apostrophe keeps any from being a formula. */
export function isTyped(container: Container): boolean {
  return container === 'jsonl' || isColumnar(container);
}

const [ARROW_FILE, PARQUET] = [Buffer.from('ARROW1'), Buffer.from('PAR1')];
const ARROW_STREAM = [0xff, 0xff, 0xff, 0xff];

const starts = (bytes: Uint8Array, magic: ArrayLike<number>): boolean =>
  Array.from(magic).every((byte, i) => bytes[i] === byte);

export function isGzip(bytes: Uint8Array): boolean {
  return starts(bytes, [0x1f, 0x8b]);
}

/** What a file is, by its first bytes: names are often wrong. Old binary or encrypted workbooks are told apart later. */
export function detectContainer(bytes: Uint8Array): Container | 'compound' {
  if (bytes.length === 0) throw new TableProblem({ code: 'empty' });
  if (isGzip(bytes)) return 'gzip';
  if (starts(bytes, [0x50, 0x4b, 3, 4])) return 'xlsx';
  if (starts(bytes, ARROW_FILE) || starts(bytes, ARROW_STREAM)) return 'arrow';
  if (starts(bytes, PARQUET)) return 'parquet';
  if (starts(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'compound';
  return 'plain';
}

/** Refuses a compound file: a workbook with a password, or one of the old binary kind. */
export function rejectCompound(head: Uint8Array): never {
  const isEncrypted = Buffer.from(head).includes(Buffer.from('EncryptedPackage', 'utf16le'));
  throw new TableProblem(isEncrypted ? { code: 'password' } : { code: 'other-workbook', kind: 'xls' });
}

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
