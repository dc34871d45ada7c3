import type { Portfolio } from '../../portfolio/portfolio.ts';
import { heading, paragraph, tableOf } from '../document/blocks.ts';
import type { Block, Cell, Chart, ReportDocument } from '../document/document.ts';
import { cellText } from './cell.ts';
import { portfolioCharts } from './charts.ts';
import { portfolioNotes } from './notes.ts';
import type { FigureCell, FigureTable } from './table.ts';
import { portfolioTables } from './tables.ts';
import { headOf, type PortfolioWords } from './words.ts';

/** A portfolio as blocks, with those of an outlook where there is one; at the end, how to read it all. */
export function portfolioDocument(
  portfolio: Portfolio,
  words: PortfolioWords,
  outlook: readonly Block[] = [],
): ReportDocument {
  const { portfolio: said } = words.messages;
  const { title, lines } = headOf(portfolio.asOf, words);
  const charts = portfolioCharts(portfolio, words);
  return {
    tag: words.language,
    title,
    cover: lines,
    contentsTitle: words.messages.report.contents,
    blocks: [
      ...portfolioTables(portfolio, words).flatMap((table) => tableBlocks(table, charts, words)),
      ...outlook,
      heading(2, 'reading', said.reading),
      ...portfolioNotes(portfolio, words).map((note) => paragraph(note, 'quiet')),
    ],
    notes: [],
    notesTitle: '',
  };
}

/** A table under its heading, with the charts that show it. */
function tableBlocks(
  { id, title, lead, columns, rows }: FigureTable,
  charts: ReadonlyMap<string, readonly Chart[]>,
  words: PortfolioWords,
): Block[] {
  const [table] = tableOf(
    columns.map((one) => [one.title, one.kind === 'text' ? 'left' : 'right'] as const),
    rows.map((cells) =>
      columns.map((one, i): Cell => {
        const cell = cells[i];
        return {
          text: [cellText(cell, one.kind, words)],
          ...(i === 0 ? { isHeading: true } : {}),
          ...sortedBy(cell),
        };
      }),
    ),
  );
  const drawn = charts.get(id) ?? [];
  // A chart is called after what it shows.
  const said = lead === undefined || drawn.length > 0 ? [] : [paragraph(lead)];
  return [heading(2, id, title), ...said, ...drawn, ...(table ? [{ ...table, isExplored: true }] : [])];
}

/** What a table is sorted by. */
function sortedBy(cell: FigureCell | undefined): Pick<Cell, 'value'> {
  if (typeof cell === 'number') return { value: cell };
  return typeof cell === 'object' && cell !== null ? { value: cell.share } : {};
}
