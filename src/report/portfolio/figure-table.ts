// Builds tables of figures: their columns and cells, as text and as CSV rows.
import type { Language, Messages } from '../../i18n/index.ts';
import type { Text } from '../../model/index.ts';
import { sanitizeText } from '../terminal/terminal-text.ts';
import { formatCount, formatDate, formatNumber, formatShare } from '../text/number-format.ts';

/** A table of figures, for any output format. */
export interface FigureTable {
  /** A name for programs, unique among the tables of a portfolio. */
  readonly id: string;
  readonly title: string;
  /** The main finding in words, for readers who do not want to compare figures. */
  readonly lead?: string;
  /** Further remarks, one sentence each. */
  readonly remarks?: readonly string[];
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly (readonly FigureCell[])[];
}

export interface FigureColumn {
  /** A name for programs; the title is for people, in the language of the report. */
  readonly id: string;
  readonly title: string;
  /** A share is a fraction of 1; an estimate is a share with its interval. */
  readonly kind: 'text' | 'count' | 'share' | 'number' | 'estimate';
  /** The number of decimals printed; 2 by default. */
  readonly decimals?: number;
}

/**
 * Null is an empty cell; `HIDDEN_FIGURE` replaces a count that is too small to be shown, or that would reveal such a
 * count.
 */
export type FigureCell = string | number | Estimate | FigureRange | null | typeof HIDDEN_FIGURE;

/** The range in which a figure lies, if merged levels leave it open. */
interface FigureRange {
  readonly low: number;
  readonly high: number;
}

/** A fraction of 1 with its confidence interval; without an interval if all enterprises are known. */
interface Estimate {
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
}

export const HIDDEN_FIGURE: unique symbol = Symbol('hidden');

export function cellOrHidden(value: number | null): FigureCell {
  return value === null ? HIDDEN_FIGURE : value;
}

/** The messages, titles and settings for writing figures. */
export interface PortfolioWords {
  /** The name of the portfolio's owner, as the user states it; null if not stated. */
  readonly name: string | null;
  /** Whether the inputs declare themselves synthetic. */
  readonly isSynthetic: boolean;
  /** Whether the office defined the stages itself; only then does the report name stages without data. */
  readonly hasOwnStages: boolean;
  readonly language: Language;
  readonly messages: Messages;
  /** Returns the text in the report's language; undefined for undefined. */
  pick(text: Text | undefined): string | undefined;
  /** Returns the title of a fact, or its name if the inputs have no title for it. */
  factTitle(name: string): string;
  /** Returns the title of a pack, or its id; blank if there is only one pack. */
  packTitle(pack: string | null): string;
  /** Returns the title that a pack gives a name, or the name itself. */
  titleOf(pack: string | null, name: string): string;
  /** Returns the number of decimals with which the pack's scores are printed. */
  decimalsOf(pack: string | null): number;
  /** Returns the value that an enterprise stated for a fact, in words if a pack has them. */
  valueOf(fact: string, value: string): string;
  /** Funding in the packs' policies that is paid to recipients other than enterprises. */
  readonly otherFunding?: FigureTable | undefined;
}

/** Returns the title of a portfolio and the lines below it: its day, and whether its data are synthetic. */
export function portfolioHead(
  asOf: string,
  { name, isSynthetic, messages }: PortfolioWords,
): { title: string; lines: string[] } {
  const { portfolio, numbers } = messages;
  const day = portfolio.asOf({ date: formatDate(asOf, numbers) });
  return {
    title: name === null ? portfolio.title : numbers.labelled(name, portfolio.title),
    lines: isSynthetic ? [day, portfolio.synthetic] : [day],
  };
}

/** Builds columns with their usual headings; each group has a kind, followed by the ids of the columns of that kind. */
export function figureColumns(
  { messages }: PortfolioWords,
  ...groups: readonly (readonly [FigureColumn['kind'], ...(keyof Messages['portfolio']['columns'])[]])[]
): FigureColumn[] {
  return groups.flatMap(([kind, ...ids]) => ids.map((id) => ({ id, title: messages.portfolio.columns[id], kind })));
}

/** The text shown for an empty cell. */
const NO_VALUE_MARK = '–';

const FIGURE_DECIMALS = 2;

/** Writes a cell as text. */
export function figureText(
  cell: FigureCell | undefined,
  { kind, decimals = FIGURE_DECIMALS }: Pick<FigureColumn, 'kind' | 'decimals'>,
  { messages }: PortfolioWords,
): string {
  const { numbers, portfolio } = messages;
  if (cell === HIDDEN_FIGURE) return portfolio.hidden;
  if (cell === null || cell === undefined) return kind === 'text' ? '' : NO_VALUE_MARK;
  if (typeof cell === 'string') return cell;
  const writeNumber = (value: number): string => formatNumber(value, { numbers, decimals, least: decimals });
  if (typeof cell === 'object')
    return 'share' in cell
      ? estimateText(cell, numbers)
      : numbers.range(writeNumber(cell.low), writeNumber(cell.high), cell.low < 0);
  if (kind === 'share') return formatShare(cell, numbers, 2, 2);
  return kind === 'number' ? writeNumber(cell) : formatCount(cell, numbers);
}

