// Writes a portfolio at a glance (a sentence, a few figures, a ranking), and renders a portfolio for a terminal.

import { type Bar, drawBars } from '../../charts/index.ts';
import { fromNumber } from '../../model/index.ts';
import { type GroupTable, type PackFigures, type Portfolio, parseQuarter } from '../../portfolio/index.ts';
import {
  type Block,
  type Chart,
  groupBlocks,
  heading,
  listOf,
  paragraph,
  type Table,
} from '../document/document-model.ts';
import { renderTerminalBlocks } from '../document/terminal-renderer.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { formatCount, formatDate, formatLargeMoney, formatNumber, formatShare } from '../text/number-format.ts';
import { type FigureTable, figureText, footnotesOf, type PortfolioWords, portfolioHead } from './figure-table.ts';
import {
  baseInWords,
  groupTitle,
  type NamedGroup,
  plainHeading,
  portfolioTables,
  SMALL_GROUP,
  titleOfPack,
  writePortfolioNotes,
} from './portfolio-tables.ts';

type Stage = Portfolio['stages'][number];

interface Headline {
  readonly title: string;
  readonly figure: string;
  readonly remark: string;
}

/**
 * Returns the index of the most important stage: the first one with a target or, if none has one, the last one with a
 * known count. -1 if there is none, or if no data on it exist yet while the share at an advanced level is known.
 */
export function leadStage(portfolio: Portfolio): number {
  const { stages } = portfolio;
  const isStageKnown = ({ holds, hasData }: Stage): boolean => holds !== null && hasData;
  const aimedIndex = stages.findIndex((stage) => isStageKnown(stage) && stage.target);
  if (aimedIndex >= 0) return aimedIndex;
  const lastIndex = stages.findLastIndex(({ holds }) => holds !== null);
  if (stages[lastIndex]?.hasData === false && shareAtLevel(portfolio)) return -1;
  return stages.findLastIndex(isStageKnown);
}

/**
 * Returns how many of all enterprises have an advanced level with the first pack; undefined if a figure is missing or
 * hidden.
 */
function shareAtLevel({ enterprises, packs }: Portfolio): { level: number; count: number; all: number } | undefined {
  const [pack] = packs;
  if (!enterprises || !pack?.total || pack.total.n === 0 || !pack.advanced || pack.advanced.n === null)
    return undefined;
  return { level: pack.advanced.level, count: pack.advanced.n, all: enterprises };
}

/**
 * Writes how many enterprises reached the lead stage or, without a lead stage, an advanced level: in a few words as the
 * `headline`, otherwise in a sentence. Undefined if a figure that it needs is missing or hidden.
 */
function leadInWords(
  portfolio: Portfolio,
  { messages, pick }: PortfolioWords,
  isHeadline: boolean,
): string | undefined {
  const { enterprises } = portfolio;
  const { numbers, portfolio: portfolioWords } = messages;
  const { headline, headlineLevel, reached, reachedLevel } = portfolioWords.front;
  const countFigures = (count: number, all: number) => ({
    count: formatCount(count, numbers),
    all: formatCount(all, numbers),
    share: formatShare(count / all, numbers, 1, 1),
  });
  const leadingStage = portfolio.stages[leadStage(portfolio)];
  if (leadingStage) {
    if (!enterprises || leadingStage.holds === null) return undefined;
    const stage = pick(leadingStage.title) ?? leadingStage.id;
    return (isHeadline ? headline : reached)({ ...countFigures(leadingStage.holds, enterprises), stage });
  }
  const atLevel = shareAtLevel(portfolio);
  if (!atLevel) return undefined;
  const level = formatNumber(atLevel.level, { numbers, decimals: 2 });
  return (isHeadline ? headlineLevel : reachedLevel)({ ...countFigures(atLevel.count, atLevel.all), level });
}

/** Writes the most important figure in a few words; undefined if it is missing or hidden. */
export function portfolioHeadline(portfolio: Portfolio, words: PortfolioWords): string | undefined {
  return leadInWords(portfolio, words, true);
}

/** Summarises the portfolio in a sentence; undefined if a figure that it needs is missing or hidden. */
function portfolioSentence(portfolio: Portfolio, words: PortfolioWords): string | undefined {
  const leadText = leadInWords(portfolio, words, false);
  if (leadText === undefined) return undefined;
  return words.messages.numbers.sentences([
    leadText,
    ...baseInWords(portfolio, words),
    ...extremesInWords(portfolio.groups[0], leadStage(portfolio), words),
  ]);
}

