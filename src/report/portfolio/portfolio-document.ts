import { type Bar, drawTrend, stepOf } from '../../charts/index.ts';
import type { Messages } from '../../i18n/index.ts';
import {
  endOfQuarter,
  type GroupTable,
  type LevelFigures,
  type PackFigures,
  type PeerRanking,
  type Portfolio,
  parseQuarter,
} from '../../portfolio/index.ts';
import {
  type Block,
  type Cell,
  type Chart,
  heading,
  listOf,
  paragraph,
  type ReportDocument,
  tableOf,
} from '../document/document-model.ts';
import { formatCount, formatNumber, formatShare } from '../text/number-format.ts';
import {
  type FigureCell,
  type FigureTable,
  figureText,
  footnotesOf,
  type PortfolioWords,
  portfolioHead,
} from './figure-table.ts';
import {
  barCharts,
  leadStage,
  portfolioHeadline,
  rankingChart,
  sortInRankingOrder,
  writeBelowAverage,
  writePortfolioFront,
} from './portfolio-front.ts';
import {
  bandTitle,
  baseInWords,
  groupingId,
  groupTitle,
  levelsId,
  peersId,
  placeInWords,
  portfolioTables,
  titleOfPack,
  upToLastChange,
  writePortfolioNotes,
} from './portfolio-tables.ts';

/** The blocks of a portfolio's outlook, and its first tasks, one sentence each, for the front page. */
interface OutlookBlocks {
  readonly blocks: readonly Block[];
  readonly tasks: readonly string[];
}

/**
 * Documents a portfolio, followed by the blocks of its outlook, if there is one, and by notes on how to read the
 * figures.
 */
export function createPortfolioDocument(
  portfolio: Portfolio,
  words: PortfolioWords,
  { blocks: outlook, tasks }: OutlookBlocks = { blocks: [], tasks: [] },
): ReportDocument {
  const { title: kind, lines } = portfolioHead(portfolio.asOf, words);
  const title = portfolioHeadline(portfolio, words);
  const findings = groupFindings(portfolio, words);
  const withFinding = ({ id, title: name }: FigureTable): string => {
    const groupFinding = findings.get(id);
    return groupFinding === undefined ? name : words.messages.numbers.labelled(name, groupFinding);
  };
  const charts = portfolioCharts(portfolio, words);
  const meanings = stageMeanings(portfolio, words);
  const notes = writePortfolioNotes(portfolio, words).map((note) => paragraph(note, 'quiet'));
  return {
    tag: words.language,
    ...(title === undefined ? { title: kind } : { title, kind }),
    cover: [...lines, ...baseInWords(portfolio, words), ...latestInWords(portfolio, words)],
    contentsTitle: words.messages.report.contents,
    blocks: [
      ...writePortfolioFront(portfolio, words, tasks),
      ...portfolioTables(portfolio, words).flatMap((table) =>
        tableBlocks({ ...table, title: withFinding(table) }, charts, words, table.id === 'coverage' ? meanings : []),
      ),
      ...outlook,
      heading(2, 'reading', words.messages.portfolio.reading),
      {
        kind: 'details',
        summary: words.messages.portfolio.foldedNotes({ count: formatCount(notes.length, words.messages.numbers) }),
        blocks: notes,
        isButton: true,
      },
    ],
    notes: [],
    notesTitle: '',
  };
}

/**
 * Writes the last quarter in which an enterprise reached a stage, because figures of a later day may rest on older
 * data.
 */
function latestInWords({ stages }: Portfolio, { messages }: PortfolioWords): string[] {
  const latestQuarter = stages
    .flatMap(({ quarters }) => quarters.filter(({ reached }) => reached > 0))
    .map(({ quarter }) => quarter)
    .reduce(
      (latest, quarter) => (latest === '' || parseQuarter(quarter) > parseQuarter(latest) ? quarter : latest),
      '',
    );
  return latestQuarter === '' ? [] : [messages.portfolio.latest({ quarter: latestQuarter })];
}

