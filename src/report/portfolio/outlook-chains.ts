// The supply chains of an outlook, and the formatter that all its parts use.

import { layoutNetwork, type NetworkDrawing, stepOf } from '../../charts/index.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Doubt } from '../../model/index.ts';
import {
  type ChainFigures,
  type ChainLevels,
  type ChainNextSteps,
  type LevelBounds,
  type NextSteps,
  pathsToLeader,
  WEAKEST,
  type WeakLink,
} from '../../portfolio/index.ts';
import {
  type Block,
  type Chart,
  heading,
  left,
  listOf,
  paragraph,
  right,
  tableOf,
} from '../document/document-model.ts';
import { sanitizeLine } from '../terminal/terminal-text.ts';
import { formatCount, formatMoney, formatNumber, formatShare } from '../text/number-format.ts';

/** What every part of an outlook is written with. */
export interface OutlookFormatter {
  readonly words: Messages['outlook'];
  readonly messages: Messages;
  /** Whether chains are drawn: laying out thousands takes seconds. */
  readonly isDrawn: boolean;
  readonly valueOf: (fact: string, value: string) => string;
  /** An enterprise by its place in the roster: its name with its key, as far as it has one. */
  readonly enterprise: (index: number) => string;
  /** The name of an instrument; its id where no policy has it. */
  readonly instrument: (id: string) => string;
  /** Why the money of an instrument is not certain. */
  readonly doubts: (id: string, doubts: readonly Doubt[]) => readonly string[];
  /** The title of a measure; its id where the pack has none such. */
  readonly measure: (id: string) => string;
  /** How many decimals the pack's scores are printed with. */
  readonly decimals: number;
  /** The titles of the policies, with their ids. */
  readonly policies: readonly string[];
}

const DEPENDENCY_DECIMALS = 2;

export function countText({ messages }: OutlookFormatter, value: number): string {
  return formatCount(value, messages.numbers);
}

/** A share of 1 with one decimal. */
function shareText({ messages }: OutlookFormatter, value: number): string {
  return formatShare(value, messages.numbers, 1);
}

/** A small share of 1, such as a dependency. */
export function smallShareText({ messages }: OutlookFormatter, value: number): string {
  return formatShare(value, messages.numbers, DEPENDENCY_DECIMALS);
}

export function moneyText({ messages }: OutlookFormatter, value: number, currency: string): string {
  return formatMoney(value, currency, messages.numbers);
}

/** A level as far as it is known; null is never assessed. */
function knownLevelInWords({ words, messages }: OutlookFormatter, level: LevelBounds | null): string {
  const { chains } = words;
  if (!level) return words.levels.notAssessed;
  const write = (value: number): string => formatNumber(value, { numbers: messages.numbers, decimals: 2 });
  if (level.lowest < level.highest) return chains.openLevel(write(level.lowest), write(level.highest));
  return level.lowest === 0 ? chains.noLevel : chains.level(write(level.lowest));
}

/** An enterprise of a chain: its name with its key. */
function memberName({ members, network }: ChainFigures, node: number, { messages }: OutlookFormatter): string {
  const key = network.keys[node] as string;
  const name = members[node]?.name;
  return name ? messages.numbers.remark(name, key) : key;
}

/** How many are left out because the registry does not list them; nothing where nobody is. */
export function leftOutNote(outside: number, voice: OutlookFormatter): Block[] {
  return outside === 0 ? [] : [paragraph(voice.words.leftOut(countText(voice, outside)), 'quiet')];
}

/** A smaller share of the shortest ways is no reason. */
const LEAST_BETWEEN = 0.001;

/** The chains, each with its figures, weak links, and whom to take along. */
export function documentChains(
  { chains, top }: Pick<NextSteps, 'chains' | 'top'>,
  currency: string,
  voice: OutlookFormatter,
): Block[] {
  if (chains.length === 0) return [];
  const { words } = voice;
  return [
    heading(2, 'chains', words.chains.title),
    paragraph(words.chains.formula, 'quiet'),
    paragraph(words.chains.weakFormula, 'quiet'),
    ...chains.flatMap((one, i) => {
      const [title, leader, ...more] = documentChain(one, `chain-${i + 1}`, top.level, currency, voice);
      // The first is seen at once; of the others who leads.
      const isFolded = voice.isDrawn && i > 0 && title && leader;
      if (!isFolded) return [title, leader, ...more].filter((block) => block !== undefined);
      return [title, leader, { kind: 'details' as const, summary: words.chains.more, blocks: more }];
    }),
  ];
}

