import type { Portfolio } from '../../portfolio/portfolio.ts';
import { formatDate } from '../number.ts';
import { drawColumns } from '../terminal/columns.ts';
import { item, makePage, section } from '../terminal/page.ts';
import { cellText } from './cell.ts';
import { portfolioNotes } from './notes.ts';
import { portfolioTables } from './tables.ts';
import type { PortfolioWords } from './words.ts';

/** How it is drawn. */
export interface PortfolioLook {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** All tables and notes for a terminal; ends with a newline. */
export function renderPortfolio(portfolio: Portfolio, words: PortfolioWords, { color, width }: PortfolioLook): string {
  const page = makePage(color, width);
  const { portfolio: said, numbers } = words.messages;
  const tables = portfolioTables(portfolio, words).map(({ title, columns, rows }) =>
    section(
      page,
      title,
      drawColumns(
        page,
        columns.map(({ title: heading, kind }, i) => ({
          title: heading,
          align: kind === 'text' ? 'left' : 'right',
          // Dates, ranges and ranks stay whole.
          wraps: kind !== 'text' || i === 0,
        })),
        rows.map((cells) => ({ cells: cells.map((cell, i) => cellText(cell, columns[i]?.kind ?? 'text', words)) })),
      ),
    ),
  );
  const notes = portfolioNotes(portfolio, words).flatMap((note) => item(page, '', note, page.paint.dim));
  const head = section(page, said.title, item(page, '', said.asOf(formatDate(portfolio.asOf, numbers))));
  return `${[head, ...tables, notes].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