/** Writes the remarks on a table and explains its marks, for readers who see only this table. */
export function footnotesOf({ rows, remarks = [] }: FigureTable, { messages }: PortfolioWords): string[] {
  const { footnotes } = messages.portfolio;
  const cells = rows.flat();
  const isFigureRange = (cell: FigureCell): boolean => typeof cell === 'object' && cell !== null && !('share' in cell);
  return [
    ...remarks,
    ...(cells.includes(HIDDEN_FIGURE) ? [footnotes.hidden] : []),
    ...(cells.some(isFigureRange) ? [footnotes.range] : []),
  ];
}

/** Writes a share followed by its interval, both in percent: 73.8% (71.2–76.1). */
function estimateText({ share, low, high }: Estimate, numbers: Messages['numbers']): string {
  const text = formatShare(share, numbers, 1, 1);
  if (low === null || high === null) return text;
  const writeNumber = (end: number): string =>
    formatNumber(end * 100, { numbers, decimals: 1, least: 1, gates: [0, 100] });
  return numbers.remark(text, numbers.range(writeNumber(low), writeNumber(high), false));
}

/**
 * The columns of a CSV file with one row for each figure, so that one file can contain tables of any shape. `of` has
 * the labels of the figure's row.
 */
export const CSV_HEADINGS = ['table', 'of', 'figure', 'value', 'hidden'] as const;

/**
 * Returns rows about the file itself, in the same columns: the day of the report, and whether the data are synthetic.
 */
export function aboutRows(asOf: string, isSynthetic: boolean): string[][] {
  const createRow = (figure: string, value: string): string[] => ['about', '', figure, value, 'false'];
  return [createRow('as-of', asOf), ...(isSynthetic ? [createRow('synthetic', 'true')] : [])];
}

/**
 * Writes all figures of tables as CSV rows, unrounded. A hidden figure is blank, followed by `true`; a range has a row
 * for each end. Characters that a terminal would interpret are removed from stated texts.
 */
export function figureRows(tables: readonly FigureTable[]): string[][] {
  return tables.flatMap(({ id, columns, rows }) =>
    rows.flatMap((cells) => {
      const labels = columns.flatMap(({ kind }, i) =>
        kind === 'text' && isLabel(columns, i) && typeof cells[i] === 'string' ? [cells[i]] : [],
      );
      return columns.flatMap((column, i): string[][] => {
        const cell = cells[i] ?? null;
        if ((column.kind === 'text' && isLabel(columns, i)) || cell === null) return [];
        const createRow = (figure: string, value: string): string[] => [
          id,
          sanitizeText(labels.join(' | ')),
          figure,
          sanitizeText(value),
          String(cell === HIDDEN_FIGURE),
        ];
        if (typeof cell !== 'object') return [createRow(column.id, cell === HIDDEN_FIGURE ? '' : String(cell))];
        const ends = [['low', cell.low] as const, ['high', cell.high] as const];
        return [
          ...('share' in cell ? [createRow(column.id, String(cell.share))] : []),
          ...(cell.low === null
            ? []
            : ends.map(([end, value]) => createRow(`${column.id}-${end}`, String(value ?? '')))),
        ];
      });
    }),
  );
}

/**
 * Writes all figures of tables as rows for people: the titles of table and figure in the language of the report, and
 * figures as printed, but without separators between thousands, which programs would take for text. The first row has
 * headings.
 */
export function readableRows(asOf: string, tables: readonly FigureTable[], words: PortfolioWords): string[][] {
  const { portfolio, numbers } = words.messages;
  const { table, of, figure, value } = portfolio.csv;
  const plainNumbers = { ...numbers, group: '', percent: (number: string): string => `${number}%` };
  const plainWords = { ...words, messages: { ...words.messages, numbers: plainNumbers } };
  const head = portfolioHead(asOf, words);
  return [
    [table, of, figure, value],
    ...head.lines.map((line) => [head.title, '', line, '']),
    ...tables.flatMap(({ title, columns, rows }) =>
      rows.flatMap((cells) => {
        const isLabelCell = (i: number): boolean => columns[i]?.kind === 'text' && isLabel(columns, i);
        const labels = cells.filter((cell, i) => isLabelCell(i) && typeof cell === 'string');
        return columns.flatMap((column, i): string[][] => {
          const cell = cells[i] ?? null;
          if (isLabelCell(i) || cell === null) return [];
          const write = (name: string, cell: FigureCell, kind = column.kind): string[] =>
            [title, labels.join(' | '), name, figureText(cell, { ...column, kind }, plainWords)].map(sanitizeText);
          if (typeof cell !== 'object' || !('share' in cell)) return [write(column.title, cell)];
          const ends = [
            [portfolio.intervalLow, cell.low],
            [portfolio.intervalHigh, cell.high],
          ] as const;
          return [
            write(column.title, cell.share, 'share'),
            ...ends.flatMap(([end, share]) =>
              share === null ? [] : [write(`${column.title} ${end}`, share, 'share')],
            ),
          ];
        });
      }),
    ),
  ];
}

/**
 * Whether a text column is a label. Text columns before the first figure are labels, those after it findings; if all
 * columns are texts, only the last one is a finding.
 */
function isLabel(columns: FigureTable['columns'], index: number): boolean {
  const firstFigure = columns.findIndex(({ kind }) => kind !== 'text');
  return index < (firstFigure < 0 ? columns.length - 1 : firstFigure);
}
