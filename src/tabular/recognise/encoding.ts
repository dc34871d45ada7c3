import { CODECS, ENCODINGS, type Encoding } from '../encoding/codec.ts';
import { looksLikeGb18030 } from '../encoding/gb18030.ts';

/** An encoding, how it was found, and how many bytes of byte-order mark come first. */
export interface RecognisedEncoding {
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
export function recogniseEncoding(head: Uint8Array, told?: Encoding): RecognisedEncoding | null {
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
