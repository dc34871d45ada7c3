import type { Portfolio } from '../../portfolio/index.ts';
import {
  drawTerminalTable,
  item,
  joinGroups,
  makeTerminalPage,
  section,
  type TerminalOptions,
} from '../terminal/terminal-page.ts';
import { figureText, type PortfolioWords, portfolioHead } from './figure-table.ts';
import { portfolioNotes, portfolioTables } from './portfolio-tables.ts';

/** All tables and notes for a terminal; ends with a newline. */
export function renderPortfolio(portfolio: Portfolio, words: PortfolioWords, options: TerminalOptions): string {
  const page = makeTerminalPage(options);
  const tables = portfolioTables(portfolio, words).map(({ title, lead, columns, rows }) =>
    section(page, title, [
      ...(lead === undefined ? [] : item(page, '', lead)),
      ...drawTerminalTable(
        page,
        columns.map(({ title: heading, kind }, i) => ({
          title: heading,
          align: kind === 'text' ? 'left' : 'right',
          // Dates, ranges and ranks stay whole.
          wraps: kind !== 'text' || i === 0,
        })),
        rows.map((cells) => ({ cells: cells.map((cell, i) => figureText(cell, columns[i]?.kind ?? 'text', words)) })),
      ),
    ]),
  );
  const notes = portfolioNotes(portfolio, words).flatMap((note) => item(page, '', note, page.paint.dim));
  const { title, lines } = portfolioHead(portfolio.asOf, words);
  const head = section(
    page,
    title,
    lines.flatMap((line) => item(page, '', line)),
  );
  return joinGroups([head, ...tables, notes]);
}
