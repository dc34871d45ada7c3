/** Bytes that grow at their end. Whoever writes reserves room first. */
export interface ByteBuffer {
  bytes: Uint8Array;
  /** The same memory. */
  view: DataView;
  length: number;
}

/** What stands behind the end may be written over: copies go word by word. */
const SLACK = 4;

/** An empty buffer with room for so many bytes. */
export function createByteBuffer(room: number): ByteBuffer {
  return byteBufferIn(new ArrayBuffer(room + SLACK));
}

/** An empty buffer in memory that is there already. */
export function byteBufferIn(memory: ArrayBufferLike): ByteBuffer {
  return { bytes: new Uint8Array(memory), view: new DataView(memory), length: 0 };
}

/** Makes room for so many further bytes. */
export function reserve(buffer: ByteBuffer, count: number): void {
  const needed = buffer.length + count + SLACK;
  if (needed <= buffer.bytes.length) return;
  const larger = new Uint8Array(needed * 2);
  larger.set(buffer.bytes.subarray(0, buffer.length));
  buffer.bytes = larger;
  buffer.view = new DataView(larger.buffer);
}

/** Adds a text as UTF-8. */
export function addText(buffer: ByteBuffer, text: string): void {
  const length = text.length;
  reserve(buffer, length * 3);
  const { bytes } = buffer;
  let at = buffer.length;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) {
      buffer.length = at + encoder.encodeInto(text.slice(i), bytes.subarray(at)).written;
      return;
    }
    bytes[at++] = unit;
  }
  buffer.length = at;
}

const encoder = new TextEncoder();
