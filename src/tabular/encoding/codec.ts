import { isUtf8 } from 'node:buffer';
import { encodeGb18030, isUnfinishedGb18030, measureGb18030 } from './gb18030.ts';

/** The encodings that are read. Only Windows-1252 is never recognised: everything is valid in it. */
export const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** The encodings whose bytes are read as they are; the others become UTF-8 on the way. */
export type ScannedEncoding = 'utf-8' | 'gb18030';

/** What is valid in an encoding. */
export interface Codec {
  /** How long the valid part is, up to the first wrong or unfinished character. */
  measure(bytes: Uint8Array): number;
  /** Whether bytes at the very end may go on to be a character. */
  isUnfinished(rest: Uint8Array): boolean;
}

export const CODECS: Readonly<Record<Encoding, Codec>> = {
  'utf-8': { measure: measureUtf8, isUnfinished: isUnfinishedUtf8 },
  gb18030: { measure: measureGb18030, isUnfinished: isUnfinishedGb18030 },
  'utf-16le': createUtf16(0),
  'utf-16be': createUtf16(1),
  'windows-1252': { measure: (bytes) => bytes.length, isUnfinished: () => false },
};

/** Text as bytes in one of the encodings that are read as they are. */
export function encode(text: string, encoding: ScannedEncoding): Uint8Array {
  return encoding === 'utf-8' ? new TextEncoder().encode(text) : encodeGb18030(text);
}

function measureUtf8(bytes: Uint8Array): number {
  if (isUtf8(bytes)) return bytes.length;
  // Most often only the last character is unfinished; else the longest valid beginning is searched for.
  let [low, high] = [0, bytes.length];
  let middle = high;
  while (low < high) {
    if (isUtf8(bytes.subarray(0, cutBefore(bytes, middle)))) low = middle;
    else high = middle - 1;
    middle = Math.ceil((low + high) / 2);
  }
  return cutBefore(bytes, low);
}

/** The last place up to `end` where no character is cut. */
function cutBefore(bytes: Uint8Array, end: number): number {
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back] as number;
    if (byte < 0x80) return end;
    if (byte >= 0xc0) return back < lengthAfter(byte) ? end - back : end;
  }
  return end;
}

function lengthAfter(lead: number): number {
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

function isUnfinishedUtf8(rest: Uint8Array): boolean {
  const [lead = 0, second] = rest;
  if (lead < 0xc2 || lead > 0xf4 || rest.length >= lengthAfter(lead)) return false;
  if (second !== undefined) {
    const [low, high] = [
      lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80,
      lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf,
    ];
    if (second < low || second > high) return false;
  }
  return rest.subarray(2).every((byte) => byte >= 0x80 && byte <= 0xbf);
}

/** `high` is where in a unit its high byte stands. */
function createUtf16(little: 0 | 1): Codec {
  const high = little === 0 ? 1 : 0;
  const kindAt = (bytes: Uint8Array, i: number): number => (bytes[i + high] as number) & 0xfc;
  return {
    measure(bytes) {
      const end = bytes.length - (bytes.length % 2);
      for (let i = 0; i < end; i += 2) {
        const kind = kindAt(bytes, i);
        if (kind === 0xdc) return i;
        if (kind !== 0xd8) continue;
        if (i + 2 >= end || kindAt(bytes, i + 2) !== 0xdc) return i;
        i += 2;
      }
      return end;
    },
    isUnfinished: (rest) => rest.length === 1 || ((rest.length === 2 || rest.length === 3) && kindAt(rest, 0) === 0xd8),
  };
}
