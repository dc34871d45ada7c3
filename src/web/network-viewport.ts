// Calculates which part of a network is visible, and which node is at a point.
import { type NetworkDrawing, type NodePositions, placeBounds } from '../charts/index.ts';

/** The visible part of a drawing, in the drawing's units. */
export interface Viewport {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const VIEW_MARGIN = 40;

/** Returns the view that shows all positions, on a canvas with this ratio of height to width. */
export function fullViewport(places: NodePositions, proportion: number): Viewport {
  const { left, top, right, bottom } = placeBounds(places, VIEW_MARGIN);
  const width = Math.max(right - left, (bottom - top) / proportion);
  const height = width * proportion;
  return { left: (left + right - width) / 2, top: (top + bottom - height) / 2, width, height };
}

/** Swaps x and y if the canvas is higher than wide, because layouts tend to be wide. */
export function transposePlaces(places: NodePositions, isUpright: boolean): NodePositions {
  return isUpright ? places.map(({ x, y }) => ({ x: y, y: x })) : places;
}

/**
 * Zooms in by a factor above 1, or out by a factor below 1. The point `x`, `y`, in shares of the canvas, stays where it
 * is.
 */
export function zoomViewport({ left, top, width, height }: Viewport, factor: number, x: number, y: number): Viewport {
  return {
    left: left + (width - width / factor) * x,
    top: top + (height - height / factor) * y,
    width: width / factor,
    height: height / factor,
  };
}

/** Moves the view by shares of the canvas. */
export function panViewport({ left, top, width, height }: Viewport, dx: number, dy: number): Viewport {
  return { left: left - dx * width, top: top - dy * height, width, height };
}

/** Returns the view unchanged if it contains the position, otherwise centred on it. */
export function moveIntoView(view: Viewport, { x, y }: NodePositions[number]): Viewport {
  const { left, top, width, height } = view;
  const isIn = x >= left && x <= left + width && y >= top && y <= top + height;
  return isIn ? view : { left: x - width / 2, top: y - height / 2, width, height };
}

/** What to show of a network. */
export interface Scene {
  readonly data: NetworkDrawing;
  /** The positions of the nodes. If only the first nodes are shown, these have positions of their own. */
  readonly places: NodePositions;
  /** How many of the first nodes are shown. */
  readonly shown: number;
  readonly selected: number | null;
  readonly neighbours: readonly (readonly number[])[];
}

/** The positions of a scene's nodes on a canvas, in canvas pixels. */
export interface Projection {
  /** The number of pixels per unit of the drawing. */
  readonly scale: number;
  x(node: number): number;
  y(node: number): number;
  radius(node: number): number;
}

/** The minimum radius of discs, in pixels. */
const MIN_RADIUS_PX = 1.5;

/** Projects a scene onto a canvas of this width. */
export function project({ data: { nodes }, places }: Scene, view: Viewport, width: number): Projection {
  const scale = width / view.width;
  return {
    scale,
    x: (i) => ((places[i]?.x ?? 0) - view.left) * scale,
    y: (i) => ((places[i]?.y ?? 0) - view.top) * scale,
    radius: (i) => Math.max(MIN_RADIUS_PX, (nodes[i]?.radius ?? 0) * scale),
  };
}

/** Touching is imprecise, so a point up to this many pixels beside a disc still selects it. */
const NEAR_PIXELS = 8;

/** Returns the node at a point of the canvas, given in pixels; null if there is none. */
export function nodeAt(
  nodes: NetworkDrawing['nodes'],
  places: NodePositions,
  view: Viewport,
  canvas: { readonly clientWidth: number },
  x: number,
  y: number,
): number | null {
  const scale = view.width / canvas.clientWidth;
  const [atX, atY] = [view.left + x * scale, view.top + y * scale];
  let bestNode: number | null = null;
  let nearestDistance = Number.POSITIVE_INFINITY;
  for (let i = 0; i < places.length; i++) {
    const nodePlace = places[i];
    if (!nodePlace) continue;
    const distance = Math.hypot(nodePlace.x - atX, nodePlace.y - atY) - (nodes[i]?.radius ?? 0);
    if (distance <= NEAR_PIXELS * scale && distance < nearestDistance) [bestNode, nearestDistance] = [i, distance];
  }
  return bestNode;
}

/** Finds the node nearest to the centre of the view. */
export function findNearest(places: NodePositions, { left, top, width, height }: Viewport): number | null {
  const [x, y] = [left + width / 2, top + height / 2];
  return indexOfLeast(places.length, (i) => Math.hypot((places[i]?.x ?? 0) - x, (places[i]?.y ?? 0) - y));
}

/** Finds the next node in a direction; returns the same node if there is none. */
export function nodeTowards(places: NodePositions, from: number, [dx, dy]: readonly [number, number]): number {
  const start = places[from];
  if (!start) return from;
  const nearestNode = indexOfLeast(places.length, (i) => {
    const [x, y] = [(places[i]?.x ?? 0) - start.x, (places[i]?.y ?? 0) - start.y];
    const [ahead, aside] = [x * dx + y * dy, Math.abs(x * dy - y * dx)];
    // A node that is more to the side than ahead is skipped, because another arrow key leads to it.
    return i === from || ahead <= 0 || aside > ahead ? Number.POSITIVE_INFINITY : ahead + 2 * aside;
  });
  return nearestNode ?? from;
}

function indexOfLeast(count: number, measure: (i: number) => number): number | null {
  let [best, least]: [number | null, number] = [null, Number.POSITIVE_INFINITY];
  for (let i = 0; i < count; i++) {
    const value = measure(i);
    if (value < least) [best, least] = [i, value];
  }
  return best;
}