/**
 * Writes the groups with the highest and the lowest share in a stage; empty if several groups tie, or if a hidden group
 * could have such a share.
 */
function extremesInWords(table: GroupTable | undefined, stageIndex: number, words: PortfolioWords): string[] {
  const { numbers, portfolio } = words.messages;
  if (table?.rows.some(isMerged)) return [];
  const statedRows = (table?.rows ?? []).filter(({ values, members }) => members !== 0 && !values.includes(''));
  const rankedGroups = rankGroups(table, stageIndex).filter(({ values }) => !values.includes(''));
  if (rankedGroups.length < statedRows.length) return [];
  const rankedLargeGroups = rankedGroups.filter(({ isSmall }) => !isSmall);
  const [most, second, nextToLast, least] = [
    rankedLargeGroups[0],
    rankedLargeGroups[1],
    rankedLargeGroups.at(-2),
    rankedLargeGroups.at(-1),
  ];
  if (!most || !least || most.share === second?.share || least.share === nextToLast?.share || most === least) return [];
  const write = ({ share, ...group }: RankedGroup): string =>
    numbers.remark(groupTitle(table?.by ?? [], group, words), formatShare(share, numbers, 1, 1));
  const { mostAndLeast, mostAndLeastFrom } = portfolio.front;
  return rankedLargeGroups.length === rankedGroups.length
    ? [mostAndLeast({ most: write(most), least: write(least) })]
    : [mostAndLeastFrom({ count: formatCount(SMALL_GROUP, numbers), most: write(most), least: write(least) })];
}

/**
 * Builds the most important figures: coverage with target and trend, assessments, levels, money, and the place among
 * peers.
 */
function writePortfolioHeadlines(portfolio: Portfolio, words: PortfolioWords): Headline[] {
  const { enterprises, stages, packs, peers } = portfolio;
  const { numbers, portfolio: portfolioWords } = words.messages;
  const { front } = portfolioWords;
  const writeCount = (value: number): string => formatCount(value, numbers);
  const leadingStage = stages[leadStage(portfolio)];
  const otherStages = stages.filter((stage) => stage !== leadingStage && stage.holds !== null && stage.holds > 0);
  const makeTile = (stage: Stage, remarks: readonly string[]): Headline[] =>
    stage.holds === null || !enterprises
      ? []
      : [
          {
            title: words.pick(stage.title) ?? stage.id,
            figure: formatShare(stage.holds / enterprises, numbers, 1, 1),
            remark: numbers.clauses([
              front.of({ count: writeCount(stage.holds), all: writeCount(enterprises) }),
              ...remarks,
            ]),
          },
        ];
  const atLevel = packs.slice(0, 1).flatMap((pack) => levelHeadline(pack, enterprises, words));
  return [
    ...(leadingStage
      ? makeTile(leadingStage, [...targetInWords(leadingStage, words), ...trendInWords(leadingStage, words)])
      : atLevel),
    ...otherStages.slice(0, 2).flatMap((stage) => makeTile(stage, trendInWords(stage, words))),
    ...(leadingStage ? atLevel : []),
    ...moneyHeadline(portfolio, words),
    ...peers.slice(-1).flatMap((ranking): Headline[] => {
      const rankedRows = ranking.rows.filter(({ rank }) => rank !== null);
      const ownPlace = rankedRows.find(({ isOwn }) => isOwn)?.rank?.place ?? null;
      if (ownPlace === null) return [];
      const title = portfolioWords.tables.peers;
      return [
        {
          title,
          figure: front.place({ place: String(ownPlace), all: String(rankedRows.length) }),
          remark: portfolioWords.peersColumn({ column: plainHeading(ranking.value) }),
        },
      ];
    }),
  ];
}

function targetInWords({ target }: Stage, { messages }: PortfolioWords): string[] {
  if (!target) return [];
  return [messages.portfolio.front.target({ count: formatCount(target.count, messages.numbers), day: target.by })];
}

const QUARTERS_PER_YEAR = 4;

/**
 * Writes how many more enterprises reached the stage than a year before; empty if there are no more, or if the earlier
 * quarter is hidden.
 */
function trendInWords({ quarters }: Stage, { messages }: PortfolioWords): string[] {
  const lastQuarter = quarters.at(-1);
  const yearEarlier =
    lastQuarter &&
    quarters.find(({ quarter }) => parseQuarter(quarter) === parseQuarter(lastQuarter.quarter) - QUARTERS_PER_YEAR);
  const reachedGrowth = lastQuarter && yearEarlier ? lastQuarter.total - yearEarlier.total : 0;
  return reachedGrowth > 0
    ? [messages.portfolio.front.more({ count: formatCount(reachedGrowth, messages.numbers) })]
    : [];
}

