import type { LevelFigures } from '../../portfolio/figures/levels.ts';
import type { GroupTable, PackFigures, Portfolio } from '../../portfolio/portfolio.ts';
import { wilson } from '../../portfolio/statistics/interval.ts';
import { bandId, bandTitle, groupCells, groupColumns, levelsId } from './group-tables.ts';
import { type FigureCell, type FigureColumn, type FigureTable, HIDDEN } from './table.ts';
import { column, type PortfolioWords } from './words.ts';

/** For each pack and grouping the shares of levels with their intervals; none where nobody is a sample. */
export function shareTables({ groups, packs }: Portfolio, words: PortfolioWords): FigureTable[] {
  return packs.flatMap((pack, at) =>
    (groups.length === 0 ? [{ by: [], rows: [] }] : groups).flatMap((table) => tableOf(pack, at, table, words)),
  );
}

function tableOf(pack: PackFigures, at: number, table: GroupTable, words: PortfolioWords): FigureTable[] {
  const { portfolio } = words.messages;
  const all = [pack.total, ...table.rows.map(({ levels }) => levels[at] ?? null)];
  if (!all.some((figures) => (figures?.shares.length ?? 0) > 0)) return [];
  const first: FigureColumn[] =
    table.by.length > 0 ? groupColumns(table, words) : [{ id: 'group', title: '', kind: 'text' }];
  // With them the shares of a row add up.
  const others = (['none', 'open'] as const).filter((id) => all.some((figures) => (figures?.[id] ?? 0) > 0));
  const cells = (figures: LevelFigures | null, isHidden: boolean): FigureCell[] =>
    figures
      ? [figures.n, ...sharesOf(figures), ...others.map((id) => shareOf(figures, id))]
      : [...['n'], ...pack.bands, ...others].map(() => (isHidden ? HIDDEN : null));
  return [
    {
      id: `shares-${levelsId(pack, table.by)}`,
      title: portfolio.sharesBy(
        table.by.map((name) => words.factTitle(name)).join(' × '),
        pack.id ?? portfolio.unknownPack,
      ),
      columns: [
        ...first,
        column('assessed', 'count', words),
        ...pack.bands.map(
          (_, i): FigureColumn => ({
            id: bandId(pack, i),
            title: bandTitle(pack, i, words),
            kind: 'estimate',
          }),
        ),
        ...others.map((id) => column(id, 'estimate', words)),
      ],
      rows: [
        ...table.rows.map((row) => [
          ...groupCells(table.by, row.values, words),
          ...cells(row.levels[at] ?? null, row.hidden !== 'none'),
        ]),
        [portfolio.all, ...first.slice(1).map(() => null), ...cells(pack.total, pack.total === null)],
      ],
    },
  ];
}

/** Without an interval where all are known; nothing where nobody was assessed. */
function sharesOf({ n, counts, shares }: LevelFigures): FigureCell[] {
  return counts.map((count, i) => {
    if (n === 0) return null;
    const { low, high } = shares[i] ?? { low: null, high: null };
    return { share: count / n, low, high };
  });
}

/** Of those without a level with its interval; who is still open is no finding about all, and has none. */
function shareOf(figures: LevelFigures, id: 'none' | 'open'): FigureCell {
  const { n, shares } = figures;
  const count = figures[id];
  if (n === 0 || count === null) return null;
  const { low, high } = id === 'none' && shares.length > 0 ? wilson(count, n) : { low: null, high: null };
  return { share: count / n, low, high };
}
