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

/** Its own place among those that have a figure, in words; undefined where it has none. */
export function placeInWords({ rows }: PeerRanking, { messages: { portfolio } }: PortfolioWords): string | undefined {
  const ranked = rows.filter(({ rank }) => rank !== null);
  const own = ranked.find(({ isOwn }) => isOwn);
  return own?.rank ? portfolio.placeAmong(own.name, String(own.rank.place), String(ranked.length)) : undefined;
}

function leadOf(ranking: PeerRanking, words: PortfolioWords): Pick<FigureTable, 'lead'> {
  const lead = placeInWords(ranking, words);
  return lead === undefined ? {} : { lead };
}

/** A heading for machines, such as integrationLevel, as words; others stay as they are. */
function plainHeading(heading: string): string {
  if (!/^[a-z]+([A-Z][a-z]+)+$/.test(heading)) return heading;
  return heading.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** All tables of a portfolio, in the order every format shows them in. */
export function portfolioTables(portfolio: Portfolio, words: PortfolioWords): FigureTable[] {
  const { tables } = words.messages.portfolio;
  const peers = portfolio.peers.map(
    (one): FigureTable => ({
      id: peersId(one),
      title: words.messages.numbers.labelled(tables.peers, plainHeading(one.value)),
      ...leadOf(one, words),
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
