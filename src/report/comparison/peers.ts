import { FEWEST_PEERS, type LevelPlace, type ScorePlace } from '../../comparison/peers.ts';
import { toNumber } from '../../model/rational.ts';
import { heading, listOf, paragraph, tableOf } from '../document/blocks.ts';
import type { Block, Chart } from '../document/document.ts';
import { formatNumber } from '../number.ts';
import { levelOrNone } from '../summary/level.ts';
import { compareInChart, sharesOf } from './chart.ts';
import { scoreIn } from './figures.ts';
import type { LeftOut, Writing } from './report.ts';

const LEFT_OUT: readonly LeftOut[] = [
  'otherGroup',
  'otherKind',
  'unassessed',
  'otherPack',
  'incomparable',
  'unreadable',
  'rescored',
];

/** Where the enterprise stands among its peers, and who they are. */
export function writePeers(writing: Writing): Block[] {
  const { report, vocabulary } = writing;
  if (!report.peers) return [];
  const { comparison, numbers } = vocabulary.messages;
  const { peers: words } = comparison;
  const { found, left } = report.peers;
  const { by, count, kinds, size, level, scores } = found;
  const facts = by.map(({ name, value }) => numbers.labelled(vocabulary.titleOf(name), vocabulary.say(name, value)));
  const sentences = [
    words.count(String(count), count === 1),
    ...(facts.length > 0 ? [words.alike(numbers.list(facts))] : []),
    ...(count > 0 ? [words.kinds(String(kinds.self), String(kinds.onsite))] : []),
  ];
  const missing = LEFT_OUT.filter((reason) => left[reason] > 0);
  return [
    heading(2, 'peers', words.title),
    paragraph(numbers.sentences(sentences)),
    ...(size === 'too-few' ? [paragraph(words.tooFew(String(FEWEST_PEERS)), 'warn')] : []),
    ...(size === 'few' ? [paragraph(words.few(String(count)), 'warn')] : []),
    ...writeScores(scores, writing),
    ...(level ? writeLevel(level, writing) : []),
    ...drawPeers(scores, writing),
    ...(size === 'too-few' ? [] : [paragraph(words.percentileMeans, 'quiet'), paragraph(words.quartilesMean, 'quiet')]),
    ...(missing.length > 0
      ? [
          heading(3, 'peers-left', words.left),
          ...listOf(missing.map((reason) => ({ text: words.leftOut[reason](String(left[reason])) }))),
        ]
      : []),
  ];
}

function writeScores(scores: readonly ScorePlace[], { report, vocabulary }: Writing): Block[] {
  const { comparison, numbers, words: plain } = vocabulary.messages;
  const { peers: words, beside } = comparison;
  const own = report.peers?.own;
  return tableOf(
    [
      [beside.score, 'left'],
      [words.value, 'right'],
      [words.percentile, 'right'],
      [words.first, 'right'],
      [words.median, 'right'],
      [words.third, 'right'],
      [words.number, 'right'],
    ],
    scores.map(({ name, count, placing, quartiles }) => [
      { text: [vocabulary.titleOf(name)], isHeading: true },
      own ? scoreIn(name, own, vocabulary) : '',
      placing ? formatNumber(toNumber(placing.percentile), { numbers, decimals: 1 }) : plain.open,
      ...[quartiles.first, quartiles.median, quartiles.third].map((one) => vocabulary.numberOf(name, toNumber(one))),
      String(count),
    ]),
  );
}

function writeLevel({ own, placing, shares }: LevelPlace, { vocabulary }: Writing): Block[] {
  const { peers: words } = vocabulary.messages.comparison;
  const place = placing && words.levelPlace(String(placing.below), String(placing.equal), String(placing.above));
  return [
    heading(3, 'peers-levels', words.levels),
    ...(place ? [paragraph(place)] : []),
    ...tableOf(
      [
        [vocabulary.titleOf('level'), 'left'],
        [words.enterprises, 'right'],
        ['', 'left'],
      ],
      shares.map(({ level, count }) => [
        { text: [levelOrNone(level, vocabulary)], isHeading: true },
        String(count),
        level === own ? words.own : '',
      ]),
    ),
  ];
}

/** The median of the peers and the enterprise, dimension by dimension. */
function drawPeers(scores: readonly ScorePlace[], { report, vocabulary }: Writing): Chart[] {
  const own = report.peers?.own;
  if (!own) return [];
  const { peers: words } = vocabulary.messages.comparison;
  const shares = sharesOf(report.plan, own);
  const medians = scores.flatMap(({ name, quartiles }) => {
    const maximum = own.assessed.result.scores[name]?.maximum ?? 0;
    const median = toNumber(quartiles.median);
    return shares.has(name) && maximum > 0 ? [[name, Math.min(1, Math.max(0, median / maximum))] as const] : [];
  });
  return compareInChart(
    words.chart,
    { text: words.median, name: 'peers', shares: new Map(medians) },
    { text: words.own, name: 'now', shares },
    vocabulary,
  );
}
