import { drawQuartileStrip, type QuartileRow } from '../../charts/quartile-strip.ts';
import type { ScorePlace } from '../../comparison/peers.ts';
import { type Rational, toNumber } from '../../model/rational.ts';
import type { Chart } from '../document/document.ts';
import { formatNumber, formatShare } from '../number.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { PeerStanding } from './standing.ts';

/** Strips that are drawn at most; the table has all. */
const MOST = 12;

/** The medians of peers, as shares of what is possible for the enterprise, by score: those that are known. */
export function mediansOf({ own, found }: PeerStanding): ReadonlyMap<string, number> {
  return new Map(
    found.scores.flatMap(({ name, quartiles }) => {
      const share = shareOf(own, name);
      return share ? [[name, share(quartiles.median)] as const] : [];
    }),
  );
}

/** Where each score stands among the quartiles of the peers. */
export function drawStrip(standing: PeerStanding, vocabulary: Vocabulary): Chart[] {
  const rows = standing.found.scores.flatMap((place) => rowOf(place, standing, vocabulary)).slice(0, MOST);
  if (rows.length === 0) return [];
  const { numbers, comparison, words: plain } = vocabulary.messages;
  const { peers: words } = comparison;
  const percent = (share: number): string => formatShare(share, numbers);
  const described = rows.map(({ title, first, median, third, own, text }) =>
    numbers.labelled(
      title,
      numbers.items([
        numbers.labelled(words.own, own === undefined ? plain.open : percent(own)),
        numbers.labelled(words.percentile, text),
        numbers.labelled(words.middle, numbers.items([first, median, third].map(percent))),
      ]),
    ),
  );
  return [
    {
      kind: 'chart',
      title: words.chart,
      description: numbers.list(described),
      drawing: drawQuartileStrip(rows, { label: words.chart, beside: words.percentile, percent }),
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
  standing: PeerStanding,
  vocabulary: Vocabulary,
): QuartileRow[] {
  const share = shareOf(standing.own, name);
  if (!share) return [];
  const { numbers, words } = vocabulary.messages;
  return [
    {
      title: vocabulary.titleOf(name),
      first: share(quartiles.first),
      median: share(quartiles.median),
      third: share(quartiles.third),
      own: typeof own === 'number' ? clamp(own / maximumOf(standing.own, name)) : undefined,
      text: placing ? formatNumber(toNumber(placing.percentile), { numbers, decimals: 1 }) : words.open,
    },
  ];
}

function shareOf(own: PeerStanding['own'], name: string): ((value: Rational) => number) | undefined {
  const maximum = maximumOf(own, name);
  return maximum > 0 ? (value) => clamp(toNumber(value) / maximum) : undefined;
}

/** Zero where a score has no end. */
function maximumOf({ assessed }: PeerStanding['own'], name: string): number {
  const { scores } = assessed.result;
  return (Object.hasOwn(scores, name) ? scores[name]?.maximum : undefined) ?? 0;
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