/** Lists the explanations of the stages that have one. */
function stageMeanings({ stages }: Portfolio, words: PortfolioWords): Block[] {
  return listOf(
    stages.flatMap(({ id, title, text, hasData }) => {
      const meaningText = words.pick(text);
      return meaningText === undefined || !hasData
        ? []
        : [words.messages.numbers.labelled(words.pick(title) ?? id, meaningText)];
    }),
  );
}

/** Builds the section of a table: heading, charts, and the collapsed table itself. */
function tableBlocks(
  figures: FigureTable,
  charts: ReadonlyMap<string, readonly Chart[]>,
  words: PortfolioWords,
  meanings: readonly Block[],
): Block[] {
  const { id, title, lead, columns, rows } = figures;
  const [table] = tableOf(
    columns.map((column) => [column.title, column.kind === 'text' ? 'left' : 'right'] as const),
    rows.map((cells) =>
      columns.map((column, i): Cell => {
        const cell = cells[i];
        return {
          text: [figureText(cell, column, words)],
          ...(i === 0 ? { isHeading: true } : {}),
          ...sortValue(cell),
        };
      }),
    ),
  );
  const drawnCharts = charts.get(id) ?? [];
  const isRanking = id.startsWith('stages-by-');
  const footnotes = footnotesOf(figures, words).map((note) => paragraph(note, 'quiet'));
  // Readers of the chart of peers need to know by what it ranks, so that remark stays outside of the collapsed table.
  const areFootnotesFolded = table !== undefined && !id.startsWith('peers-');
  const exploredTable = table ? [{ ...table, isExplored: true }, ...(areFootnotesFolded ? footnotes : [])] : [];
  // A ranking is drawn only in its collapsed part, because the front page shows the most important one; any other
  // section starts with its first chart.
  const shownNumber = isRanking ? 0 : 1;
  // The finding is not repeated above a chart whose title states it.
  const introduction = lead === undefined || (drawnCharts.length > 0 && shownNumber > 0) ? [] : [paragraph(lead)];
  const [shown, folded] = [drawnCharts.slice(0, shownNumber), [...drawnCharts.slice(shownNumber), ...exploredTable]];
  const fold = folded.length === 0 ? [] : [foldFigures(folded, rows.length, words.messages, id === 'overlaps')];
  return [
    heading(2, id, title),
    ...introduction,
    ...meanings,
    ...shown,
    ...fold,
    ...(areFootnotesFolded ? [] : footnotes),
  ];
}

/**
 * The minimum number of rows of a table that is collapsed; collapsing a shorter table hides less than the line that
 * opens it. Secondary tables are always collapsed.
 */
const MIN_FOLDED_ROWS = 8;

/** Collapses blocks under the number of rows, because readers of a dashboard look at charts first. */
export function foldFigures(
  blocks: readonly Block[],
  rows: number,
  { portfolio, numbers }: Messages,
  isSecondary = false,
): Block {
  const summary = portfolio.folded({ count: formatCount(rows, numbers), n: rows });
  return {
    kind: 'details',
    summary,
    blocks,
    isButton: true,
    ...(rows < MIN_FOLDED_ROWS && !isSecondary && { foldsOnPhone: true }),
  };
}

/** Returns short findings for the headings of sections, by the id of their table. */
function groupFindings(portfolio: Portfolio, words: PortfolioWords): ReadonlyMap<string, string> {
  return new Map(
    portfolio.groups.flatMap((table) => {
      const groupFinding = writeBelowAverage(table, portfolio, words);
      return groupFinding === undefined ? [] : [[groupingId(table), groupFinding] as const];
    }),
  );
}

function sortValue(cell: FigureCell | undefined): Pick<Cell, 'value'> {
  if (typeof cell === 'number') return { value: cell };
  return typeof cell === 'object' && cell !== null ? { value: 'share' in cell ? cell.share : cell.low } : {};
}

