import type { PeerRanking } from '../../portfolio/figures/peers.ts';
import type { Portfolio } from '../../portfolio/portfolio.ts';
import { groupTables } from './group-tables.ts';
import { packTables } from './pack-tables.ts';
import { shareTables } from './share-tables.ts';
import { stageTables } from './stage-tables.ts';
import type { FigureTable } from './table.ts';
import { column, type PortfolioWords } from './words.ts';

/** The id of the table of a ranking among peers. */
export function peersId({ value }: PeerRanking): string {
  return `peers-${value}`;
}

/** All tables of a portfolio, in the order every format shows them in. */
export function portfolioTables(portfolio: Portfolio, words: PortfolioWords): FigureTable[] {
  const { tables } = words.messages.portfolio;
  const peers = portfolio.peers.map(
    (one): FigureTable => ({
      id: peersId(one),
      title: words.messages.numbers.labelled(tables.peers, one.value),
      columns: [column('rank', 'text', words), column('name', 'text', words), column('value', 'number', words)],
      rows: one.rows.map(({ name, value: figure, rank, isOwn }) => {
        const place = rank && (rank.ties > 0 ? words.messages.portfolio.tied(String(rank.place)) : String(rank.place));
        return [place, isOwn ? `→ ${name}` : name, figure];
      }),
    }),
  );
  return [
    ...stageTables(portfolio, words),
    ...groupTables(portfolio, words),
    ...shareTables(portfolio, words),
    ...portfolio.packs.flatMap((pack) => packTables(pack, words)),
    ...peers,
  ];
}
