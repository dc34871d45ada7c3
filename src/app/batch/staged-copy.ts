import type { StagedFile } from '../../store/index.ts';

/** The size of a read or write, in bytes. */
const CHUNK_BYTES = 1 << 16;

/**
 * Reads consecutive stretches of a staged file, beginning at an offset; each stretch is valid until the next is read.
 */
export function readStretches(file: StagedFile, start: number) {
  let [piece, pieceStart, at]: [Uint8Array, number, number] = [new Uint8Array(0), start, start];
  return {
    async take(length: number): Promise<Uint8Array> {
      if (at + length > pieceStart + piece.length) {
        pieceStart = at;
        piece = await file.read(at, Math.max(length, CHUNK_BYTES));
      }
      const pieceOffset = at - pieceStart;
      at += length;
      return piece.subarray(pieceOffset, pieceOffset + length);
    },
    skip(length: number): void {
      at += length;
    },
  };
}

/** Collects small pieces and writes them into a staged file as a few large ones. */
export function writeStretches(file: StagedFile) {
  const buffer = new Uint8Array(CHUNK_BYTES);
  let length = 0;
  /** Writes the pieces that are still in memory. */
  async function flushBuffer(): Promise<void> {
    await file.write(buffer.subarray(0, length));
    length = 0;
  }
  return {
    async put(bytes: Uint8Array): Promise<void> {
      if (length + bytes.length > CHUNK_BYTES) await flushBuffer();
      if (bytes.length > CHUNK_BYTES) return file.write(bytes);
      buffer.set(bytes, length);
      length += bytes.length;
    },
    end: flushBuffer,
  };
}
