import { drawQuartileStrip, type QuartileRow } from '../../charts/index.ts';
import { type Rational, toNumber } from '../../model/index.ts';
import { type LevelPlace, MIN_PEERS, type PeerRank, type ScorePlace } from '../../versions/index.ts';
import {
  type Block,
  type Chart,
  countFigure,
  createLeftTitles,
  createRightTitles,
  createRowHeading,
  type Figure,
  heading,
  listOf,
  numberFigure,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import { formatNumber, formatShare } from '../text/number-format.ts';
import { writeLevelOrNone } from '../text/result-text.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { type PeerExclusion, type PeerPosition, writeAssessmentScore } from './comparison-figures.ts';

const EXCLUSION_REASONS: readonly PeerExclusion[] = [
  'otherGroup',
  'otherKind',
  'unassessed',
  'otherPack',
  'incomparable',
  'unreadable',
  'rescored',
];

/** Documents the position of an enterprise among its peers, and which enterprises these are. */
export function writePeers(position: PeerPosition | undefined, vocabulary: Vocabulary): Block[] {
  if (!position) return [];
  const { comparison, numbers } = vocabulary.messages;
  const { peers: words } = comparison;
  const { found, left } = position;
  const { by, count, kinds, size, level, scores } = found;
  const facts = by.map(({ name, value }) =>
    numbers.labelled(vocabulary.titleOf(name), vocabulary.valueText(name, value)),
  );
  const sentences = [
    words.count({ count: String(count), n: count }),
    ...(facts.length > 0 ? [words.alike({ facts: numbers.list(facts) })] : []),
    ...(count > 0 ? [words.kinds({ self: String(kinds.self), onsite: String(kinds.onsite) })] : []),
  ];
  const missingReasons = EXCLUSION_REASONS.filter((reason) => left[reason] > 0);
  return [
    heading(2, 'peers', words.title),
    paragraph(numbers.sentences(sentences)),
    ...(size === 'too-few' ? [paragraph(words.tooFew({ fewest: String(MIN_PEERS) }), 'warn')] : []),
    ...(size === 'few' ? [paragraph(words.few({ count: String(count) }), 'warn')] : []),
    ...drawPeerStrip(position, vocabulary),
    ...writeScores(scores, position, vocabulary),
    ...(level ? writeLevel(level, vocabulary) : []),
    ...(size === 'too-few' ? [] : [paragraph(words.percentileMeans, 'quiet'), paragraph(words.quartilesMean, 'quiet')]),
    ...(missingReasons.length > 0
      ? [
          heading(3, 'peers-left', words.left),
          ...listOf(missingReasons.map((reason) => words.leftOut[reason]({ count: String(left[reason]) }))),
        ]
      : []),
  ];
}

/**
 * Writes the position of an enterprise among its peers by one score; undefined if there are too few peers or the score
 * is open.
 */
export function placeInWords(
  position: PeerPosition | undefined,
  name: string,
  vocabulary: Vocabulary,
): string | undefined {
  const score = position?.found.scores.find((candidate) => candidate.name === name);
  if (!score?.placing || position?.found.size === 'too-few') return undefined;
  const { count, below, above } = score.placing;
  return vocabulary.messages.comparison.peers.place({
    count: String(count),
    below: String(below),
    n: below,
    above: String(above),
    median: vocabulary.numberOf(name, toNumber(score.quartiles.median)),
  });
}

function writeScores(scores: readonly ScorePlace[], { own }: PeerPosition, vocabulary: Vocabulary): Block[] {
  const { comparison, words: plain } = vocabulary.messages;
  const { peers: words, beside } = comparison;
  return tableOf(
    [
      ...createLeftTitles(beside.score),
      ...createRightTitles(words.value, words.percentile, words.first, words.median, words.third, words.number),
    ],
    scores.map(({ name, count, placing, quartiles }) => [
      createRowHeading(vocabulary.titleOf(name)),
      writeAssessmentScore(name, own, vocabulary),
      placing ? percentileFigure(placing, vocabulary) : plain.open,
      ...[quartiles.first, quartiles.median, quartiles.third]
        .map(toNumber)
        .map((quartile): Figure => ({ figure: 'score', text: vocabulary.numberOf(name, quartile), value: quartile })),
      countFigure(count),
    ]),
  );
}

function percentileFigure({ percentile }: PeerRank, { messages: { numbers } }: Vocabulary): Figure {
  const value = toNumber(percentile);
  return numberFigure(value, formatNumber(value, { numbers, decimals: 1 }));
}

function writeLevel({ own, placing, shares }: LevelPlace, vocabulary: Vocabulary): Block[] {
  const { peers: words } = vocabulary.messages.comparison;
  const placeText =
    placing &&
    words.levelPlace({ below: String(placing.below), equal: String(placing.equal), above: String(placing.above) });
  return [
    heading(3, 'peers-levels', words.levels),
    ...(placeText ? [paragraph(placeText)] : []),
    ...tableOf(
      [
        ...createLeftTitles(vocabulary.titleOf('level')),
        ...createRightTitles(words.enterprises),
        ...createLeftTitles(''),
      ],
      shares.map(({ level, count }) => [
        createRowHeading(writeLevelOrNone(level, vocabulary)),
        countFigure(count),
        level === own ? words.own : '',
      ]),
    ),
  ];
}

/** The maximum number of scores that are drawn; the table has all. */
const MAX_DRAWN_SCORES = 12;

/** Returns the known medians of the peers by score, as shares of the maximum of the enterprise's score, from 0 to 1. */
export function listPeerMedians({ own, found }: PeerPosition): ReadonlyMap<string, number> {
  return new Map(
    found.scores.flatMap(({ name, quartiles }) => {
      const share = shareOf(own, name);
      return share ? [[name, share(quartiles.median)] as const] : [];
    }),
  );
}

/** Draws each score of the enterprise and the quartiles of its peers. */
function drawPeerStrip(position: PeerPosition, vocabulary: Vocabulary): Chart[] {
  const rows = position.found.scores.flatMap((place) => rowOf(place, position, vocabulary)).slice(0, MAX_DRAWN_SCORES);
  if (rows.length === 0) return [];
  const { numbers, comparison, words: plain } = vocabulary.messages;
  const { peers: words } = comparison;
  const writePercent = (share: number): string => formatShare(share, numbers);
  const descriptions = rows.map(({ title, first, median, third, own, text }) =>
    numbers.labelled(
      title,
      numbers.items([
        numbers.labelled(words.own, own === undefined ? plain.open : writePercent(own)),
        numbers.labelled(words.percentile, text),
        numbers.labelled(words.middle, numbers.items([first, median, third].map(writePercent))),
      ]),
    ),
  );
  return [
    {
      kind: 'chart',
      title: words.chart,
      description: numbers.list(descriptions),
      drawing: drawQuartileStrip(rows, { label: words.chart, beside: words.percentile, percent: writePercent }),
      legend: [
        { name: 'now dot', text: words.own },
        { name: 'box', text: words.middle },
        { name: 'median', text: words.median },
      ],
    },
  ];
}

function rowOf(
  { name, own, placing, quartiles }: ScorePlace,
  position: PeerPosition,
  vocabulary: Vocabulary,
): QuartileRow[] {
  const share = shareOf(position.own, name);
  if (!share) return [];
  const { numbers, words } = vocabulary.messages;
  return [
    {
      title: vocabulary.titleOf(name),
      first: share(quartiles.first),
      median: share(quartiles.median),
      third: share(quartiles.third),
      own: typeof own === 'number' ? clampShare(own / maximumOf(position.own, name)) : undefined,
      text: placing ? formatNumber(toNumber(placing.percentile), { numbers, decimals: 1 }) : words.open,
    },
  ];
}

function shareOf(own: PeerPosition['own'], name: string): ((value: Rational) => number) | undefined {
  const maximum = maximumOf(own, name);
  return maximum > 0 ? (value) => clampShare(toNumber(value) / maximum) : undefined;
}

/** Returns the maximum of a score; 0 if it has none. */
function maximumOf({ assessed }: PeerPosition['own'], name: string): number {
  const { scores } = assessed.result;
  return (Object.hasOwn(scores, name) ? scores[name]?.maximum : undefined) ?? 0;
}

function clampShare(share: number): number {
  return Math.min(1, Math.max(0, share));
}
