import { drawRadar } from '../../charts/radar.ts';
import type { Block, Chart } from '../document/document.ts';
import { formatShare } from '../number.ts';
import type { PeerStanding } from '../peers/standing.ts';
import { mediansOf } from '../peers/strip.ts';
import { writeScores } from '../policy/head.ts';
import { readProfile } from './profile.ts';
import type { Writing } from './report.ts';

/** Where the enterprise stands: the dimensions as a radar, every score as a table, and what is to be noted. */
export function writeStanding(writing: Writing): Block[] {
  const { report, vocabulary, notes } = writing;
  const [heading, ...others] = writeScores(report, notes, vocabulary);
  return [...(heading ? [heading] : []), ...drawProfile(writing), ...others];
}

function drawProfile({ report, vocabulary }: Writing): Chart[] {
  const { dimensions, isOpen, target } = readProfile(report);
  if (dimensions.length === 0) return [];
  const { numbers, report: own } = vocabulary.messages;
  const { scores: words } = own;
  const medians = mediansFor(dimensions, report.peers);
  const areas = [
    ...(isOpen ? [{ name: 'possible', text: words.possible, shares: dimensions.map(({ highest }) => highest) }] : []),
    ...(target ? [{ name: 'target', text: words[target.kind], shares: target.shares }] : []),
    ...(medians ? [{ name: 'peers', text: words.peers, shares: medians }] : []),
    { name: 'now', text: words.now, shares: dimensions.map(({ lowest }) => lowest), dotted: true },
  ];
  const titles = dimensions.map(({ name }) => vocabulary.titleOf(name));
  const listed = areas.toReversed();
  const described = listed.map(({ text, shares }) => {
    const axes = shares.map((share, i) => words.axis(titles[i] as string, formatShare(share, numbers)));
    return numbers.labelled(text, numbers.items(axes));
  });
  return [
    {
      kind: 'chart',
      title: words.radar,
      description: numbers.list(described),
      drawing: drawRadar(titles, areas, words.radar),
      legend: listed.map(({ name, text }) => ({ name, text })),
    },
  ];
}

/** The medians of the peers, where there is one for every axis. */
function mediansFor(
  dimensions: readonly { readonly name: string }[],
  peers: PeerStanding | undefined,
): readonly number[] | undefined {
  const medians = peers && mediansOf(peers);
  const shares = dimensions.flatMap(({ name }) => medians?.get(name) ?? []);
  return shares.length === dimensions.length ? shares : undefined;
}