/** Returns the charts of a portfolio, by the id of the table whose figures they show; a hidden figure has no bar. */
function portfolioCharts(portfolio: Portfolio, words: PortfolioWords): ReadonlyMap<string, readonly Chart[]> {
  return new Map([
    ['coverage', stageCharts(portfolio, words)],
    ['trend', trendCharts(portfolio, words)],
    ...portfolio.groups.map((table) => [groupingId(table), groupCharts(table, portfolio, words)] as const),
    ...portfolio.peers.map((ranking) => [peersId(ranking), peerCharts(ranking, words)] as const),
    ...portfolio.packs.flatMap((pack, at) =>
      (portfolio.groups.length === 0 ? [undefined] : portfolio.groups).map(
        (table) => [levelsId(pack, table?.by ?? []), levelCharts(pack, at, table, portfolio, words)] as const,
      ),
    ),
  ]);
}

/** Draws the number of enterprises that reached each stage, as a share of all, with a mark at its target. */
function stageCharts({ stages, enterprises }: Portfolio, words: PortfolioWords): Chart[] {
  if (!enterprises) return [];
  const bars = stages.flatMap(({ id, title, holds, target, hasData }): Bar[] =>
    holds === null || !hasData
      ? []
      : [
          createShareBar(
            words.pick(title) ?? id,
            holds,
            enterprises,
            words,
            target ? target.count / enterprises : undefined,
          ),
        ],
  );
  return barCharts(
    words.messages.portfolio.ofAll({ enterprises: formatCount(enterprises, words.messages.numbers) }),
    bars,
    words,
  );
}

/**
 * Draws a chart for each stage with the share of each group that reached it. The chart on the front page is left out.
 */
function groupCharts(table: GroupTable, portfolio: Portfolio, words: PortfolioWords): Chart[] {
  const leadStageIndex = table === portfolio.groups[0] ? leadStage(portfolio) : -1;
  return portfolio.stages.flatMap((_, stage) =>
    stage === leadStageIndex ? [] : rankingChart(table, portfolio, stage, words),
  );
}

/** Draws each region's published figure, the own region in another colour, below the own region's place. */
function peerCharts(ranking: PeerRanking, words: PortfolioWords): Chart[] {
  const { value, rows } = ranking;
  const { messages } = words;
  const rankedRows = rows.flatMap(({ value: figure, rank, ...row }) =>
    figure === null || !rank ? [] : [{ ...row, figure, rank }],
  );
  const highest = Math.max(...rankedRows.map(({ figure }) => figure));
  if (!(highest > 0) || rankedRows.some(({ figure }) => figure < 0)) return [];
  const bars = rankedRows.map(({ name, figure, rank, isOwn }): Bar => {
    const share = figure / highest;
    return {
      label: messages.portfolio.placed({ place: String(rank.place), name }),
      pieces: [{ look: isOwn ? 'bar' : 'step-1', share }],
      text: formatNumber(figure, { numbers: messages.numbers, decimals: 2, least: 1 }),
    };
  });
  const ownName = rows.find(({ isOwn }) => isOwn)?.name ?? messages.portfolio.own;
  const legend = [
    { name: 'bar', text: ownName },
    { name: 'step-1', text: messages.portfolio.otherPeers },
  ];
  return barCharts(placeInWords(ranking, words) ?? value, bars, words, { hasTracks: false }).map((chart) => ({
    ...chart,
    legend,
  }));
}

function createShareBar(label: string, count: number, total: number, words: PortfolioWords, mark?: number): Bar {
  const { numbers } = words.messages;
  const share = formatShare(count / total, numbers, 2, 2);
  const text = `${formatCount(count, numbers)} · ${share}`;
  return { label, pieces: [{ look: 'bar', share: count / total }], text, mark };
}

