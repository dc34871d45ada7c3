import { isUtf8 } from 'node:buffer';
import type { ByteSource } from './byte-source.ts';
import { encodeGb18030, isUnfinishedGb18030, looksLikeGb18030, measureGb18030 } from './gb18030-codec.ts';
import { LONGEST_CONTEXT, NEWLINE, showBytes, TableProblem } from './table-problem.ts';

/** The encodings that are read. Everything is valid in Windows-1252: only headings that are known show it. */
export const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** The encodings whose bytes are read as they are; the others become UTF-8 on the way. */
export type ScannedEncoding = 'utf-8' | 'gb18030';

/** What is valid in an encoding. */
interface Codec {
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

/** Texts of single cells. */
interface TextOf {
  textOf(bytes: Uint8Array): string;
  /** The beginning of the text, cut between characters. */
  quote(bytes: Uint8Array): string;
}

/** The most bytes of a character. */
const WIDEST = 4;

/** Decodes cells whose bytes have been found valid; `longest` counts the characters of a quotation. */
export function createTextOf(encoding: ScannedEncoding, longest: number): TextOf {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const textOf = (bytes: Uint8Array): string => {
    // Most cells are one sign, or none.
    if (bytes.length === 0) return '';
    const first = bytes[0] as number;
    return bytes.length === 1 && first < 0x80 ? String.fromCharCode(first) : decoder.decode(bytes);
  };
  return {
    textOf,
    quote(bytes) {
      if (bytes.length <= longest) return textOf(bytes);
      // Left open at its end, the decoder keeps a character that is cut in two to itself.
      const cut = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
      const text = cut.decode(bytes.subarray(0, longest * WIDEST), { stream: true });
      return [...text].slice(0, longest).join('');
    },
  };
}

/** Checks a stream piece by piece, whatever piece a character begins and ends in. */
interface Validator {
  /** How many bytes of the piece stand before the first wrong character; all of them where none is wrong. */
  check(piece: Uint8Array): number;
  /** The beginning of a character that is not finished yet: no stream ends like this. */
  readonly pending: Uint8Array;
}

/** A validator for bytes in the encoding. */
export function createValidator(encoding: Encoding): Validator {
  const codec = CODECS[encoding];
  let pending: Uint8Array = new Uint8Array(0);

  /** Ends the character the last piece began: how many bytes that takes, or null where it is wrong. */
  function finish(piece: Uint8Array): number | null {
    for (let taken = 0; pending.length > 0; ) {
      if (taken === piece.length) return taken;
      taken++;
      const joined = Uint8Array.of(...pending, piece[taken - 1] as number);
      if (codec.measure(joined) === joined.length) {
        pending = new Uint8Array(0);
        return taken;
      }
      if (!codec.isUnfinished(joined)) return null;
      pending = joined;
    }
    return 0;
  }

  return {
    check(piece) {
      const begun = finish(piece);
      if (begun === null) return 0;
      const rest = piece.subarray(begun);
      const valid = codec.measure(rest);
      if (valid === rest.length) return piece.length;
      const tail = rest.subarray(valid);
      if (!codec.isUnfinished(tail)) return begun + valid;
      pending = tail.slice();
      return piece.length;
    },
    get pending() {
      return pending;
    },
  };
}

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

/** The same as the problem with a table: `text` stands in front of them, and begins in that line. */
export function wrongBytes(encoding: Encoding, text: string, line: number, cause: WrongBytes): TableProblem {
  const lines = text.split(NEWLINE);
  return new TableProblem(
    {
      code: 'wrong-bytes',
      encoding,
      line: line + lines.length - 1,
      offset: cause.offset,
      text: (lines.at(-1) ?? '').slice(-LONGEST_CONTEXT),
      bytes: showBytes(cause.bytes),
    },
    { cause },
  );
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

/** An encoding, how it was found, and how many bytes of byte-order mark come first. */
export interface DetectedEncoding {
  readonly encoding: Encoding;
  readonly by: 'told' | 'mark' | 'content';
  readonly mark: number;
}

const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
];

/** Names under which people know the encodings. */
const NAMES: Readonly<Record<string, Encoding>> = {
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

/** The encoding of that name, in any case; undefined where it is none that is read. */
export function findEncoding(name: string): Encoding | undefined {
  const plain = name.trim().toLowerCase();
  return ENCODINGS.find((encoding) => encoding === plain) ?? (Object.hasOwn(NAMES, plain) ? NAMES[plain] : undefined);
}

/** The share of zero bytes from which on text without a mark may be UTF-16: its commas and digits have one each. */
const ZERO_SHARE = 0.02;
/** How many times more zero bytes stand on one side of the units: few other characters have one, among them 一. */
const ONE_SIDED = 4;

/**
 * Recognises the encoding of the beginning of a file, which may end inside a character; null where it is none. Text
 * that is UTF-8 is UTF-8: other encodings hardly ever are by chance.
 */
export function detectEncoding(head: Uint8Array, told?: Encoding): DetectedEncoding | null {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => head[i] === byte));
  if (marked && (!told || told === marked[0])) {
    return { encoding: marked[0], by: told ? 'told' : 'mark', mark: marked[1].length };
  }
  if (told) return { encoding: told, by: 'told', mark: 0 };
  const encoding = findUtf16(head) ?? (isAllOf(head, 'utf-8') ? 'utf-8' : undefined) ?? findGb18030(head);
  return encoding ? { encoding, by: 'content', mark: 0 } : null;
}

/** Whether all bytes are valid, the last character perhaps unfinished. */
function isAllOf(head: Uint8Array, encoding: Encoding): boolean {
  const { measure, isUnfinished } = CODECS[encoding];
  const valid = measure(head);
  return valid === head.length || isUnfinished(head.subarray(valid));
}

function findGb18030(head: Uint8Array): Encoding | undefined {
  return isAllOf(head, 'gb18030') && looksLikeGb18030(head) ? 'gb18030' : undefined;
}

/** Without a mark, UTF-16 shows by zero bytes that stand on one side of their units. */
function findUtf16(head: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd < Math.max(1, head.length * ZERO_SHARE)) return undefined;
  if (Math.max(even, odd) < Math.min(even, odd) * ONE_SIDED) return undefined;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  return isAllOf(head, encoding) ? encoding : undefined;
}