function documentChain(
  { figures, along }: ChainNextSteps,
  id: string,
  top: number,
  currency: string,
  voice: OutlookFormatter,
): Block[] {
  const { words, messages } = voice;
  const { coverage, readiness, members, leader, cycle } = figures;
  const head = members[leader.node];
  const name = figures.name === '' ? words.chains.allLinks : figures.name;
  return [
    heading(3, id, words.chains.heading(name, figures.cluster ?? '')),
    paragraph(
      words.chains.leader(
        memberName(figures, leader.node, voice),
        knownLevelInWords(voice, head?.level ?? null),
        leader.isStated,
      ),
    ),
    ...(leader.others.length === 0
      ? []
      : [
          paragraph(
            words.chains.otherLeaders(
              messages.numbers.items(
                leader.others.slice(0, MOST_NAMED).map((node) => memberName(figures, node, voice)),
              ),
            ),
          ),
        ]),
    paragraph(
      words.chains.coverage(
        countText(voice, coverage.members),
        countText(voice, coverage.assessed),
        shareText(voice, coverage.assessed / coverage.members),
        countText(voice, coverage.onSite),
        countText(voice, coverage.transformed),
      ),
    ),
    ...(coverage.outside === 0
      ? []
      : [paragraph(words.chains.outside(countText(voice, coverage.outside), coverage.outside === 1))]),
    paragraph(
      readiness && readiness.value !== null
        ? words.chains.readiness(
            shareText(voice, readiness.value),
            shareText(voice, readiness.lowest),
            shareText(voice, readiness.highest),
            shareText(voice, readiness.covered),
          )
        : readiness
          ? words.chains.noReadiness
          : words.chains.noDependency,
    ),
    ...unassessedLine(figures, voice),
    ...drawnChain(figures, top, voice),
    ...tableOfLevels(figures.levels, figures.supplierLevels, voice),
    ...weakTable(figures, voice),
    ...(figures.betweenness === null ? [paragraph(words.chains.noBetweenness, 'quiet')] : []),
    ...raisedLines(figures, voice),
    ...(cycle.length === 0
      ? []
      : [
          paragraph(
            words.chains.cycle(
              messages.numbers.items(cycle.slice(0, 5).map((node) => figures.network.keys[node] as string)),
            ),
          ),
        ]),
    ...documentSupplierSelection(figures, along, currency, voice),
  ];
}

/** How many enterprises are named in a line. */
const MOST_NAMED = 5;

function unassessedLine(figures: ChainFigures, voice: OutlookFormatter): Block[] {
  const { unassessed, dependency } = figures;
  if (unassessed.length === 0) return [];
  const { words, messages } = voice;
  const named = unassessed
    .slice(0, MOST_NAMED)
    .map((node) =>
      messages.numbers.labelled(memberName(figures, node, voice), smallShareText(voice, dependency[node] as number)),
    );
  return [paragraph(words.chains.unassessedFirst(countText(voice, unassessed.length), messages.numbers.items(named)))];
}

/** What colours, sizes and rings mean is written for everybody, not only for those who cannot see them. */
function drawnChain(figures: ChainFigures, top: number, voice: OutlookFormatter): Block[] {
  if (!voice.isDrawn) return [];
  const chart = chartChain(figures, top, voice);
  return [chart, paragraph(chart.description, 'quiet')];
}

/** How many have each level, all members beside the leader's direct suppliers. */
export function tableOfLevels(all: ChainLevels, suppliers: ChainLevels | null, voice: OutlookFormatter): Block[] {
  const { words, messages } = voice;
  const both = suppliers ? [all, suppliers] : [all];
  const levels = [...new Set(both.flatMap(({ counts }) => [...counts.keys()]))].sort((a, b) => a - b);
  const row = (label: string, cell: (one: ChainLevels) => string) => [label, ...both.map(cell)];
  const titles = suppliers ? [words.columns.all, words.columns.suppliers] : [words.columns.all];
  const mean = ({ mean: value }: ChainLevels): string =>
    value === null ? '' : formatNumber(value, { numbers: messages.numbers, decimals: 2 });
  return tableOf(
    [...left(words.columns.level), ...right(...titles)],
    [
      ...(['none', 'open'] as const)
        .filter((rest) => both.some((one) => one[rest] > 0))
        .map((rest) => row(words.levels[rest], (one) => countText(voice, one[rest]))),
      ...levels.map((level) => row(countText(voice, level), ({ counts }) => countText(voice, counts.get(level) ?? 0))),
      row(words.levels.notAssessed, ({ notAssessed }) => countText(voice, notAssessed)),
      row(words.levels.mean, mean),
    ],
  );
}

