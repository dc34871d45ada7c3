import type { Portfolio } from '../../portfolio/index.ts';
import {
  drawTerminalTable,
  item,
  joinGroups,
  labelled,
  labelWidthOf,
  makeTerminalPage,
  section,
  type TerminalOptions,
  type TerminalPage,
} from '../terminal/terminal-page.ts';
import { figureText, type PortfolioWords, portfolioHead } from './figure-table.ts';
import { portfolioHeadlines, portfolioSentence } from './portfolio-front.ts';
import { portfolioNotes, portfolioTables } from './portfolio-tables.ts';

/**
 * A portfolio for a terminal: a first page of some lines with `more` below, which says how to see the rest, or all tables and
 * notes. Ends with a newline.
 */
export function renderPortfolio(
  portfolio: Portfolio,
  words: PortfolioWords,
  options: TerminalOptions,
  more?: string,
): string {
  const page = makeTerminalPage(options);
  const sentence = more === undefined ? undefined : portfolioSentence(portfolio, words);
  if (more !== undefined && sentence !== undefined) {
    const headlines = portfolioHeadlines(portfolio, words);
    const width = labelWidthOf(headlines.map(({ title }) => title));
    const lines = headlines.flatMap(({ title, figure, remark }) =>
      labelled(page, title, words.messages.numbers.remark(figure, remark), width),
    );
    return joinGroups([
      headOf(portfolio, words, page),
      item(page, '', sentence),
      lines,
      item(page, '', more, page.paint.dim),
    ]);
  }
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
  return joinGroups([headOf(portfolio, words, page), ...tables, notes]);
}

function headOf({ asOf }: Portfolio, words: PortfolioWords, page: TerminalPage): string[] {
  const { title, lines } = portfolioHead(asOf, words);
  return section(
    page,
    title,
    lines.flatMap((line) => item(page, '', line)),
  );
}
