import type { DrawnNetwork, Places } from '../charts/network.ts';
import type { View } from './view.ts';

/** Fingers are no points: this many pixels beside a disc still mean it. */
const NEAR = 8;

/** The node at a point of the canvas, in pixels; null where there is none. */
export function nodeAt(
  nodes: DrawnNetwork['nodes'],
  places: Places,
  view: View,
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
export function findNearest(places: Places, { left, top, width, height }: View): number | null {
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
