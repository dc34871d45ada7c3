import { ENGINE } from '../generated/scan.ts';

/** What the engine asks the other side for; see engine/edge.ts. Places are those of its memory. */
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

/** The scanner's inner part: what has to be done for every cell, compiled to WebAssembly from what stands in engine/. */
export interface Engine {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Zeroed memory for good. What was seen of the memory before does not hold any longer. */
  allocate(size: number): number;
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

declare global {
  // Node's types know the names only.
  namespace WebAssembly {
    class Module {
      constructor(bytes: Uint8Array);
    }
    class Instance {
      constructor(module: Module, imports: { readonly edge: Edge });
      readonly exports: unknown;
    }
  }
}

let compiled: WebAssembly.Module | undefined;

/** An engine with memory of its own. */
export function createEngine(edge: Edge): Engine {
  compiled ??= new WebAssembly.Module(Buffer.from(ENGINE, 'base64'));
  return new WebAssembly.Instance(compiled, { edge }).exports as Engine;
}

/** Bytes of an engine's memory; they hold until it next gets more. */
export function bytesAt({ memory }: Pick<Engine, 'memory'>, start: number, length: number): Uint8Array {
  return new Uint8Array(memory.buffer, start, length);
}

/** Writes words of 32 bits into an engine's memory. */
export function writeWords({ memory }: Pick<Engine, 'memory'>, at: number, words: readonly number[]): void {
  new Int32Array(memory.buffer, at, words.length).set(words);
}

/** Puts bytes into an engine's memory for good, and gives their place. */
export function keepBytes(engine: Pick<Engine, 'memory' | 'allocate'>, bytes: Uint8Array): number {
  const at = engine.allocate(bytes.length);
  bytesAt(engine, at, bytes.length).set(bytes);
  return at;
}
