import { hang, padEnd, padStart, plainLine, splitPieces, wrapText } from './line.ts';
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
  const measure = (width: (text: string) => number, rows: readonly { readonly cells: readonly string[][] }[]) =>
    columns.map((_, i) => Math.max(1, ...rows.flatMap(({ cells }) => (cells[i] ?? []).map(width))));
  const [whole, words, titles] = [measure(widthOf, apart), measure(longestWord, apart), measure(longestWord, [head])];
  const widths = fitWidths(columns, {
    natural: measure(widthOf, [head, ...apart]),
    // Numbers are never broken, and words only where nothing else is left.
    whole: columns.map(({ wraps }, i) => Math.max(titles[i] ?? 0, (wraps ? words : whole)[i] ?? 0)),
    width: page.width,
  });
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

interface Wishes {
  readonly natural: readonly number[];
  /** Without breaking a word or a number. */
  readonly whole: readonly number[];
  /** Of the page. */
  readonly width: number;
}

/**
 * The widths that fit the page. The widest column gives way first, at its spaces and those of its title; only then are
 * words broken, of the columns that may be.
 */
function fitWidths(columns: readonly Column[], { natural, whole, width }: Wishes): number[] {
  const widths = [...natural];
  const total = (): number => widths.reduce((sum, one) => sum + one + GAP.length, 0);
  const narrow = (least: readonly number[]): void => {
    while (total() > width) {
      const room = widths.map((one, i) => (one > (least[i] ?? 0) ? one : 0));
      const widest = room.indexOf(Math.max(...room));
      if ((room[widest] ?? 0) === 0) break;
      widths[widest] = (widths[widest] ?? 0) - 1;
    }
  };
  narrow(whole);
  narrow(columns.map(({ wraps }, i) => (wraps ? NARROWEST : (whole[i] ?? 0))));
  return widths;
}

/** The width of the longest piece that is only broken where nothing else is left. */
function longestWord(text: string): number {
  return Math.max(0, ...splitPieces(text).map((piece) => widthOf(piece.trimEnd())));
}
