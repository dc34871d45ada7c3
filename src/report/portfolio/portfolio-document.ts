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
  paragraph,
  type ReportDocument,
  tableOf,
} from '../document/document-model.ts';
import { formatCount, formatNumber, formatShare } from '../text/number-format.ts';
import { type FigureCell, type FigureTable, figureText, type PortfolioWords, portfolioHead } from './figure-table.ts';
import { barCharts, leadStage, portfolioFront, rankingChart } from './portfolio-front.ts';
import {
  bandTitle,
  groupingId,
  groupTitle,
  levelsId,
  peersId,
  placeInWords,
  portfolioNotes,
  portfolioTables,
  titleOfPack,
} from './portfolio-tables.ts';

/** A portfolio as blocks, with those of an outlook where there is one; at the end, how to read it all. */
export function portfolioDocument(
  portfolio: Portfolio,
  words: PortfolioWords,
  outlook: readonly Block[] = [],
): ReportDocument {
  const { title, lines } = portfolioHead(portfolio.asOf, words);
  const charts = portfolioCharts(portfolio, words);
  const notes = portfolioNotes(portfolio, words).map((note) => paragraph(note, 'quiet'));
  return {
    tag: words.language,
    title,
    cover: lines,
    contentsTitle: words.messages.report.contents,
    blocks: [
      ...portfolioFront(portfolio, words),
      ...portfolioTables(portfolio, words).flatMap((table) => tableBlocks(table, charts, words)),
      ...outlook,
      heading(2, 'reading', words.messages.portfolio.reading),
      foldFigures(notes, notes.length, words.messages),
    ],
    notes: [],
    notesTitle: '',
  };
}

/** A table under its heading, with the charts that show it. */
function tableBlocks(
  { id, title, lead, columns, rows }: FigureTable,
  charts: ReadonlyMap<string, readonly Chart[]>,
  words: PortfolioWords,
): Block[] {
  const [table] = tableOf(
    columns.map((one) => [one.title, one.kind === 'text' ? 'left' : 'right'] as const),
    rows.map((cells) =>
      columns.map((one, i): Cell => {
        const cell = cells[i];
        return {
          text: [figureText(cell, one, words)],
          ...(i === 0 ? { isHeading: true } : {}),
          ...sortedBy(cell),
        };
      }),
    ),
  );
  const drawn = charts.get(id) ?? [];
  // A chart is called after what it shows.
  const intro = lead === undefined || drawn.length > 0 ? [] : [paragraph(lead)];
  const isRanking = id.startsWith('stages-by-');
  const explored = table ? [{ ...table, isExplored: true }] : [];
  // Of the rankings the one that matters stands in front; of several charts one is enough at first.
  const seen = isRanking ? 0 : 1;
  const [shown, folded] = [drawn.slice(0, seen), [...drawn.slice(seen), ...explored]];
  const fold = folded.length === 0 ? [] : [foldFigures(folded, rows.length, words.messages)];
  return [heading(2, id, title), ...intro, ...shown, ...fold];
}

/** A table behind its number of rows: who looks at a dashboard looks at charts first. */
export function foldFigures(blocks: readonly Block[], rows: number, { portfolio, numbers }: Messages): Block {
  return { kind: 'details', summary: portfolio.folded(formatCount(rows, numbers)), blocks };
}

function sortedBy(cell: FigureCell | undefined): Pick<Cell, 'value'> {
  if (typeof cell === 'number') return { value: cell };
  return typeof cell === 'object' && cell !== null ? { value: cell.share } : {};
}

/** The charts of a portfolio by the table whose figures they show; what is hidden there has no bar. */
function portfolioCharts(portfolio: Portfolio, words: PortfolioWords): ReadonlyMap<string, readonly Chart[]> {
  return new Map([
    ['coverage', stageCharts(portfolio, words)],
    ['trend', trendCharts(portfolio, words)],
    ...portfolio.groups.map((table) => [groupingId(table), groupCharts(table, portfolio, words)] as const),
    ...portfolio.peers.map((one) => [peersId(one), peerCharts(one, words)] as const),
    ...portfolio.packs.flatMap((pack, at) =>
      (portfolio.groups.length === 0 ? [undefined] : portfolio.groups).map(
        (table) => [levelsId(pack, table?.by ?? []), levelCharts(pack, at, table, words)] as const,
      ),
    ),
  ]);
}

/** How many of all reached each stage, with the mark of a target. */
function stageCharts({ stages, enterprises }: Portfolio, words: PortfolioWords): Chart[] {
  if (!enterprises) return [];
  const bars = stages.flatMap(({ id, title, holds, target }): Bar[] =>
    holds === null
      ? []
      : [shareBar(words.pick(title) ?? id, holds, enterprises, words, target ? target.count / enterprises : undefined)],
  );
  return barCharts(words.messages.portfolio.ofAll(formatCount(enterprises, words.messages.numbers)), bars, words);
}

