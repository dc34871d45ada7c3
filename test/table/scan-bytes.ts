import type { CellFault, ColumnBinding, RowBlock } from '../../src/table/row-block.ts';
import { createScanner, type ScanOptions, type ScanSizes } from '../../src/table/scan/scanner.ts';
import { encode, type ScannedEncoding } from '../../src/table/text-encoding.ts';

/** A row as its texts, with where it stands. */
export interface ScannedRow {
  readonly line: number;
  readonly record: number;
  readonly cells: readonly string[];
}

export interface Scanned {
  readonly rows: readonly ScannedRow[];
  readonly faults: readonly (Omit<CellFault, 'row'> & { readonly line: number })[];
  readonly records: number;
  readonly blanks: number;
}

export const texts = (count: number): readonly ColumnBinding[] =>
  Array.from({ length: count }, (_, input) => ({ kind: 'text', input }));

/** How a table without headings is read. */
export function readingOf(uses: readonly ColumnBinding[], given: Partial<ScanOptions> = {}): ScanOptions {
  const needed = uses.length;
  return { encoding: 'utf-8', delimiter: ',', uses, needed, line: 1, record: 1, quotedLines: true, ...given };
}

/** Feeds the bytes in pieces of the given length and collects what the blocks hold. */
export function scanBytes(
  bytes: Uint8Array,
  reading: ScanOptions,
  piece = bytes.length,
  sizes?: Partial<ScanSizes>,
): Scanned {
  const blocks: Scanned[] = [];
  const totals = scanBlocks(bytes, reading, piece, sizes, (block) => blocks.push(collect(block, reading)));
  return {
    rows: blocks.flatMap(({ rows }) => rows),
    faults: blocks.flatMap(({ faults }) => faults),
    ...totals,
  };
}

/** Feeds the bytes in pieces of the given length; every block is seen once. */
export function scanBlocks(
  bytes: Uint8Array,
  reading: ScanOptions,
  piece: number,
  sizes: Partial<ScanSizes> | undefined,
  see: (block: RowBlock) => void,
): { readonly records: number; readonly blanks: number } {
  const scanner = createScanner(reading, { buffer: Math.max(1, piece), block: 7, ...sizes });
  for (let at = 0; at < bytes.length; ) {
    const room = scanner.room();
    const fed = bytes.subarray(at, at + Math.min(piece, room.length));
    room.set(fed);
    scanner.filled(fed.length);
    at += fed.length;
    while (scanner.scan()) see(scanner.take());
  }
  scanner.end();
  while (scanner.scan()) see(scanner.take());
  const last = scanner.take();
  if (last.rows > 0) see(last);
  return { records: scanner.records, blanks: scanner.blanks };
}

function collect(block: RowBlock, { uses }: ScanOptions): Scanned {
  const rows = Array.from({ length: block.rows }, (_, row) => ({
    line: block.line[row] ?? 0,
    record: block.record[row] ?? 0,
    cells: uses.map((use) => (use.kind === 'text' ? (block.text.at(use.input, row) ?? '') : '')),
  }));
  const faults = block.faults.map(({ row, ...fault }) => ({ ...fault, line: block.line[row] ?? 0 }));
  return { rows, faults, records: 0, blanks: 0 };
}

/** Text as bytes of an encoding that is read as it is. */
export function bytesOf(text: string, encoding: ScannedEncoding = 'utf-8'): Uint8Array {
  return encode(text, encoding);
}
