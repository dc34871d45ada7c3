import { plainPart } from '../terminal/line.ts';
import { type Estimate, type FigureCell, type FigureTable, HIDDEN } from './table.ts';

/** One row for each figure: so tables of any shape stand in one file. Texts of a row that are no figures say what it is of. */
export const CSV_HEADINGS = ['table', 'of', 'figure', 'value', 'hidden'] as const;

/** What a whole file says of itself, in the same columns: the day of the report, and whether the data are made up. */
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
          plainPart(of.join(' | ')),
          figure,
          plainPart(value),
          String(cell === HIDDEN),
        ];
        if (typeof cell !== 'object') return [row(column.id, valueText(cell))];
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

/** Texts before the first figure are labels, those behind it are findings. */
function isLabel(columns: FigureTable['columns'], at: number): boolean {
  const first = columns.findIndex(({ kind }) => kind !== 'text');
  return at < first;
}

function valueText(cell: Exclude<NonNullable<FigureCell>, Estimate>): string {
  return cell === HIDDEN ? '' : String(cell);
}
