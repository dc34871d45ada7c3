// Builds all tables of a portfolio, and the notes on how to read them.

import type { Messages } from '../../i18n/index.ts';
import type { Policy } from '../../model/index.ts';
import { itemAt } from '../../model/index.ts';
import { isForEnterprise } from '../../policy/index.ts';
import {
  computeWilsonInterval,
  type GroupTable,
  type LevelDifference,
  type LevelFigures,
  type OnsiteDifference,
  type PackFigures,
  type PeerRanking,
  type Portfolio,
  type Rank,
} from '../../portfolio/index.ts';
import { amountInWords } from '../policy/amount-text.ts';
import { sanitizeLine } from '../terminal/terminal-text.ts';
import { formatCount, formatDate, formatNumber, formatShare } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import {
  cellOrHidden,
  type FigureCell,
  type FigureColumn,
  type FigureTable,
  figureColumns,
  figureText,
  HIDDEN_FIGURE,
  type PortfolioWords,
} from './figure-table.ts';

export function peersId({ value }: PeerRanking): string {
  return `peers-${value}`;
}

/**
 * Writes the place of the own region among the regions that have a figure; undefined if the own region has no figure.
 */
export function placeInWords({ rows }: PeerRanking, { messages: { portfolio } }: PortfolioWords): string | undefined {
  const rankedRows = rows.filter(({ rank }) => rank !== null);
  const ownRow = rankedRows.find(({ isOwn }) => isOwn);
  return ownRow?.rank
    ? portfolio.placeAmong({ name: ownRow.name, place: String(ownRow.rank.place), all: String(rankedRows.length) })
    : undefined;
}

function leadWith(lead: string | undefined): Pick<FigureTable, 'lead'> {
  return lead === undefined ? {} : { lead };
}

