import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import { type DrawnNetwork, drawNetwork, type ExplorableNetwork, firstOf, type Places } from './network.ts';
import type { Shape } from './shape.ts';

interface Body extends SimulationNodeDatum {
  readonly radius: number;
}

/** Few nodes are moved until they rest; of many thousand the picture does not change much after fewer steps. */
const STEPS = { few: 300, many: 120, manyFrom: 600 };

/** A network to be explored, and the drawing of its first `most` nodes. */
export function exploreNetwork(
  network: DrawnNetwork,
  most: number,
): { readonly drawing: Shape; readonly network: ExplorableNetwork } {
  const first = firstOf(network, most);
  const firstPlaces = layOut(first);
  const places = first.nodes.length < network.nodes.length ? layOut(network) : firstPlaces;
  return { drawing: drawNetwork(first, firstPlaces), network: { ...network, places, firstPlaces } };
}

/** Where the nodes of a network lie: joined ones near each other, none upon another. The same network lies the same. */
function layOut({ nodes, links }: DrawnNetwork): Places {
  // Without places they begin on a spiral, and chance comes from the simulation's own fixed sequence.
  const bodies = nodes.map(({ radius }): Body => ({ radius }));
  const simulation = forceSimulation(bodies)
    .force('links', forceLink(links.map(([source, target]) => ({ source, target }))).distance(44))
    .force('apart', forceManyBody().strength(-90).distanceMax(400))
    .force(
      'collide',
      forceCollide<Body>(({ radius }) => radius + 6),
    )
    .force('x', forceX().strength(0.06))
    .force('y', forceY().strength(0.08))
    .stop();
  const steps = nodes.length < STEPS.manyFrom ? STEPS.few : STEPS.many;
  simulation.alphaDecay(1 - 0.001 ** (1 / steps)).tick(steps);
  return bodies.map(({ x = 0, y = 0 }) => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }));
}
