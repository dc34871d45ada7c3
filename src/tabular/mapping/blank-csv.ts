import { writeText } from '../cell-text.ts';
import type { BlankColumn } from './blank-columns.ts';

/** An empty table as CSV: the headings, with the mark by which spreadsheets know that it is UTF-8. */
export function writeBlankCsv(columns: readonly BlankColumn[]): string {
  return `\ufeff${columns.map(({ heading }) => writeText(heading)).join(',')}\r\n`;
}
