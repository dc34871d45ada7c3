import { isUtf8 } from 'node:buffer';
import type { ByteSource } from './byte-source.ts';
import { encodeGb18030, isUnfinishedGb18030, looksLikeGb18030, measureGb18030 } from './gb18030-codec.ts';
import { MAX_CONTEXT_CHARS, NEWLINE_PATTERN, showBytes, TableProblem } from './table-problem.ts';

/** The encodings that can be read. Any bytes are valid Windows-1252, so it is only recognised by known headings. */
export const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** The encodings that the scanner reads; text in other encodings is converted to UTF-8. */
export type ScannedEncoding = 'utf-8' | 'gb18030';

/** Examines bytes in an encoding. */
interface Codec {
  /** Returns the length of the valid text at the start, up to the first wrong or incomplete character. */
  measure(bytes: Uint8Array): number;
  /** Whether the last bytes may be the beginning of a character. */
  isUnfinished(remainingBytes: Uint8Array): boolean;
}

export const CODECS: Readonly<Record<Encoding, Codec>> = {
  'utf-8': { measure: measureUtf8, isUnfinished: isUnfinishedUtf8 },
  gb18030: { measure: measureGb18030, isUnfinished: isUnfinishedGb18030 },
  'utf-16le': createUtf16(0),
  'utf-16be': createUtf16(1),
  'windows-1252': { measure: (bytes) => bytes.length, isUnfinished: () => false },
};

/** Encodes text in one of the encodings that the scanner reads. */
export function encode(text: string, encoding: ScannedEncoding): Uint8Array {
  return encoding === 'utf-8' ? new TextEncoder().encode(text) : encodeGb18030(text);
}

/**
 * The characters of the bytes from 0x80 to 0x9f in Windows-1252, as in the Encoding Standard. Node 20 decodes these
 * bytes as control characters, as in Latin-1.
 */
export const WINDOWS_1252_SIGNS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Decodes bytes that are known to be valid; a byte-order mark is kept. */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding !== 'windows-1252') return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (sign) => WINDOWS_1252_SIGNS[sign.charCodeAt(0) - 0x80] as string);
}

function measureUtf8(bytes: Uint8Array): number {
  if (isUtf8(bytes)) return bytes.length;
  // Usually only the last character is incomplete; otherwise the longest valid beginning is searched for.
  let [low, high] = [0, bytes.length];
  let middleIndex = high;
  while (low < high) {
    if (isUtf8(bytes.subarray(0, findCharacterEnd(bytes, middleIndex)))) low = middleIndex;
    else high = middleIndex - 1;
    middleIndex = Math.ceil((low + high) / 2);
  }
  return findCharacterEnd(bytes, low);
}

/** Returns the last position up to `end` that is not within a character. */
function findCharacterEnd(bytes: Uint8Array, end: number): number {
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back] as number;
    if (byte < 0x80) return end;
    if (byte >= 0xc0) return back < characterLength(byte) ? end - back : end;
  }
  return end;
}

