import type { Portfolio } from '../../portfolio/portfolio.ts';
import { portfolioNotes } from './notes.ts';
import { type FigureTable, HIDDEN } from './table.ts';
import { portfolioTables } from './tables.ts';
import type { PortfolioWords } from './words.ts';

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
  const { portfolio: said } = words.messages;
  const tables = [...portfolioTables(portfolio, words), ...further].map(({ title, columns, rows }) => ({
    name: title,
    headings: columns.map((one) => one.title),
    rows: rows.map((cells) =>
      cells.map((cell, i) => {
        if (cell === HIDDEN) return said.hidden;
        return typeof cell === 'number' && columns[i]?.kind === 'share' ? { share: cell } : cell;
      }),
    ),
  }));
  const notes = portfolioNotes(portfolio, words).map((note) => [note]);
  return [...tables, { name: said.title, headings: [said.asOf(portfolio.asOf)], rows: notes }];
}
