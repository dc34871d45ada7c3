// The scanning engine and the tables it looks spellings up in.
import { allocateBytes, type EngineMemory, prepareEngine } from '../engine-memory.ts';
import { ENGINE } from '../generated/scan.ts';

/** What the engine asks the other side for; see engine/scan/edge.ts. Places are those of its memory. */
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

/** The scanner's inner part: what has to be done for every cell, compiled to WebAssembly from what stands in engine/scan/. */
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

/** An engine with memory of its own. */
export const createEngine = prepareEngine<Engine, Edge>(ENGINE);

/** The most spellings learned of a column; beyond them cells are looked up by their text. */
const MOST_LEARNED = 20_000;
/** Longer ones are not learned, in bytes. */
const LONGEST_LEARNED = 1000;

/** Spellings as bytes, each with a whole number from 0, which the engine looks up: those that were met so far. */
export interface Lexicon {
  /** Its place in the engine's memory. */
  readonly at: number;
  /** Remembers what bytes there mean that were not known before, unless they are too many or too long. */
  learn(start: number, end: number, value: number): void;
}

/** An empty lexicon. */
export function createLexicon(engine: Engine): Lexicon {
  const at = engine.createLexicon();
  let learned = 0;
  return {
    at,
    learn(start, end, value) {
      if (learned >= MOST_LEARNED || end - start > LONGEST_LEARNED) return;
      learned++;
      engine.learnSpelling(at, start, end, value);
    },
  };
}

/** What a cell of one byte is looked up as; see engine/scan/cells.ts. */
const LONGER = 255;

/** The place of a table for the codes of cells of one byte, by that byte, which knows none yet. */
export function allocateShortCells(engine: Engine): number {
  return allocateBytes(engine, new Uint8Array(256).fill(LONGER));
}
