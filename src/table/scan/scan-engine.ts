// The WebAssembly engine of the scanner, and the tables by which it recognises spellings.
import { allocateBytes, type EngineMemory, prepareEngine } from '../engine-memory.ts';
import { ENGINE } from '../generated/scan.ts';

/** The functions that the engine calls; see engine/scan/edge.ts. Addresses are those of the engine's memory. */
interface Edge {
  settle(column: number, row: number, start: number, end: number): number;
  readOption(column: number, start: number, end: number): number;
  complain(column: number, row: number, damage: number, start: number, end: number): void;
  isBlank(start: number, end: number): boolean;
  isBlankRow(row: number, start: number, end: number): boolean;
  complainOfLength(row: number, cells: number): void;
  complainOfRows(column: number, row: number, first: number, last: number): void;
  quoteSkipped(start: number, end: number): void;
  complainOfSkipped(column: number, row: number, damage: number): void;
}

/**
 * The inner loop of the scanner, which does everything needed for each cell. It is compiled to WebAssembly from
 * engine/scan/.
 */
export interface Engine extends EngineMemory {
  begin(
    columns: number,
    width: number,
    needed: number,
    delimiter: number,
    quotedLines: number,
    rows: number,
    bytes: number,
    longest: number,
    line: number,
    record: number,
  ): number;
  recordsAt(): number;
  makeRoom(): number;
  freeRoom(): number;
  filled(count: number): void;
  end(): void;
  scan(): number;
  beginRows(count: number, marks: number): void;
  readColumn(
    column: number,
    count: number,
    marks: number,
    starts: number,
    ends: number,
    base: number,
    mayHoldNul: number,
  ): void;
  readEntries(
    column: number,
    count: number,
    marks: number,
    entries: number,
    pool: number,
    base: number,
    known: number,
    size: number,
    mayHoldNul: number,
  ): void;
  rowCount(): number;
  beginBlock(): void;
  lineNow(): number;
  recordNow(): number;
  blanksNow(): number;
  waitingFrom(): number;
  waitingTo(): number;
  createLexicon(): number;
  learnSpelling(lexicon: number, start: number, end: number, value: number): void;
  reserveText(texts: number, length: number): number;
  endText(texts: number, row: number, length: number): void;
  setPairs(table: number): void;
}

/** Creates an engine with its own memory. */
export const createEngine = prepareEngine<Engine, Edge>(ENGINE);

/** The maximum number of spellings that are learned for a column; further ones are decoded each time. */
const MAX_LEARNED_SPELLINGS = 20_000;
/** The maximum length of a spelling that is learned, in bytes. */
const MAX_LEARNED_BYTES = 1000;

/** The spellings that the engine has learned, as bytes, each with a value from 0. */
export interface Lexicon {
  /** The address of the lexicon in the engine's memory. */
  readonly at: number;
  /**
   * Learns the value of the bytes between two addresses, which must be new. Does nothing if they are too long or if too
   * many have been learned.
   */
  learn(start: number, end: number, value: number): void;
}

/** Creates an empty lexicon. */
export function createLexicon(engine: Engine): Lexicon {
  const address = engine.createLexicon();
  let learnedCount = 0;
  return {
    at: address,
    learn(start, end, value) {
      if (learnedCount >= MAX_LEARNED_SPELLINGS || end - start > MAX_LEARNED_BYTES) return;
      learnedCount++;
      engine.learnSpelling(address, start, end, value);
    },
  };
}

/** The code of a byte that is not by itself a known cell; see engine/scan/cells.ts. */
const UNKNOWN_BYTE = 255;

/** Allocates an empty table for the codes of cells with one byte, and returns its address. */
export function allocateShortCells(engine: Engine): number {
  return allocateBytes(engine, new Uint8Array(256).fill(UNKNOWN_BYTE));
}
