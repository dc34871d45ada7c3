// Draws scores with bars; the numbers are aligned at their decimal signs.
import type { FigureValue, ScoreRow, Scores } from '../document/document-model.ts';
import type { TerminalPage } from './terminal-page.ts';
import { padEnd, padStart, sanitizeLine, textWidth, wrapText } from './terminal-text.ts';

const MAX_BAR_WIDTH = 40;
const MIN_BAR_WIDTH = 10;
const MIN_TITLE_WIDTH = 8;
const COLUMN_GAP = '  ';

/**
 * Draws scores. The bar is the last column, so that a terminal that draws it with another width moves no other column.
 */
export function drawScores({ rows, decimal }: Scores, page: TerminalPage): string[] {
  const lines = rows.map((row) => ({
    ...row,
    title: sanitizeLine(row.title),
    remarks: sanitizeLine(row.remarks),
    number: splitNumber(row, decimal),
  }));
  const widestText = (column: (row: (typeof lines)[number]) => string): number =>
    Math.max(...lines.map((row) => textWidth(column(row))));
  const isOpen = rows.some(({ score }) => Array.isArray(score.value));
  const [wholeWidth, partWidth] = [widestText(({ number }) => number[0]), widestText(({ number }) => number[1])];
  const numberOf = ({ number: [whole, part] }: (typeof lines)[number]): string =>
    isOpen ? whole + part : padStart(whole, wholeWidth) + padEnd(part, partWidth);
  const numberWidth = widestText(numberOf);
  const [outOfWidth, remarksWidth] = [widestText(({ outOf }) => outOf), widestText(({ remarks }) => remarks)];
  const fixedWidth = numberWidth + 1 + outOfWidth + (remarksWidth > 0 ? remarksWidth + 2 : 0) + 3 * COLUMN_GAP.length;
  // If the numbers leave too little space, lines exceed the page, so that titles stay complete.
  const titleWidth = Math.min(
    widestText(({ title }) => title),
    Math.max(MIN_TITLE_WIDTH, page.width - fixedWidth - MIN_BAR_WIDTH),
  );
  // Bars take half of the space, so that they still fit on terminals that draw their cells twice as wide.
  const cells = Math.min(
    MAX_BAR_WIDTH,
    Math.max(MIN_BAR_WIDTH, Math.floor((page.width - fixedWidth - titleWidth) / 2)),
  );
  return lines.flatMap((row) => {
    const [first = '', ...others] = wrapText(row.title, titleWidth);
    const number = `${padStart(numberOf(row), numberWidth)} ${padEnd(row.outOf, outOfWidth)}`;
    const remarks = remarksWidth > 0 ? COLUMN_GAP + padEnd(row.remarks, remarksWidth) : '';
    const line = `${COLUMN_GAP}${padEnd(first, titleWidth)}${COLUMN_GAP}${number}${page.paint.dim(remarks)}${COLUMN_GAP}${drawBar(row, cells, page)}`;
    return [line.trimEnd(), ...others.map((other) => COLUMN_GAP + other)];
  });
}

/** Splits the text of a number at the decimal sign; a range is not split. */
function splitNumber({ score: { text, value } }: ScoreRow, decimal: string): readonly [string, string] {
  const index = typeof value === 'number' ? text.indexOf(decimal) : -1;
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index)];
}

function drawBar({ score: { value }, maximum }: ScoreRow, cells: number, { paint }: TerminalPage): string {
  const bar = scoreBar(value, maximum, cells);
  if (!bar) return '';
  return paint.cyan('█'.repeat(bar.sure)) + paint.yellow('▒'.repeat(bar.possible)) + paint.dim('░'.repeat(bar.rest));
}

/** The cells of a bar by their meaning: certainly reached, possible, and out of reach. */
interface ScoreBar {
  readonly sure: number;
  readonly possible: number;
  readonly rest: number;
}

/** Returns a score as a bar of `cells` cells, from zero to the maximum; undefined without a maximum or a value. */
export function scoreBar(value: FigureValue, maximum: number | undefined, cells: number): ScoreBar | undefined {
  if (maximum === undefined || maximum <= 0 || value === null) return undefined;
  const [low, high] = typeof value === 'number' ? [value, value] : value;
  if (low === null || high === null || low < 0) return undefined;
  const sureCells = filledCells(low, maximum, cells);
  const possibleCells = Math.max(sureCells, filledCells(high, maximum, cells));
  return { sure: sureCells, possible: possibleCells - sureCells, rest: cells - possibleCells };
}

/** Returns the number of filled cells for a value; only the maximum fills all cells, and only zero fills none. */
function filledCells(value: number, maximum: number, cells: number): number {
  if (value >= maximum) return cells;
  if (value <= 0) return 0;
  return Math.min(cells - 1, Math.max(1, Math.round((value / maximum) * cells)));
}
