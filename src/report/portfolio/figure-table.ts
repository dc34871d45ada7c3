// Tables of figures: their columns and cells, as text and as CSV rows.
import type { Language, Messages } from '../../i18n/index.ts';
import type { Text } from '../../model/index.ts';
import { sanitizeText } from '../terminal/terminal-text.ts';
import { formatCount, formatDate, formatNumber, formatShare } from '../text/number-format.ts';

/** A table of figures, whatever it is written as. */
export interface FigureTable {
  /** Unique among the tables of a portfolio, for machines. */
  readonly id: string;
  readonly title: string;
  /** What it comes to, for whoever reads and does not compute. */
  readonly lead?: string;
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly (readonly FigureCell[])[];
}

export interface FigureColumn {
  /** For machines; the word for people is in the language of the report. */
  readonly id: string;
  readonly title: string;
  /** A share is of 1, an estimate is one with its interval. */
  readonly kind: 'text' | 'count' | 'share' | 'number' | 'estimate';
  /** How many decimals a number is printed with; 2 where nothing is said. */
  readonly decimals?: number;
}

/** Null is nothing there; `HIDDEN` is a count that is too small to be shown, or in the place of one. */
export type FigureCell = string | number | Estimate | null | typeof HIDDEN;

/** A share of 1 with its interval; null where all are known. */
interface Estimate {
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
}

export const HIDDEN: unique symbol = Symbol('hidden');

/** A number that may be hidden. */
export function hideable(value: number | null): FigureCell {
  return value === null ? HIDDEN : value;
}

/** What figures are put into words with. */
export interface PortfolioWords {
  /** Whose portfolio it is, as the user states it; null where that is not stated. */
  readonly name: string | null;
  /** Whether the inputs say that they are made up. */
  readonly isSynthetic: boolean;
  readonly language: Language;
  readonly messages: Messages;
  /** A text in the language; undefined stays so. */
  pick(text: Text | undefined): string | undefined;
  /** The title of a fact of the inputs, or its name. */
  factTitle(name: string): string;
  /** The title of a pack, or its id; blank where there is only one. */
  packTitle(pack: string | null): string;
  /** The title of a name of a pack, or the name. */
  titleOf(pack: string | null, name: string): string;
  /** How many decimals the pack's scores are printed with. */
  decimalsOf(pack: string | null): number;
  /** What an enterprise has stated for a fact, in words where a pack knows them. */
  valueOf(fact: string, value: string): string;
  /** Funding of the packs' policies that goes to others than enterprises. */
  readonly otherFunding?: FigureTable | undefined;
}

/** What a portfolio is called, and the lines below: its day, and that it is made up. */
export function portfolioHead(
  asOf: string,
  { name, isSynthetic, messages }: PortfolioWords,
): { title: string; lines: string[] } {
  const { portfolio, numbers } = messages;
  const day = portfolio.asOf(formatDate(asOf, numbers));
  return {
    title: name === null ? portfolio.title : numbers.labelled(name, portfolio.title),
    lines: isSynthetic ? [day, portfolio.synthetic] : [day],
  };
}

/** Columns under their usual headings: behind each kind those of it. */
export function figureColumns(
  { messages }: PortfolioWords,
  ...groups: readonly (readonly [FigureColumn['kind'], ...(keyof Messages['portfolio']['columns'])[]])[]
): FigureColumn[] {
  return groups.flatMap(([kind, ...ids]) => ids.map((id) => ({ id, title: messages.portfolio.columns[id], kind })));
}

/** What stands where there is nothing. */
const NOTHING = '–';

const DECIMALS = 2;

/** A cell for people. */
export function figureText(
  cell: FigureCell | undefined,
  { kind, decimals = DECIMALS }: Pick<FigureColumn, 'kind' | 'decimals'>,
  { messages }: PortfolioWords,
): string {
  const { numbers, portfolio } = messages;
  if (cell === HIDDEN) return portfolio.hidden;
  if (cell === null || cell === undefined) return kind === 'text' ? '' : NOTHING;
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'object') return estimateText(cell, numbers);
  if (kind === 'share') return formatShare(cell, numbers, 2, 2);
  return kind === 'number' ? formatNumber(cell, { numbers, decimals, least: decimals }) : formatCount(cell, numbers);
}

/** A share with its interval behind it, both in percent: 73.8% (71.2–76.1). */
function estimateText({ share, low, high }: Estimate, numbers: Messages['numbers']): string {
  const text = formatShare(share, numbers, 1, 1);
  if (low === null || high === null) return text;
  const write = (end: number): string => formatNumber(end * 100, { numbers, decimals: 1, least: 1, gates: [0, 100] });
  return numbers.remark(text, numbers.range(write(low), write(high), false));
}

/** One row for each figure: so tables of any shape stand in one file. Texts of a row that are no figures say what it is of. */
export const CSV_HEADINGS = ['table', 'of', 'figure', 'value', 'hidden'] as const;

/** What a whole file states about itself, in the same columns: the day of the report, and whether the data are made up. */
export function aboutRows(asOf: string, isSynthetic: boolean): string[][] {
  const row = (figure: string, value: string): string[] => ['about', '', figure, value, 'false'];
  return [row('as-of', asOf), ...(isSynthetic ? [row('synthetic', 'true')] : [])];
}

/**
 * All figures of tables as rows of texts, unrounded; a hidden one is blank, with `true` behind it. What enterprises state has
 * nothing in it that a terminal would act on.
 */
export function figureRows(tables: readonly FigureTable[]): string[][] {
  return tables.flatMap(({ id, columns, rows }) =>
    rows.flatMap((cells) => {
      const of = columns.flatMap(({ kind }, i) =>
        kind === 'text' && isLabel(columns, i) && typeof cells[i] === 'string' ? [cells[i]] : [],
      );
      return columns.flatMap((column, i): string[][] => {
        const cell = cells[i] ?? null;
        if ((column.kind === 'text' && isLabel(columns, i)) || cell === null) return [];
        const row = (figure: string, value: string): string[] => [
          id,
          sanitizeText(of.join(' | ')),
          figure,
          sanitizeText(value),
          String(cell === HIDDEN),
        ];
        if (typeof cell !== 'object') return [row(column.id, cell === HIDDEN ? '' : String(cell))];
        const ends = [cell.low, cell.high].map((end) => (end === null ? '' : String(end)));
        return [
          row(column.id, String(cell.share)),
          ...(cell.low === null
            ? []
            : [row(`${column.id}-low`, ends[0] ?? ''), row(`${column.id}-high`, ends[1] ?? '')]),
        ];
      });
    }),
  );
}

/** Texts before the first figure are labels, those behind it are findings; of texts alone the last is one. */
function isLabel(columns: FigureTable['columns'], at: number): boolean {
  const first = columns.findIndex(({ kind }) => kind !== 'text');
  return at < (first < 0 ? columns.length - 1 : first);
}
