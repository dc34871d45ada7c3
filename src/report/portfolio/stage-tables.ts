import type { Portfolio } from '../../portfolio/portfolio.ts';
import { type FigureCell, type FigureTable, hideable } from './table.ts';
import { column, type PortfolioWords } from './words.ts';

/** Coverage, what stages have in common, and how they came to be reached; tables without rows are left out. */
export function stageTables(portfolio: Portfolio, words: PortfolioWords): FigureTable[] {
  const { tables } = words.messages.portfolio;
  const { stages, enterprises, registry, overlaps } = portfolio;
  const title = (id: string): string => words.pick(stages.find((stage) => stage.id === id)?.title) ?? id;
  const hasTarget = stages.some(({ target }) => target);
  const coverage: FigureTable = {
    id: 'coverage',
    title: tables.coverage,
    columns: [
      column('stage', 'text', words),
      column('enterprises', 'count', words),
      column('share', 'share', words),
      column('missing', 'count', words),
      column('undecided', 'count', words),
      ...(registry ? [column('outside', 'count', words)] : []),
      ...(hasTarget
        ? [
            column('target', 'count', words),
            column('by', 'text', words),
            column('needed', 'number', words),
            column('recent', 'number', words),
          ]
        : []),
    ],
    rows: stages.map(({ id, holds, undecided, outside, target }) => {
      const cells: FigureCell[] = [
        title(id),
        hideable(holds),
        enterprises === 0 ? null : hideable(holds && holds / enterprises),
        hideable(holds === null ? null : enterprises - holds),
        hideable(undecided),
      ];
      if (registry) cells.push(hideable(outside));
      if (hasTarget)
        cells.push(target?.count ?? null, target?.by ?? null, target?.needed ?? null, target?.recent ?? null);
      return cells;
    }),
  };
  const shared: FigureTable = {
    id: 'overlaps',
    title: tables.overlaps,
    columns: [
      column('stage', 'text', words),
      column('other', 'text', words),
      ...(['both', 'first', 'second'] as const).map((id) => column(id, 'count', words)),
    ],
    rows: overlaps.map(({ stages: pair, both, first, second }) => [
      ...pair.map(title),
      hideable(both),
      hideable(first),
      hideable(second),
    ]),
  };
  const trend: FigureTable = {
    id: 'trend',
    title: tables.trend,
    columns: [
      column('stage', 'text', words),
      column('quarter', 'text', words),
      column('reached', 'count', words),
      column('total', 'count', words),
      ...(hasTarget ? [column('line', 'number', words)] : []),
    ],
    rows: stages.flatMap(({ id, quarters }) =>
      quarters.map(({ quarter, reached, total, line }) => [
        title(id),
        quarter,
        reached,
        total,
        ...(hasTarget ? [line] : []),
      ]),
    ),
  };
  return [coverage, shared, trend].filter(({ rows }) => rows.length > 0);
}
