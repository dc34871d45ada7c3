import { type ByteBuffer, reserve } from './bytes.ts';
import { createNumberTexts, type NumberColumn } from './number-texts.ts';

const COMMA = 0x2c;
/** A comma, the longest number, and what a copy by words writes behind it. */
const ROOM = 32;
/** So many rows show whether the numbers of a column come again. */
const PROBE = 256;

/** Columns of numbers beside each other, written a row at a time; what each cell says is settled a column at a time. */
export interface NumberRun {
  /** Settles the cells of the first rows, column by column; nothing is written for a column that is absent. */
  settle(columns: readonly (NumberColumn | undefined)[], rows: number): void;
  /** Adds the cells of a row, a comma in front of each, as `NumberCells` writes them. */
  add(buffer: ByteBuffer, row: number): void;
}

/** A run of so many columns. */
export function createNumberRun(count: number): NumberRun {
  const texts = createNumberTexts();
  let cells = new Int32Array(0);

  function settleColumn(column: NumberColumn, k: number, rows: number): void {
    const probed = Math.min(rows, PROBE);
    let news = 0;
    let last = 0;
    for (let row = 0; row < probed; row++) {
      const at = texts.find(column, row);
      // Texts that are new stand behind all others.
      if (at > last) {
        last = at;
        news++;
      }
      cells[row * count + k] = at;
    }
    // Numbers that are all different would only drive out others.
    if (news * 2 > PROBE) {
      for (let row = probed; row < rows; row++) cells[row * count + k] = texts.make(column, row);
    } else for (let row = probed; row < rows; row++) cells[row * count + k] = texts.find(column, row);
  }

  return {
    settle(columns, rows) {
      texts.forget();
      if (cells.length < rows * count) cells = new Int32Array(rows * count);
      for (let k = 0; k < count; k++) {
        const column = columns[k];
        if (column) settleColumn(column, k, rows);
        else for (let row = 0; row < rows; row++) cells[row * count + k] = 0;
      }
    },
    add(buffer, row) {
      reserve(buffer, count * ROOM);
      const { bytes, view } = texts;
      const [target, targetView] = [buffer.bytes, buffer.view];
      let at = buffer.length;
      for (let i = row * count; i < (row + 1) * count; i++) {
        target[at++] = COMMA;
        const from = cells[i] as number;
        const length = bytes[from] as number;
        for (let j = 0; j < length; j += 4) targetView.setInt32(at + j, view.getInt32(from + 1 + j));
        at += length;
      }
      buffer.length = at;
    },
  };
}