function weakTable(figures: ChainFigures, voice: OutlookFormatter): Block[] {
  const { words } = voice;
  const { columns } = words;
  if (figures.weakLinks.length === 0) return [paragraph(words.chains.noWeak)];
  return [
    paragraph([{ strong: words.chains.weakTitle }]),
    ...tableOf(
      [
        ...left(columns.enterprise),
        ...right(columns.level, columns.dependency, columns.weakness),
        ...left(columns.why),
      ],
      figures.weakLinks
        .slice(0, WEAKEST)
        .map((weak) => [
          memberName(figures, weak.node, voice),
          weak.level === 0 ? words.levels.none : countText(voice, weak.level),
          smallShareText(voice, weak.dependency),
          smallShareText(voice, weak.weakness),
          reasons(weak, voice),
        ]),
    ),
  ];
}

function singleText(single: number, buyers: number, voice: OutlookFormatter): string {
  const { chains } = voice.words;
  if (buyers === 1) return chains.singleOfOne;
  if (single === buyers) return chains.singleOfAll(countText(voice, buyers));
  return chains.single(countText(voice, single), countText(voice, buyers));
}

function reasons({ singleBuyers, buyers, isArticulation, betweenness }: WeakLink, voice: OutlookFormatter): string {
  const { chains } = voice.words;
  return voice.messages.numbers.clauses([
    ...(singleBuyers > 0 ? [singleText(singleBuyers, buyers, voice)] : []),
    ...(isArticulation ? [chains.articulation] : []),
    ...(betweenness !== null && betweenness >= LEAST_BETWEEN
      ? [chains.between(smallShareText(voice, betweenness))]
      : []),
  ]);
}

function raisedLines({ raised, readiness }: ChainFigures, voice: OutlookFormatter): Block[] {
  if (!raised || !readiness || readiness.value === null || raised.byOne.value === null) return [];
  const { chains } = voice.words;
  const { length } = raised.nodes;
  const [from, byOne] = [shareText(voice, readiness.value), shareText(voice, raised.byOne.value)];
  const lines = [chains.raised(countText(voice, length), from, byOne, length === 1)];
  const to = raised.toLeader?.value ?? null;
  if (to !== null) lines.push(chains.raisedToLeader(shareText(voice, to), length === 1));
  return [paragraph(voice.messages.numbers.clauses(lines))];
}

/** Whom the leader should take along first, and what instruments pay on either side. */
function documentSupplierSelection(
  figures: ChainFigures,
  along: ChainNextSteps['along'],
  currency: string,
  voice: OutlookFormatter,
): Block[] {
  if (!along) return [];
  const { words } = voice;
  const { columns } = words;
  const rows = along.chosen.map(({ node, from, to, cost, gain }) => [
    memberName(figures, node, voice),
    voice.messages.numbers.range(countText(voice, from), countText(voice, to), false),
    moneyText(voice, cost, currency),
    smallShareText(voice, gain),
  ]);
  const budget = moneyText(voice, along.budget, currency);
  const title = paragraph([{ strong: words.along.title }]);
  if (along.priced === 0) return [title, paragraph(reasonOf(along, figures, budget, voice))];
  const before = figures.readiness?.value ?? null;
  const after = along.after?.value ?? null;
  return [
    title,
    paragraph(words.along.intro(budget, countText(voice, along.candidates), countText(voice, along.priced))),
    ...(along.priced < along.candidates && !along.isAll ? [paragraph(words.along.more('--plans'))] : []),
    ...(rows.length === 0 ? [paragraph(words.along.nobody)] : []),
    ...tableOf([...left(columns.enterprise), ...right(columns.fromTo, columns.cost, columns.gain)], rows),
    ...(rows.length > 0 && before !== null && after !== null
      ? [
          paragraph(
            words.along.sum(
              countText(voice, rows.length),
              moneyText(voice, along.cost, currency),
              smallShareText(voice, before),
              smallShareText(voice, after),
              countText(voice, along.priced),
            ),
          ),
        ]
      : []),
    ...supportLines(along, voice),
  ];
}

/** Why nobody can be taken along. */
function reasonOf(
  { candidates }: NonNullable<ChainNextSteps['along']>,
  { directSuppliers }: ChainFigures,
  budget: string,
  voice: OutlookFormatter,
): string {
  const { along } = voice.words;
  return candidates > 0
    ? along.noRoadmap(countText(voice, candidates), budget, '--plans')
    : along.noCandidate(countText(voice, directSuppliers.length));
}

