import { createRoom, type EngineMemory, type EngineRoom, prepareEngine } from './engine-memory.ts';
import { ENGINE } from './generated/gb18030.ts';

/**
 * Four-byte sequences are numbered: up to the first number they encode the rest of the basic plane, from the second
 * number on the other planes.
 */
const LAST_BASIC = 39_419;
const FIRST_SUPPLEMENTARY = 189_000;

/** Written for the few code points that have no encoding, such as lone surrogates; invalid in GB18030. */
const UNENCODABLE_BYTES: readonly number[] = [0xff];

/** Encodes text as GB18030. Node only decodes it, so the tables are built by decoding all sequences. */
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
  const pair = unitsOfPairs().indexOf(unit);
  if (pair >= 0) return [0x81 + Math.floor(pair / TRAILS_PER_LEAD), 0x40 + (pair % TRAILS_PER_LEAD)];
  const four = unitsOfFours().indexOf(unit);
  return four < 0 ? UNENCODABLE_BYTES : encodeFourBytes(four);
}

/** How many second bytes are listed per first byte. */
const TRAILS_PER_LEAD = 192;

let pairUnits: Uint16Array | undefined;

/** The UTF-16 unit of each two-byte sequence: 192 per first byte from 0x81 on, second bytes from 0x40 on. */
export function unitsOfPairs(): Uint16Array {
  if (pairUnits) return pairUnits;
  const pairs: number[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xff; trail++) pairs.push(lead, trail === 0x7f || trail === 0xff ? 0x40 : trail);
  }
  pairUnits = unitsOf(pairs);
  return pairUnits;
}

let fourByteUnits: Uint16Array | undefined;

/** The UTF-16 unit of each four-byte sequence in the basic plane. */
function unitsOfFours(): Uint16Array {
  fourByteUnits ??= unitsOf(Array.from({ length: LAST_BASIC + 1 }, (_, number) => encodeFourBytes(number)).flat());
  return fourByteUnits;
}

function unitsOf(bytes: readonly number[]): Uint16Array {
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

/** The engine that scans bytes; see engine/gb18030/index.ts. */
interface Engine extends EngineMemory {
  measure(start: number, length: number): number;
}

const createEngine = prepareEngine<Engine, object>(ENGINE);
let engine: Engine | undefined;
let engineRoom: EngineRoom | undefined;

/**
 * Measures the valid part of GB18030 bytes: all of them, or those before the first wrong or unfinished character. A
 * single 0x80 is the euro sign, as Windows writes it.
 */
export function measureGb18030(bytes: Uint8Array): number {
  engine ??= createEngine({});
  engineRoom ??= createRoom(engine);
  return engine.measure(engineRoom.put(bytes), bytes.length);
}

/** The length in bytes of the character with these first two bytes, in valid text. */
function widthInGb18030(first: number, second: number): number {
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

/** Maximum share of characters with a second byte below 0x80 in Chinese text, where they are rare. */
const RARE_SHARE = 0.2;

/**
 * Distinguishes Chinese text from other languages that happen to be valid GB18030: their words have single high bytes
 * among letters.
 */
export function looksLikeGb18030(bytes: Uint8Array): boolean {
  let [characters, rare] = [0, 0];
  for (let i = 0; i < bytes.length; ) {
    const [first, second] = [bytes[i] as number, bytes[i + 1] ?? 0];
    const width = widthInGb18030(first, second);
    if (width > 1) characters++;
    if (width === 2 && second < 0x80) rare++;
    i += width;
  }
  return rare <= characters * RARE_SHARE;
}
