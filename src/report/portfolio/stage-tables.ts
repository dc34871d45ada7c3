import type { Messages } from '../../i18n/index.ts';
import type { Portfolio } from '../../portfolio/portfolio.ts';
import { type FigureCell, type FigureColumn, type FigureTable, hideable } from './table.ts';
import { column, type PortfolioWords } from './words.ts';

/** Coverage, what stages have in common, and how they came to be reached; tables without rows are left out. */
export function stageTables(portfolio: Portfolio, words: PortfolioWords): FigureTable[] {
  const { tables } = words.messages.portfolio;
  const { stages, overlaps } = portfolio;
  const title = (id: string): string => words.pick(stages.find((stage) => stage.id === id)?.title) ?? id;
  const hasTarget = stages.some(({ target }) => target);
  const described = coverageColumns(portfolio, words, title);
  const coverage: FigureTable = {
    id: 'coverage',
    title: tables.coverage,
    columns: described.map((one) => one.column),
    rows: stages.map((stage) => described.map(({ cellOf }) => cellOf(stage))),
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
      endedAtChange(quarters).map(({ quarter, reached, total, line }) => [
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

type Stage = Portfolio['stages'][number];

/** Quarters up to the last in which somebody reached the stage; all of them where a line to a target goes on. */
export function endedAtChange(quarters: Stage['quarters']): Stage['quarters'] {
  if (quarters.some(({ line }) => line !== null)) return quarters;
  return quarters.slice(0, quarters.findLastIndex(({ reached }) => reached > 0) + 1);
}

/** The columns of coverage, each with what stands there of a stage. */
function coverageColumns(
  { enterprises, registry, stages }: Portfolio,
  words: PortfolioWords,
  title: (id: string) => string,
): { readonly column: FigureColumn; cellOf(stage: Stage): FigureCell }[] {
  const describe = (
    id: keyof Messages['portfolio']['columns'],
    kind: FigureColumn['kind'],
    cellOf: (stage: Stage) => FigureCell,
  ) => ({
    column: column(id, kind, words),
    cellOf,
  });
  const of = (holds: number | null, say: (all: number, own: number) => number): FigureCell =>
    hideable(holds === null || enterprises === null ? null : say(enterprises, holds));
  return [
    describe('stage', 'text', ({ id }) => title(id)),
    describe('enterprises', 'count', ({ holds }) => hideable(holds)),
    describe('share', 'share', ({ holds }) => (enterprises === 0 ? null : of(holds, (all, own) => own / all))),
    describe('missing', 'count', ({ holds }) => of(holds, (all, own) => all - own)),
    describe('undecided', 'count', ({ undecided }) => hideable(undecided)),
    ...(registry ? [describe('outside', 'count', ({ outside }) => hideable(outside))] : []),
    ...(stages.some(({ target }) => target)
      ? [
          describe('target', 'count', ({ target }) => target?.count ?? null),
          describe('by', 'text', ({ target }) => target?.by ?? null),
          describe('needed', 'number', ({ target }) => target?.needed ?? null),
          describe('recent', 'number', ({ target }) => target?.recent ?? null),
        ]
      : []),
  ];
}