function supportLines({ support }: NonNullable<ChainNextSteps['along']>, voice: OutlookFormatter): Block[] {
  if (!support) return [];
  const { along } = voice.words;
  const lines = [
    ...support.leader.map(({ instrument, amount, currency, doubts }) =>
      along.paysLeader(withDoubts(instrument, doubts, voice), moneyText(voice, amount, currency)),
    ),
    ...support.suppliers.map(({ instrument, amount, currency, enterprises, doubts }) =>
      along.paysSuppliers(
        withDoubts(instrument, doubts, voice),
        moneyText(voice, amount, currency),
        countText(voice, enterprises),
      ),
    ),
  ];
  return lines.length === 0 ? [paragraph(along.noSupport)] : listOf(lines);
}

/** The name of an instrument, with why its money is to be clarified. */
function withDoubts(id: string, doubts: readonly Doubt[] = [], voice: OutlookFormatter): string {
  const title = voice.instrument(id);
  const { numbers } = voice.messages;
  return doubts.length === 0 ? title : numbers.remark(title, numbers.clauses([...voice.doubts(id, doubts)]));
}

/** How many enterprises are shown at first. */
const FIRST = 60;
const RADIUS = { least: 5, most: 16 };

/** A chain as a network of who supplies whom, coloured by level, the larger the more the leader depends on it. */
function chartChain(figures: ChainFigures, top: number, voice: OutlookFormatter): Chart {
  const { words } = voice;
  const { network, members, leader, weakLinks, dependency } = figures;
  const weak = new Map(weakLinks.map(({ node }, rank) => [node, rank]));
  const on = (node: number): number => dependency[node] ?? 0;
  const order = orderMembers(figures, FIRST);
  const placeOf = new Map(order.map((node, place) => [node, place]));
  const most = order.reduce((so, node) => (node === leader.node ? so : Math.max(so, on(node))), Number.MIN_VALUE);
  const drawn: NetworkDrawing = {
    nodes: order.map((node) => {
      const level = members[node]?.level ?? null;
      const size = node === leader.node ? 1 : Math.sqrt(Math.min(1, on(node) / most));
      return {
        label: sanitizeLine(members[node]?.name ?? (network.keys[node] as string)),
        look: level === null ? 'open' : lookOf(level.lowest, top),
        isMarked: node === leader.node || (weak.get(node) ?? FIRST) < 10,
        radius: Math.round((RADIUS.least + (RADIUS.most - RADIUS.least) * size) * 10) / 10,
        lines: [
          ...(members[node]?.name ? [sanitizeLine(network.keys[node] as string)] : []),
          knownLevelInWords(voice, level),
          ...(node === leader.node
            ? []
            : [voice.messages.numbers.labelled(words.columns.dependency, smallShareText(voice, on(node)))]),
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
    description: words.network.description(
      countText(voice, network.keys.length),
      countText(voice, network.purchases.length),
    ),
    ...layoutNetwork(drawn, FIRST),
    legend: [
      ...levels.map((level) => ({
        name: `${lookOf(level, top)} node`,
        text: level === 0 ? words.chains.noLevel : words.chains.level(countText(voice, level)),
      })),
      { name: 'open node', text: words.levels.notAssessed },
    ],
  };
}

/** From none to the highest along the ramp of colours. */
function lookOf(level: number, top: number): string {
  return `step-${stepOf(level / Math.max(1, top))}`;
}

/**
 * The enterprises of a chain, those in front that are shown where only `most` are: the leader, the weak links, and those
 * that the leader depends on most, each with everybody on its way to the leader, as far as all of these have room; so none
 * of them stands alone.
 */
export function orderMembers(
  { network, leader, weakLinks, dependency }: ChainFigures,
  most: number,
): readonly number[] {
  const next = pathsToLeader(network, leader.node, dependency);
  const on = (node: number): number => dependency[node] ?? 0;
  const byDependency = network.keys.map((_, node) => node).sort((a, b) => on(b) - on(a) || a - b);
  const shown = new Set([leader.node]);
  for (const node of [...weakLinks.map((weak) => weak.node), ...byDependency]) {
    const way: number[] = [];
    let at: number | null = node;
    for (; at !== null && !shown.has(at); at = next[at] ?? null) way.push(at);
    // Without a way it never came to one who is shown.
    if (at !== null && shown.size + way.length <= most) for (const one of way) shown.add(one);
  }
  return [...new Set([...shown, ...byDependency])];
}
