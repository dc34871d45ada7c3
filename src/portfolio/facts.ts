import { type GrowingColumn, growingCodes, growingDays } from './columns.ts';
import { UNDATED } from './day.ts';
import type { FactColumn } from './roster.ts';
import type { TextCells } from './text-cells.ts';
import { createValueTable, type ValueTable } from './value-table.ts';

/** Facts of rows, by id. */
export type FactCells = ReadonlyMap<string, TextCells>;

/**
 * The facts of all members while they are read. What the registry says goes first; else the newest source that says
 * something counts, of the same day the one read last.
 */
export interface Facts {
  /** Rows go to the members at `indexes`, as of their days; -1 is nobody. */
  addCells(cells: FactCells, indexes: Int32Array, days: Int32Array, rows: number): void;
  /** The same of rows of the registry. */
  addRegistry(cells: FactCells, indexes: Int32Array, rows: number): void;
  add(index: number, facts: ReadonlyMap<string, string>, day: number): void;
  grow(capacity: number): void;
  finish(): ReadonlyMap<string, FactColumn>;
}

interface Growing {
  readonly codes: GrowingColumn<Uint32Array>;
  readonly table: ValueTable;
  /** The day of what is stated; only for what may change. */
  readonly day: GrowingColumn<Int32Array>;
}

/** No facts yet. */
export function createFacts(initial: number): Facts {
  let capacity = initial;
  const columns = new Map<string, Growing>();
  /** Registered facts have this day: no other goes before them. */
  const REGISTERED = 0x7fffffff;

  function columnOf(id: string): Growing {
    const known = columns.get(id) ?? {
      codes: growingCodes(capacity),
      table: createValueTable(),
      day: growingDays(capacity),
    };
    columns.set(id, known);
    return known;
  }

  function put({ codes, day }: Growing, index: number, code: number, on: number): void {
    if (code === 0 || on < (day.values[index] as number)) return;
    codes.values[index] = code;
    day.values[index] = on;
  }

  return {
    addCells(cells, indexes, days, rows) {
      for (const [id, texts] of cells) {
        const column = columnOf(id);
        for (let row = 0; row < rows; row++) {
          const index = indexes[row] as number;
          if (index >= 0) put(column, index, column.table.codeAt(texts, row), days[row] as number);
        }
      }
    },
    addRegistry(cells, indexes, rows) {
      for (const [id, texts] of cells) {
        const column = columnOf(id);
        for (let row = 0; row < rows; row++) {
          const index = indexes[row] as number;
          if (index >= 0) put(column, index, column.table.codeAt(texts, row), REGISTERED);
        }
      }
    },
    add(index, facts, day) {
      for (const [id, text] of facts) {
        const column = columnOf(id);
        put(column, index, column.table.codeOf(text), Math.max(day, UNDATED));
      }
    },
    grow(length) {
      capacity = length;
      for (const { codes, day } of columns.values()) {
        codes.grow(length);
        day.grow(length);
      }
    },
    finish: () =>
      new Map([...columns].map(([id, { codes, table }]) => [id, { codes: codes.values, values: table.values }])),
  };
}
