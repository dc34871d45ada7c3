import { hang, padEnd, padStart, plainLine, wrapText } from './line.ts';
import type { Page } from './page.ts';
import { widthOf } from './width.ts';

/** A column of a table: its heading, and how its cells stand. */
export interface Column {
  readonly title: string;
  /** Default left. */
  readonly align?: 'left' | 'right';
  /** Whether its cells may be broken into lines where the page is narrow. */
  readonly wraps?: boolean;
}

/** A row: a cell for each column, of one or more lines of text, or one cell across all. */
export interface Row {
  readonly cells: readonly (string | readonly string[])[];
  /** Colours the row. */
  readonly paint?: (line: string) => string;
  /** Colours its cells, by their places. */
  readonly paints?: readonly (((text: string) => string) | undefined)[];
}

const GAP = '  ';
const POINT = '• ';
/** Narrower than this no column gets: lines grow longer than the page rather than lose words. */
const NARROWEST = 8;

/** A table under bold headings, every line indented, broken into as many lines as the page asks for. */
export function drawColumns(page: Page, columns: readonly Column[], rows: readonly Row[]): string[] {
  const lines = rows.map(({ cells, paint, paints = [] }) => ({
    paint,
    paints,
    isAcross: cells.length < 2,
    cells: columns.map((_, i) => [cells[i] ?? ''].flat().map(plainLine)),
  }));
  const head = { paint: page.paint.bold, paints: [], isAcross: false, cells: columns.map(({ title }) => [title]) };
  const apart = lines.filter(({ isAcross }) => !isAcross);
  const widths = fitWidths(
    columns,
    columns.map((_, i) => Math.max(...[head, ...apart].flatMap(({ cells }) => (cells[i] ?? []).map(widthOf)))),
    page.width,
  );
  return [head, ...lines].flatMap(({ cells, isAcross, paint = (line: string) => line, paints }) => {
    if (isAcross) {
      const texts = (cells[0] ?? []).flatMap((text) => breakText(text, page.width - GAP.length));
      return texts.map((line) => paint((GAP + line).trimEnd()));
    }
    const wrapped = cells.map((texts, i) => texts.flatMap((text) => breakText(text, widths[i] ?? NARROWEST)));
    const height = Math.max(...wrapped.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => {
      const parts = wrapped.map((texts, i) => {
        const pad = columns[i]?.align === 'right' ? padStart : padEnd;
        const text = texts[line] ?? '';
        const padded = pad(text, widths[i] ?? 0);
        const paintCell = paints[i];
        // Blanks stay uncoloured, so that those at the end of a line can be taken away.
        return paintCell && text !== '' ? padded.replace(text, () => paintCell(text)) : padded;
      });
      return paint((GAP + parts.join(GAP)).trimEnd());
    });
  });
}

/** Lines below the first one of a point stand below its text. */
function breakText(text: string, width: number): string[] {
  return text.startsWith(POINT) ? hang(POINT, text.slice(POINT.length), width) : wrapText(text, width);
}

/** The widths that fit the page: the widest of the columns that may be broken gives way first. */
function fitWidths(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  const total = (): number => widths.reduce((sum, one) => sum + one + GAP.length, 0);
  while (total() > width) {
    const widest = columns
      .map(({ wraps }, i) => ({ i, width: wraps ? (widths[i] ?? 0) : 0 }))
      .reduce((most, one) => (one.width > most.width ? one : most));
    if (widest.width <= NARROWEST) break;
    widths[widest.i] = widest.width - 1;
  }
  return widths;
}
