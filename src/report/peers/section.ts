import { FEWEST_PEERS, type LevelPlace, type ScorePlace } from '../../comparison/peers.ts';
import { toNumber } from '../../model/rational.ts';
import { scoreIn } from '../comparison/figures.ts';
import { heading, listOf, paragraph, tableOf } from '../document/blocks.ts';
import type { Block } from '../document/document.ts';
import { formatNumber } from '../number.ts';
import { levelOrNone } from '../summary/level.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { LeftOut, PeerStanding } from './standing.ts';
import { drawStrip } from './strip.ts';

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
export function writePeers(standing: PeerStanding | undefined, vocabulary: Vocabulary): Block[] {
  if (!standing) return [];
  const { comparison, numbers } = vocabulary.messages;
  const { peers: words } = comparison;
  const { found, left } = standing;
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
    ...drawStrip(standing, vocabulary),
    ...writeScores(scores, standing, vocabulary),
    ...(level ? writeLevel(level, vocabulary) : []),
    ...(size === 'too-few' ? [] : [paragraph(words.percentileMeans, 'quiet'), paragraph(words.quartilesMean, 'quiet')]),
    ...(missing.length > 0
      ? [
          heading(3, 'peers-left', words.left),
          ...listOf(missing.map((reason) => ({ text: words.leftOut[reason](String(left[reason])) }))),
        ]
      : []),
  ];
}

function writeScores(scores: readonly ScorePlace[], { own }: PeerStanding, vocabulary: Vocabulary): Block[] {
  const { comparison, numbers, words: plain } = vocabulary.messages;
  const { peers: words, beside } = comparison;
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
      scoreIn(name, own, vocabulary),
      placing ? formatNumber(toNumber(placing.percentile), { numbers, decimals: 1 }) : plain.open,
      ...[quartiles.first, quartiles.median, quartiles.third].map((one) => vocabulary.numberOf(name, toNumber(one))),
      String(count),
    ]),
  );
}

function writeLevel({ own, placing, shares }: LevelPlace, vocabulary: Vocabulary): Block[] {
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
