import { breakLabel, widthOf } from './label.ts';
import { keepApart } from './labels-apart.ts';
import { type Shape, shape } from './shape.ts';

/** An enterprise of a drawn network. */
export interface DrawnNode {
  readonly label: string;
  /** The class of its disc. */
  readonly look: string;
  /** Whether a ring around its disc marks it. */
  readonly isMarked: boolean;
  /** Of its disc, in the drawing's units. */
  readonly radius: number;
  /** What is known of it, a line each. */
  readonly lines: readonly string[];
}

/** A network to be drawn: nodes with those to be shown first in front, and who is joined with whom by their places. */
export interface DrawnNetwork {
  readonly nodes: readonly DrawnNode[];
  readonly links: readonly (readonly [from: number, to: number])[];
}

/** Where each node is. */
export type Places = readonly { readonly x: number; readonly y: number }[];

/** A network that is explored: its first nodes lie otherwise among themselves than among all. */
export interface ExplorableNetwork extends DrawnNetwork {
  readonly places: Places;
  /** As many as are shown at first. */
  readonly firstPlaces: Places;
}

/** Around the outermost nodes, for their labels. */
const MARGIN = 48;
const LINE_HEIGHT = 12;
/** Of a narrow sign, about. */
const SIGN_WIDTH = 6.2;

/** The first `most` nodes of a network with the links among them. */
export function firstOf({ nodes, links }: DrawnNetwork, most: number): DrawnNetwork {
  return { nodes: nodes.slice(0, most), links: links.filter(([from, to]) => from < most && to < most) };
}

/** A network as a drawing. */
export function drawNetwork({ nodes, links }: DrawnNetwork, places: Places): Shape {
  const at = (i: number): { readonly x: number; readonly y: number } => places[i] ?? { x: 0, y: 0 };
  const [xs, ys] = [nodes.map((_, i) => at(i).x), nodes.map((_, i) => at(i).y)];
  const [left, top] = [Math.min(0, ...xs) - MARGIN, Math.min(0, ...ys) - MARGIN];
  const [right, bottom] = [Math.max(0, ...xs) + MARGIN, Math.max(0, ...ys) + MARGIN];
  return shape(
    'svg',
    { class: 'network', viewBox: [left, top, right - left, bottom - top].map((part) => part.toFixed(1)).join(' ') },
    ...links.map(([from, to]) =>
      shape('line', { class: 'axis', x1: at(from).x, y1: at(from).y, x2: at(to).x, y2: at(to).y }),
    ),
    ...nodes.flatMap(({ look, radius, isMarked }, i) => [
      ...(isMarked ? [shape('circle', { class: 'rule', cx: at(i).x, cy: at(i).y, r: radius + 3 })] : []),
      shape('circle', { class: `${look} node`, cx: at(i).x, cy: at(i).y, r: radius }),
    ]),
    ...labelsOf(nodes, at),
  );
}

function labelsOf(
  nodes: DrawnNetwork['nodes'],
  at: (i: number) => { readonly x: number; readonly y: number },
): Shape[] {
  const boxes = nodes.map(({ label, radius }, i) => {
    const lines = breakLabel(label);
    const width = Math.max(...lines.map(widthOf)) * SIGN_WIDTH;
    return { left: at(i).x - width / 2, top: at(i).y + radius, width, height: lines.length * LINE_HEIGHT + 2 };
  });
  const isWritten = keepApart(boxes);
  return nodes.flatMap(({ label, radius }, i) =>
    isWritten[i] ? [labelOf(label, at(i).x, at(i).y + radius + LINE_HEIGHT)] : [],
  );
}

function labelOf(label: string, x: number, y: number): Shape {
  const lines = breakLabel(label).map((line, i) => shape('tspan', { x, y: (y + i * LINE_HEIGHT).toFixed(1) }, line));
  return shape('text', { class: 'small', 'text-anchor': 'middle' }, ...lines);
}
