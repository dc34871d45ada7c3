import { createRoom, type EngineMemory, type EngineRoom, prepareEngine } from './engine-memory.ts';
import { ENGINE } from './generated/gb18030.ts';

/**
 * Sequences of four bytes are numbered. Numbers up to `LAST_BASIC` encode the rest of Unicode's basic plane; numbers
 * from `FIRST_SUPPLEMENTARY` on the other planes.
 */
const LAST_BASIC = 39_419;
const FIRST_SUPPLEMENTARY = 189_000;

/** Written for the few code points that GB18030 cannot encode, such as lone surrogates; not valid in GB18030. */
const UNENCODABLE_BYTES: readonly number[] = [0xff];

/** Encodes text as GB18030. Node can only decode it, so the tables are made by decoding every sequence. */
export function encodeGb18030(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes.push(point);
    else if (point > 0xffff) bytes.push(...encodeFourBytes(FIRST_SUPPLEMENTARY + point - 0x10000));
    else bytes.push(...encodeBasicUnit(point));
  }
  return Uint8Array.from(bytes);
}

function encodeBasicUnit(unit: number): readonly number[] {
  const pair = decodePairs().indexOf(unit);
  if (pair >= 0) return [0x81 + Math.floor(pair / TRAILS_PER_LEAD), 0x40 + (pair % TRAILS_PER_LEAD)];
  const fourByteIndex = decodeFours().indexOf(unit);
  return fourByteIndex < 0 ? UNENCODABLE_BYTES : encodeFourBytes(fourByteIndex);
}

/** The number of second bytes in the table for each first byte. */
const TRAILS_PER_LEAD = 192;

let pairUnits: Uint16Array | undefined;

/**
 * Returns the UTF-16 unit of each two-byte sequence: for each first byte from 0x81 on, 192 units for the second bytes
 * from 0x40 on.
 */
export function decodePairs(): Uint16Array {
  if (pairUnits) return pairUnits;
  const pairs: number[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xff; trail++) pairs.push(lead, trail === 0x7f || trail === 0xff ? 0x40 : trail);
  }
  pairUnits = decodeUnits(pairs);
  return pairUnits;
}

let fourByteUnits: Uint16Array | undefined;

/** Returns the UTF-16 unit of each four-byte sequence in Unicode's basic plane. */
function decodeFours(): Uint16Array {
  fourByteUnits ??= decodeUnits(Array.from({ length: LAST_BASIC + 1 }, (_, number) => encodeFourBytes(number)).flat());
  return fourByteUnits;
}

function decodeUnits(bytes: readonly number[]): Uint16Array {
  const text = new TextDecoder('gb18030', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  return Uint16Array.from(text, (unit) => unit.charCodeAt(0));
}

function encodeFourBytes(number: number): readonly number[] {
  return [
    0x81 + Math.floor(number / 12_600),
    0x30 + (Math.floor(number / 1260) % 10),
    0x81 + (Math.floor(number / 10) % 126),
    0x30 + (number % 10),
  ];
}

/** The WebAssembly engine that examines bytes; see engine/gb18030/index.ts. */
interface Engine extends EngineMemory {
  measure(start: number, length: number): number;
}

const createEngine = prepareEngine<Engine, object>(ENGINE);
let engine: Engine | undefined;
let engineRoom: EngineRoom | undefined;

/**
 * Returns the length of the valid GB18030 text at the start of the bytes: all of it, or up to the first wrong or
 * incomplete character. A single byte 0x80 is valid, because Windows writes the euro sign so.
 */
export function measureGb18030(bytes: Uint8Array): number {
  engine ??= createEngine({});
  engineRoom ??= createRoom(engine);
  return engine.measure(engineRoom.put(bytes), bytes.length);
}

/** Returns the length in bytes of a character in valid text, given its first two bytes. */
function measureCharacter(first: number, second: number): number {
  return first <= 0x80 ? 1 : second >= 0x40 ? 2 : 4;
}

/** Whether the last bytes may be the beginning of a character. */
export function isUnfinishedGb18030(rest: Uint8Array): boolean {
  const [first = 0, second, third] = rest;
  if (rest.length === 0 || rest.length > 3 || first <= 0x80 || first === 0xff) return false;
  if (second === undefined) return true;
  return isDigit(second) && (third === undefined || (third >= 0x81 && third <= 0xfe));
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** In Chinese text, characters whose second byte is below 0x80 are rare: at most this share. */
const RARE_SHARE = 0.2;

/**
 * Whether bytes that are valid GB18030 are probably Chinese text. Text of other languages can be valid by chance, but
 * has single bytes from 0x80 among letters.
 */
export function looksLikeGb18030(bytes: Uint8Array): boolean {
  let [characters, rare] = [0, 0];
  for (let i = 0; i < bytes.length; ) {
    const [first, second] = [bytes[i] as number, bytes[i + 1] ?? 0];
    const width = measureCharacter(first, second);
    if (width > 1) characters++;
    if (width === 2 && second < 0x80) rare++;
    i += width;
  }
  return rare <= characters * RARE_SHARE;
}
