import type { StagedFile } from '../../store/index.ts';

/** Reads a staged file stretch by stretch; each holds until the next one is asked for. */
export interface StretchReader {
  take(length: number): Promise<Uint8Array>;
  skip(length: number): void;
}

/** How much is read or written at a time, in bytes. */
const PIECE = 1 << 16;

/** Reads from a place on what was written into a staged file. */
export function readStretches(file: StagedFile, start: number): StretchReader {
  let [piece, pieceStart, at]: [Uint8Array, number, number] = [new Uint8Array(0), start, start];
  return {
    async take(length) {
      if (at + length > pieceStart + piece.length) {
        pieceStart = at;
        piece = await file.read(at, Math.max(length, PIECE));
      }
      const from = at - pieceStart;
      at += length;
      return piece.subarray(from, from + length);
    },
    skip(length) {
      at += length;
    },
  };
}

/** Writes many small stretches into a staged file as few large ones. */
export interface StretchWriter {
  put(bytes: Uint8Array): Promise<void>;
  /** Writes what is still held. */
  end(): Promise<void>;
}

export function writeStretches(file: StagedFile): StretchWriter {
  const held = new Uint8Array(PIECE);
  let length = 0;
  async function end(): Promise<void> {
    await file.write(held.subarray(0, length));
    length = 0;
  }
  return {
    async put(bytes) {
      if (length + bytes.length > PIECE) await end();
      if (bytes.length > PIECE) return file.write(bytes);
      held.set(bytes, length);
      length += bytes.length;
    },
    end,
  };
}
