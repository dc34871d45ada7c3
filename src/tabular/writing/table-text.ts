import { writeText } from '../cell-text.ts';

/** So many rows make one piece: few enough that a signal need not wait for them, enough to write seldom. */
const ROWS = 250;

/** A table as CSV in UTF-8 with the mark by which spreadsheets know it, piece by piece; no cell becomes a formula. */
export async function* writeTableText(
  headings: readonly string[],
  rows: Iterable<readonly string[]>,
): AsyncGenerator<string> {
  const line = (cells: readonly string[]): string => `${cells.map(writeText).join(',')}\n`;
  let piece = `\ufeff${line(headings)}`;
  let count = 0;
  for (const row of rows) {
    piece += line(row);
    count += 1;
    if (count % ROWS !== 0) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
