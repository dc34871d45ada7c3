import { addBytes, type ByteBuffer } from './bytes.ts';
import { createNumberTexts, type NumberColumn } from './number-texts.ts';

/** Writes a number of a column as a cell of CSV, with the fewest digits that mean the same double; nothing for NaN. */
export type NumberCells = (buffer: ByteBuffer, column: NumberColumn, row: number) => void;

/** A writer of numbers, which keeps the texts of those it has met. */
export function createNumberCells(): NumberCells {
  const texts = createNumberTexts();
  return (buffer, column, row) => {
    texts.forget();
    const at = texts.find(column, row);
    addBytes(buffer, texts.view, at + 1, at + 1 + (texts.bytes[at] as number));
  };
}