/** Splits a camel-case heading, such as integrationLevel, into words; returns other headings unchanged. */
export function plainHeading(heading: string): string {
  if (!/^[a-z]+([A-Z][a-z]+)+$/.test(heading)) return heading;
  return heading.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Builds all tables of a portfolio, in the order in which every format shows them. */
export function portfolioTables(portfolio: Portfolio, words: PortfolioWords): FigureTable[] {
  const peers = portfolio.peers.map(
    (ranking): FigureTable => ({
      id: peersId(ranking),
      title: words.messages.portfolio.peersBy({ column: plainHeading(ranking.value) }),
      ...leadWith(placeInWords(ranking, words)),
      remarks: [words.messages.portfolio.peersRanked({ column: plainHeading(ranking.value) })],
      columns: figureColumns(words, ['text', 'rank', 'name'], ['number', 'value']),
      rows: ranking.rows.map(({ name, value: figure, rank, isOwn }) => {
        const placeText =
          rank && (rank.ties > 0 ? words.messages.portfolio.tied({ place: String(rank.place) }) : String(rank.place));
        return [placeText, isOwn ? `→ ${name}` : name, figure];
      }),
    }),
  );
  const [coverage, ...stageDetails] = stageTables(portfolio, words);
  return [
    ...(coverage ? [coverage] : []),
    ...groupTables(portfolio, words),
    ...portfolio.packs.flatMap((pack, at) =>
      groupingsOf(portfolio.groups).flatMap((table) => shareTable(pack, at, table, words)),
    ),
    ...stageDetails,
    ...portfolio.packs.flatMap((pack) => packTables(pack, words)),
    ...portfolio.packs.flatMap((pack, at) =>
      portfolio.groups.flatMap((table) => differenceTable(pack, at, table, words)),
    ),
    ...moneyTable(portfolio, words),
    ...peers,
    ...(words.otherFunding ? [words.otherFunding] : []),
  ];
}

/** Builds the table of money on record, by state and currency. */
function moneyTable({ money }: Portfolio, words: PortfolioWords): FigureTable[] {
  if (!money || money.length === 0) return [];
  const { portfolio, records } = words.messages;
  return [
    {
      id: 'money',
      title: portfolio.tables.money,
      columns: figureColumns(words, ['text', 'state', 'currency'], ['count', 'enterprises'], ['number', 'amount']),
      rows: money.map(({ state, currency, enterprises, amount }) => [
        records.states[state],
        currency ?? records.unknown,
        cellOrHidden(enterprises),
        enterprises === null ? HIDDEN_FIGURE : amount,
      ]),
    },
  ];
}

/**
 * Builds the tables of coverage, of overlaps between stages, and of stages reached by quarter; tables without rows are
 * left out.
 */
function stageTables(portfolio: Portfolio, words: PortfolioWords): FigureTable[] {
  const { tables } = words.messages.portfolio;
  const stages = portfolio.stages.filter(({ hasData }) => hasData);
  const overlaps = portfolio.overlaps.filter(({ stages: pair }) =>
    pair.every((id) => stages.some((stage) => stage.id === id)),
  );
  const titleOf = (id: string): string => words.pick(stages.find((stage) => stage.id === id)?.title) ?? id;
  const hasTarget = stages.some(({ target }) => target);
  const coverageParts = coverageColumns({ ...portfolio, stages }, words, titleOf);
  const coverage: FigureTable = {
    id: 'coverage',
    title: tables.coverage,
    remarks: [...baseInWords(portfolio, words), ...stagesWithoutData(portfolio, words)],
    columns: coverageParts.map((part) => part.column),
    rows: stages.map((stage) => coverageParts.map(({ cellOf }) => cellOf(stage))),
  };
  const overlapTable: FigureTable = {
    id: 'overlaps',
    title: tables.overlaps,
    ...leadWith(largestOverlapInWords(overlaps, titleOf, words)),
    columns: figureColumns(words, ['text', 'stage', 'other'], ['count', 'both', 'first', 'second']),
    rows: overlaps.map(({ stages: pair, both, first, second }) => [
      ...pair.map(titleOf),
      ...[both, first, second].map(cellOrHidden),
    ]),
  };
  const trend: FigureTable = {
    id: 'trend',
    title: tables.trend,
    columns: [
      ...figureColumns(words, ['text', 'stage', 'quarter'], ['count', 'reached', 'total']),
      ...(hasTarget ? figureColumns(words, ['number', 'line']) : []),
    ],
    rows: stages.flatMap(({ id, quarters }) =>
      trimToLastChange(quarters).map(({ quarter, reached, total, line }) => [
        titleOf(id),
        quarter,
        reached,
        total,
        ...(hasTarget ? [line] : []),
      ]),
    ),
  };
  return [coverage, overlapTable, trend].filter(({ rows, remarks = [] }) => rows.length > 0 || remarks.length > 0);
}

/** Writes which two stages most enterprises have both reached; undefined if no count is shown. */
function largestOverlapInWords(
  overlaps: Portfolio['overlaps'],
  titleOf: (stage: string) => string,
  { messages: { numbers, portfolio } }: PortfolioWords,
): string | undefined {
  const [largest] = overlaps.toSorted((one, other) => (other.both ?? 0) - (one.both ?? 0));
  if (!largest?.both) return undefined;
  const stages = numbers.and(largest.stages.map((id) => numbers.quote(titleOf(id))));
  return portfolio.largestOverlap({
    stages,
    count: formatCount(largest.both, numbers),
    n: largest.both,
    isOneOf: overlaps.length > 1,
  });
}

/** Writes which stages of the office are not shown because no input has data on them. */
function stagesWithoutData({ stages }: Portfolio, { messages, pick, hasOwnStages }: PortfolioWords): string[] {
  if (!hasOwnStages) return [];
  const { noData } = messages.portfolio.footnotes;
  return stages.flatMap(({ id, title, hasData, neverStated: [column] }) =>
    hasData ? [] : [noData({ stage: pick(title) ?? id, column })],
  );
}

type Stage = Portfolio['stages'][number];

/**
 * Removes the quarters after the last one in which an enterprise reached the stage; keeps all if a line to a target
 * continues.
 */
function trimToLastChange(quarters: Stage['quarters']): Stage['quarters'] {
  if (quarters.some(({ line }) => line !== null)) return quarters;
  return upToLastChange(quarters);
}

/** Returns the quarters up to the last one in which an enterprise reached the stage. */
export function upToLastChange(quarters: Stage['quarters']): Stage['quarters'] {
  return quarters.slice(0, quarters.findLastIndex(({ reached }) => reached > 0) + 1);
}

/** Writes which part of the registry is counted, if it lists enterprises without a number. */
export function baseInWords({ enterprises, registry, minCell }: Portfolio, { messages }: PortfolioWords): string[] {
  const withoutKey = registry?.withoutKey ?? null;
  if (!registry || withoutKey === 0) return [];
  const { numbers, portfolio } = messages;
  const writeCount = (count: number): string => formatCount(count, numbers);
  const isShown = enterprises !== null && withoutKey !== null;
  return [
    portfolio.front.base({
      numbered: writeCount(enterprises ?? 0),
      all: writeCount((enterprises ?? 0) + (withoutKey ?? 0)),
      count: isShown ? writeCount(withoutKey) : undefined,
      least: writeCount(minCell ?? 0),
    }),
  ];
}

/** Returns the columns of the coverage table, each with a function that returns the cell of a stage. */
function coverageColumns(
  { enterprises, registry, stages }: Portfolio,
  words: PortfolioWords,
  title: (id: string) => string,
): { readonly column: FigureColumn; cellOf(stage: Stage): FigureCell }[] {
  const describe = (
    id: keyof Messages['portfolio']['columns'],
    kind: FigureColumn['kind'],
    cellOf: (stage: Stage) => FigureCell,
  ) => ({ column: { id, kind, title: words.messages.portfolio.columns[id] }, cellOf });
  const compare = (holds: number | null, calculate: (all: number, reached: number) => number): FigureCell =>
    cellOrHidden(holds === null || enterprises === null ? null : calculate(enterprises, holds));
  return [
    describe('stage', 'text', ({ id }) => title(id)),
    describe('enterprises', 'count', ({ holds }) => cellOrHidden(holds)),
    describe('share', 'share', ({ holds }) =>
      enterprises === 0 ? null : compare(holds, (all, reached) => reached / all),
    ),
    describe('missing', 'count', ({ holds }) => compare(holds, (all, reached) => all - reached)),
    describe('undecided', 'count', ({ undecided }) => cellOrHidden(undecided)),
    ...(registry ? [describe('outside', 'count', ({ outside }) => cellOrHidden(outside))] : []),
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

/**
 * Builds, for each grouping, a table by stage, then one by level for each pack. Without a grouping, only the table of
 * levels for all enterprises.
 */
function groupTables({ groups, packs, stages }: Portfolio, words: PortfolioWords): FigureTable[] {
  const { portfolio } = words.messages;
  const shownStages = [...stages.keys()].filter((at) => stages[at]?.hasData);
  const filledGroups = groups.filter(({ rows }) => rows.length > 0);
  const byStage = filledGroups.map(
    (table): FigureTable => ({
      id: groupingId(table),
      title: portfolio.byGroup({ facts: groupingTitle(table, words) }),
      ...leadWith(table.partial ? undefined : stageExtremesInWords(table, stages, words)),
      ...(table.partial && { remarks: [portfolio.footnotes.partial({ facts: groupingTitle(table, words) })] }),
      columns: [
        ...groupColumns(table, words),
        ...figureColumns(words, ['count', 'enterprises']),
        ...shownStages.map((at): FigureColumn => {
          const { id = '', title } = stages[at] ?? {};
          return { id, title: words.pick(title) ?? id, kind: 'count' };
        }),
      ],
      rows: table.rows.map((row) => [
        ...groupCells(table.by, row, words),
        table.partial ? null : cellOrHidden(row.members),
        ...shownStages.map((at) => (row.members === 0 ? null : cellOrHidden(row.stages[at] ?? null))),
      ]),
    }),
  );
  const byLevel = packs.flatMap((pack, at) => groupingsOf(groups).map((table) => levelTable(pack, at, table, words)));
  return [...byStage, ...byLevel];
}

/** The size below which a group counts as small: one enterprise then changes its share by several percentage points. */
export const SMALL_GROUP = 30;

/**
 * Writes, for each stage, the lowest and the highest share among the groups that are shown and not small; undefined if
 * there are fewer than two.
 */
function stageExtremesInWords(
  { by, rows }: GroupTable,
  stages: Portfolio['stages'],
  words: PortfolioWords,
): string | undefined {
  const { numbers, portfolio } = words.messages;
  const ranges = stages.flatMap(({ id, title, hasData }, at) => {
    const groups = rows
      .flatMap(({ values, merged, members, stages: holds }) => {
        const count = holds[at] ?? null;
        if (count === null || members === null || members < SMALL_GROUP || merged !== undefined) return [];
        return [{ values, share: count / members }];
      })
      .sort((one, other) => one.share - other.share);
    const [least, most] = [groups[0], groups.at(-1)];
    if (!hasData || !least || !most || least.share === most.share) return [];
    const write = ({ values, share }: typeof least): string =>
      numbers.remark(formatShare(share, numbers, 1, 1), groupTitle(by, { values }, words));
    const range = portfolio.fromTo({ least: write(least), most: write(most) });
    return [numbers.labelled(words.pick(title) ?? id, range)];
  });
  if (ranges.length === 0) return undefined;
  return portfolio.groupShares({ size: formatCount(SMALL_GROUP, numbers), ranges: numbers.list(ranges) });
}

/**
 * Returns the groupings of a portfolio; if there are none, an empty grouping, so that tables still have the row for all
 * enterprises.
 */
function groupingsOf(groups: readonly GroupTable[]): readonly GroupTable[] {
  return groups.length === 0 ? [{ by: [], rows: [] }] : groups;
}

/**
 * Returns the columns with the name of a group; a single column without a title if there is only the row for all
 * enterprises.
 */
function labelColumnsOf(table: GroupTable, words: PortfolioWords): FigureColumn[] {
  return table.by.length > 0 ? groupColumns(table, words) : [{ id: 'group', title: '', kind: 'text' }];
}

/** Returns a column for the number of enterprises assessed, and one for each level. */
function bandColumns(pack: PackFigures, kind: 'count' | 'estimate', words: PortfolioWords): FigureColumn[] {
  const bands = pack.bands.map((_, i) => ({ id: bandId(pack, i), title: bandTitle(pack, i, words), kind }));
  return [...figureColumns(words, ['count', 'assessed']), ...bands];
}

function levelTable(pack: PackFigures, packIndex: number, table: GroupTable, words: PortfolioWords): FigureTable {
  const { portfolio } = words.messages;
  const isSample = (pack.total?.interval ?? null) !== null;
  const hasRanks = table.rows.some(({ ranks }) => ranks[packIndex]);
  const labelColumns = labelColumnsOf(table, words);
  const labelCells = (text: string): FigureCell[] => [text, ...labelColumns.slice(1).map(() => null)];
  const figureCells = (figures: LevelFigures | null, rank: Rank | null, isHidden = false): FigureCell[] => {
    if (!figures) return columns.slice(labelColumns.length).map(() => (isHidden ? HIDDEN_FIGURE : null));
    return [
      figures.n,
      ...figures.counts,
      ...(hasNone ? [figures.none] : []),
      ...(hasOpen ? [figures.open] : []),
      figures.mean ?? figures.meanRange,
      ...(isSample ? [intervalText(figures, words)] : []),
      figures.lower,
      figures.median,
      figures.upper,
      ...(hasRankedMean ? [figures.meanWithNone ?? figures.meanWithNoneRange] : []),
      ...(hasRanks ? [rank && rankText(rank, words)] : []),
    ];
  };
  const allFigures = [pack.total, pack.outside, ...table.rows.map(({ levels }) => levels[packIndex] ?? null)];
  const hasNone = allFigures.some((figures) => (figures?.none ?? 0) > 0);
  const hasOpen = allFigures.some((figures) => (figures?.open ?? 0) > 0);
  // Groups are ranked by a mean in which having no level counts as 0. If an enterprise has no level, this mean differs
  // from the plain one, so both are shown.
  const hasRankedMean = hasRanks && hasNone;
  const columns: FigureColumn[] = [
    ...labelColumns,
    ...bandColumns(pack, 'count', words),
    ...(hasNone ? figureColumns(words, ['count', 'none']) : []),
    ...(hasOpen ? figureColumns(words, ['count', 'open']) : []),
    ...figureColumns(words, ['number', 'mean']),
    ...(isSample ? figureColumns(words, ['text', 'interval']) : []),
    ...figureColumns(words, ['number', 'lower', 'median', 'upper']),
    ...(hasRankedMean ? figureColumns(words, ['number', 'meanWithNone']) : []),
    ...(hasRanks ? [{ id: 'rank', title: portfolio.rankOfLevels, kind: 'text' as const }] : []),
  ];
  const shownRows = groupsWithFigures(table, packIndex);
  return {
    id: levelsId(pack, table.by),
    title: titleOfPack(portfolio.levelsBy({ facts: groupingTitle(table, words) }), pack, words),
    ...allHiddenInWords(table, shownRows, words),
    columns,
    rows: [
      ...shownRows.map((row) => [
        ...groupCells(table.by, row, words),
        ...figureCells(row.levels[packIndex] ?? null, row.ranks[packIndex] ?? null, row.hidden !== 'none'),
      ]),
      [...labelCells(portfolio.all), ...figureCells(pack.total, null, pack.total === null)],
      ...(pack.outside ? [[...labelCells(portfolio.outside), ...figureCells(pack.outside, null)]] : []),
    ],
  };
}

/** Returns the rows of a table by level; none if the levels of every group are hidden. */
function groupsWithFigures({ rows }: GroupTable, packIndex: number): GroupTable['rows'] {
  return rows.every(({ levels, hidden }) => !levels[packIndex] && hidden !== 'none') ? [] : rows;
}

/** Says why a table by level has no groups, if all of them are hidden. */
function allHiddenInWords(
  table: GroupTable,
  shown: GroupTable['rows'],
  { messages: { portfolio, numbers } }: PortfolioWords,
): Pick<FigureTable, 'remarks'> {
  const { length } = table.rows;
  if (length === 0 || shown.length > 0) return {};
  return { remarks: [portfolio.footnotes.allHidden({ count: formatCount(length, numbers), n: length })] };
}

/** Returns the id of the table by stage for a grouping. */
export function groupingId({ by }: Pick<GroupTable, 'by'>): string {
  return `stages-by-${by.join('-')}`;
}

/** Returns the id of a pack's table by level for a grouping. */
export function levelsId({ id }: PackFigures, by: readonly string[]): string {
  return ['levels', ...(id === null ? [] : [id]), ...(by.length > 0 ? ['by', ...by] : [])].join('-');
}

/** Adds the pack's title to a text if there are several packs. */
export function titleOfPack(text: string, { id }: PackFigures, { messages, packTitle }: PortfolioWords): string {
  const title = packTitle(id);
  return title === '' ? text : messages.numbers.remark(text, title);
}

function groupingTitle({ by }: GroupTable, words: PortfolioWords): string {
  return by.map((name) => words.factTitle(name)).join(' × ');
}

/** A group, by the values that its members share or, if it was merged from several groups, by their number. */
export type NamedGroup = Pick<GroupTable['rows'][number], 'values' | 'merged'>;

/** Writes the values that the members of a group share, as one title. */
export function groupTitle(by: readonly string[], group: NamedGroup, words: PortfolioWords): string {
  return groupCells(by, group, words)
    .filter((text) => text !== '')
    .join(' × ');
}

function groupColumns({ by }: GroupTable, words: PortfolioWords): FigureColumn[] {
  return by.map((name) => ({ id: name, title: words.factTitle(name), kind: 'text' }));
}

/** Writes the values that the members of a group share, a cell for each fact. */
function groupCells(by: readonly string[], { values, merged }: NamedGroup, words: PortfolioWords): string[] {
  const { numbers, portfolio } = words.messages;
  if (merged !== undefined)
    return by.map((_, i) => (i === 0 ? portfolio.mergedGroups({ count: formatCount(merged, numbers) }) : ''));
  return values.map((value, i) =>
    value === '' ? portfolio.notStated : sanitizeLine(words.valueOf(by[i] ?? '', value)),
  );
}

/** Returns the id of the column for a level, or for several levels merged into one band. */
function bandId({ bands, holdsUnsettled }: PackFigures, band: number): string {
  return [...(holdsUnsettled && band === 0 ? ['unsettled'] : []), 'level', ...(bands[band] ?? [])].join('-');
}

/** Returns the title of a level, or of several levels merged into one band. */
export function bandTitle(pack: PackFigures, band: number, words: PortfolioWords): string {
  const title = levelTitle(pack, band, words);
  return pack.holdsUnsettled && band === 0 ? words.messages.portfolio.withUnsettled({ band: title }) : title;
}

function levelTitle({ bands, titles }: PackFigures, at: number, { messages, pick }: PortfolioWords): string {
  const { portfolio, numbers } = messages;
  const band = bands[at] ?? [];
  const writeNumber = (level: number): string => formatNumber(level, { numbers, decimals: 2 });
  if (band.length > 1)
    return portfolio.levels({ low: writeNumber(itemAt(band, 0)), high: writeNumber(band.at(-1) as number) });
  const title = pick(titles[at]);
  const plainTitle = portfolio.level({ level: writeNumber(itemAt(band, 0)) });
  return title === undefined || title.length > plainTitle.length + 8 ? plainTitle : title;
}

function intervalText({ interval }: LevelFigures, { messages: { numbers } }: PortfolioWords): string | null {
  if (!interval) return null;
  const writeNumber = (value: number): string => formatNumber(value, { numbers, decimals: 2, least: 2 });
  return numbers.range(writeNumber(interval.low), writeNumber(interval.high), interval.low < 0);
}

function rankText({ place, ties, best, worst }: Rank, { messages: { portfolio, numbers } }: PortfolioWords): string {
  if (place === null) return numbers.range(String(best), String(worst), false);
  const tiedPlace = ties > 0 ? portfolio.tied({ place: String(place) }) : String(place);
  return best === null || worst === null || best === worst
    ? tiedPlace
    : portfolio.rankRange({ place: tiedPlace, best: String(best), worst: String(worst) });
}

function shareTable(pack: PackFigures, packIndex: number, table: GroupTable, words: PortfolioWords): FigureTable[] {
  const { portfolio } = words.messages;
  const allFigures = [pack.total, ...table.rows.map(({ levels }) => levels[packIndex] ?? null)];
  if (!allFigures.some((figures) => (figures?.shares.length ?? 0) > 0)) return [];
  const labelColumns = labelColumnsOf(table, words);
  // Without these columns, the shares of a row would not add up to 1.
  const otherStates = (['none', 'open'] as const).filter((id) =>
    allFigures.some((figures) => (figures?.[id] ?? 0) > 0),
  );
  const figureCells = (figures: LevelFigures | null, isHidden: boolean): FigureCell[] =>
    figures
      ? [figures.n, ...createLevelShareCells(figures), ...otherStates.map((id) => openShare(figures, id))]
      : [...['n'], ...pack.bands, ...otherStates].map(() => (isHidden ? HIDDEN_FIGURE : null));
  const shownRows = groupsWithFigures(table, packIndex);
  return [
    {
      id: `shares-${levelsId(pack, table.by)}`,
      title: titleOfPack(portfolio.sharesBy({ facts: groupingTitle(table, words) }), pack, words),
      ...leadWith(commonLevelInWords(pack, words)),
      ...allHiddenInWords(table, shownRows, words),
      columns: [
        ...labelColumns,
        ...bandColumns(pack, 'estimate', words),
        ...figureColumns(words, ['estimate', ...otherStates]),
      ],
      rows: [
        ...shownRows.map((row) => [
          ...groupCells(table.by, row, words),
          ...figureCells(row.levels[packIndex] ?? null, row.hidden !== 'none'),
        ]),
        [portfolio.all, ...labelColumns.slice(1).map(() => null), ...figureCells(pack.total, pack.total === null)],
      ],
    },
  ];
}

/** Writes which level most of the assessed enterprises have, with its share; undefined if the counts are hidden. */
function commonLevelInWords(pack: PackFigures, words: PortfolioWords): string | undefined {
  const { numbers, portfolio } = words.messages;
  if (!pack.total) return undefined;
  const { n, counts } = pack.total;
  const highest = Math.max(0, ...counts);
  if (highest === 0) return undefined;
  return portfolio.commonLevel({
    level: bandTitle(pack, counts.indexOf(highest), words),
    share: formatShare(highest / n, numbers, 1, 1),
    assessed: formatCount(n, numbers),
  });
}

/** Returns the share at each level; without an interval if all enterprises are known, null if none was assessed. */
function createLevelShareCells({ n, counts, shares }: LevelFigures): FigureCell[] {
  return counts.map((count, i) => {
    if (n === 0) return null;
    const { low, high } = shares[i] ?? { low: null, high: null };
    return { share: count / n, low, high };
  });
}

/**
 * Returns the share of enterprises without a level (with its interval), or of those whose level is open (without an
 * interval, because that share does not describe the whole population).
 */
function openShare(figures: LevelFigures, id: 'none' | 'open'): FigureCell {
  const { n, shares } = figures;
  const count = figures[id];
  if (n === 0 || count === null) return null;
  const { low, high } =
    id === 'none' && shares.length > 0 ? computeWilsonInterval(count, n) : { low: null, high: null };
  return { share: count / n, low, high };
}

/**
 * Builds a pack's other tables: scores, lists, differences between kinds of assessment, and the quality of its
 * questions.
 */
function packTables(pack: PackFigures, words: PortfolioWords): FigureTable[] {
  const { portfolio } = words.messages;
  const { tables } = portfolio;
  const titleOfName = (name: string): string => words.titleOf(pack.id, name);
  const suffix = pack.id === null ? '' : `-${pack.id}`;
  const ofPack = (text: string): string => titleOfPack(text, pack, words);
  const hasBest = pack.scores.some(({ best }) => best !== null);
  const { difference } = pack;
  const addDecimals = (columns: FigureColumn[]): FigureColumn[] =>
    columns.map((column) => (column.kind === 'number' ? { ...column, decimals: words.decimalsOf(pack.id) } : column));
  const allTables: FigureTable[] = [
    {
      id: `scores${suffix}`,
      title: ofPack(tables.scores),
      columns: addDecimals([
        ...figureColumns(words, ['text', 'score'], ['count', 'assessed'], ['number', 'mean']),
        ...(hasBest ? figureColumns(words, ['number', 'best'], ['share', 'share']) : []),
        ...figureColumns(words, ['number', 'lower', 'median', 'upper']),
      ]),
      rows: pack.scores.map(({ id, n, mean, best, share, lower, median, upper }) => [
        titleOfName(id),
        n,
        mean,
        ...(hasBest ? [best, share] : []),
        ...[lower, median, upper].map(cellOrHidden),
      ]),
    },
    ...pack.lists.map(
      ({ id, members }): FigureTable => ({
        id: `list-${id}${suffix}`,
        title: ofPack(`${tables.lists}: ${titleOfName(id)}`),
        columns: figureColumns(words, ['text', 'question'], ['count', 'answered'], ['share', 'share']),
        rows: members.map((member) => [titleOfName(member.id), member.n, member.share]),
      }),
    ),
    {
      id: `difference${suffix}`,
      title: ofPack(tables.difference),
      ...(difference ? { lead: pairsInWords(difference, pack, words) } : {}),
      columns: differenceColumns(figureColumns(words, ['text', 'score']), words, words.decimalsOf(pack.id)),
      rows: difference
        ? [
            [titleOfName('level'), ...createDifferenceCells(difference)],
            ...difference.scores.map(({ id, n, mean }) => [titleOfName(id), n, null, null, null, mean, null, null]),
          ]
        : [],
    },
    {
      id: `sections${suffix}`,
      title: ofPack(tables.sections),
      columns: figureColumns(words, ['text', 'section'], ['count', 'questions', 'answered'], ['number', 'alpha']),
      rows: pack.sections.map(({ id, questions, complete, alpha }) => [titleOfName(id), questions, complete, alpha]),
    },
    {
      id: `questions${suffix}`,
      title: ofPack(tables.questions),
      columns: figureColumns(
        words,
        ['text', 'question'],
        ['count', 'answered'],
        ['share', 'unknown', 'ceiling', 'floor', 'share'],
        ['number', 'rest'],
        ['text', 'flaw'],
      ),
      rows: pack.questions.map(({ id, answered, unknown, ceiling, floor, share, rest, flaw }) => [
        ...[titleOfName(id), answered],
        cellOrHidden(unknown),
        ...[ceiling, floor, share, rest, flaw && portfolio.flaws[flaw]],
      ]),
    },
  ];
  return allTables.filter(({ rows }) => rows.length > 0);
}

/**
 * Writes the largest mean difference, then how many pairs of assessments are compared, which of the two came first, and
 * which enterprises are left out.
 */
function pairsInWords(
  { within, n, mean, selfFirst, onsiteFirst, both, open, scores }: OnsiteDifference,
  { id: pack }: PackFigures,
  { messages: { portfolio, numbers }, titleOf, decimalsOf }: PortfolioWords,
): string {
  const writeCount = (count: number | null): string =>
    count === null ? portfolio.hidden : formatCount(count, numbers);
  const largest = scores[0] ?? { id: 'level', mean };
  const decimals = decimalsOf(pack);
  const amount = formatNumber(Math.abs(largest.mean ?? 0), { numbers, decimals });
  const isEqual = largest.mean === null || amount === formatNumber(0, { numbers, decimals });
  const direction = (largest.mean ?? 0) < 0 ? 'lower' : 'higher';
  return numbers.sentences([
    ...(isEqual ? [] : [portfolio.onsiteResult({ name: titleOf(pack, largest.id), amount, direction })]),
    portfolio.pairs({
      days: writeCount(within),
      pairs: writeCount(n),
      selfFirst: writeCount(selfFirst),
      onsiteFirst: writeCount(onsiteFirst),
      both: writeCount(both),
      open: writeCount(open),
    }),
  ]);
}

function differenceColumns(labelColumns: FigureColumn[], words: PortfolioWords, decimals: number): FigureColumn[] {
  return [
    ...labelColumns,
    ...figureColumns(words, ['count', 'compared', 'lowerOnSite', 'equal', 'higherOnSite']),
    ...figureColumns(words, ['number', 'change']).map((column) => ({ ...column, decimals })),
    ...figureColumns(words, ['count', 'selfFirst', 'onsiteFirst']),
  ];
}

function createDifferenceCells({
  n,
  lower,
  equal,
  higher,
  mean,
  selfFirst,
  onsiteFirst,
}: LevelDifference): FigureCell[] {
  return [
    n,
    ...[lower, equal, higher].map(cellOrHidden),
    n === 0 ? null : cellOrHidden(mean),
    ...[selfFirst, onsiteFirst].map(cellOrHidden),
  ];
}

/** Compares on-site assessments with self-assessments by group; no table if no group has such pairs. */
function differenceTable(
  pack: PackFigures,
  packIndex: number,
  table: GroupTable,
  words: PortfolioWords,
): FigureTable[] {
  const { portfolio } = words.messages;
  const rows = table.rows.flatMap((row) => {
    const difference = row.differences[packIndex];
    return difference ? [{ row, own: difference }] : [];
  });
  if (rows.length === 0) return [];
  return [
    {
      id: ['difference', ...(pack.id === null ? [] : [pack.id]), 'by', ...table.by].join('-'),
      title: titleOfPack(portfolio.differenceBy({ facts: groupingTitle(table, words) }), pack, words),
      columns: differenceColumns(groupColumns(table, words), words, 2),
      rows: rows.map(({ row, own }) => [...groupCells(table.by, row, words), ...createDifferenceCells(own)]),
    },
  ];
}

/** Writes the notes for reading the figures: what was counted, by which rules, and what is hidden. */
export function writePortfolioNotes(portfolio: Portfolio, words: PortfolioWords): string[] {
  const { portfolio: messages, numbers } = words.messages;
  const { notes } = messages;
  const { enterprises, registry, packs, groups, minCell, levelOf } = portfolio;
  const writeCount = (count: number): string => formatCount(count, numbers);
  const fewerThanText = messages.fewerThan({ count: writeCount(minCell ?? 0) });
  const countNote: CountNote = (count, message) => {
    // A hidden count is worded as "fewer than" a number, which takes the plural.
    if (count === null) return [message({ count: fewerThanText, n: 0 })];
    return count === 0 ? [] : [message({ count: writeCount(count), n: count })];
  };
  const hasLevels = packs.length > 0;
  return [
    enterprises === null
      ? notes.few({ fewerThan: fewerThanText })
      : (registry ? notes.registry : notes.enterprises)({ count: writeCount(enterprises), n: enterprises }),
    ...(registry ? countNote(registry.outside, notes.outside) : []),
    ...writeIntakeNotes(portfolio, countNote, words),
    ...(hasLevels ? [notes.levelOf[levelOf], notes.quantiles] : []),
    ...(packs.some(({ total }) => total?.interval) ? [notes.intervals] : []),
    ...(groups.some(({ rows }) => rows.some(({ ranks }) => ranks.some((rank) => rank))) ? [notes.ranks] : []),
    ...packs.flatMap(({ id, versions, assumed }) => [
      // A hidden count has no note, because it may be larger than "fewer than" would suggest.
      ...(id === null || assumed === null
        ? []
        : countNote(assumed, (counted) => notes.assumed({ ...counted, pack: id }))),
      ...(id !== null && versions.length > 1
        ? [notes.severalVersions({ pack: id, versions: numbers.list(versions.map(({ version }) => version)) })]
        : []),
    ]),
    ...(packs.length > 1 ? [notes.severalPacks] : []),
    ...writeStageNotes(portfolio, words),
    ...(packs.some(({ questions }) => questions.length > 0) ? [notes.questions] : []),
    ...(minCell === null
      ? []
      : [notes.minCell({ count: writeCount(minCell) }), notes.heldBack({ count: writeCount(minCell) })]),
    ...packs.flatMap((pack) =>
      listShownParts(pack, words).map(({ title, shown, all }) =>
        notes.partShown({ title, shown: writeCount(shown), all: writeCount(all) }),
      ),
    ),
    ...(packs.some(({ holdsUnsettled }) => holdsUnsettled) ? [notes.folded] : []),
    ...(packs.some(({ bands }) => bands.some(({ length }) => length > 1)) ? [notes.joined] : []),
  ];
}

/**
 * Writes a note about a count. There is no note if the count is 0; if the count is hidden, which is null, the note says
 * "fewer than".
 */
type CountNote = (count: number | null, message: (given: { count: string; n: number }) => string) => string[];

/** Writes which assessments, records and rows were not counted. */
function writeIntakeNotes({ asOf, leftOut }: Portfolio, countNote: CountNote, words: PortfolioWords): string[] {
  const { portfolio, numbers } = words.messages;
  const { intake } = portfolio;
  const date = formatDate(asOf, numbers);
  return [
    intake.rule,
    ...[
      ...countNote(leftOut.older, intake.older),
      ...countNote(leftOut.sameDay, intake.sameDay),
      ...countNote(leftOut.later, (counted) => intake.later({ ...counted, date })),
      ...countNote(leftOut.laterRecords, (counted) => intake.laterRecords({ ...counted, date })),
      ...countNote(leftOut.registeredTwice, intake.registeredTwice),
    ].map(endSentence),
  ];
}

/** Writes how to read the figures of stages and their development. */
function writeStageNotes({ stages }: Portfolio, { messages, pick }: PortfolioWords): string[] {
  const { notes } = messages.portfolio;
  return [
    ...stages.flatMap(({ id, title, neverStated, hasData }) =>
      (hasData ? neverStated : []).map((fact) => notes.unknownStage({ title: pick(title) ?? id, fact })),
    ),
    ...(stages.some(({ quarters }) => quarters.length > 0) ? [notes.firstDay] : []),
    ...(stages.some(({ undated, quarters }) => quarters.length > 0 && undated !== 0) ? [notes.trend] : []),
    ...(stages.some(({ quarters }) => trimToLastChange(quarters).length < quarters.length) ? [notes.lastChange] : []),
    ...(stages.some(({ target }) => target && target.needed !== null) ? [notes.needed] : []),
    ...(stages.some(({ target }) => target && target.recent !== null) ? [notes.recent] : []),
    ...(stages.some(({ quarters }) => quarters.some(({ line }) => line !== null)) ? [notes.line] : []),
  ];
}

/**
 * Lists the tables that lack rows because scores are hidden or members have no figures, so that the first row shown may
 * not be the first of all.
 */
function listShownParts(pack: PackFigures, words: PortfolioWords): { title: string; shown: number; all: number }[] {
  const { portfolio, numbers } = words.messages;
  const { tables } = portfolio;
  const { scores, hiddenScores, lists } = pack;
  return [
    { title: titleOfPack(tables.scores, pack, words), shown: scores.length, all: scores.length + hiddenScores },
    ...lists.map(({ id, members, size }) => ({
      title: titleOfPack(numbers.labelled(tables.lists, words.titleOf(pack.id, id)), pack, words),
      shown: members.length,
      all: size,
    })),
  ].filter(({ shown, all }) => shown > 0 && shown < all);
}

function endSentence(text: string): string {
  return `${text}${/\p{Script=Han}/u.test(text) ? '。' : '.'}`;
}

/**
 * Tabulates the instruments of all policies that pay recipients other than enterprises, each once. Each pack supplies
 * its policies and its vocabulary.
 */
export function otherFundingTable(
  packs: readonly { readonly policies: readonly Policy[]; readonly vocabulary: Vocabulary }[],
  words: PortfolioWords,
): FigureTable | undefined {
  const { recipients, tables } = words.messages.portfolio;
  const rows = new Map<string, string[]>();
  for (const { policies, vocabulary } of packs) {
    for (const { id, currency, instruments = [] } of policies) {
      for (const instrument of instruments) {
        const { recipient } = instrument;
        if (isForEnterprise(instrument) || recipient === undefined || recipient === 'enterprise') continue;
        rows.set(`${id} ${instrument.id}`, [
          words.pick(instrument.title) ?? instrument.id,
          recipients[recipient],
          amountInWords(instrument.amount, currency, vocabulary),
        ]);
      }
    }
  }
  if (rows.size === 0) return undefined;
  const columns = figureColumns(words, ['text', 'instrument', 'recipient', 'amount']);
  return { id: 'other-funding', title: tables.otherFunding, columns, rows: [...rows.values()] };
}

/** A sheet of a workbook, independent of the library that writes it. */
interface FigureSheet {
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly (string | number | { readonly share: number } | null)[])[];
}

/** Builds a sheet for each table, including the tables in `further`, and one for the notes. */
export function createPortfolioSheets(
  portfolio: Portfolio,
  words: PortfolioWords,
  further: readonly FigureTable[],
): FigureSheet[] {
  const { portfolio: messages } = words.messages;
  const figureTables = [...portfolioTables(portfolio, words), ...further];
  const sheets = figureTables.map(({ title, columns, rows }) => ({
    name: title,
    headings: columns.flatMap(({ title: heading, kind }) =>
      kind === 'estimate'
        ? [heading, ...[messages.intervalLow, messages.intervalHigh].map((end) => `${heading} ${end}`)]
        : [heading],
    ),
    rows: rows.map((cells) => cells.flatMap((cell, i) => valuesOf(cell, columns[i]?.kind ?? 'text'))),
  }));
  const notes = [
    ...(words.isSynthetic ? [messages.synthetic] : []),
    ...writePortfolioNotes(portfolio, words),
    ...figureTables.flatMap(({ remarks = [] }) => remarks),
  ].map((note) => [note]);
  return [...sheets, { name: messages.title, headings: [messages.asOf({ date: portfolio.asOf })], rows: notes }];

  /** Returns the values of a cell; an estimate has three: the share and both ends of its interval. */
  function valuesOf(cell: FigureCell, kind: FigureColumn['kind']): FigureSheet['rows'][number] {
    const parts = kind === 'estimate' ? 3 : 1;
    if (cell === HIDDEN_FIGURE || cell === null)
      return Array.from({ length: parts }, () => (cell === null ? null : messages.hidden));
    if (typeof cell === 'object' && !('share' in cell)) return [figureText(cell, { kind }, words)];
    if (typeof cell === 'object')
      return [cell.share, cell.low, cell.high].map((share) => (share === null ? null : { share }));
    return [typeof cell === 'number' && kind === 'share' ? { share: cell } : cell];
  }
}