/** How many of each group reached each stage, a chart for each stage; one stands in front. */
function groupCharts(table: GroupTable, portfolio: Portfolio, words: PortfolioWords): Chart[] {
  const front = table === portfolio.groups[0] ? leadStage(portfolio) : -1;
  return portfolio.stages.flatMap((_, at) => (at === front ? [] : rankingChart(table, portfolio, at, words)));
}

/** What is published of each, the own one in another colour, under its place among them. */
function peerCharts(ranking: PeerRanking, words: PortfolioWords): Chart[] {
  const { value, rows } = ranking;
  const { messages } = words;
  const ranked = rows.flatMap(({ value: figure, rank, ...row }) =>
    figure === null || !rank ? [] : [{ ...row, figure, rank }],
  );
  const most = Math.max(...ranked.map(({ figure }) => figure));
  if (!(most > 0) || ranked.some(({ figure }) => figure < 0)) return [];
  const bars = ranked.map(({ name, figure, rank, isOwn }): Bar => {
    const share = figure / most;
    return {
      label: messages.portfolio.placed(String(rank.place), name),
      pieces: [{ look: isOwn ? 'bar' : 'step-1', share }],
      text: formatNumber(figure, { numbers: messages.numbers, decimals: 2, least: 1 }),
    };
  });
  return barCharts(placeInWords(ranking, words) ?? value, bars, words);
}

function shareBar(label: string, count: number, of: number, words: PortfolioWords, mark?: number): Bar {
  const { numbers } = words.messages;
  const share = formatShare(count / of, numbers, 2, 2);
  const text = `${formatCount(count, numbers)} · ${share}`;
  return { label, pieces: [{ look: 'bar', share: count / of }], text, mark };
}

/** How the levels of all and of each group are spread. */
function levelCharts(pack: PackFigures, at: number, table: GroupTable | undefined, words: PortfolioWords): Chart[] {
  const { portfolio, numbers } = words.messages;
  const levels = pack.bands.map((_, i) => ({ name: lookOf(i + 1, pack), text: bandTitle(pack, i, words) }));
  const bar = (label: string, figures: LevelFigures | null | undefined): Bar[] => {
    if (!figures || figures.n === 0) return [];
    const piece = (look: string, count: number | null) => ({
      look,
      share: (count ?? 0) / figures.n,
      text: formatCount(count ?? 0, numbers),
    });
    return [
      {
        label,
        pieces: [
          piece('step-0', figures.none),
          ...figures.counts.map((count, i) => piece(lookOf(i + 1, pack), count)),
          piece('open', figures.open),
        ],
        text: `n = ${formatCount(figures.n, numbers)}`,
      },
    ];
  };
  const groups = (table?.rows ?? []).flatMap(({ values, levels: own }) =>
    bar(groupTitle(table?.by ?? [], values, words), own[at]),
  );
  const legend = [
    { name: 'step-0', text: portfolio.columns.none },
    ...levels,
    { name: 'open', text: portfolio.columns.open },
  ];
  const title = titleOfPack(portfolio.levelsBy(''), pack, words);
  const bars = [...bar(portfolio.all, pack.total), ...groups];
  return barCharts(title, bars, words).map((chart) => ({ ...chart, legend }));
}

/** From little to much along the ramp of colours, whatever the number of levels. */
function lookOf(place: number, { bands }: PackFigures): string {
  return `step-${stepOf(place / Math.max(1, bands.length))}`;
}

/** How many had reached each stage at the end of each quarter that is shown, up to that of the report, and the line to its target. */
function trendCharts(portfolio: Portfolio, words: PortfolioWords): Chart[] {
  const { numbers, portfolio: own } = words.messages;
  const write = (value: number): string => formatCount(value, numbers);
  const lead = portfolio.stages[leadStage(portfolio)];
  const ordered = [...(lead ? [lead] : []), ...portfolio.stages.filter((stage) => stage !== lead)];
  return ordered.flatMap(({ id, title, quarters }): Chart[] => {
    // One point is no trend.
    if (quarters.length < 2) return [];
    const points = quarters.map(({ quarter, total }) => ({
      day: endOfQuarter(quarter),
      step: parseQuarter(quarter),
      lowest: total,
      highest: total,
      when: quarter,
      text: write(total),
      look: 'now',
    }));
    const aim = quarters.flatMap(({ quarter, line }) =>
      line === null ? [] : [{ day: endOfQuarter(quarter), value: line }],
    );
    const label = words.pick(title) ?? id;
    const most = Math.max(1, ...points.map(({ highest }) => highest), ...aim.map(({ value }) => value));
    return [
      {
        kind: 'chart',
        title: label,
        description: numbers.list(points.map(({ when, text }) => numbers.labelled(when, text))),
        drawing: drawTrend(points, most, { label, write, isCount: true, aim }),
        isTabled: true,
        ...(aim.length < 2
          ? {}
          : {
              legend: [
                { name: 'now solid', text: own.columns.total },
                { name: 'aim', text: own.columns.line },
              ],
            }),
      },
    ];
  });
}
