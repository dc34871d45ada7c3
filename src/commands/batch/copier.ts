import type { StagedFile } from '../../files/staged.ts';

/** So many bytes are read or written at a time. */
const PIECE = 1 << 20;

/** Copies a file stretch by stretch; what is left out and put in may be small and many. */
export interface Copier {
  /** Takes over the next stretch of so many bytes. */
  keep(length: number): void;
  leaveOut(length: number): Promise<void>;
  /** Puts bytes in that the file does not have. */
  putIn(bytes: Uint8Array): Promise<void>;
  /** Writes what is still held. */
  end(): Promise<void>;
}

/** Copies one file behind another's end, from a place on. */
export function createCopier(from: StagedFile, to: StagedFile, start: number): Copier {
  const held = Buffer.allocUnsafe(PIECE);
  let count = 0;
  let [piece, pieceStart]: [Uint8Array, number] = [held.subarray(0, 0), start];
  // The stretch that is taken over next.
  let [begin, end] = [start, start];

  async function hold(bytes: Uint8Array): Promise<void> {
    if (count + bytes.length > PIECE) await write();
    if (bytes.length > PIECE) await to.write(bytes);
    else {
      held.set(bytes, count);
      count += bytes.length;
    }
  }

  async function write(): Promise<void> {
    if (count > 0) await to.write(held.subarray(0, count));
    count = 0;
  }

  async function takeOver(): Promise<void> {
    while (begin < end) {
      if (begin >= pieceStart + piece.length) {
        pieceStart = begin;
        piece = await from.read(begin, PIECE);
        if (piece.length === 0) return;
      }
      const taken = piece.subarray(begin - pieceStart, end - pieceStart);
      await hold(taken);
      begin += taken.length;
    }
  }

  return {
    keep(length) {
      end += length;
    },
    async leaveOut(length) {
      await takeOver();
      end += length;
      begin = end;
    },
    async putIn(bytes) {
      await takeOver();
      await hold(bytes);
    },
    async end() {
      await takeOver();
      await write();
    },
  };
}
