import type { ScannedEncoding } from './codec.ts';

/** Texts of single cells. */
export interface TextOf {
  textOf(bytes: Uint8Array, start: number, end: number): string;
  /** The beginning of the text, cut between characters. */
  quote(bytes: Uint8Array, start: number, end: number): string;
}

/** The most bytes of a character. */
const WIDEST = 4;

/** Decodes cells whose bytes have been found valid; `longest` counts the characters of a quotation. */
export function createTextOf(encoding: ScannedEncoding, longest: number): TextOf {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const textOf = (bytes: Uint8Array, start: number, end: number): string => {
    // Most cells are one sign, or none.
    const [length, first] = [end - start, bytes[start] as number];
    if (length === 0) return '';
    return length === 1 && first < 0x80 ? String.fromCharCode(first) : decoder.decode(bytes.subarray(start, end));
  };
  return {
    textOf,
    quote(bytes, start, end) {
      if (end - start <= longest) return textOf(bytes, start, end);
      // Left open at its end, the decoder keeps a character that is cut in two to itself.
      const cut = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
      const text = cut.decode(bytes.subarray(start, Math.min(end, start + longest * WIDEST)), { stream: true });
      return [...text].slice(0, longest).join('');
    },
  };
}
