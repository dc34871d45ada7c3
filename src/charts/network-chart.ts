import { breakLabel, labelWidth, type PlacedLabel, placeLabels } from './chart-labels.ts';
import { type Shape, shape } from './svg-shape.ts';

/** An enterprise of a drawn network. */
export interface NetworkNode {
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
export interface NetworkDrawing {
  readonly nodes: readonly NetworkNode[];
  readonly links: readonly (readonly [from: number, to: number])[];
}

/** Where each node is. */
export type Places = readonly { readonly x: number; readonly y: number }[];

/** A network that is explored: its first nodes lie otherwise among themselves than among all. */
export interface ExplorableNetwork extends NetworkDrawing {
  readonly places: Places;
  /** As many as are shown at first. */
  readonly firstPlaces: Places;
}

/** Of the ring around a marked disc. */
const RING = 3;

/** Around the outermost nodes, for their labels. */
const MARGIN = 48;
const LINE_HEIGHT = 12;
/** Of a narrow sign, about, and of a Chinese one. */
const SIGN_WIDTH = { narrow: 6.2, wide: 11 };

/** How far places reach, with a margin around them. */
export function placeBounds(
  places: Places,
  margin: number,
): { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number } {
  let [left, top, right, bottom] = [0, 0, 0, 0];
  for (const { x, y } of places) {
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
}

/** The first `most` nodes of a network with the links among them. */
export function firstNodes({ nodes, links }: NetworkDrawing, most: number): NetworkDrawing {
  return { nodes: nodes.slice(0, most), links: links.filter(([from, to]) => from < most && to < most) };
}

/** Of a disc with its ring, where it has one. */
export function outerRadius(radius: number, isMarked: boolean): number {
  return isMarked ? radius + RING : radius;
}

/** A network as a drawing. */
export function drawNetwork({ nodes, links }: NetworkDrawing, places: Places): Shape {
  const at = (i: number): { readonly x: number; readonly y: number } => places[i] ?? { x: 0, y: 0 };
  const labels = labelsOf(nodes, at);
  return shape(
    'svg',
    { class: 'network', viewBox: viewOf(places.slice(0, nodes.length), labels) },
    ...links.map(([from, to]) =>
      shape('line', { class: 'axis', x1: at(from).x, y1: at(from).y, x2: at(to).x, y2: at(to).y }),
    ),
    ...nodes.flatMap(({ look, radius, isMarked }, i) => [
      ...(isMarked ? [shape('circle', { class: 'rule', cx: at(i).x, cy: at(i).y, r: outerRadius(radius, true) })] : []),
      shape('circle', { class: `${look} node`, cx: at(i).x, cy: at(i).y, r: radius }),
    ]),
    ...labels.flatMap((label, i) => (label ? drawLabel(nodes[i]?.label ?? '', label) : [])),
  );
}

/** All discs with a margin around them, and all labels. */
function viewOf(places: Places, labels: readonly (PlacedLabel | null)[]): string {
  let { left, top, right, bottom } = placeBounds(places, MARGIN);
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
  const discs = nodes.map(({ radius, isMarked }, i) => ({ ...at(i), radius: outerRadius(radius, isMarked) }));
  const wishes = nodes.map(({ label, isMarked }, disc) => {
    const lines = breakLabel(label);
    const width = Math.max(...lines.map(widthInDrawing));
    return { disc, width, height: lines.length * LINE_HEIGHT + 2, isPinned: isMarked };
  });
  return placeLabels(wishes, discs);
}

function widthInDrawing(line: string): number {
  const signs = [...line].length;
  const wide = labelWidth(line) - signs;
  return (signs - wide) * SIGN_WIDTH.narrow + wide * SIGN_WIDTH.wide;
}

function drawLabel(label: string, { box: { left, top, width }, line }: PlacedLabel): Shape[] {
  const x = (left + width / 2).toFixed(1);
  const lines = breakLabel(label).map((text, i) =>
    shape('tspan', { x, y: (top + (i + 1) * LINE_HEIGHT - 2).toFixed(1) }, text),
  );
  return [...(line ? [drawLine(line)] : []), shape('text', { class: 'small', 'text-anchor': 'middle' }, ...lines)];
}

/** From a disc to the label that stands away from it. */
function drawLine({ x1, y1, x2, y2 }: NonNullable<PlacedLabel['line']>): Shape {
  const ends = Object.entries({ x1, y1, x2, y2 }).map(([end, value]) => [end, value.toFixed(1)]);
  return shape('line', { class: 'pointer', ...Object.fromEntries(ends) });
}
