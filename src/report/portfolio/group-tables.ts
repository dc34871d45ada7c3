import type { LevelFigures } from '../../portfolio/figures/levels.ts';
import type { Rank } from '../../portfolio/figures/ranking.ts';
import type { GroupTable, PackFigures, Portfolio } from '../../portfolio/portfolio.ts';
import { formatNumber } from '../number.ts';
import { plainLine } from '../terminal/line.ts';
import { type FigureCell, type FigureColumn, type FigureTable, HIDDEN, hideable } from './table.ts';
import { column, type PortfolioWords } from './words.ts';

/** For each grouping its stages, then the levels of each pack; levels of all where nothing is grouped. */
export function groupTables({ groups, packs, stages }: Portfolio, words: PortfolioWords): FigureTable[] {
  const { portfolio } = words.messages;
  const titles = stages.map(({ id, title }) => words.pick(title) ?? id);
  const named = groups.filter(({ rows }) => rows.length > 0);
  const byStage = named.map((table): FigureTable => {
    const facts = table.by.map((name) => words.factTitle(name));
    return {
      id: groupingId(table),
      title: portfolio.byGroup(facts.join(' × ')),
      columns: [
        ...groupColumns(table, words),
        column('enterprises', 'count', words),
        ...titles.map((title, at): FigureColumn => ({ id: stages[at]?.id ?? '', title, kind: 'count' })),
      ],
      rows: table.rows.map((row) => [
        ...groupCells(table.by, row.values, words),
        hideable(row.members),
        ...row.stages.map((count) => (row.members === 0 ? null : hideable(count))),
      ]),
    };
  });
  const byLevel = packs.flatMap((pack, at) =>
    (groups.length === 0 ? [{ by: [], rows: [] }] : groups).map((table) => levelTable(pack, at, table, words)),
  );
  return [...byStage, ...byLevel];
}

function levelTable(pack: PackFigures, at: number, table: GroupTable, words: PortfolioWords): FigureTable {
  const { portfolio } = words.messages;
  const facts = table.by.map((name) => words.factTitle(name)).join(' × ');
  const isSample = (pack.total?.interval ?? null) !== null;
  const hasRanks = table.rows.some(({ ranks }) => ranks[at]);
  const first: FigureColumn[] =
    table.by.length > 0 ? groupColumns(table, words) : [{ id: 'group', title: '', kind: 'text' }];
  const label = (text: string): FigureCell[] => [text, ...first.slice(1).map(() => null)];
  const cells = (figures: LevelFigures | null, rank: Rank | null, isHidden = false): FigureCell[] => {
    if (!figures) return columns.slice(first.length).map(() => (isHidden ? HIDDEN : null));
    return [
      figures.n,
      ...figures.counts,
      ...(hasNone ? [figures.none] : []),
      ...(hasOpen ? [figures.open] : []),
      figures.mean,
      ...(isSample ? [intervalText(figures, words)] : []),
      figures.lower,
      figures.median,
      figures.upper,
      ...(hasRanks ? [rank && rankText(rank, words)] : []),
    ];
  };
  const all = [pack.total, pack.outside, ...table.rows.map(({ levels }) => levels[at] ?? null)];
  const hasNone = all.some((figures) => (figures?.none ?? 0) > 0);
  const hasOpen = all.some((figures) => (figures?.open ?? 0) > 0);
  const columns: FigureColumn[] = [
    ...first,
    column('assessed', 'count', words),
    ...pack.bands.map(
      (_, i): FigureColumn => ({ id: bandId(pack, i), title: bandTitle(pack, i, words), kind: 'count' }),
    ),
    ...(hasNone ? [column('none', 'count', words)] : []),
    ...(hasOpen ? [column('open', 'count', words)] : []),
    column('mean', 'number', words),
    ...(isSample ? [column('interval', 'text', words)] : []),
    ...(['lower', 'median', 'upper'] as const).map((id) => column(id, 'number', words)),
    ...(hasRanks ? [{ ...column('rank', 'text', words), title: words.messages.portfolio.rankOfLevels }] : []),
  ];
  return {
    id: levelsId(pack, table.by),
    title: portfolio.levelsBy(facts, pack.id ?? portfolio.unknownPack),
    columns,
    rows: [
      ...table.rows.map((row) => [
        ...groupCells(table.by, row.values, words),
        ...cells(row.levels[at] ?? null, row.ranks[at] ?? null, row.hidden !== 'none'),
      ]),
      [...label(portfolio.all), ...cells(pack.total, null, pack.total === null)],
      ...(pack.outside ? [[...label(portfolio.outside), ...cells(pack.outside, null)]] : []),
    ],
  };
}

/** The id of the table of stages of a grouping. */
export function groupingId({ by }: Pick<GroupTable, 'by'>): string {
  return `stages-by-${by.join('-')}`;
}

/** The id of the table of levels of a pack by a grouping. */
export function levelsId({ id }: PackFigures, by: readonly string[]): string {
  return ['levels', ...(id === null ? [] : [id]), ...(by.length > 0 ? ['by', ...by] : [])].join('-');
}

/** What the members of a group have in common, in words. */
export function groupTitle(by: readonly string[], values: readonly string[], words: PortfolioWords): string {
  return groupCells(by, values, words).join(' × ');
}

/** The columns that say what the members of a group have in common. */
export function groupColumns({ by }: GroupTable, words: PortfolioWords): FigureColumn[] {
  return by.map((name) => ({ id: name, title: words.factTitle(name), kind: 'text' }));
}

/** What the members of a group have in common, fact by fact. */
export function groupCells(by: readonly string[], values: readonly string[], words: PortfolioWords): string[] {
  return values.map((value, i) =>
    value === '' ? words.messages.portfolio.notStated : plainLine(words.valueOf(by[i] ?? '', value)),
  );
}

/** The id of the column of a level, or of several that count as one. */
export function bandId({ bands, holdsUnsettled }: PackFigures, at: number): string {
  return [...(holdsUnsettled && at === 0 ? ['unsettled'] : []), 'level', ...(bands[at] ?? [])].join('-');
}

/** The title of a level, or of several that count as one. */
export function bandTitle(pack: PackFigures, at: number, words: PortfolioWords): string {
  const title = levelTitle(pack, at, words);
  return pack.holdsUnsettled && at === 0 ? words.messages.portfolio.withUnsettled(title) : title;
}

function levelTitle({ bands, titles }: PackFigures, at: number, { messages, pick }: PortfolioWords): string {
  const { portfolio, numbers } = messages;
  const band = bands[at] ?? [];
  const write = (level: number): string => formatNumber(level, { numbers, decimals: 2 });
  if (band.length > 1) return portfolio.levels(write(band[0] as number), write(band.at(-1) as number));
  const title = pick(titles[at]);
  const plain = portfolio.level(write(band[0] as number));
  return title === undefined || title.length > plain.length + 8 ? plain : title;
}

function intervalText({ interval }: LevelFigures, { messages: { numbers } }: PortfolioWords): string | null {
  if (!interval) return null;
  const write = (value: number): string => formatNumber(value, { numbers, decimals: 2 });
  return numbers.range(write(interval.low), write(interval.high), interval.low < 0);
}

function rankText({ place, ties, best, worst }: Rank, { messages: { portfolio } }: PortfolioWords): string {
  const own = ties > 0 ? portfolio.tied(String(place)) : String(place);
  return best === null || worst === null || best === worst
    ? own
    : portfolio.rankRange(own, String(best), String(worst));
}
