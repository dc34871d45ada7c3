import type { Block } from '../block.ts';
import type { ScannedEncoding } from '../encoding/codec.ts';
import type { ColumnUse } from '../use.ts';

/** How a table is to be read. */
export interface Reading {
  readonly encoding: ScannedEncoding;
  /** One byte. */
  readonly delimiter: string;
  /** One for each heading. */
  readonly uses: readonly ColumnUse[];
  /** Columns up to the last one with a heading: no row may have fewer cells. */
  readonly needed: number;
  /** The first line and the number of the first record. */
  readonly line: number;
  readonly record: number;
  /** Whether a newline within quotes begins a line; in a sheet a line is a row. */
  readonly quotedLines: boolean;
}

/** Sizes, in bytes and rows. Tests choose small ones; the result is the same for all of them. */
export interface Sizes {
  readonly buffer: number;
  readonly block: number;
}

export const SIZES: Sizes = { buffer: 1 << 20, block: 4096 };

/** The longest cell that is looked at, in bytes; of longer ones only the end is searched for. */
export const LONGEST_CELL = 1 << 20;

/** Reads bytes as rows. Fill its room with bytes, scan, take blocks, and so on until the end. */
export interface Scanner {
  /** Begins anew at a line and a record, with nothing read. */
  restart(place: Pick<Reading, 'line' | 'record'>): void;
  /** Free space for further bytes, never empty. */
  room(): Uint8Array;
  filled(count: number): void;
  /** No bytes will follow. */
  end(): void;
  /** Reads on: true as soon as a block is full, false where more bytes are needed or nothing is left. */
  scan(): boolean;
  /** The rows since the last block. */
  take(): Block;
  /** The line where reading has arrived, and the bytes that wait for more. */
  readonly line: number;
  readonly waiting: Uint8Array;
  /** How many records were read up to now, and how many of them were blank and gave no row. */
  readonly records: number;
  readonly blanks: number;
}
