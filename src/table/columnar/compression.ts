// Unpacks compressed buffers of Arrow and pages of Parquet.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** Unpacks bytes to exactly `length` bytes; throws if they are damaged or have another length. */
export type Decompress = (packed: Uint8Array, length: number) => Uint8Array;

/** Loads the Zstandard decompressor, which is WebAssembly. */
export async function loadZstd(): Promise<Decompress> {
  const { ZSTDDecoder } = await import('zstddec');
  const decoder = new ZSTDDecoder();
  await decoder.init();
  return (packed, length) => (length === 0 ? NO_BYTES : requireLength(decoder.decode(packed, length), length));
}

const NO_BYTES = new Uint8Array(0);

export const unpackGzip: Decompress = (packed, length) =>
  requireLength(gunzipSync(packed, { maxOutputLength: Math.max(length, 1) }), length);

export const unpackBrotli: Decompress = (packed, length) =>
  requireLength(brotliDecompressSync(packed, { maxOutputLength: Math.max(length, 1) }), length);

/** The maximum number of bytes to which one byte of LZ4 can unpack. */
const MAX_LZ4_RATIO = 255;

/** Unpacks a single LZ4 block. */
export const unpackLz4: Decompress = (packed, length) => {
  if (length > (packed.length + 1) * MAX_LZ4_RATIO)
    throw new RangeError(`${packed.length} bytes of LZ4 cannot be ${length}`);
  const target = new Uint8Array(length);
  return requireLength(target.subarray(0, unpackBlock(packed, target, 0)), length);
};

/** Unpacks an LZ4 frame, whose blocks may refer to bytes of earlier blocks. */
export const unpackLz4Frame: Decompress = (packed, length) => {
  if (length > (packed.length + 1) * MAX_LZ4_RATIO)
    throw new RangeError(`${packed.length} bytes of LZ4 cannot be ${length}`);
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (view.getUint32(0, true) !== LZ4_FRAME_MAGIC) throw new Error('no frame of LZ4');
  const flags = view.getUint8(4);
  const [hasBlockSums, hasSize, hasDictionary] = [(flags & 16) !== 0, (flags & 8) !== 0, (flags & 1) !== 0];
  if (hasDictionary) throw new Error('LZ4 with a dictionary');
  const target = new Uint8Array(length);
  let [source, written] = [hasSize ? 15 : 7, 0];
  for (;;) {
    const size = view.getUint32(source, true);
    source += 4;
    if (size === 0) return requireLength(target.subarray(0, written), length);
    const block = packed.subarray(source, source + (size & SIZE_MASK));
    if (block.length < (size & SIZE_MASK)) throw new RangeError('LZ4 ends too early');
    if (size & ~SIZE_MASK) target.set(block, written);
    written = size & ~SIZE_MASK ? written + block.length : unpackBlock(block, target, written);
    source += block.length + (hasBlockSums ? 4 : 0);
  }
};

const LZ4_FRAME_MAGIC = 0x184d2204;
/** The bits of a block's size; the highest bit says that the block is not compressed. */
const SIZE_MASK = 0x7fffffff;
/** If a length has this value, the value of the following bytes is added to the length. */
const LENGTH_CONTINUES_NIBBLE = 15;
const MIN_MATCH_BYTES = 4;

/** Unpacks a block into the target after the bytes unpacked before, and returns where its output ends. */
function unpackBlock(block: Uint8Array, target: Uint8Array, start: number): number {
  let [source, written] = [0, start];
  const nextByte = (): number => {
    const byte = block[source++];
    if (byte === undefined) throw new RangeError('LZ4 ends too early');
    return byte;
  };
  const readLength = (short: number): number => {
    let length = short;
    for (let byte = short === LENGTH_CONTINUES_NIBBLE ? 255 : 0; byte === 255; length += byte) byte = nextByte();
    return length;
  };
  while (source < block.length) {
    const token = nextByte();
    const literalCount = readLength(token >> 4);
    if (source + literalCount > block.length) throw new RangeError('LZ4 ends too early');
    target.set(block.subarray(source, source + literalCount), written);
    source += literalCount;
    written += literalCount;
    if (source === block.length) break;
    const distance = nextByte() | (nextByte() << 8);
    const end = written + readLength(token & LENGTH_CONTINUES_NIBBLE) + MIN_MATCH_BYTES;
    if (distance === 0 || distance > written || end > target.length)
      throw new RangeError('LZ4 refers to where nothing is');
    for (; written < end; written++) target[written] = target[written - distance] as number;
  }
  return written;
}

function requireLength(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw new RangeError(`${bytes.length} bytes unpacked instead of ${length}`);
  return bytes;
}
