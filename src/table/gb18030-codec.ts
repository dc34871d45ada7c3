import { createRoom, type EngineMemory, type EngineRoom, prepareEngine } from './engine-memory.ts';
import { ENGINE } from './generated/gb18030.ts';

/** The four-byte sequences by number: below the first gap they are the rest of the basic plane, from the second on the others. */
const LAST_BASIC = 39_419;
const FIRST_ASTRAL = 189_000;

/** Stands for the few characters that cannot be written, such as halves of pairs; occurs in no valid bytes. */
const IMPOSSIBLE: readonly number[] = [0xff];

/** Text as bytes of GB18030, which Node only decodes: what a character is written as is looked for among what is decoded. */
export function encodeGb18030(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes.push(point);
    else if (point > 0xffff) bytes.push(...fourBytes(FIRST_ASTRAL + point - 0x10000));
    else bytes.push(...bytesOfBasic(point));
  }
  return Uint8Array.from(bytes);
}

function bytesOfBasic(unit: number): readonly number[] {
  const pair = unitsOfPairs().indexOf(unit);
  if (pair >= 0) return [0x81 + Math.floor(pair / SECONDS), 0x40 + (pair % SECONDS)];
  const four = unitsOfFours().indexOf(unit);
  return four < 0 ? IMPOSSIBLE : fourBytes(four);
}

/** So many places are there for the second bytes behind each first one. */
const SECONDS = 192;

let units: Uint16Array | undefined;

/** What each pair of bytes stands for, as a unit of UTF-16: 192 for each first byte from 0x81 on, seconds from 0x40 on. */
export function unitsOfPairs(): Uint16Array {
  if (units) return units;
  const pairs: number[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xff; trail++) pairs.push(lead, trail === 0x7f || trail === 0xff ? 0x40 : trail);
  }
  units = unitsOf(pairs);
  return units;
}

let fours: Uint16Array | undefined;

/** What each sequence of four bytes stands for that is in the basic plane, likewise. */
function unitsOfFours(): Uint16Array {
  fours ??= unitsOf(Array.from({ length: LAST_BASIC + 1 }, (_, number) => fourBytes(number)).flat());
  return fours;
}

function unitsOf(bytes: readonly number[]): Uint16Array {
  const text = new TextDecoder('gb18030', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  return Uint16Array.from(text, (unit) => unit.charCodeAt(0));
}

function fourBytes(number: number): readonly number[] {
  return [
    0x81 + Math.floor(number / 12_600),
    0x30 + (Math.floor(number / 1260) % 10),
    0x81 + (Math.floor(number / 10) % 126),
    0x30 + (number % 10),
  ];
}

/** What looks at every byte; see engine/gb18030/index.ts. */
interface Engine extends EngineMemory {
  measure(start: number, length: number): number;
}

const createEngine = prepareEngine<Engine, object>(ENGINE);
let engine: Engine | undefined;
let room: EngineRoom | undefined;

/**
 * How long the valid part of bytes in GB18030 is: all of them, or up to the first wrong or unfinished character.
 * A single 0x80 is the euro sign, as Windows writes it.
 */
export function measureGb18030(bytes: Uint8Array): number {
  engine ??= createEngine({});
  room ??= createRoom(engine);
  return engine.measure(room.put(bytes), bytes.length);
}

/** How many bytes the character has that begins with these, in valid bytes. */
function widthInGb18030(first: number, second: number): number {
  return first <= 0x80 ? 1 : second >= 0x40 ? 2 : 4;
}

/** Whether bytes at the very end are the beginning of a character that may go on. */
export function isUnfinishedGb18030(rest: Uint8Array): boolean {
  const [first = 0, second, third] = rest;
  if (rest.length === 0 || rest.length > 3 || first <= 0x80 || first === 0xff) return false;
  if (second === undefined) return true;
  return isDigit(second) && (third === undefined || (third >= 0x81 && third <= 0xfe));
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** The share of characters that may end in a byte below 0x80 in Chinese text: only rare ones do. */
const RARE_SHARE = 0.2;

/** Much can be read as GB18030, but words of other languages have single high bytes among their letters. */
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
