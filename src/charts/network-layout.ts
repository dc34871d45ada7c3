import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import { drawNetwork, type ExplorableNetwork, firstNodes, type NetworkDrawing, type Places } from './network-chart.ts';
import type { Shape } from './svg-shape.ts';

interface Body extends SimulationNodeDatum {
  readonly radius: number;
}

/**
 * Few nodes are moved until they rest, and have room for their labels; of many thousand the picture does not change much
 * after fewer steps.
 */
const FEW = { steps: 300, push: -220, link: 60, room: 18 };
const MANY = { steps: 120, push: -90, link: 44, room: 6 };
const MANY_FROM = 100;
/** Marked ones have more room. */
const MARKED = 14;

/** A network to be explored, and the drawing of its first `most` nodes. */
export function layoutNetwork(
  network: NetworkDrawing,
  most: number,
): { readonly drawing: Shape; readonly network: ExplorableNetwork } {
  const first = firstNodes(network, most);
  const firstPlaces = layOut(first);
  const places = first.nodes.length < network.nodes.length ? layOut(network) : firstPlaces;
  return { drawing: drawNetwork(first, firstPlaces), network: { ...network, places, firstPlaces } };
}

/** Where the nodes of a network lie: joined ones near each other, none upon another. The same network lies the same. */
function layOut({ nodes, links }: NetworkDrawing): Places {
  // Without places they begin on a spiral, and chance comes from the simulation's own fixed sequence.
  const { steps, push, link, room } = nodes.length < MANY_FROM ? FEW : MANY;
  const bodies = nodes.map(({ radius, isMarked }): Body => ({ radius: radius + (isMarked ? MARKED : 0) }));
  const simulation = forceSimulation(bodies)
    .force('links', forceLink(links.map(([source, target]) => ({ source, target }))).distance(link))
    .force('apart', forceManyBody().strength(push).distanceMax(400))
    .force(
      'collide',
      forceCollide<Body>(({ radius }) => radius + room),
    )
    .force('x', forceX().strength(0.03))
    .force('y', forceY().strength(0.12))
    .stop();
  simulation.alphaDecay(1 - 0.001 ** (1 / steps)).tick(steps);
  return bodies.map(({ x = 0, y = 0 }) => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }));
}
