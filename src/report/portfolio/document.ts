import type { Portfolio } from '../../portfolio/portfolio.ts';
import { heading, paragraph, tableOf } from '../document/blocks.ts';
import type { Block, ReportDocument } from '../document/document.ts';
import { formatDate } from '../number.ts';
import { cellText } from './cell.ts';
import { portfolioNotes } from './notes.ts';
import type { FigureTable } from './table.ts';
import { portfolioTables } from './tables.ts';
import type { PortfolioWords } from './words.ts';

/** A portfolio as blocks. */
export function portfolioDocument(portfolio: Portfolio, words: PortfolioWords): ReportDocument {
  const { portfolio: said, numbers } = words.messages;
  return {
    tag: words.language,
    title: said.title,
    cover: [said.asOf(formatDate(portfolio.asOf, numbers))],
    blocks: [
      ...portfolioTables(portfolio, words).flatMap((table) => tableBlocks(table, words)),
      ...portfolioNotes(portfolio, words).map((note) => paragraph(note, 'quiet')),
    ],
    notes: [],
    notesTitle: '',
  };
}

/** A table under its heading. */
function tableBlocks({ id, title, columns, rows }: FigureTable, words: PortfolioWords): Block[] {
  return [
    heading(2, id, title),
    ...tableOf(
      columns.map((one) => [one.title, one.kind === 'text' ? 'left' : 'right'] as const),
      rows.map((cells) => columns.map((one, i) => cellText(cells[i], one.kind, words))),
    ),
  ];
}
