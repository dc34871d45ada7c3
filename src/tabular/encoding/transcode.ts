import type { ByteSource } from '../source.ts';
import { CODECS, type Encoding } from './codec.ts';

/** Bytes that are not valid in their encoding; the reader adds the line. */
export class WrongBytes extends Error {
  override readonly name = 'WrongBytes';
  /** From the beginning of the file, in bytes. */
  readonly offset: number;
  readonly bytes: Uint8Array;

  constructor(offset: number, bytes: Uint8Array) {
    super(`wrong bytes at ${offset}`);
    this.offset = offset;
    this.bytes = bytes.slice();
  }
}

const PIECE = 1 << 16;

/** The bytes of a source, which begins at the offset, as UTF-8. What is wrong is thrown after all that stands before it was read. */
export function transcode(source: ByteSource, encoding: Encoding, start: number): ByteSource {
  const { measure, isUnfinished } = CODECS[encoding];
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const encoder = new TextEncoder();
  const raw = new Uint8Array(PIECE);
  let [kept, offset, isOver] = [0, start, false];
  let ready: Uint8Array = new Uint8Array(0);

  async function refill(): Promise<void> {
    const count = await source.read(raw.subarray(kept));
    const bytes = raw.subarray(0, kept + count);
    const valid = measure(bytes);
    const rest = bytes.subarray(valid);
    const isWrong = rest.length > 0 && (count === 0 || !isUnfinished(rest));
    if (valid === 0 && isWrong) throw new WrongBytes(offset, rest);
    ready = encoder.encode(decoder.decode(bytes.subarray(0, valid)));
    offset += valid;
    raw.copyWithin(0, valid, bytes.length);
    kept = rest.length;
    isOver = count === 0 && kept === 0;
  }

  return {
    async read(target) {
      while (ready.length === 0 && !isOver) await refill();
      const taken = ready.subarray(0, target.length);
      target.set(taken);
      ready = ready.subarray(taken.length);
      return taken.length;
    },
    close: source.close,
  };
}