/** Draws the distribution of levels, for all enterprises and for each group. */
function levelCharts(
  pack: PackFigures,
  packIndex: number,
  table: GroupTable | undefined,
  figures: Portfolio,
  words: PortfolioWords,
): Chart[] {
  const { portfolio, numbers } = words.messages;
  const levels = pack.bands.map((_, i) => ({ name: bandLook(i + 1, pack), text: bandTitle(pack, i, words) }));
  const createBar = (label: string, counted: LevelFigures | null | undefined): Bar[] => {
    if (!counted || counted.n === 0) return [];
    const createPiece = (look: string, count: number | null) => ({
      look,
      share: (count ?? 0) / counted.n,
      text: formatCount(count ?? 0, numbers),
    });
    return [
      {
        label,
        pieces: [
          createPiece('step-0', counted.none),
          ...counted.counts.map((count, i) => createPiece(bandLook(i + 1, pack), count)),
          createPiece('open', counted.open),
        ],
        text: `n = ${formatCount(counted.n, numbers)}`,
      },
    ];
  };
  const groups = table
    ? sortInRankingOrder(table, leadStage(figures)).flatMap((row) =>
        createBar(groupTitle(table.by, row, words), row.levels[packIndex]),
      )
    : [];
  const legend = [
    { name: 'step-0', text: portfolio.columns.none },
    ...levels,
    { name: 'open', text: portfolio.columns.open },
  ];
  const hiddenRows = (table?.rows ?? []).filter(
    ({ levels: own, hidden }) => !own[packIndex] && hidden !== 'none',
  ).length;
  const hiddenCount = hiddenRows === 0 ? undefined : formatCount(hiddenRows, numbers);
  const title = titleOfPack(portfolio.levelsShown({ hidden: hiddenCount }), pack, words);
  const bars = [...createBar(portfolio.all, pack.total), ...groups];
  return barCharts(title, bars, words).map((chart) => ({ ...chart, legend }));
}

/** Returns the class of a band's colour, on a ramp from the lowest to the highest band, however many there are. */
function bandLook(rung: number, { bands }: PackFigures): string {
  return `step-${stepOf(rung / Math.max(1, bands.length))}`;
}

/**
 * Draws the number of enterprises that had reached each stage at the end of each quarter, and the line to the stage's
 * target. The numbers end with the last change, because a flat line after it would look like a standstill even if there
 * are no newer data; the line to the target goes on.
 */
function trendCharts(portfolio: Portfolio, words: PortfolioWords): Chart[] {
  const { numbers, portfolio: portfolioWords } = words.messages;
  const writeCount = (value: number): string => formatCount(value, numbers);
  const leadingStage = portfolio.stages[leadStage(portfolio)];
  const orderedStages = [
    ...(leadingStage ? [leadingStage] : []),
    ...portfolio.stages.filter((stage) => stage !== leadingStage),
  ];
  return orderedStages.flatMap(({ id, title, quarters: allQuarters }): Chart[] => {
    const quarters = upToLastChange(allQuarters);
    // A single point does not show a trend.
    if (quarters.length < 2) return [];
    const points = quarters.map(({ quarter, total }) => ({
      day: endOfQuarter(quarter),
      step: parseQuarter(quarter),
      lowest: total,
      highest: total,
      when: quarter,
      text: writeCount(total),
      look: 'now',
    }));
    const targetPoints = allQuarters.flatMap(({ quarter, line }) =>
      line === null ? [] : [{ day: endOfQuarter(quarter), value: line, when: quarter }],
    );
    const label = words.pick(title) ?? id;
    const highest = Math.max(1, ...points.map(({ highest }) => highest), ...targetPoints.map(({ value }) => value));
    return [
      {
        kind: 'chart',
        title: label,
        description: numbers.list(points.map(({ when, text }) => numbers.labelled(when, text))),
        drawing: drawTrend(points, highest, { label, write: writeCount, isCount: true, aim: targetPoints }),
        isTabled: true,
        ...(targetPoints.length < 2
          ? {}
          : {
              legend: [
                { name: 'now solid', text: portfolioWords.columns.total },
                { name: 'aim', text: portfolioWords.columns.line },
              ],
            }),
      },
    ];
  });
}
