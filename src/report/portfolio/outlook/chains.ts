import { type ChainFigures, type LevelCounts, WEAKEST } from '../../../portfolio/chains/chain.ts';
import type { WeakLink } from '../../../portfolio/chains/weak-links.ts';
import type { ChainOutlook, Outlook } from '../../../portfolio/outlook.ts';
import { heading, paragraph, tableOf } from '../../document/blocks.ts';
import type { Block } from '../../document/document.ts';
import { formatNumber } from '../../number.ts';
import { documentAlong } from './along.ts';
import { chartChain } from './network.ts';
import { count, finely, levelInWords, nameIn, type OutlookVoice, share } from './voice.ts';

/** A smaller share of the shortest ways is no reason. */
const LEAST_BETWEEN = 0.001;

/** The chains, each with its figures, weak links, and whom to take along. */
export function documentChains(
  { chains, top }: Pick<Outlook, 'chains' | 'top'>,
  currency: string,
  voice: OutlookVoice,
): Block[] {
  if (chains.length === 0) return [];
  const { words } = voice;
  return [
    heading(2, 'chains', words.chains.title),
    paragraph(words.chains.formula, 'quiet'),
    paragraph(words.chains.weakFormula, 'quiet'),
    ...chains.flatMap((one, i) => documentChain(one, `chain-${i + 1}`, top.level, currency, voice)),
  ];
}

function documentChain(
  { figures, along }: ChainOutlook,
  id: string,
  top: number,
  currency: string,
  voice: OutlookVoice,
): Block[] {
  const { words, messages } = voice;
  const { coverage, readiness, standings, leader, cycle } = figures;
  const head = standings[leader.node];
  const name = figures.name === '' ? words.chains.allLinks : figures.name;
  return [
    heading(3, id, words.chains.heading(name, figures.cluster ?? '')),
    paragraph(
      words.chains.leader(
        nameIn(figures, leader.node, voice),
        levelInWords(voice, head?.level ?? null),
        leader.isStated,
      ),
    ),
    ...(leader.others.length === 0
      ? []
      : [
          paragraph(
            words.chains.otherLeaders(
              messages.numbers.items(leader.others.slice(0, MOST_NAMED).map((node) => nameIn(figures, node, voice))),
            ),
          ),
        ]),
    paragraph(
      words.chains.coverage(
        count(voice, coverage.members),
        count(voice, coverage.assessed),
        share(voice, coverage.assessed / coverage.members),
        count(voice, coverage.onSite),
        count(voice, coverage.transformed),
      ),
    ),
    ...(coverage.outside === 0
      ? []
      : [paragraph(words.chains.outside(count(voice, coverage.outside), coverage.outside === 1))]),
    paragraph(
      readiness && readiness.value !== null
        ? words.chains.readiness(
            share(voice, readiness.value),
            share(voice, readiness.lowest),
            share(voice, readiness.highest),
            share(voice, readiness.covered),
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
    ...documentAlong(figures, along, currency, voice),
  ];
}

/** So many enterprises are named in a line. */
const MOST_NAMED = 5;

/** Whom to assess first. */
function unassessedLine(figures: ChainFigures, voice: OutlookVoice): Block[] {
  const { unassessed, dependency } = figures;
  if (unassessed.length === 0) return [];
  const { words, messages } = voice;
  const named = unassessed
    .slice(0, MOST_NAMED)
    .map((node) => messages.numbers.labelled(nameIn(figures, node, voice), finely(voice, dependency[node] as number)));
  return [paragraph(words.chains.unassessedFirst(count(voice, unassessed.length), messages.numbers.items(named)))];
}

/** What colours, sizes and rings mean is said to everybody, not only to who cannot see them. */
function drawnChain(figures: ChainFigures, top: number, voice: OutlookVoice): Block[] {
  if (!voice.isDrawn) return [];
  const chart = chartChain(figures, top, voice);
  return [chart, paragraph(chart.description, 'quiet')];
}

/** How many have each level, all members beside the leader's direct suppliers. */
export function tableOfLevels(all: LevelCounts, suppliers: LevelCounts | null, voice: OutlookVoice): Block[] {
  const { words, messages } = voice;
  const both = suppliers ? [all, suppliers] : [all];
  const levels = [...new Set(both.flatMap(({ counts }) => [...counts.keys()]))].sort((a, b) => a - b);
  const row = (label: string, cell: (one: LevelCounts) => string) => [label, ...both.map(cell)];
  const columns = [
    [words.columns.level, 'left'] as const,
    [words.columns.all, 'right'] as const,
    ...(suppliers ? [[words.columns.suppliers, 'right'] as const] : []),
  ];
  const mean = ({ mean: value }: LevelCounts): string =>
    value === null ? '' : formatNumber(value, { numbers: messages.numbers, decimals: 2 });
  return tableOf(columns, [
    ...(['none', 'open'] as const)
      .filter((rest) => both.some((one) => one[rest] > 0))
      .map((rest) => row(words.levels[rest], (one) => count(voice, one[rest]))),
    ...levels.map((level) => row(count(voice, level), ({ counts }) => count(voice, counts.get(level) ?? 0))),
    row(words.levels.notAssessed, ({ notAssessed }) => count(voice, notAssessed)),
    row(words.levels.mean, mean),
  ]);
}

function weakTable(figures: ChainFigures, voice: OutlookVoice): Block[] {
  const { words } = voice;
  const { columns } = words;
  if (figures.weakLinks.length === 0) return [paragraph(words.chains.noWeak)];
  return [
    paragraph([{ strong: words.chains.weakTitle }]),
    ...tableOf(
      [
        [columns.enterprise, 'left'],
        [columns.level, 'right'],
        [columns.dependency, 'right'],
        [columns.weakness, 'right'],
        [columns.why, 'left'],
      ],
      figures.weakLinks
        .slice(0, WEAKEST)
        .map((weak) => [
          nameIn(figures, weak.node, voice),
          weak.level === 0 ? words.levels.none : count(voice, weak.level),
          finely(voice, weak.dependency),
          finely(voice, weak.weakness),
          reasons(weak, voice),
        ]),
    ),
  ];
}

function singleText(single: number, buyers: number, voice: OutlookVoice): string {
  const { chains } = voice.words;
  if (buyers === 1) return chains.singleOfOne;
  if (single === buyers) return chains.singleOfAll(count(voice, buyers));
  return chains.single(count(voice, single), count(voice, buyers));
}

function reasons({ singleBuyers, buyers, isArticulation, betweenness }: WeakLink, voice: OutlookVoice): string {
  const { chains } = voice.words;
  return voice.messages.numbers.clauses([
    ...(singleBuyers > 0 ? [singleText(singleBuyers, buyers, voice)] : []),
    ...(isArticulation ? [chains.articulation] : []),
    ...(betweenness !== null && betweenness >= LEAST_BETWEEN ? [chains.between(finely(voice, betweenness))] : []),
  ]);
}

function raisedLines({ raised, readiness }: ChainFigures, voice: OutlookVoice): Block[] {
  if (!raised || !readiness || readiness.value === null || raised.byOne.value === null) return [];
  const { chains } = voice.words;
  const { length } = raised.nodes;
  const [from, byOne] = [share(voice, readiness.value), share(voice, raised.byOne.value)];
  const lines = [chains.raised(count(voice, length), from, byOne, length === 1)];
  const to = raised.toLeader?.value ?? null;
  if (to !== null) lines.push(chains.raisedToLeader(share(voice, to), length === 1));
  return [paragraph(voice.messages.numbers.clauses(lines))];
}
