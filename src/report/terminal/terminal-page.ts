// Sections, items and tables of a terminal page.
import { Chalk } from 'chalk';
import { padEnd, padStart, sanitizeLine, splitPieces, textWidth, wrapHanging, wrapText } from './terminal-text.ts';

type Paint = InstanceType<typeof Chalk>;

/** A terminal to write on. */
export interface TerminalPage {
  readonly paint: Paint;
  /** Columns used: enough to read, few enough that lines stay readable. */
  readonly width: number;
}

const NARROWEST_PAGE = 60;
const WIDEST_PAGE = 120;
const INDENT = '  ';

/** How output for a terminal looks. */
export interface TerminalOptions {
  readonly color: boolean;
  /** Columns of the terminal; of a very wide one not all are used. */
  readonly width: number;
}

export function makeTerminalPage({ color, width }: TerminalOptions): TerminalPage {
  return { paint: new Chalk({ level: color ? 1 : 0 }), width: Math.min(WIDEST_PAGE, Math.max(NARROWEST_PAGE, width)) };
}

/** What stands on a page in groups of lines, a blank line between them; ends with a newline. */
export function joinGroups(groups: readonly (readonly string[])[]): string {
  const shown = groups.filter(({ length }) => length > 0);
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** A heading and what stands below it. */
export function section(page: TerminalPage, heading: string, lines: readonly string[] = []): string[] {
  return [...wrapText(sanitizeLine(heading), page.width).map((line) => page.paint.bold(line)), ...lines];
}

/** Text below a heading, with a mark before its first line. */
export function item(
  page: TerminalPage,
  mark: string,
  text: string,
  paint: (line: string) => string = (line) => line,
): string[] {
  return wrapHanging(INDENT + mark, sanitizeLine(text), page.width).map((line) => paint(line));
}

/** A label and its text, which begins in the same column on every such line; `mark` begins the text. */
export function labelled(page: TerminalPage, label: string, text: string, labelWidth: number, mark = ''): string[] {
  const start = `${INDENT}${padEnd(sanitizeLine(label), labelWidth)}${INDENT}`;
  return wrapHanging(start + mark, sanitizeLine(text), page.width).map((line, i) =>
    i === 0 ? page.paint.dim(start) + line.slice(start.length) : line,
  );
}

export function labelWidthOf(labels: readonly string[]): number {
  return Math.max(0, ...labels.map(textWidth));
}

interface TerminalColumn {
  readonly title: string;
  /** Default left. */
  readonly align?: 'left' | 'right';
  /** Whether its cells may be broken into lines where the page is narrow. */
  readonly wraps?: boolean;
}

/** A row: a cell for each column, of one or more lines of text, or one cell across all. */
export interface TerminalRow {
  readonly cells: readonly (string | readonly string[])[];
  readonly paint?: (line: string) => string;
  /** Colours its cells, by their places. */
  readonly paints?: readonly (((text: string) => string) | undefined)[];
}

const GAP = '  ';
/** Between columns that would not fit otherwise. */
const CLOSE = ' ';
const POINT = '• ';
/** Narrower than this no column gets: lines grow longer than the page rather than lose words. */
const NARROWEST_COLUMN = 8;

/** Tables of fewer columns are read across: before words are broken, the cells of a row go below its first one. */
const FOLDED_FROM = 6;

/**
 * A table under bold headings (none where no column has a title), every line indented. Long cells are wrapped. Where the
 * columns do not fit without breaking words, many columns are split into parts below each other, each with the first column;
 * of few, the first cell of a row goes above the others.
 *
 * Drawn here rather than by cli-table3, which would only join finished cells: with it `score` starts 20 ms (5 %) later, since
 * it builds its own measure of width at every start, and a table of 2,000 rows and eight columns takes 2.0 s more of
 * processor time than the 0.3 s of this one.
 */
export function drawTerminalTable(
  page: TerminalPage,
  columns: readonly TerminalColumn[],
  rows: readonly TerminalRow[],
): string[] {
  const lines = rows.map(({ cells, paint, paints = [] }) => ({
    paint,
    paints,
    isAcross: cells.length < 2,
    cells: columns.map((_, i) => [cells[i] ?? ''].flat().map(sanitizeLine)),
  }));
  const head = { paint: page.paint.bold, paints: [], isAcross: false, cells: columns.map(({ title }) => [title]) };
  const all = columns.some(({ title }) => title !== '') ? [head, ...lines] : lines;
  const wishes = measureColumns(columns, head, lines);
  if (isStacked(wishes, page.width)) return all.flatMap(stackLine);
  return foldColumns(wishes, page.width).flatMap((part, i) => {
    const take = <T>(list: readonly T[]): T[] => part.map((at) => list[at] as T);
    const fitted = fitWidths(take(columns), { natural: take(wishes.natural), whole: take(wishes.whole) }, page.width);
    const drawn = all.flatMap((line) =>
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

/**
 * A plain table under a bold head for a terminal, its columns as wide as they need to be, for a path that is broken cannot be
 * copied; ends with a newline.
 */
export function renderPlainTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  { color }: Pick<TerminalOptions, 'color'>,
): string {
  const [head = '', ...others] = drawTerminalTable(
    { paint: new Chalk({ level: 0 }), width: Number.POSITIVE_INFINITY },
    titles.map((title) => ({ title })),
    rows.map((cells) => ({ cells })),
  ).map((line) => line.slice(INDENT.length));
  return `${[new Chalk({ level: color ? 1 : 0 }).bold(head), ...others].join('\n')}\n`;
}

/** Whether few columns would break words side by side, but not with the others below the first one. */
function isStacked({ whole }: ColumnWidths, width: number): boolean {
  const widthOfAll = (all: readonly number[]): number => all.reduce((sum, one) => sum + one + CLOSE.length, GAP.length);
  if (whole.length < 3 || whole.length >= FOLDED_FROM || widthOfAll(whole) - CLOSE.length <= width) return false;
  return widthOfAll(whole.slice(1)) + GAP.length - CLOSE.length <= width;
}

/** A row ready to be drawn: its cells as lines of text. */
interface Line {
  readonly cells: readonly (readonly string[])[];
  readonly isAcross: boolean;
  readonly paint: TerminalRow['paint'];
  readonly paints: NonNullable<TerminalRow['paints']>;
}

/** How wide columns would like to be. */
interface ColumnWidths {
  readonly natural: readonly number[];
  /** Without breaking a word or a number. */
  readonly whole: readonly number[];
}

function measureColumns(columns: readonly TerminalColumn[], head: Line, lines: readonly Line[]): ColumnWidths {
  const apart = lines.filter(({ isAcross }) => !isAcross);
  const measure = (width: (text: string) => number, rows: readonly Line[]): number[] =>
    columns.map((_, i) => rows.reduce((most, { cells }) => Math.max(most, ...(cells[i] ?? []).map(width)), 1));
  const [whole, words, titles] = [measure(textWidth, apart), measure(longestWord, apart), measure(longestWord, [head])];
  const natural = measure(textWidth, [head, ...apart]);
  return {
    natural,
    // Numbers are never broken, and words only where nothing else is left; Chinese does not stand sign below sign.
    whole: columns.map(({ wraps }, i) =>
      Math.max(titles[i] ?? 0, (wraps ? words : whole)[i] ?? 0, Math.min(natural[i] ?? 0, NARROWEST_COLUMN)),
    ),
  };
}

/** The columns of each part, by their places; one part where all of them fit, or are too few to be split. */
function foldColumns({ whole }: ColumnWidths, width: number): number[][] {
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

function drawAcross({ cells, paint = (line) => line }: Line, { width }: TerminalPage): string[] {
  const texts = (cells[0] ?? []).flatMap((text) => breakText(text, width - GAP.length));
  return texts.map((line) => paint((GAP + line).trimEnd()));
}

function drawLine(
  { cells, paint = (line) => line, paints }: Line,
  columns: readonly TerminalColumn[],
  { widths, gap }: Fitted,
): string[] {
  const wrapped = cells.map((texts, i) => texts.flatMap((text) => breakText(text, widths[i] ?? NARROWEST_COLUMN)));
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
  return text.startsWith(POINT) ? wrapHanging(POINT, text.slice(POINT.length), width) : wrapText(text, width);
}

interface Fitted {
  readonly widths: readonly number[];
  readonly gap: string;
}

/**
 * The widths that fit the page. The widest column gives way first, at its spaces and those of its title; then columns come
 * closer; only then are words broken, of the columns that may be.
 */
function fitWidths(columns: readonly TerminalColumn[], { natural, whole }: ColumnWidths, width: number): Fitted {
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
    narrow(columns.map(({ wraps }, i) => (wraps ? NARROWEST_COLUMN : (whole[i] ?? 0))));
  }
  return { widths, gap };
}

/** The width of the longest piece that is only broken where nothing else is left; of a point, with the room of its mark. */
function longestWord(text: string): number {
  const isPoint = text.startsWith(POINT);
  const longest = Math.max(
    0,
    ...splitPieces(isPoint ? text.slice(POINT.length) : text).map((piece) => textWidth(piece.trimEnd())),
  );
  return isPoint ? textWidth(POINT) + longest : longest;
}
