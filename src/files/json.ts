import { isUtf8 } from 'node:buffer';
import { findJsonBreak } from './json-break.ts';
import { FileProblem } from './problem.ts';

/** Reads the bytes of a JSON file; a `FileProblem` says where they stop being JSON or text. */
export function parseJson(bytes: Uint8Array, path: string): unknown {
  const text = decode(bytes, path);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const place = lineAndColumn(text, findJsonBreak(text) ?? text.length);
    throw new FileProblem('damaged', path, { place, detail: { kind: 'not-json' }, cause });
  }
}

/** A bad byte is refused: read as a replacement character, it would be saved as one. */
function decode(bytes: Uint8Array, path: string): string {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (!isMarked && isUtf8(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    // Read leniently, every bad byte is one such character, so the first of them is the place.
    const text = new TextDecoder().decode(bytes);
    const place = lineAndColumn(text, text.indexOf('\ufffd'));
    throw new FileProblem('damaged', path, { place, detail: { kind: 'not-utf8' }, cause });
  }
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}
