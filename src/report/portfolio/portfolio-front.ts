// What a portfolio comes to: a sentence, some figures and a ranking, for who has a minute; and the portfolio on a terminal.

import { type Bar, drawBars } from '../../charts/index.ts';
import { type GroupTable, type PackFigures, type Portfolio, parseQuarter } from '../../portfolio/index.ts';
import type { Block, Chart } from '../document/document-model.ts';
import {
  item,
  joinGroups,
  labelled,
  labelWidthOf,
  makeTerminalPage,
  section,
  type TerminalOptions,
  type TerminalPage,
} from '../terminal/terminal-page.ts';
import { drawTerminalTable } from '../terminal/terminal-table.ts';
import { formatCount, formatLargeMoney, formatNumber, formatShare } from '../text/number-format.ts';
import { figureText, type PortfolioWords, portfolioHead } from './figure-table.ts';
import { groupTitle, plainHeading, portfolioNotes, portfolioTables, titleOfPack } from './portfolio-tables.ts';

interface Headline {
  readonly title: string;
  readonly figure: string;
  readonly remark: string;
}

/** The place of the stage that a programme is about: the first with a target, else the last that is known; -1 for none. */
export function leadStage({ stages }: Portfolio): number {
  const aimed = stages.findIndex(({ holds, target }) => holds !== null && target);
  return aimed < 0 ? stages.findLastIndex(({ holds }) => holds !== null) : aimed;
}

/** What the whole comes to in a sentence; undefined where nothing may be said. */
function portfolioSentence(portfolio: Portfolio, words: PortfolioWords): string | undefined {
  const { enterprises } = portfolio;
  const lead = portfolio.stages[leadStage(portfolio)];
  if (!enterprises || !lead || lead.holds === null) return undefined;
  const { numbers, portfolio: own } = words.messages;
  const { front } = own;
  const [count, all] = [lead.holds, enterprises].map((value) => formatCount(value, numbers)) as [string, string];
  const said = front.reached(
    count,
    all,
    formatShare(lead.holds / enterprises, numbers, 1, 1),
    words.pick(lead.title) ?? lead.id,
  );
  return numbers.sentences([said, ...extremesInWords(portfolio.groups[0], leadStage(portfolio), words)]);
}

/** Which group is furthest in a stage and which least far; nothing where a group is hidden that may be either, or several are. */
function extremesInWords(table: GroupTable | undefined, at: number, words: PortfolioWords): string[] {
  const { numbers, portfolio } = words.messages;
  const stated = (table?.rows ?? []).filter(({ values, members }) => members !== 0 && !values.includes(''));
  const all = rankGroups(table, at).filter(({ values }) => !values.includes(''));
  if (all.length < stated.length) return [];
  const ranked = all.filter(({ isSmall }) => !isSmall);
  const [most, second, nextToLast, least] = [ranked[0], ranked[1], ranked.at(-2), ranked.at(-1)];
  if (!most || !least || most.share === second?.share || least.share === nextToLast?.share || most === least) return [];
  const tell = ({ values, share }: RankedGroup): string =>
    numbers.remark(groupTitle(table?.by ?? [], values, words), formatShare(share, numbers, 1, 1));
  const { mostAndLeast, mostAndLeastFrom } = portfolio.front;
  return ranked.length === all.length
    ? [mostAndLeast(tell(most), tell(least))]
    : [mostAndLeastFrom(formatCount(SMALL, numbers), tell(most), tell(least))];
}

/** The few figures that matter most: coverage with its target and trend, assessments, levels, money, the place among peers. */
function portfolioHeadlines(portfolio: Portfolio, words: PortfolioWords): Headline[] {
  const { enterprises, stages, packs, peers } = portfolio;
  const { numbers, portfolio: own } = words.messages;
  const { front } = own;
  const count = (value: number): string => formatCount(value, numbers);
  const lead = stages[leadStage(portfolio)];
  const others = stages.filter((stage) => stage !== lead && stage.holds !== null && stage.holds > 0);
  const tile = (stage: Portfolio['stages'][number], remarks: readonly string[]): Headline[] =>
    stage.holds === null || !enterprises
      ? []
      : [
          {
            title: words.pick(stage.title) ?? stage.id,
            figure: formatShare(stage.holds / enterprises, numbers, 1, 1),
            remark: numbers.clauses([front.of(count(stage.holds), count(enterprises)), ...remarks]),
          },
        ];
  return [
    ...(lead ? tile(lead, [...targetInWords(lead, words), ...trendInWords(lead, words)]) : []),
    ...others.slice(0, 2).flatMap((stage) => tile(stage, trendInWords(stage, words))),
    ...packs.slice(0, 1).flatMap((pack) => levelHeadline(pack, enterprises, words)),
    ...moneyHeadline(portfolio, words),
    ...peers.slice(-1).flatMap((ranking): Headline[] => {
      const ranked = ranking.rows.filter(({ rank }) => rank !== null);
      const place = ranked.find(({ isOwn }) => isOwn)?.rank?.place;
      if (place === undefined) return [];
      const title = own.tables.peers;
      return [
        {
          title,
          figure: front.place(String(place), String(ranked.length)),
          remark: plainHeading(ranking.value),
        },
      ];
    }),
  ];
}

