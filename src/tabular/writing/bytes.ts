/** Bytes that grow at their end. Whoever writes reserves room first. */
export interface ByteBuffer {
  bytes: Uint8Array;
  length: number;
}

/** An empty buffer with room for so many bytes. */
export function createByteBuffer(room: number): ByteBuffer {
  return { bytes: new Uint8Array(room), length: 0 };
}

/** Makes room for so many further bytes. */
export function reserve(buffer: ByteBuffer, count: number): void {
  const needed = buffer.length + count;
  if (needed <= buffer.bytes.length) return;
  const larger = new Uint8Array(needed * 2);
  larger.set(buffer.bytes.subarray(0, buffer.length));
  buffer.bytes = larger;
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

/** Adds bytes as they are. */
export function addBytes(buffer: ByteBuffer, source: Uint8Array, start: number, end: number): void {
  reserve(buffer, end - start);
  const { bytes } = buffer;
  let at = buffer.length;
  for (let i = start; i < end; i++) bytes[at++] = source[i] as number;
  buffer.length = at;
}
