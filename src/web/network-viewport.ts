// Which part of a network is seen, and which node is meant.
import { type NetworkDrawing, type Places, placeBounds } from '../charts/index.ts';

/** The part of a drawing that is seen, in its units. */
export interface Viewport {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 40;

/** All of these places at once, on a canvas so many times as high as wide. */
export function fullViewport(places: Places, proportion: number): Viewport {
  const { left, top, right, bottom } = placeBounds(places, MARGIN);
  const width = Math.max(right - left, (bottom - top) / proportion);
  const height = width * proportion;
  return { left: (left + right - width) / 2, top: (top + bottom - height) / 2, width, height };
}

/** Places as they are; on a canvas that is higher than wide with their sides exchanged, for they lie rather side by side. */
export function transposePlaces(places: Places, isUpright: boolean): Places {
  return isUpright ? places.map(({ x, y }) => ({ x: y, y: x })) : places;
}

/** Nearer by a factor above 1; the point at these shares of the canvas stays where it is. */
export function zoom({ left, top, width, height }: Viewport, factor: number, x: number, y: number): Viewport {
  return {
    left: left + (width - width / factor) * x,
    top: top + (height - height / factor) * y,
    width: width / factor,
    height: height / factor,
  };
}

/** Moved by these shares of the canvas. */
export function pan({ left, top, width, height }: Viewport, dx: number, dy: number): Viewport {
  return { left: left - dx * width, top: top - dy * height, width, height };
}

/** The same where the place is in it, else moved so that the place is its middle. */
export function moveIntoView(view: Viewport, { x, y }: Places[number]): Viewport {
  const { left, top, width, height } = view;
  const isIn = x >= left && x <= left + width && y >= top && y <= top + height;
  return isIn ? view : { left: x - width / 2, top: y - height / 2, width, height };
}

/** What is to be seen of a network. */
export interface Scene {
  readonly data: NetworkDrawing;
  /** Where they are; of the first ones, where only these are shown. */
  readonly places: Places;
  /** How many nodes, the first ones. */
  readonly shown: number;
  readonly selected: number | null;
  readonly neighbours: readonly (readonly number[])[];
}

/** Where the nodes of a scene are on a canvas, in its own pixels. */
export interface Projection {
  /** Pixels for a unit of the drawing. */
  readonly scale: number;
  x(node: number): number;
  y(node: number): number;
  radius(node: number): number;
}

/** Discs are never smaller, in pixels. */
const LEAST_RADIUS = 1.5;

/** A scene as it is seen on a canvas of this width. */
export function project({ data: { nodes }, places }: Scene, view: Viewport, width: number): Projection {
  const scale = width / view.width;
  return {
    scale,
    x: (i) => ((places[i]?.x ?? 0) - view.left) * scale,
    y: (i) => ((places[i]?.y ?? 0) - view.top) * scale,
    radius: (i) => Math.max(LEAST_RADIUS, (nodes[i]?.radius ?? 0) * scale),
  };
}

/** Fingers are no points: this many pixels beside a disc still mean it. */
const NEAR = 8;

/** The node at a point of the canvas, in pixels; null where there is none. */
export function nodeAt(
  nodes: NetworkDrawing['nodes'],
  places: Places,
  view: Viewport,
  canvas: { readonly clientWidth: number },
  x: number,
  y: number,
): number | null {
  const scale = view.width / canvas.clientWidth;
  const [atX, atY] = [view.left + x * scale, view.top + y * scale];
  let best: number | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < places.length; i++) {
    const place = places[i];
    if (!place) continue;
    const distance = Math.hypot(place.x - atX, place.y - atY) - (nodes[i]?.radius ?? 0);
    if (distance <= NEAR * scale && distance < nearest) [best, nearest] = [i, distance];
  }
  return best;
}

/** The node nearest to the middle of the view. */
export function findNearest(places: Places, { left, top, width, height }: Viewport): number | null {
  const [x, y] = [left + width / 2, top + height / 2];
  return leastBy(places.length, (i) => Math.hypot((places[i]?.x ?? 0) - x, (places[i]?.y ?? 0) - y));
}

/** The next node from one into a direction; the same one where there is none. */
export function nodeTowards(places: Places, from: number, [dx, dy]: readonly [number, number]): number {
  const start = places[from];
  if (!start) return from;
  const found = leastBy(places.length, (i) => {
    const [x, y] = [(places[i]?.x ?? 0) - start.x, (places[i]?.y ?? 0) - start.y];
    const [ahead, aside] = [x * dx + y * dy, Math.abs(x * dy - y * dx)];
    // What lies more aside than ahead belongs to another arrow.
    return i === from || ahead <= 0 || aside > ahead ? Number.POSITIVE_INFINITY : ahead + 2 * aside;
  });
  return found ?? from;
}

function leastBy(count: number, measure: (i: number) => number): number | null {
  let [best, least]: [number | null, number] = [null, Number.POSITIVE_INFINITY];
  for (let i = 0; i < count; i++) {
    const value = measure(i);
    if (value < least) [best, least] = [i, value];
  }
  return best;
}