function targetInWords({ target }: Portfolio['stages'][number], { messages }: PortfolioWords): string[] {
  if (!target) return [];
  return [messages.portfolio.front.target(formatCount(target.count, messages.numbers), target.by)];
}

/** So many quarters are a year. */
const YEAR = 4;

/** How many more than a year before; nothing where that quarter is hidden. */
function trendInWords({ quarters }: Portfolio['stages'][number], { messages }: PortfolioWords): string[] {
  const last = quarters.at(-1);
  const before = last && quarters.find(({ quarter }) => parseQuarter(quarter) === parseQuarter(last.quarter) - YEAR);
  const reached = last && before ? last.total - before.total : 0;
  return reached > 0 ? [messages.portfolio.front.more(formatCount(reached, messages.numbers))] : [];
}

/** Of all enterprises, as stages are, and of those assessed. */
function levelHeadline(pack: PackFigures, enterprises: number | null, words: PortfolioWords): Headline[] {
  const { total, advanced } = pack;
  if (!enterprises || !total || total.n === 0 || !advanced || advanced.n === null) return [];
  const { numbers, portfolio } = words.messages;
  const { front } = portfolio;
  const count = (value: number): string => formatCount(value, numbers);
  const share = (of: number): string => formatShare((advanced.n ?? 0) / of, numbers, 1, 1);
  return [
    {
      title: titleOfPack(front.advanced(formatNumber(advanced.level, { numbers, decimals: 2 })), pack, words),
      figure: share(enterprises),
      remark: numbers.clauses([
        front.of(count(advanced.n), count(enterprises)),
        ...(total.n === enterprises ? [] : [front.ofAssessed(share(total.n), count(total.n))]),
      ]),
    },
  ];
}

/** The money granted, and what is paid of it, in the currency of the first; that there is none on record is said, too. */
function moneyHeadline({ money }: Portfolio, { messages }: PortfolioWords): Headline[] {
  const { numbers, portfolio, records } = messages;
  const { funding } = portfolio.front;
  if (!money) return [];
  if (money.length === 0) return [{ title: funding.title, figure: '–', remark: funding.none }];
  const known = money.filter(({ amount }) => amount !== null);
  const own = known.filter(({ currency }) => currency === known[0]?.currency);
  const sumOf = (state: (typeof money)[number]['state']): string[] =>
    own.flatMap((one) =>
      one.state === state && one.amount !== null && one.currency !== null
        ? [formatLargeMoney(one.amount, one.currency, numbers)]
        : [],
    );
  const [granted] = sumOf('granted');
  const others = (['applied', 'paid'] as const).flatMap((state) =>
    sumOf(state).map((sum) => numbers.labelled(records.states[state], sum)),
  );
  if (granted === undefined && others.length === 0) return [];
  const count = own.find(({ state }) => state === 'granted')?.enterprises ?? 0;
  const to = granted === undefined ? [] : [funding.enterprises(formatCount(count, numbers), count === 1)];
  return [{ title: funding.title, figure: granted ?? '–', remark: numbers.clauses([...to, ...others]) }];
}

/** Of fewer members than this, one enterprise moves the share by several points. */
const SMALL = 30;

interface RankedGroup {
  readonly values: GroupTable['rows'][number]['values'];
  readonly members: number;
  readonly share: number;
  readonly isSmall: boolean;
}

/** The groups of a table by the share that reached a stage, the highest first. */
function rankGroups(table: GroupTable | undefined, at: number): RankedGroup[] {
  return (table?.rows ?? [])
    .flatMap(({ values, members, stages }): RankedGroup[] => {
      const holds = stages[at] ?? null;
      if (holds === null || members === null || members === 0) return [];
      return [{ values, members, share: holds / members, isSmall: members < SMALL }];
    })
    .sort((one, other) => other.share - one.share);
}