/**
 * Returns the shares of enterprises with an advanced level: of all enterprises, as for the stages, and of those
 * assessed.
 */
function levelHeadline(pack: PackFigures, enterprises: number | null, words: PortfolioWords): Headline[] {
  const { total, advanced } = pack;
  if (!enterprises || !total || total.n === 0 || !advanced || advanced.n === null) return [];
  const { numbers, portfolio } = words.messages;
  const { front } = portfolio;
  const writeCount = (value: number): string => formatCount(value, numbers);
  const writeShare = (of: number): string => formatShare((advanced.n ?? 0) / of, numbers, 1, 1);
  return [
    {
      title: titleOfPack(
        front.advanced({ level: formatNumber(advanced.level, { numbers, decimals: 2 }) }),
        pack,
        words,
      ),
      figure: writeShare(enterprises),
      remark: numbers.clauses([
        front.of({ count: writeCount(advanced.n), all: writeCount(enterprises) }),
        ...(total.n === enterprises
          ? []
          : [front.ofAssessed({ share: writeShare(total.n), assessed: writeCount(total.n) })]),
      ]),
    },
  ];
}

/** Returns the money granted and paid, in the currency of the first sum, or that none is on record. */
function moneyHeadline({ money }: Portfolio, { messages }: PortfolioWords): Headline[] {
  const { numbers, portfolio, records } = messages;
  const { funding } = portfolio.front;
  if (!money) return [];
  if (money.length === 0) return [{ title: funding.title, figure: '–', remark: funding.none }];
  const shownMoney = money.filter(({ amount }) => amount !== null);
  const comparable = shownMoney.filter(({ currency }) => currency === shownMoney[0]?.currency);
  const sumOf = (state: (typeof money)[number]['state']): string[] =>
    comparable.flatMap((sum) =>
      sum.state === state && sum.amount !== null && sum.currency !== null
        ? [formatLargeMoney(fromNumber(sum.amount), sum.currency, numbers)]
        : [],
    );
  const [granted] = sumOf('granted');
  const otherSums = (['applied', 'paid'] as const).flatMap((state) =>
    sumOf(state).map((sum) => numbers.labelled(records.states[state], sum)),
  );
  if (granted === undefined && otherSums.length === 0) return [];
  const count = comparable.find(({ state }) => state === 'granted')?.enterprises ?? 0;
  const countText =
    granted === undefined ? [] : [funding.enterprises({ count: formatCount(count, numbers), n: count })];
  return [{ title: funding.title, figure: granted ?? '–', remark: numbers.clauses([...countText, ...otherSums]) }];
}

interface RankedGroup extends NamedGroup {
  readonly members: number;
  readonly share: number;
  readonly isSmall: boolean;
}

/**
 * Ranks the groups of a table by the share that reached a stage, the highest first; small groups come last, and merged
 * groups after them.
 */
function rankGroups(table: GroupTable | undefined, stageIndex: number): RankedGroup[] {
  // In a partial table, enterprises that were not assessed are in no group, so a share would not take them into
  // account.
  return (table && !table.partial ? table.rows : [])
    .flatMap(({ values, merged, members, stages }): RankedGroup[] => {
      const stageHolds = stages[stageIndex] ?? null;
      if (stageHolds === null || members === null || members === 0) return [];
      const ownGroup = { values, ...(merged !== undefined && { merged }) };
      return [{ ...ownGroup, members, share: stageHolds / members, isSmall: members < SMALL_GROUP }];
    })
    .sort(
      (one, other) =>
        Number(isMerged(one)) - Number(isMerged(other)) ||
        Number(one.isSmall) - Number(other.isSmall) ||
        other.share - one.share,
    );
}

function isMerged({ merged }: NamedGroup): boolean {
  return merged !== undefined;
}

/**
 * Returns the rows of a table in the order of their ranks in a stage; rows without a share follow in the order of the
 * table.
 */