function characterLength(lead: number): number {
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

function isUnfinishedUtf8(remainingBytes: Uint8Array): boolean {
  const [lead = 0, second] = remainingBytes;
  if (lead < 0xc2 || lead > 0xf4 || remainingBytes.length >= characterLength(lead)) return false;
  if (second !== undefined) {
    const [low, high] = [
      lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80,
      lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf,
    ];
    if (second < low || second > high) return false;
  }
  return remainingBytes.subarray(2).every((byte) => byte >= 0x80 && byte <= 0xbf);
}

/** Creates the codec for UTF-16. `little` is 1 for little-endian. */
function createUtf16(little: 0 | 1): Codec {
  const highByte = little === 0 ? 1 : 0;
  const surrogateKindAt = (bytes: Uint8Array, i: number): number => (bytes[i + highByte] as number) & 0xfc;
  return {
    measure(bytes) {
      const end = bytes.length - (bytes.length % 2);
      for (let i = 0; i < end; i += 2) {
        const kind = surrogateKindAt(bytes, i);
        if (kind === 0xdc) return i;
        if (kind !== 0xd8) continue;
        if (i + 2 >= end || surrogateKindAt(bytes, i + 2) !== 0xdc) return i;
        i += 2;
      }
      return end;
    },
    isUnfinished: (remainingBytes) =>
      remainingBytes.length === 1 ||
      ((remainingBytes.length === 2 || remainingBytes.length === 3) && surrogateKindAt(remainingBytes, 0) === 0xd8),
  };
}

/** Decodes the bytes of single cells. */
interface CellTextDecoder {
  textOf(bytes: Uint8Array): string;
  /** Returns the beginning of the text, without an incomplete character at its end. */
  quote(bytes: Uint8Array): string;
}

/** The maximum number of bytes in a character. */
const MAX_CHARACTER_BYTES = 4;

/**
 * Creates a decoder for cells whose bytes are known to be valid. Quotations have at most `maxQuoteChars` characters.
 */
export function createCellTextDecoder(encoding: ScannedEncoding, maxQuoteChars: number): CellTextDecoder {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const textOf = (bytes: Uint8Array): string => {
    // Most cells have at most one character, which needs no decoder.
    if (bytes.length === 0) return '';
    const firstByte = bytes[0] as number;
    return bytes.length === 1 && firstByte < 0x80 ? String.fromCharCode(firstByte) : decoder.decode(bytes);
  };
  return {
    textOf,
    quote(bytes) {
      if (bytes.length <= maxQuoteChars) return textOf(bytes);
      // With `stream`, the decoder leaves out an incomplete character at the end.
      const cutDecoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
      const text = cutDecoder.decode(bytes.subarray(0, maxQuoteChars * MAX_CHARACTER_BYTES), { stream: true });
      return [...text].slice(0, maxQuoteChars).join('');
    },
  };
}

/** Checks the bytes of a stream, chunk by chunk. A character may be divided between two chunks. */
interface Validator {
  /** Returns the number of bytes in the chunk before the first wrong character; all of them if there is none. */
  check(piece: Uint8Array): number;
  /** The beginning of a character that is not complete yet. At the end of a valid stream, it is empty. */
  readonly pending: Uint8Array;
}

export function createValidator(encoding: Encoding): Validator {
  const codec = CODECS[encoding];
  let pendingBytes: Uint8Array = new Uint8Array(0);

  /**
   * Completes the character that began in the last chunk. Returns the number of bytes used for that, or null if the
   * character is wrong.
   */
  function finish(piece: Uint8Array): number | null {
    for (let takenCount = 0; pendingBytes.length > 0; ) {
      if (takenCount === piece.length) return takenCount;
      takenCount++;
      const joinedBytes = Uint8Array.of(...pendingBytes, piece[takenCount - 1] as number);
      if (codec.measure(joinedBytes) === joinedBytes.length) {
        pendingBytes = new Uint8Array(0);
        return takenCount;
      }
      if (!codec.isUnfinished(joinedBytes)) return null;
      pendingBytes = joinedBytes;
    }
    return 0;
  }

  return {
    check(piece) {
      const finishedBytes = finish(piece);
      if (finishedBytes === null) return 0;
      const remainingBytes = piece.subarray(finishedBytes);
      const validLength = codec.measure(remainingBytes);
      if (validLength === remainingBytes.length) return piece.length;
      const cutBytes = remainingBytes.subarray(validLength);
      if (!codec.isUnfinished(cutBytes)) return finishedBytes + validLength;
      pendingBytes = cutBytes.slice();
      return piece.length;
    },
    get pending() {
      return pendingBytes;
    },
  };
}

/** Thrown if bytes are not valid in their encoding; the reader adds the line. */
export class WrongBytes extends Error {
  override readonly name = 'WrongBytes';
  /** The offset from the beginning of the file, in bytes. */
  readonly offset: number;
  readonly bytes: Uint8Array;

  constructor(offset: number, bytes: Uint8Array) {
    super(`wrong bytes at ${offset}`);
    this.offset = offset;
    this.bytes = bytes.slice();
  }
}

/** Converts the error to a table problem. `text` is what comes before the wrong bytes, and begins on line `line`. */
export function toWrongBytesProblem(encoding: Encoding, text: string, line: number, cause: WrongBytes): TableProblem {
  const lines = text.split(NEWLINE_PATTERN);
  return new TableProblem(
    {
      code: 'wrong-bytes',
      encoding,
      line: line + lines.length - 1,
      offset: cause.offset,
      text: (lines.at(-1) ?? '').slice(-MAX_CONTEXT_CHARS),
      bytes: showBytes(cause.bytes),
    },
    { cause },
  );
}

const CHUNK_BYTES = 1 << 16;

/**
 * Converts a source to UTF-8; `start` is its offset in the file. An error about wrong bytes is thrown only after
 * everything before them has been read.
 */
export function transcode(source: ByteSource, encoding: Encoding, start: number): ByteSource {
  const { measure, isUnfinished } = CODECS[encoding];
  const encoder = new TextEncoder();
  const buffer = new Uint8Array(CHUNK_BYTES);
  let [kept, offset, isOver] = [0, start, false];
  let readyBytes: Uint8Array = new Uint8Array(0);

  async function fillReadyBytes(): Promise<void> {
    const count = await source.read(buffer.subarray(kept));
    const bytes = buffer.subarray(0, kept + count);
    const validLength = measure(bytes);
    const remainingBytes = bytes.subarray(validLength);
    const isWrong = remainingBytes.length > 0 && (count === 0 || !isUnfinished(remainingBytes));
    if (validLength === 0 && isWrong) throw new WrongBytes(offset, remainingBytes);
    readyBytes = encoder.encode(decode(bytes.subarray(0, validLength), encoding));
    offset += validLength;
    buffer.copyWithin(0, validLength, bytes.length);
    kept = remainingBytes.length;
    isOver = count === 0 && kept === 0;
  }

  return {
    async read(target) {
      while (readyBytes.length === 0 && !isOver) await fillReadyBytes();
      const takenBytes = readyBytes.subarray(0, target.length);
      target.set(takenBytes);
      readyBytes = readyBytes.subarray(takenBytes.length);
      return takenBytes.length;
    },
    close: source.close,
  };
}

/** A detected encoding: how it was detected, and the length of its byte-order mark in bytes. */
export interface DetectedEncoding {
  readonly encoding: Encoding;
  readonly by: 'told' | 'mark' | 'content';
  readonly mark: number;
}

const BYTE_ORDER_MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
];

