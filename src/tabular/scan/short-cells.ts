import { bytesAt, keepBytes } from '../engine-memory.ts';
import { UNANSWERED } from '../use.ts';
import type { Engine } from './engine.ts';

/** What a cell of one byte is looked up as when it needs a longer look; see engine/scan/columns.ts. */
const LONGER = 255;

/** What may part cells and rows: between quotes it can be a cell, but in front of a delimiter it is none. */
const SIGNS: ReadonlySet<number> = new Set([...'\0\t\n\r ",;|'].map((sign) => sign.charCodeAt(0)));

const SIZE = 256;

/** The codes of cells of one byte, by that byte; the delimiter stands for a blank cell. */
export interface ShortCells {
  readonly at: number;
  see(byte: number, code: number): void;
}

/** A table in the engine's memory that knows blank cells only. */
export function createShortCells(engine: Engine, delimiter: number): ShortCells {
  const at = engine.allocate(SIZE);
  const put = (byte: number, code: number): void => {
    bytesAt(engine, at, SIZE)[byte] = code;
  };
  for (let byte = 0; byte < SIZE; byte++) put(byte, byte === delimiter ? UNANSWERED : LONGER);
  return {
    at,
    see(byte, code) {
      if (code < LONGER && byte !== delimiter && !SIGNS.has(byte)) put(byte, code);
    },
  };
}

/** The same for columns whose cells are of no account. */
export function createIgnoredCells(engine: Engine, delimiter: number): ShortCells {
  const cells = createShortCells(engine, delimiter);
  for (let byte = 0; byte < SIZE; byte++) cells.see(byte, UNANSWERED);
  return cells;
}

/** The place of a table by which every cell needs a longer look, also a blank one. */
export function createLongerCells(engine: Engine): number {
  return keepBytes(engine, new Uint8Array(SIZE).fill(LONGER));
}
