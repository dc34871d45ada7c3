import type { Places } from '../charts/network.ts';

/** The part of a drawing that is seen, in its units; the height follows from the canvas. */
export interface View {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

const MARGIN = 60;
/** The height of a canvas by its width, as the style sheet has it. */
export const PROPORTION = 0.62;

/** All of these places at once. */
export function wholeView(places: Places): View {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs) - MARGIN, Math.max(...xs) + MARGIN];
  const [top, bottom] = [Math.min(...ys) - MARGIN, Math.max(...ys) + MARGIN];
  const width = Math.max(right - left, (bottom - top) / PROPORTION);
  return { left: (left + right - width) / 2, top: (top + bottom - width * PROPORTION) / 2, width };
}

/** Nearer by a factor above 1; the point at these shares of the canvas stays where it is. */
export function zoom({ left, top, width }: View, factor: number, x: number, y: number): View {
  const narrower = width / factor;
  return {
    left: left + (width - narrower) * x,
    top: top + (width - narrower) * PROPORTION * y,
    width: narrower,
  };
}

/** Moved by these shares of the canvas. */
export function pan({ left, top, width }: View, dx: number, dy: number): View {
  return { left: left - dx * width, top: top - dy * width * PROPORTION, width };
}
