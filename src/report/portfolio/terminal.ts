import type { Portfolio } from '../../portfolio/portfolio.ts';
import { drawColumns } from '../terminal/columns.ts';
import { item, makePage, section } from '../terminal/page.ts';
import { cellText } from './cell.ts';
import { portfolioNotes } from './notes.ts';
import { portfolioTables } from './tables.ts';
import { headOf, type PortfolioWords } from './words.ts';

/** How it is drawn. */
export interface PortfolioLook {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** All tables and notes for a terminal; ends with a newline. */
export function renderPortfolio(portfolio: Portfolio, words: PortfolioWords, { color, width }: PortfolioLook): string {
  const page = makePage(color, width);
  const tables = portfolioTables(portfolio, words).map(({ title, lead, columns, rows }) =>
    section(page, title, [
      ...(lead === undefined ? [] : item(page, '', lead)),
      ...drawColumns(
        page,
        columns.map(({ title: heading, kind }, i) => ({
          title: heading,
          align: kind === 'text' ? 'left' : 'right',
          // Dates, ranges and ranks stay whole.
          wraps: kind !== 'text' || i === 0,
        })),
        rows.map((cells) => ({ cells: cells.map((cell, i) => cellText(cell, columns[i]?.kind ?? 'text', words)) })),
      ),
    ]),
  );
  const notes = portfolioNotes(portfolio, words).flatMap((note) => item(page, '', note, page.paint.dim));
  const { title, lines } = headOf(portfolio.asOf, words);
  const head = section(
    page,
    title,
    lines.flatMap((line) => item(page, '', line)),
  );
  return `${[head, ...tables, notes].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
