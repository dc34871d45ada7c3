import { addText, type ByteBuffer, createByteBuffer } from './bytes.ts';

/** A text that is written again and again, as bytes. */
export function cellOf(text: string): ByteBuffer {
  const cell = createByteBuffer(text.length);
  addText(cell, text);
  return cell;
}