/** The groups of a table ranked by a stage, each with its number of members; small ones are marked. */
export function rankingChart(table: GroupTable, portfolio: Portfolio, at: number, words: PortfolioWords): Chart[] {
  const { numbers, portfolio: own } = words.messages;
  const { id, title } = portfolio.stages[at] ?? { id: '', title: undefined };
  const ranked = rankGroups(table, at);
  if (ranked.every(({ share }) => share === 0)) return [];
  const bars = ranked.map(({ values, members, share, isSmall }): Bar => {
    const label = numbers.remark(groupTitle(table.by, values, words), formatCount(members, numbers));
    return { label, pieces: [{ look: isSmall ? 'step-1' : 'bar', share }], text: formatShare(share, numbers, 1, 1) };
  });
  const legend = [{ name: 'step-1', text: own.front.small(String(SMALL)) }];
  const hidden = table.rows.filter(({ members, stages }) => members !== 0 && (stages[at] ?? null) === null).length;
  const heading = own.front.ranking(words.pick(title) ?? id, hidden === 0 ? undefined : formatCount(hidden, numbers));
  return barCharts(heading, bars, words).map((chart) => ({
    ...chart,
    isTabled: true,
    ...(ranked.some(({ isSmall }) => isSmall) ? { legend } : {}),
  }));
}

/** Bars of more groups are no picture any more; the table has them all. */
const MOST_BARS = 30;

/** Bars as a chart, also for the width of a phone; none where there are none, or too many. */
export function barCharts(title: string, bars: readonly Bar[], { messages: { numbers } }: PortfolioWords): Chart[] {
  if (bars.length === 0 || bars.length > MOST_BARS) return [];
  const description = numbers.list(bars.map(({ label, text }) => numbers.labelled(label, text)));
  return [{ kind: 'chart', title, description, drawing: drawBars(bars), narrow: drawBars(bars, 'narrow') }];
}

/** The first screen: a sentence, some figures and the ranking of groups. */
export function portfolioFront(portfolio: Portfolio, words: PortfolioWords): Block[] {
  const sentence = portfolioSentence(portfolio, words);
  if (sentence === undefined) return [];
  const [table] = portfolio.groups;
  return [
    {
      kind: 'page',
      blocks: [
        { kind: 'paragraph', text: [{ strong: sentence }] },
        {
          kind: 'facts',
          isTiled: true,
          entries: portfolioHeadlines(portfolio, words).map(({ title, figure, remark }) => ({
            term: [title],
            text: [{ strong: figure }, ` ${remark}`],
          })),
        },
        ...(table ? rankingChart(table, portfolio, leadStage(portfolio), words) : []),
      ],
    },
  ];
}

/**
 * A portfolio for a terminal: a first page of some lines with `more` below, which says how to see the rest, or all tables and
 * notes. Ends with a newline.
 */
export function renderPortfolio(
  portfolio: Portfolio,
  words: PortfolioWords,
  options: TerminalOptions,
  more?: string,
): string {
  const page = makeTerminalPage(options);
  const sentence = more === undefined ? undefined : portfolioSentence(portfolio, words);
  if (more !== undefined && sentence !== undefined) {
    const headlines = portfolioHeadlines(portfolio, words);
    const width = labelWidthOf(headlines.map(({ title }) => title));
    const lines = headlines.flatMap(({ title, figure, remark }) =>
      labelled(page, title, words.messages.numbers.remark(figure, remark), width),
    );
    return joinGroups([
      headOf(portfolio, words, page),
      item(page, '', sentence),
      lines,
      item(page, '', more, page.paint.dim),
    ]);
  }
  const tables = portfolioTables(portfolio, words).map(({ title, lead, columns, rows }) =>
    section(page, title, [
      ...(lead === undefined ? [] : item(page, '', lead)),
      ...drawTerminalTable(
        page,
        columns.map(({ title: heading, kind }, i) => ({
          title: heading,
          align: kind === 'text' ? 'left' : 'right',
          // Dates, ranges and ranks stay whole.
          wraps: kind !== 'text' || i === 0,
        })),
        rows.map((cells) => ({
          cells: cells.map((cell, i) => figureText(cell, columns[i] ?? { kind: 'text' }, words)),
        })),
      ),
    ]),
  );
  const notes = portfolioNotes(portfolio, words).flatMap((note) => item(page, '', note, page.paint.dim));
  return joinGroups([headOf(portfolio, words, page), ...tables, notes]);
}

function headOf({ asOf }: Portfolio, words: PortfolioWords, page: TerminalPage): string[] {
  const { title, lines } = portfolioHead(asOf, words);
  return section(
    page,
    title,
    lines.flatMap((line) => item(page, '', line)),
  );
}
