// Writes the supply chains of an outlook; also defines the formatter for all parts of an outlook.

import { layOutNetwork, type NetworkDrawing, stepOf } from '../../charts/index.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Doubt } from '../../model/index.ts';
import { itemAt } from '../../model/index.ts';
import {
  type ChainFigures,
  type ChainLevels,
  type ChainNextSteps,
  findPathsToLeader,
  type LevelBounds,
  type NextSteps,
  WEAKEST_COUNT,
  type WeakLink,
} from '../../portfolio/index.ts';
import {
  type Block,
  type Chart,
  createLeftTitles,
  createRightTitles,
  heading,
  listOf,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import { sanitizeLine } from '../terminal/terminal-text.ts';
import { formatCount, formatMoney, formatNumber, formatShare } from '../text/number-format.ts';

/** The messages, names and settings for every part of an outlook. */
export interface OutlookFormatter {
  readonly words: Messages['outlook'];
  readonly messages: Messages;
  /** Whether chains are drawn; the layout of thousands of nodes takes seconds. */
  readonly isDrawn: boolean;
  readonly valueOf: (fact: string, value: string) => string;
  /** Returns the name and key of an enterprise by its index in the roster, as far as the roster has them. */
  readonly enterprise: (index: number) => string;
  /** Returns the title of an instrument, or its id if no policy has it. */
  readonly instrument: (id: string) => string;
  /** Returns the reasons why the money of an instrument is uncertain. */
  readonly doubts: (id: string, doubts: readonly Doubt[]) => readonly string[];
  /** Returns the title of a measure, or its id if the pack does not have it. */
  readonly measure: (id: string) => string;
  /** The number of decimals with which the pack's scores are printed. */
  readonly decimals: number;
  /** The titles of the policies, with their ids. */
  readonly policies: readonly string[];
  /** Those of them that pay money themselves, rather than only state rules. */
  readonly payers: readonly string[];
}

const DEPENDENCY_DECIMALS = 2;

export function countText({ messages }: OutlookFormatter, value: number): string {
  return formatCount(value, messages.numbers);
}

/** Writes a fraction of 1 as a percentage with one decimal. */
function shareText({ messages }: OutlookFormatter, value: number): string {
  return formatShare(value, messages.numbers, 1);
}

/** Writes a small fraction of 1, such as a dependency, as a percentage. */
export function smallShareText({ messages }: OutlookFormatter, value: number): string {
  return formatShare(value, messages.numbers, DEPENDENCY_DECIMALS);
}

export function moneyText({ messages }: OutlookFormatter, value: number, currency: string): string {
  return formatMoney(value, currency, messages.numbers);
}

/** Writes a level or, if it is open, its bounds; null means never assessed. */
function levelBoundsInWords({ words, messages }: OutlookFormatter, level: LevelBounds | null): string {
  const { chains } = words;
  if (!level) return words.levels.notAssessed;
  const writeNumber = (value: number): string => formatNumber(value, { numbers: messages.numbers, decimals: 2 });
  if (level.lowest < level.highest)
    return chains.openLevel({ lowest: writeNumber(level.lowest), highest: writeNumber(level.highest) });
  return level.lowest === 0 ? chains.noLevel : chains.level({ level: writeNumber(level.lowest) });
}

/** Writes the name of an enterprise in a chain, with its key. */
function memberName({ members, network }: ChainFigures, node: number, { messages }: OutlookFormatter): string {
  const key = itemAt(network.keys, node);
  const name = members[node]?.name;
  return name ? messages.numbers.remark(name, key) : key;
}

/** Writes how many enterprises were left out because the registry does not list them; empty if none were. */
export function writeLeftOutNote(outside: number, formatter: OutlookFormatter): Block[] {
  return outside === 0 ? [] : [paragraph(formatter.words.leftOut({ count: countText(formatter, outside) }), 'quiet')];
}

/** The maximum number of purchases shown in a table that cannot be sorted and filtered. */
export const STATIC_ROWS = 40;

/** The command that creates enterprise files with their answers. */
export const FILES_COMMAND = 'matura batch PACK EXPORT --files files';

/** The minimum betweenness that is given as a reason why a link is weak. */
const MIN_BETWEENNESS = 0.001;

/** Documents each chain: its figures, its weak links, and the suppliers that the leader should help first. */
export function documentChains(
  { chains, top }: Pick<NextSteps, 'chains' | 'top'>,
  currency: string,
  formatter: OutlookFormatter,
): Block[] {
  if (chains.length === 0) return [];
  const { words } = formatter;
  return [
    heading(2, 'chains', words.chains.title),
    paragraph(words.chains.formula, 'quiet'),
    paragraph(words.chains.weakFormula, 'quiet'),
    ...chains.flatMap((chain, i) => {
      const [title, leader, ...details] = documentChain(chain, `chain-${i + 1}`, top.level, currency, formatter);
      // The first chain is shown in full; the details of all other chains are collapsed.
      const isFolded = formatter.isDrawn && i > 0 && title && leader;
      if (!isFolded) return [title, leader, ...details].filter((block) => block !== undefined);
      return [title, leader, { kind: 'details' as const, summary: words.chains.more, blocks: details }];
    }),
  ];
}

function documentChain(
  { figures, along }: ChainNextSteps,
  id: string,
  top: number,
  currency: string,
  formatter: OutlookFormatter,
): Block[] {
  const { words, messages } = formatter;
  const { coverage, readiness, members, leader, cycle } = figures;
  const head = members[leader.node];
  const name = figures.name === '' ? words.chains.allLinks : figures.name;
  return [
    heading(3, id, words.chains.heading({ chain: name, cluster: figures.cluster ?? '' })),
    paragraph(
      words.chains.leader({
        leader: memberName(figures, leader.node, formatter),
        level: levelBoundsInWords(formatter, head?.level ?? null),
        isStated: leader.isStated,
      }),
    ),
    ...(leader.others.length === 0
      ? []
      : [
          paragraph(
            words.chains.otherLeaders({
              names: messages.numbers.items(
                leader.others.slice(0, MAX_SUPPLIERS_NAMED).map((node) => memberName(figures, node, formatter)),
              ),
            }),
          ),
        ]),
    paragraph(
      words.chains.coverage({
        members: countText(formatter, coverage.members),
        assessed: countText(formatter, coverage.assessed),
        share: shareText(formatter, coverage.assessed / coverage.members),
        onSite: countText(formatter, coverage.onSite),
        transformed: countText(formatter, coverage.transformed),
      }),
    ),
    ...(coverage.outside === 0
      ? []
      : [paragraph(words.chains.outside({ count: countText(formatter, coverage.outside), n: coverage.outside }))]),
    paragraph(
      readiness && readiness.value !== null
        ? words.chains.readiness({
            value: shareText(formatter, readiness.value),
            lowest: shareText(formatter, readiness.lowest),
            highest: shareText(formatter, readiness.highest),
            covered: shareText(formatter, readiness.covered),
          })
        : readiness
          ? words.chains.noReadiness
          : words.chains.noDependency,
    ),
    ...writeUnassessed(figures, formatter),
    ...createChainDrawing(figures, top, formatter),
    ...tableOfLevels(figures.levels, figures.supplierLevels, formatter),
    ...weakTable(figures, formatter),
    ...(figures.betweenness === null ? [paragraph(words.chains.noBetweenness, 'quiet')] : []),
    ...raisedLines(figures, formatter),
    ...(cycle.length === 0
      ? []
      : [
          paragraph(
            words.chains.cycle({
              keys: messages.numbers.items(cycle.slice(0, 5).map((node) => itemAt(figures.network.keys, node))),
            }),
          ),
        ]),
    ...documentSupplierSelection(figures, along, currency, formatter),
  ];
}

/** The maximum number of enterprises listed in a line. */
const MAX_SUPPLIERS_NAMED = 5;

/** Lists the suppliers without an assessment on which the leader depends most. */
export function writeMostDependedOn(figures: ChainFigures, formatter: OutlookFormatter): string[] {
  return figures.unassessed.slice(0, MAX_SUPPLIERS_NAMED).map((node) => memberName(figures, node, formatter));
}

function writeUnassessed(figures: ChainFigures, formatter: OutlookFormatter): Block[] {
  const { unassessed, dependency } = figures;
  if (unassessed.length === 0) return [];
  const { words, messages } = formatter;
  const namedSuppliers = unassessed
    .slice(0, MAX_SUPPLIERS_NAMED)
    .map((node) =>
      messages.numbers.labelled(
        memberName(figures, node, formatter),
        smallShareText(formatter, dependency[node] as number),
      ),
    );
  return [
    paragraph(
      words.chains.unassessedFirst({
        n: unassessed.length,
        count: countText(formatter, unassessed.length),
        first: messages.numbers.items(namedSuppliers),
      }),
    ),
  ];
}

/**
 * Draws a chain, with a description for all readers, because the meaning of colours, sizes and rings is not obvious.
 */
function createChainDrawing(figures: ChainFigures, top: number, formatter: OutlookFormatter): Block[] {
  if (!formatter.isDrawn) return [];
  const chart = chartChain(figures, top, formatter);
  return [chart, paragraph(chart.description, 'quiet')];
}

/** Builds a table of the number of enterprises at each level: all members, and the leader's direct suppliers. */
export function tableOfLevels(all: ChainLevels, suppliers: ChainLevels | null, formatter: OutlookFormatter): Block[] {
  const { words, messages } = formatter;
  const shownCounts = suppliers ? [all, suppliers] : [all];
  const levels = [...new Set(shownCounts.flatMap(({ counts }) => [...counts.keys()]))].sort((a, b) => a - b);
  const createRow = (label: string, cell: (levelCounts: ChainLevels) => string) => [label, ...shownCounts.map(cell)];
  const titles = suppliers ? [words.columns.all, words.columns.suppliers] : [words.columns.all];
  const writeMean = ({ mean: value }: ChainLevels): string =>
    value === null ? '' : formatNumber(value, { numbers: messages.numbers, decimals: 2 });
  return tableOf(
    [...createLeftTitles(words.columns.level), ...createRightTitles(...titles)],
    [
      ...(['none', 'open'] as const)
        .filter((rest) => shownCounts.some((candidate) => candidate[rest] > 0))
        .map((rest) => createRow(words.levels[rest], (levelCounts) => countText(formatter, levelCounts[rest]))),
      ...levels.map((level) =>
        createRow(countText(formatter, level), ({ counts }) => countText(formatter, counts.get(level) ?? 0)),
      ),
      createRow(words.levels.notAssessed, ({ notAssessed }) => countText(formatter, notAssessed)),
      createRow(words.levels.mean, writeMean),
    ],
  );
}

function weakTable(figures: ChainFigures, formatter: OutlookFormatter): Block[] {
  const { words } = formatter;
  const { columns } = words;
  if (figures.weakLinks.length === 0) return [paragraph(words.chains.noWeak)];
  return [
    paragraph([{ strong: words.chains.weakTitle }]),
    ...tableOf(
      [
        ...createLeftTitles(columns.enterprise),
        ...createRightTitles(columns.level, columns.dependency, columns.weakness),
        ...createLeftTitles(columns.why),
      ],
      figures.weakLinks
        .slice(0, WEAKEST_COUNT)
        .map((weak) => [
          memberName(figures, weak.node, formatter),
          weak.level === 0 ? words.levels.none : countText(formatter, weak.level),
          smallShareText(formatter, weak.dependency),
          smallShareText(formatter, weak.weakness),
          writeWeaknessReasons(weak, formatter),
        ]),
    ),
  ];
}

function singleText(single: number, buyers: number, formatter: OutlookFormatter): string {
  const { chains } = formatter.words;
  if (buyers === 1) return chains.singleOfOne;
  if (single === buyers) return chains.singleOfAll({ buyers: countText(formatter, buyers) });
  return chains.single({ count: countText(formatter, single), buyers: countText(formatter, buyers) });
}

function writeWeaknessReasons(
  { singleBuyers, buyers, isArticulation, betweenness }: WeakLink,
  formatter: OutlookFormatter,
): string {
  const { chains } = formatter.words;
  return formatter.messages.numbers.clauses([
    ...(singleBuyers > 0 ? [singleText(singleBuyers, buyers, formatter)] : []),
    ...(isArticulation ? [chains.articulation] : []),
    ...(betweenness !== null && betweenness >= MIN_BETWEENNESS
      ? [chains.between({ share: smallShareText(formatter, betweenness) })]
      : []),
  ]);
}

function raisedLines({ raised, readiness }: ChainFigures, formatter: OutlookFormatter): Block[] {
  if (!raised || !readiness || readiness.value === null || raised.byOne.value === null) return [];
  const { chains } = formatter.words;
  const { length } = raised.nodes;
  const [from, byOne] = [shareText(formatter, readiness.value), shareText(formatter, raised.byOne.value)];
  const lines = [chains.raised({ count: countText(formatter, length), from, byOne, n: length })];
  const shareAtLeader = raised.toLeader?.value ?? null;
  if (shareAtLeader !== null) lines.push(chains.raisedToLeader({ to: shareText(formatter, shareAtLeader), n: length }));
  return [paragraph(formatter.messages.numbers.clauses(lines))];
}

/** Writes which suppliers the leader should help first, and what instruments pay the leader and the suppliers. */
function documentSupplierSelection(
  figures: ChainFigures,
  along: ChainNextSteps['along'],
  currency: string,
  formatter: OutlookFormatter,
): Block[] {
  if (!along) return [];
  const { words } = formatter;
  const { columns } = words;
  const rows = along.chosen.map(({ node, from, to, cost, gain }) => [
    memberName(figures, node, formatter),
    formatter.messages.numbers.range(countText(formatter, from), countText(formatter, to), false),
    moneyText(formatter, cost, currency),
    smallShareText(formatter, gain),
  ]);
  const budget = moneyText(formatter, along.budget, currency);
  const title = paragraph([{ strong: words.along.title }]);
  if (along.priced === 0) return [title, paragraph(writeNoSupplierReason(along, figures, budget, formatter))];
  const shareBefore = figures.readiness?.value ?? null;
  const shareAfter = along.after?.value ?? null;
  return [
    title,
    paragraph(
      words.along.intro({
        budget,
        candidates: countText(formatter, along.candidates),
        priced: countText(formatter, along.priced),
      }),
    ),
    ...(along.priced < along.candidates && !along.isAll ? [paragraph(words.along.more({ option: '--plans' }))] : []),
    ...(rows.length === 0 ? [paragraph(words.along.nobody)] : []),
    ...tableOf(
      [...createLeftTitles(columns.enterprise), ...createRightTitles(columns.fromTo, columns.cost, columns.gain)],
      rows,
    ),
    ...(rows.length > 0 && shareBefore !== null && shareAfter !== null
      ? [
          paragraph(
            words.along.sum({
              count: countText(formatter, rows.length),
              cost: moneyText(formatter, along.cost, currency),
              from: smallShareText(formatter, shareBefore),
              to: smallShareText(formatter, shareAfter),
              known: countText(formatter, along.priced),
            }),
          ),
        ]
      : []),
    ...supportLines(along, formatter),
  ];
}

/** Writes why no supplier can be chosen. */
function writeNoSupplierReason(
  { candidates }: NonNullable<ChainNextSteps['along']>,
  { directSuppliers }: ChainFigures,
  budget: string,
  formatter: OutlookFormatter,
): string {
  const { along } = formatter.words;
  return candidates > 0
    ? along.noRoadmap({ candidates: countText(formatter, candidates), budget, option: '--plans' })
    : along.noCandidate({ suppliers: countText(formatter, directSuppliers.length) });
}

function supportLines({ support }: NonNullable<ChainNextSteps['along']>, formatter: OutlookFormatter): Block[] {
  if (!support) return [];
  const { along } = formatter.words;
  const lines = [
    ...support.leader.map(({ instrument, amount, currency, doubts }) =>
      along.paysLeader({
        instrument: addDoubts(instrument, doubts, formatter),
        amount: moneyText(formatter, amount, currency),
      }),
    ),
    ...support.suppliers.map(({ instrument, amount, currency, enterprises, doubts }) =>
      along.paysSuppliers({
        instrument: addDoubts(instrument, doubts, formatter),
        amount: moneyText(formatter, amount, currency),
        count: countText(formatter, enterprises),
      }),
    ),
  ];
  return lines.length === 0 ? [paragraph(along.noSupport)] : listOf(lines);
}

/** Writes the title of an instrument, with the reasons why its money is uncertain. */
function addDoubts(id: string, doubts: readonly Doubt[] = [], formatter: OutlookFormatter): string {
  const title = formatter.instrument(id);
  const { numbers } = formatter.messages;
  return doubts.length === 0 ? title : numbers.remark(title, numbers.clauses([...formatter.doubts(id, doubts)]));
}

/** The maximum number of enterprises that are shown at first. */
const MAX_SHOWN_AT_FIRST = 60;
const NODE_RADIUS = { least: 5, most: 16 };

/**
 * Draws a chain as a network of suppliers and buyers, coloured by level; the more the leader depends on an enterprise,
 * the larger its node.
 */
function chartChain(figures: ChainFigures, top: number, formatter: OutlookFormatter): Chart {
  const { words } = formatter;
  const { network, members, leader, weakLinks, dependency } = figures;
  const weak = new Map(weakLinks.map(({ node }, rank) => [node, rank]));
  const dependencyOn = (node: number): number => dependency[node] ?? 0;
  const order = orderMembers(figures, MAX_SHOWN_AT_FIRST);
  const placeOf = new Map(order.map((node, place) => [node, place]));
  const highest = order.reduce(
    (max, node) => (node === leader.node ? max : Math.max(max, dependencyOn(node))),
    Number.MIN_VALUE,
  );
  const drawing: NetworkDrawing = {
    nodes: order.map((node) => {
      const level = members[node]?.level ?? null;
      const size = node === leader.node ? 1 : Math.sqrt(Math.min(1, dependencyOn(node) / highest));
      return {
        label: sanitizeLine(members[node]?.name ?? (network.keys[node] as string)),
        look: level === null ? 'open' : lookOf(level.lowest, top),
        isMarked: node === leader.node || (weak.get(node) ?? MAX_SHOWN_AT_FIRST) < 10,
        radius: Math.round((NODE_RADIUS.least + (NODE_RADIUS.most - NODE_RADIUS.least) * size) * 10) / 10,
        lines: [
          ...(members[node]?.name ? [sanitizeLine(itemAt(network.keys, node))] : []),
          levelBoundsInWords(formatter, level),
          ...(node === leader.node
            ? []
            : [
                formatter.messages.numbers.labelled(
                  words.columns.dependency,
                  smallShareText(formatter, dependencyOn(node)),
                ),
              ]),
        ],
      };
    }),
    links: network.purchases.map(
      ({ supplier, buyer }) => [placeOf.get(supplier) ?? 0, placeOf.get(buyer) ?? 0] as const,
    ),
  };
  const levels = Array.from({ length: top + 1 }, (_, level) => level);
  return {
    kind: 'chart',
    title: words.network.title,
    description: words.network.description({
      enterprises: countText(formatter, network.keys.length),
      links: countText(formatter, network.purchases.length),
      n: network.keys.length,
      m: network.purchases.length,
    }),
    ...layOutNetwork(drawing, MAX_SHOWN_AT_FIRST),
    legend: [
      ...levels.map((level) => ({
        name: `${lookOf(level, top)} node`,
        text: level === 0 ? words.chains.noLevel : words.chains.level({ level: countText(formatter, level) }),
      })),
      { name: 'open node', text: words.levels.notAssessed },
    ],
  };
}

/** Returns the class of a level's colour, on a ramp from no level to the highest one. */
function lookOf(level: number, top: number): string {
  return `step-${stepOf(level / Math.max(1, top))}`;
}

/**
 * Orders the enterprises of a chain so that the first `limit` are those to show: the leader, the weak links, and those
 * on which the leader depends most. An enterprise is included only with all others on its path to the leader, so that
 * none is shown unconnected.
 */
export function orderMembers(
  { network, leader, weakLinks, dependency }: ChainFigures,
  limit: number,
): readonly number[] {
  const nextNodes = findPathsToLeader(network, leader.node, dependency);
  const dependencyOn = (node: number): number => dependency[node] ?? 0;
  const byDependency = network.keys.map((_, node) => node).sort((a, b) => dependencyOn(b) - dependencyOn(a) || a - b);
  const shownNodes = new Set([leader.node]);
  for (const node of [...weakLinks.map((weak) => weak.node), ...byDependency]) {
    const path: number[] = [];
    let shownAncestor: number | null = node;
    for (; shownAncestor !== null && !shownNodes.has(shownAncestor); shownAncestor = nextNodes[shownAncestor] ?? null)
      path.push(shownAncestor);
    // A path without such an ancestor leads to no enterprise that is already shown, so its enterprises would be
    // unconnected.
    if (shownAncestor !== null && shownNodes.size + path.length <= limit)
      for (const member of path) shownNodes.add(member);
  }
  return [...new Set([...shownNodes, ...byDependency])];
}
