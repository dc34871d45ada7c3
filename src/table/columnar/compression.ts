// Buffers of Arrow and pages of Parquet that are compressed.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** Unpacks bytes into exactly so many; what comes to another length, or is damaged, is an Error. */
export type Decompress = (packed: Uint8Array, length: number) => Uint8Array;

/** Makes what unpacks Zstandard, which is WebAssembly. */
export async function loadZstd(): Promise<Decompress> {
  const { ZSTDDecoder } = await import('zstddec');
  const decoder = new ZSTDDecoder();
  await decoder.init();
  return (packed, length) => (length === 0 ? NOTHING : exactly(decoder.decode(packed, length), length));
}

const NOTHING = new Uint8Array(0);

export const unpackGzip: Decompress = (packed, length) =>
  exactly(gunzipSync(packed, { maxOutputLength: Math.max(length, 1) }), length);

export const unpackBrotli: Decompress = (packed, length) =>
  exactly(brotliDecompressSync(packed, { maxOutputLength: Math.max(length, 1) }), length);

/** The most that a byte of LZ4 can stand for. */
const LZ4_RATIO = 255;

/** A block of LZ4 by itself. */
export const unpackLz4: Decompress = (packed, length) => {
  if (length > (packed.length + 1) * LZ4_RATIO)
    throw new RangeError(`${packed.length} bytes of LZ4 cannot be ${length}`);
  const target = new Uint8Array(length);
  return exactly(target.subarray(0, unpackBlock(packed, target, 0)), length);
};

/** Blocks of LZ4 in a frame, which may refer to those before them. */
export const unpackLz4Frame: Decompress = (packed, length) => {
  if (length > (packed.length + 1) * LZ4_RATIO)
    throw new RangeError(`${packed.length} bytes of LZ4 cannot be ${length}`);
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (view.getUint32(0, true) !== FRAME) throw new Error('no frame of LZ4');
  const flags = view.getUint8(4);
  const [hasBlockSums, hasSize, hasDictionary] = [(flags & 16) !== 0, (flags & 8) !== 0, (flags & 1) !== 0];
  if (hasDictionary) throw new Error('LZ4 with a dictionary');
  const target = new Uint8Array(length);
  let [at, to] = [hasSize ? 15 : 7, 0];
  for (;;) {
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) return exactly(target.subarray(0, to), length);
    const block = packed.subarray(at, at + (size & PLAIN_SIZE));
    if (block.length < (size & PLAIN_SIZE)) throw new RangeError('LZ4 ends too early');
    if (size & ~PLAIN_SIZE) target.set(block, to);
    to = size & ~PLAIN_SIZE ? to + block.length : unpackBlock(block, target, to);
    at += block.length + (hasBlockSums ? 4 : 0);
  }
};

const FRAME = 0x184d2204;
/** The highest bit of a block's size says that it is not compressed. */
const PLAIN_SIZE = 0x7fffffff;
/** A length of 15 goes on in the bytes behind. */
const MORE = 15;
const LEAST_MATCH = 4;

/** Unpacks a block behind what is unpacked already, and gives where it ends there. */
function unpackBlock(block: Uint8Array, target: Uint8Array, start: number): number {
  let [at, to] = [0, start];
  const byteAt = (): number => {
    const byte = block[at++];
    if (byte === undefined) throw new RangeError('LZ4 ends too early');
    return byte;
  };
  const lengthFrom = (short: number): number => {
    let length = short;
    for (let byte = short === MORE ? 255 : 0; byte === 255; length += byte) byte = byteAt();
    return length;
  };
  while (at < block.length) {
    const token = byteAt();
    const literals = lengthFrom(token >> 4);
    if (at + literals > block.length) throw new RangeError('LZ4 ends too early');
    target.set(block.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    if (at === block.length) break;
    const back = byteAt() | (byteAt() << 8);
    const end = to + lengthFrom(token & MORE) + LEAST_MATCH;
    if (back === 0 || back > to || end > target.length) throw new RangeError('LZ4 refers to where nothing is');
    for (; to < end; to++) target[to] = target[to - back] as number;
  }
  return to;
}

function exactly(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw new RangeError(`${bytes.length} bytes unpacked instead of ${length}`);
  return bytes;
}
