import type { FaultCode } from '../block.ts';
import { bytesAt } from '../engine-memory.ts';
import { type Columns, createColumns } from './columns.ts';
import { createEngine } from './engine.ts';
import { LONGEST_CELL, type Reading, type Scanner, SIZES, type Sizes } from './reading.ts';

/** What may be wrong with a cell whatever column it belongs to, as the engine numbers it; see engine/scan/damage.ts. */
const DAMAGE: readonly FaultCode[] = ['open-quote', 'too-long', 'nul', 'stray-quote'];

/**
 * A scanner for rows of bytes. What is done for every cell is the engine's; here is the rest: texts that have to be looked
 * at as such, and faults.
 */
export function createScanner(reading: Reading, sizes: Sizes = SIZES): Scanner {
  const { uses, needed, quotedLines, delimiter } = reading;
  const engine = createEngine({
    settle: (column, row, start, end) => columns.settle(column, row, start, end),
    addText: (column, row, start, end) => columns.addText(column, row, start, end),
    complain: (column, row, damage, start, end) => complain(column, row, damage, columns.quote(start, end)),
    isBlank: (start, end) => isBlank(start, end),
    isBlankRow: (row, start, end) => columns.faults.at(-1)?.row !== row && isBlank(start, end),
    complainOfLength: (row, cells) => complainOfLength(row, cells),
    quoteSkipped: (start, end) => {
      skipped = columns.quote(start, end);
    },
    complainOfSkipped: (column, row, damage) => complain(column, row, damage, skipped),
  });
  const columns: Columns = createColumns(engine, reading, sizes.block);
  const lines = new Uint32Array(sizes.block);
  const records = new Float64Array(sizes.block);
  const sign = delimiter.charCodeAt(0);
  const linesAt = engine.begin(
    columns.at,
    uses.length,
    needed,
    sign,
    Number(quotedLines),
    sizes.block,
    sizes.buffer,
    LONGEST_CELL,
  );
  const recordsAt = engine.recordsAt();
  let skipped = '';
  let first = reading.record;
  restart(reading);

  function restart({ line, record }: Pick<Reading, 'line' | 'record'>): void {
    engine.restart(line, record);
    columns.faults.length = 0;
    first = record;
  }

  function isBlank(start: number, end: number): boolean {
    return columns.quote(start, end).trim() === '';
  }

  function complain(column: number, row: number, damage: number, value: string): void {
    columns.complain(row, column, DAMAGE[damage] as FaultCode, value);
  }

  /** Where cells are shifted, what they say means nothing; how they are damaged does. */
  function complainOfLength(row: number, cells: number): void {
    const { faults } = columns;
    const mark = faults.findLastIndex((fault) => fault.row !== row) + 1;
    const damage = faults.splice(mark).filter(({ code }) => DAMAGE.includes(code));
    faults.push(...damage);
    if (!damage.some(({ code }) => code === 'open-quote')) columns.complain(row, null, 'row-length', String(cells));
  }

  return {
    restart,
    room() {
      const at = engine.makeRoom();
      return bytesAt(engine, at, engine.freeRoom());
    },
    filled: (count) => engine.filled(count),
    end: () => engine.end(),
    scan: () => engine.scan() !== 0,
    take() {
      const rows = engine.rowCount();
      lines.set(new Uint32Array(engine.memory.buffer, linesAt, rows));
      records.set(new Float64Array(engine.memory.buffer, recordsAt, rows));
      const block = columns.finish(rows, lines, records);
      engine.beginBlock();
      return block;
    },
    get line() {
      return engine.lineNow();
    },
    get waiting() {
      return bytesAt(engine, engine.waitingFrom(), engine.waitingTo() - engine.waitingFrom());
    },
    get records() {
      return engine.recordNow() - first + 1;
    },
    get blanks() {
      return engine.blanksNow();
    },
  };
}