export function sortInRankingOrder(table: GroupTable, stageIndex: number): GroupTable['rows'] {
  const ranks = new Map(rankGroups(table, stageIndex).map(({ values }, rank) => [values, rank]));
  const rankOf = ({ values }: GroupTable['rows'][number]): number => ranks.get(values) ?? table.rows.length;
  return table.rows.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/**
 * Writes how many groups of a table have a lower share in the lead stage than all enterprises together. Undefined if a
 * figure that it needs is missing or hidden, if there are fewer than two groups, if some are merged, or if none is lower.
 */
export function writeBelowAverage(table: GroupTable, portfolio: Portfolio, words: PortfolioWords): string | undefined {
  const { enterprises, stages } = portfolio;
  const stage = leadStage(portfolio);
  const holdingCount = stages[stage]?.holds ?? null;
  const rankedByStage = rankGroups(table, stage);
  const statedRows = table.rows.filter(({ members }) => members !== 0);
  if (!enterprises || holdingCount === null || rankedByStage.length < 2 || rankedByStage.length < statedRows.length)
    return undefined;
  if (table.rows.some(isMerged)) return undefined;
  const averageShare = holdingCount / enterprises;
  const groupsBelow = rankedByStage.filter(({ share }) => share < averageShare);
  if (groupsBelow.length === 0) return undefined;
  const { numbers, portfolio: portfolioWords } = words.messages;
  return portfolioWords.front.below({
    below: formatCount(groupsBelow.length, numbers),
    of: formatCount(rankedByStage.length, numbers),
    average: formatShare(averageShare, numbers, 1, 1),
  });
}

/**
 * Draws the groups of a table ranked by their share in a stage, each with its number of members; small groups are
 * marked.
 */
export function rankingChart(
  table: GroupTable,
  portfolio: Portfolio,
  stageIndex: number,
  words: PortfolioWords,
): Chart[] {
  const { numbers, portfolio: portfolioWords } = words.messages;
  const { id, title } = portfolio.stages[stageIndex] ?? { id: '', title: undefined };
  const rankedByStage = rankGroups(table, stageIndex);
  if (rankedByStage.every(({ share }) => share === 0)) return [];
  const bars = rankedByStage.map(({ members, share, isSmall, ...group }): Bar => {
    const label = numbers.remark(groupTitle(table.by, group, words), formatCount(members, numbers));
    return { label, pieces: [{ look: isSmall ? 'open' : 'bar', share }], text: formatShare(share, numbers, 1, 1) };
  });
  const legend = [{ name: 'open', text: portfolioWords.front.small({ count: String(SMALL_GROUP) }) }];
  const hiddenRows = table.rows.filter(
    ({ members, stages }) => members !== 0 && (stages[stageIndex] ?? null) === null,
  ).length;
  const heading = portfolioWords.front.ranking({
    stage: words.pick(title) ?? id,
    hidden: hiddenRows === 0 ? undefined : formatCount(hiddenRows, numbers),
  });
  return barCharts(heading, bars, words).map((chart) => ({
    ...chart,
    isTabled: true,
    ...(rankedByStage.some(({ isSmall }) => isSmall) ? { legend } : {}),
  }));
}

/** The maximum number of bars of a readable chart; the table has all groups. */
const BAR_LIMIT = 30;

/** Draws bars as a chart, also for the width of a phone; empty if there are no bars or too many. */
export function barCharts(
  title: string,
  bars: readonly Bar[],
  { messages: { numbers } }: PortfolioWords,
  options?: Parameters<typeof drawBars>[2],
): Chart[] {
  if (bars.length === 0 || bars.length > BAR_LIMIT) return [];
  const description = numbers.list(bars.map(({ label, text }) => numbers.labelled(label, text)));
  return [
    {
      kind: 'chart',
      title,
      description,
      drawing: drawBars(bars, 'broad', options),
      narrow: drawBars(bars, 'narrow', options),
    },
  ];
}

/** How many of the groups furthest from the target are listed at most. */
const MAX_GROUPS_BEHIND = 3;

/**
 * Writes what to do next by the figures: how many more enterprises are needed to meet each target, and in which groups
 * most are missing.
 */
function tasksInWords(portfolio: Portfolio, words: PortfolioWords): string[] {
  const { numbers, portfolio: portfolioWords } = words.messages;
  const { todo } = portfolioWords.front;
  const writeCount = (value: number): string => formatCount(Math.ceil(value), numbers);
  const targets = portfolio.stages.flatMap(({ id, title, target, hasData }) =>
    target && target.missing > 0 && hasData
      ? [
          todo.target({
            stage: words.pick(title) ?? id,
            missing: writeCount(target.missing),
            day: formatDate(target.by, numbers),
            needed: target.needed === null ? undefined : writeCount(target.needed),
            recent: target.recent === null ? undefined : formatNumber(target.recent, { numbers, decimals: 1 }),
          }),
        ]
      : [],
  );
  const [table] = portfolio.groups;
  const leadIndex = leadStage(portfolio);
  const { id = '', title } = portfolio.stages[leadIndex] ?? {};
  const groupsBehind = rankGroups(table, leadIndex)
    .filter((group) => !isMerged(group) && !group.values.includes(''))
    .map(({ values, members, share }) => ({ values, missing: Math.round(members * (1 - share)) }))
    .filter(({ missing }) => missing > 0)
    .sort((one, other) => other.missing - one.missing)
    .slice(0, MAX_GROUPS_BEHIND)
    .map(({ values, missing }) => ({
      group: groupTitle(table?.by ?? [], { values }, words),
      count: writeCount(missing),
    }));
  const [first, ...others] = groupsBehind;
  if (!first || others.length === 0) return targets;
  const stage = words.pick(title) ?? id;
  return [...targets, todo.behind({ stage, ...first, others: numbers.items(others.map(todo.groupBehind)) })];
}

/**
 * Builds the front page: a sentence, a few figures, what to do, and the ranking of groups. `tasks` name enterprises, so
 * they are only given in a report for the office.
 */
export function writePortfolioFront(
  portfolio: Portfolio,
  words: PortfolioWords,
  tasks: readonly string[] = [],
): Block[] {
  if (portfolioHeadline(portfolio, words) === undefined) return [];
  const [table] = portfolio.groups;
  const extremes = extremesInWords(table, leadStage(portfolio), words);
  const lines = [...tasksInWords(portfolio, words), ...tasks];
  return [
    {
      kind: 'page',
      blocks: [
        ...extremes.map((text): Block => ({ kind: 'paragraph', text: [{ strong: text }] })),
        {
          kind: 'facts',
          isTiled: true,
          entries: writePortfolioHeadlines(portfolio, words).map(({ title, figure, remark }) => ({
            term: [title],
            text: [{ strong: figure }, ` ${remark}`],
          })),
        },
        ...(lines.length > 0 ? [heading(3, 'to-do', words.messages.portfolio.front.todo.title), ...listOf(lines)] : []),
        ...(table ? rankingChart(table, portfolio, leadStage(portfolio), words) : []),
      ],
    },
  ];
}

/**
 * Renders a portfolio for a terminal: all tables and notes, or with `more` only a short first page, which ends with
 * that text on how to see the other pages. Ends with a newline.
 */
export function renderPortfolio(
  portfolio: Portfolio,
  words: PortfolioWords,
  options: TerminalOptions,
  more?: string,
): string {
  const sentence = more === undefined ? undefined : portfolioSentence(portfolio, words);
  const blocks =
    more === undefined || sentence === undefined
      ? [
          ...writeTerminalHead(portfolio, words),
          ...portfolioTables(portfolio, words).flatMap((table) => figureBlocks(table, words)),
          ...groupBlocks(writePortfolioNotes(portfolio, words).map((note) => paragraph(note, 'quiet'))),
        ]
      : [
          ...writeTerminalHead(portfolio, words),
          paragraph(sentence),
          writeHeadlineFacts(portfolio, words),
          paragraph(more, 'quiet'),
        ];
  return renderTerminalBlocks(blocks, options);
}

function writeTerminalHead({ asOf }: Portfolio, words: PortfolioWords): Block[] {
  const { title, lines } = portfolioHead(asOf, words);
  return [heading(2, 'portfolio', title), ...groupBlocks(lines.map((line) => paragraph(line)))];
}

function writeHeadlineFacts(portfolio: Portfolio, words: PortfolioWords): Block {
  const { numbers } = words.messages;
  const entries = writePortfolioHeadlines(portfolio, words).map(({ title, figure, remark }) => ({
    term: [title],
    text: [numbers.remark(figure, remark)],
  }));
  return { kind: 'facts', entries };
}

function figureBlocks(figures: FigureTable, words: PortfolioWords): Block[] {
  const { id, title, lead, columns, rows } = figures;
  const footnotes = footnotesOf(figures, words).map((note) => paragraph(note, 'quiet'));
  const table: Table = {
    kind: 'table',
    columns: columns.map(({ title: columnTitle, kind }, i) => ({
      title: [columnTitle],
      align: kind === 'text' ? 'left' : 'right',
      // Dates, ranges and ranks must not wrap.
      wraps: kind !== 'text' || i === 0,
    })),
    rows: rows.map((cells) =>
      cells.map((cell, i) => ({ text: [figureText(cell, columns[i] ?? { kind: 'text' }, words)] })),
    ),
  };
  return [
    heading(2, id, title),
    ...groupBlocks([...(lead === undefined ? [] : [paragraph(lead)]), table, ...footnotes]),
  ];
}