/** Common names of the encodings. */
const ENCODING_BY_NAME: Readonly<Record<string, Encoding>> = {
  utf8: 'utf-8',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  cp936: 'gb18030',
  'windows-936': 'gb18030',
  'utf-16': 'utf-16le',
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  cp1252: 'windows-1252',
  latin1: 'windows-1252',
  'iso-8859-1': 'windows-1252',
};

/** Finds an encoding by its name, ignoring case; undefined if it cannot be read. */
export function findEncoding(name: string): Encoding | undefined {
  const plainName = name.trim().toLowerCase();
  return (
    ENCODINGS.find((encoding) => encoding === plainName) ??
    (Object.hasOwn(ENCODING_BY_NAME, plainName) ? ENCODING_BY_NAME[plainName] : undefined)
  );
}

/**
 * The minimum share of bytes that are 0 in UTF-16 without a byte-order mark. Each comma and each digit has one such
 * byte.
 */
const ZERO_SHARE = 0.02;
/**
 * The minimum factor by which zeros are more frequent among the first bytes of UTF-16 units than among the second ones,
 * or the reverse. Apart from ASCII, only few characters contain a byte that is 0; 一 is one of them.
 */
const ONE_SIDED_FACTOR = 4;

/**
 * Detects the encoding from the first bytes of a file, which may end within a character; null if no encoding fits.
 * Valid UTF-8 is taken for UTF-8, because text in other encodings is hardly ever valid UTF-8 by chance.
 */
export function detectEncoding(head: Uint8Array, given?: Encoding): DetectedEncoding | null {
  const markedEncoding = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, i) => head[i] === byte));
  if (markedEncoding && (!given || given === markedEncoding[0])) {
    return { encoding: markedEncoding[0], by: given ? 'told' : 'mark', mark: markedEncoding[1].length };
  }
  if (given) return { encoding: given, by: 'told', mark: 0 };
  const encoding = findUtf16(head) ?? (isAllOf(head, 'utf-8') ? 'utf-8' : undefined) ?? findGb18030(head);
  return encoding ? { encoding, by: 'content', mark: 0 } : null;
}

/** Whether all bytes are valid, apart from an incomplete last character. */
function isAllOf(head: Uint8Array, encoding: Encoding): boolean {
  const { measure, isUnfinished } = CODECS[encoding];
  const validLength = measure(head);
  return validLength === head.length || isUnfinished(head.subarray(validLength));
}

function findGb18030(head: Uint8Array): Encoding | undefined {
  return isAllOf(head, 'gb18030') && looksLikeGb18030(head) ? 'gb18030' : undefined;
}

/** Detects UTF-16 without a byte-order mark: many of the first or of the second bytes of its characters are 0. */
function findUtf16(head: Uint8Array): Encoding | undefined {
  const zeroCounts = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeroCounts[i % 2] = (zeroCounts[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeroCounts;
  if (even + odd < Math.max(1, head.length * ZERO_SHARE)) return undefined;
  if (Math.max(even, odd) < Math.min(even, odd) * ONE_SIDED_FACTOR) return undefined;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  return isAllOf(head, encoding) ? encoding : undefined;
}
