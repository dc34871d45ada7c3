import { closeSync, openSync, readSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { TableProblem } from './problem.ts';

/** Bytes that are pulled: reading goes no faster than what is done with them. */
export interface ByteSource {
  /** Fills at least one byte of the target, or returns 0 at the end. */
  read(target: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

/**
 * The bytes of a file from `start` up to `end`, or to its end. Nothing can be done before they are there, so it is opened and
 * read without the detour over another thread. Before each piece whatever waits has its turn: a signal that ends the run,
 * what other threads or the disk have done.
 */
export async function openFile(path: string, start = 0, end = Number.POSITIVE_INFINITY): Promise<ByteSource> {
  const file = openSync(path, 'r');
  let [at, isOpen] = [start, true];
  return {
    async read(target) {
      const wanted = Math.min(target.length, end - at);
      if (wanted <= 0) return 0;
      await setImmediate();
      const count = readSync(file, target, 0, wanted, at);
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
