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
/** Between columns that would not fit otherwise. */
const CLOSE = ' ';
const POINT = '• ';
/** Narrower than this no column gets: lines grow longer than the page rather than lose words. */
const NARROWEST = 8;

/** Tables of fewer columns are held against each other across: there, a row is told below its first cell before words are broken. */
const FOLDED_FROM = 6;

/**
 * A table under bold headings, every line indented, broken into as many lines as the page asks for. Where the columns do
 * not fit without breaking words, those of many are told in parts below each other, each with the first column; of few,
 * the first cell of a row stands above the others.
 */
export function drawColumns(page: Page, columns: readonly Column[], rows: readonly Row[]): string[] {
  const lines = rows.map(({ cells, paint, paints = [] }) => ({
    paint,
    paints,
    isAcross: cells.length < 2,
    cells: columns.map((_, i) => [cells[i] ?? ''].flat().map(plainLine)),
  }));
  const head = { paint: page.paint.bold, paints: [], isAcross: false, cells: columns.map(({ title }) => [title]) };
  const wishes = measureColumns(columns, head, lines);
  if (isStacked(wishes, page.width)) return [head, ...lines].flatMap(stackLine);
  return foldColumns(wishes, page.width).flatMap((part, i) => {
    const take = <T>(list: readonly T[]): T[] => part.map((at) => list[at] as T);
    const fitted = fitWidths(take(columns), { natural: take(wishes.natural), whole: take(wishes.whole) }, page.width);
    const drawn = [head, ...lines].flatMap((line) =>
      line.isAcross
        ? drawAcross(line, page)
        : drawLine({ ...line, cells: take(line.cells), paints: take(line.paints) }, take(columns), fitted),
    );
    return i === 0 ? drawn : ['', ...drawn];
  });

  /** The first cell across, and below it the others, further in. */
  function stackLine(line: Line): string[] {
    const [label = [], ...others] = line.cells;
    const below = { natural: wishes.natural.slice(1), whole: wishes.whole.slice(1) };
    const fitted = fitWidths(columns.slice(1), below, page.width - GAP.length);
    const above = drawAcross({ ...line, cells: [label], paint: line.paints[0] ?? line.paint }, page);
    const isBlank = line.isAcross || others.every((texts) => texts.every((text) => text === ''));
    return [
      ...(label.every((text) => text === '') && !isBlank ? [] : above),
      ...(isBlank
        ? []
        : drawLine({ ...line, cells: others, paints: line.paints.slice(1) }, columns.slice(1), fitted).map(
            (one) => GAP + one,
          )),
    ];
  }
}

/** Whether few columns would break words beside each other, and the others would not below the first one. */
function isStacked({ whole }: Wishes, width: number): boolean {
  const widthOfAll = (all: readonly number[]): number => all.reduce((sum, one) => sum + one + CLOSE.length, GAP.length);
  if (whole.length < 3 || whole.length >= FOLDED_FROM || widthOfAll(whole) - CLOSE.length <= width) return false;
  return widthOfAll(whole.slice(1)) + GAP.length - CLOSE.length <= width;
}

/** A row ready to be drawn: its cells as lines of text. */
interface Line {
  readonly cells: readonly (readonly string[])[];
  readonly isAcross: boolean;
  readonly paint: Row['paint'];
  readonly paints: NonNullable<Row['paints']>;
}

/** How wide columns would like to be. */
interface Wishes {
  readonly natural: readonly number[];
  /** Without breaking a word or a number. */
  readonly whole: readonly number[];
}

function measureColumns(columns: readonly Column[], head: Line, lines: readonly Line[]): Wishes {
  const apart = lines.filter(({ isAcross }) => !isAcross);
  const measure = (width: (text: string) => number, rows: readonly Line[]): number[] =>
    columns.map((_, i) => rows.reduce((most, { cells }) => Math.max(most, ...(cells[i] ?? []).map(width)), 1));
  const [whole, words, titles] = [measure(widthOf, apart), measure(longestWord, apart), measure(longestWord, [head])];
  const natural = measure(widthOf, [head, ...apart]);
  return {
    natural,
    // Numbers are never broken, and words only where nothing else is left; Chinese does not stand sign below sign.
    whole: columns.map(({ wraps }, i) =>
      Math.max(titles[i] ?? 0, (wraps ? words : whole)[i] ?? 0, Math.min(natural[i] ?? 0, NARROWEST)),
    ),
  };
}

/** The columns of each part, by their places; one part where all of them fit, or are too few to be told apart. */
function foldColumns({ whole }: Wishes, width: number): number[][] {
  const all = whole.map((_, i) => i);
  const widthIn = (part: readonly number[]): number => part.reduce((sum, i) => sum + (whole[i] ?? 0) + GAP.length, 0);
  if (all.length < FOLDED_FROM || widthIn(all) <= width) return [all];
  const parts: number[][] = [];
  for (const column of all.slice(1)) {
    const part = parts.at(-1);
    if (part && widthIn([...part, column]) <= width) part.push(column);
    else parts.push([0, column]);
  }
  return parts;
}

function drawAcross({ cells, paint = (line) => line }: Line, { width }: Page): string[] {
  const texts = (cells[0] ?? []).flatMap((text) => breakText(text, width - GAP.length));
  return texts.map((line) => paint((GAP + line).trimEnd()));
}

function drawLine(
  { cells, paint = (line) => line, paints }: Line,
  columns: readonly Column[],
  { widths, gap }: Fitted,
): string[] {
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
    return paint((GAP + parts.join(gap)).trimEnd());
  });
}

/** Lines below the first one of a point stand below its text. */
function breakText(text: string, width: number): string[] {
  return text.startsWith(POINT) ? hang(POINT, text.slice(POINT.length), width) : wrapText(text, width);
}

/** How columns stand on the page. */
interface Fitted {
  readonly widths: readonly number[];
  readonly gap: string;
}

/**
 * The widths that fit the page. The widest column gives way first, at its spaces and those of its title; then columns come
 * closer; only then are words broken, of the columns that may be.
 */
function fitWidths(columns: readonly Column[], { natural, whole }: Wishes, width: number): Fitted {
  const widths = [...natural];
  let gap = GAP;
  const total = (): number => widths.reduce((sum, one) => sum + one + gap.length, GAP.length - gap.length);
  const narrow = (least: readonly number[]): void => {
    while (total() > width) {
      const room = widths.map((one, i) => (one > (least[i] ?? 0) ? one : 0));
      const widest = room.indexOf(Math.max(...room));
      if ((room[widest] ?? 0) === 0) break;
      widths[widest] = (widths[widest] ?? 0) - 1;
    }
  };
  narrow(whole);
  if (total() > width) gap = CLOSE;
  if (total() > width) {
    gap = GAP;
    narrow(columns.map(({ wraps }, i) => (wraps ? NARROWEST : (whole[i] ?? 0))));
  }
  return { widths, gap };
}

/** The width of the longest piece that is only broken where nothing else is left; of a point, with the room of its mark. */
function longestWord(text: string): number {
  const isPoint = text.startsWith(POINT);
  const longest = Math.max(
    0,
    ...splitPieces(isPoint ? text.slice(POINT.length) : text).map((piece) => widthOf(piece.trimEnd())),
  );
  return isPoint ? widthOf(POINT) + longest : longest;
}
