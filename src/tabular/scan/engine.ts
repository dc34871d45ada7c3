import { type EngineMemory, prepareEngine } from '../engine-memory.ts';
import { ENGINE } from '../generated/scan.ts';

/** What the engine asks the other side for; see engine/scan/edge.ts. Places are those of its memory. */
export interface Edge {
  settle(column: number, row: number, start: number, end: number): number;
  addText(column: number, row: number, start: number, end: number): number;
  complain(column: number, row: number, damage: number, start: number, end: number): void;
  isBlank(start: number, end: number): boolean;
  isBlankRow(row: number, start: number, end: number): boolean;
  complainOfLength(row: number, cells: number): void;
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
  ): number;
  recordsAt(): number;
  restart(line: number, record: number): void;
  makeRoom(): number;
  freeRoom(): number;
  filled(count: number): void;
  end(): void;
  scan(): number;
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
