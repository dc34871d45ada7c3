import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import { breakLabel, labelWidth, type PlacedLabel, placeLabels } from './chart-labels.ts';
import { type Shape, shape } from './svg-shape.ts';

interface NetworkNode {
  readonly label: string;
  /** The class of the node's disc. */
  readonly look: string;
  /** Whether a ring around the disc marks the node. */
  readonly isMarked: boolean;
  /** The radius of the disc, in the drawing's units. */
  readonly radius: number;
  /** Details about the node, one per line. */
  readonly lines: readonly string[];
}

/** A network to draw. Nodes are sorted by importance, and links refer to them by index. */
export interface NetworkDrawing {
  readonly nodes: readonly NetworkNode[];
  readonly links: readonly (readonly [from: number, to: number])[];
}

/** The position of each node. */
export type NodePositions = readonly { readonly x: number; readonly y: number }[];

/**
 * A network that a reader can explore. Its first nodes have two positions: in the picture shown first, and among all
 * nodes.
 */
export interface ExplorableNetwork extends NetworkDrawing {
  readonly places: NodePositions;
  /** The positions of the nodes in the picture shown first. */
  readonly firstPlaces: NodePositions;
}

/** The width of the ring around the disc of a marked node. */
const RING_WIDTH = 3;

/** The margin beyond the outermost nodes, for their labels. */
const LABEL_MARGIN = 48;
const LINE_HEIGHT = 12;
/** The approximate width of a narrow and of a Chinese character. */
const SIGN_WIDTH = { narrow: 6.2, wide: 11 };

/** Returns the bounding box of all positions, with a margin. */
export function placeBounds(
  places: NodePositions,
  margin: number,
): { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number } {
  let [left, top, right, bottom] = [0, 0, 0, 0];
  for (const { x, y } of places) {
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
}

/** Returns the first `most` nodes of a network, with the links among them. */
function keepFirstNodes({ nodes, links }: NetworkDrawing, most: number): NetworkDrawing {
  return { nodes: nodes.slice(0, most), links: links.filter(([from, to]) => from < most && to < most) };
}

/** Returns the radius of a disc including its ring, if it has one. */
export function computeOuterRadius(radius: number, isMarked: boolean): number {
  return isMarked ? radius + RING_WIDTH : radius;
}

function drawNetwork({ nodes, links }: NetworkDrawing, places: NodePositions): Shape {
  const placeOf = (i: number): { readonly x: number; readonly y: number } => places[i] ?? { x: 0, y: 0 };
  const labels = labelsOf(nodes, placeOf);
  return shape(
    'svg',
    { class: 'network', viewBox: viewBoxOf(places.slice(0, nodes.length), labels) },
    ...links.map(([from, to]) =>
      shape('line', { class: 'axis', x1: placeOf(from).x, y1: placeOf(from).y, x2: placeOf(to).x, y2: placeOf(to).y }),
    ),
    ...nodes.flatMap(({ look, radius, isMarked }, i) => [
      ...(isMarked
        ? [shape('circle', { class: 'rule', cx: placeOf(i).x, cy: placeOf(i).y, r: computeOuterRadius(radius, true) })]
        : []),
      shape('circle', { class: `${look} node`, cx: placeOf(i).x, cy: placeOf(i).y, r: radius }),
    ]),
    ...labels.flatMap((label, i) => (label ? drawLabel(nodes[i]?.label ?? '', label) : [])),
  );
}

/** Returns the view box that contains all discs, with a margin, and all labels. */
function viewBoxOf(places: NodePositions, labels: readonly (PlacedLabel | null)[]): string {
  let { left, top, right, bottom } = placeBounds(places, LABEL_MARGIN);
  for (const label of labels) {
    if (!label) continue;
    const { box } = label;
    [left, top] = [Math.min(left, box.left), Math.min(top, box.top)];
    [right, bottom] = [Math.max(right, box.left + box.width), Math.max(bottom, box.top + box.height)];
  }
  return [left, top, right - left, bottom - top].map((part) => part.toFixed(1)).join(' ');
}

function labelsOf(
  nodes: NetworkDrawing['nodes'],
  at: (i: number) => { readonly x: number; readonly y: number },
): readonly (PlacedLabel | null)[] {
  const discs = nodes.map(({ radius, isMarked }, i) => ({ ...at(i), radius: computeOuterRadius(radius, isMarked) }));
  const labelRequests = nodes.map(({ label, isMarked }, disc) => {
    const lines = breakLabel(label);
    const width = Math.max(...lines.map(measureWidthInDrawing));
    return { disc, width, height: lines.length * LINE_HEIGHT + 2, isPinned: isMarked };
  });
  return placeLabels(labelRequests, discs);
}

function measureWidthInDrawing(line: string): number {
  const signs = [...line].length;
  const wideSigns = labelWidth(line) - signs;
  return (signs - wideSigns) * SIGN_WIDTH.narrow + wideSigns * SIGN_WIDTH.wide;
}

function drawLabel(label: string, { box: { left, top, width }, line }: PlacedLabel): Shape[] {
  const x = (left + width / 2).toFixed(1);
  const lines = breakLabel(label).map((text, i) =>
    shape('tspan', { x, y: (top + (i + 1) * LINE_HEIGHT - 2).toFixed(1) }, text),
  );
  return [...(line ? [drawLine(line)] : []), shape('text', { class: 'small', 'text-anchor': 'middle' }, ...lines)];
}

/** Draws the leader line from a disc to its label. */
function drawLine({ x1, y1, x2, y2 }: NonNullable<PlacedLabel['line']>): Shape {
  const endAttributes = Object.entries({ x1, y1, x2, y2 }).map(([end, value]) => [end, value.toFixed(1)]);
  return shape('line', { class: 'pointer', ...Object.fromEntries(endAttributes) });
}

interface Body extends SimulationNodeDatum {
  readonly radius: number;
}

/**
 * Small networks are simulated until the nodes come to rest, with room for labels. Networks of thousands of nodes get
 * fewer steps, because more would hardly change the picture.
 */
const FEW_NODES_LAYOUT = { steps: 300, push: -220, link: 60, room: 18 };
const MANY_NODES_LAYOUT = { steps: 120, push: -90, link: 44, room: 6 };
const MIN_MANY_NODES = 100;
/** Extra distance around marked nodes. */
const MARKED_NODE_ROOM = 14;

/** Lays out a network for exploration, and draws its `most` most important nodes. */
export function layOutNetwork(
  network: NetworkDrawing,
  most: number,
): { readonly drawing: Shape; readonly network: ExplorableNetwork } {
  const firstNodes = keepFirstNodes(network, most);
  const firstPlaces = layOut(firstNodes);
  const nodePositions = firstNodes.nodes.length < network.nodes.length ? layOut(network) : firstPlaces;
  return { drawing: drawNetwork(firstNodes, firstPlaces), network: { ...network, places: nodePositions, firstPlaces } };
}

/**
 * Lays out a network so that linked nodes are near each other and no nodes overlap. The same network always gets the
 * same layout.
 */
function layOut({ nodes, links }: NetworkDrawing): NodePositions {
  // Nodes without positions start on a spiral, and random numbers are a fixed sequence, so the layout never varies.
  const { steps, push, link, room } = nodes.length < MIN_MANY_NODES ? FEW_NODES_LAYOUT : MANY_NODES_LAYOUT;
  const bodies = nodes.map(({ radius, isMarked }): Body => ({ radius: radius + (isMarked ? MARKED_NODE_ROOM : 0) }));
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
