import type { Portfolio } from '../../portfolio/index.ts';
import { type FigureCell, type FigureColumn, type FigureTable, HIDDEN, type PortfolioWords } from './figure-table.ts';
import { portfolioNotes, portfolioTables } from './portfolio-tables.ts';

/** A sheet of a workbook, whoever writes it. */
export interface FigureSheet {
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly (string | number | { readonly share: number } | null)[])[];
}

/** A sheet for each table, further ones too, and one for the notes. */
export function portfolioSheets(
  portfolio: Portfolio,
  words: PortfolioWords,
  further: readonly FigureTable[],
): FigureSheet[] {
  const { portfolio: messages } = words.messages;
  const tables = [...portfolioTables(portfolio, words), ...further].map(({ title, columns, rows }) => ({
    name: title,
    headings: columns.flatMap(({ title: heading, kind }) =>
      kind === 'estimate'
        ? [heading, ...[messages.intervalLow, messages.intervalHigh].map((end) => `${heading} ${end}`)]
        : [heading],
    ),
    rows: rows.map((cells) => cells.flatMap((cell, i) => valuesOf(cell, columns[i]?.kind ?? 'text'))),
  }));
  const notes = [...(words.isSynthetic ? [messages.synthetic] : []), ...portfolioNotes(portfolio, words)].map(
    (note) => [note],
  );
  return [...tables, { name: messages.title, headings: [messages.asOf(portfolio.asOf)], rows: notes }];

  /** An estimate takes three cells: the share and both ends of its interval. */
  function valuesOf(cell: FigureCell, kind: FigureColumn['kind']): FigureSheet['rows'][number] {
    const parts = kind === 'estimate' ? 3 : 1;
    if (cell === HIDDEN || cell === null)
      return Array.from({ length: parts }, () => (cell === null ? null : messages.hidden));
    if (typeof cell === 'object')
      return [cell.share, cell.low, cell.high].map((share) => (share === null ? null : { share }));
    return [typeof cell === 'number' && kind === 'share' ? { share: cell } : cell];
  }
}
