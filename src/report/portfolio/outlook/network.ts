import type { DrawnNetwork } from '../../../charts/network.ts';
import { exploreNetwork } from '../../../charts/network-layout.ts';
import { RAMP } from '../../../charts/palette.ts';
import type { ChainFigures } from '../../../portfolio/chains/chain.ts';
import type { Chart } from '../../document/document.ts';
import { plainLine } from '../../terminal/line.ts';
import { orderMembers } from './network-order.ts';
import { count, finely, levelInWords, type OutlookVoice } from './voice.ts';

/** So many enterprises are shown at first. */
const FIRST = 60;
const RADIUS = { least: 5, most: 16 };

/** A chain as a network of who supplies whom, coloured by level, the larger the more the leader depends on it. */
export function chartChain(figures: ChainFigures, top: number, voice: OutlookVoice): Chart {
  const { words } = voice;
  const { network, standings, leader, weakLinks, dependency } = figures;
  const weak = new Map(weakLinks.map(({ node }, rank) => [node, rank]));
  const on = (node: number): number => dependency[node] ?? 0;
  const order = orderMembers(figures, FIRST);
  const placeOf = new Map(order.map((node, place) => [node, place]));
  const most = order.reduce((so, node) => (node === leader.node ? so : Math.max(so, on(node))), Number.MIN_VALUE);
  const drawn: DrawnNetwork = {
    nodes: order.map((node) => {
      const level = standings[node]?.level ?? null;
      const size = node === leader.node ? 1 : Math.sqrt(Math.min(1, on(node) / most));
      return {
        label: plainLine(standings[node]?.name ?? (network.keys[node] as string)),
        look: level === null ? 'open' : lookOf(level.lowest, top),
        isMarked: node === leader.node || (weak.get(node) ?? FIRST) < 10,
        radius: Math.round((RADIUS.least + (RADIUS.most - RADIUS.least) * size) * 10) / 10,
        lines: [
          ...(standings[node]?.name ? [plainLine(network.keys[node] as string)] : []),
          levelInWords(voice, level),
          ...(node === leader.node
            ? []
            : [voice.messages.numbers.labelled(words.columns.dependency, finely(voice, on(node)))]),
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
    description: words.network.description(count(voice, network.keys.length), count(voice, network.purchases.length)),
    ...exploreNetwork(drawn, FIRST),
    legend: [
      ...levels.map((level) => ({
        name: `${lookOf(level, top)} node`,
        text: level === 0 ? words.chains.noLevel : words.chains.level(count(voice, level)),
      })),
      { name: 'open node', text: words.chains.unassessed },
    ],
  };
}

/** From none to the highest along the ramp of colours. */
function lookOf(level: number, top: number): string {
  return `step-${Math.round((Math.min(level, top) / Math.max(1, top)) * (RAMP.length - 1))}`;
}
