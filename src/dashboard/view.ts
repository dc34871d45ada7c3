import { boundsOf, type Places } from '../charts/network.ts';

/** The part of a drawing that is seen, in its units. */
export interface View {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 40;

/** All of these places at once, on a canvas so many times as high as wide. */
export function wholeView(places: Places, proportion: number): View {
  const { left, top, right, bottom } = boundsOf(places, MARGIN);
  const width = Math.max(right - left, (bottom - top) / proportion);
  const height = width * proportion;
  return { left: (left + right - width) / 2, top: (top + bottom - height) / 2, width, height };
}

/** Places as they are; on a canvas that is higher than wide with their sides exchanged, for they lie rather side by side. */
export function turn(places: Places, isUpright: boolean): Places {
  return isUpright ? places.map(({ x, y }) => ({ x: y, y: x })) : places;
}

/** Nearer by a factor above 1; the point at these shares of the canvas stays where it is. */
export function zoom({ left, top, width, height }: View, factor: number, x: number, y: number): View {
  return {
    left: left + (width - width / factor) * x,
    top: top + (height - height / factor) * y,
    width: width / factor,
    height: height / factor,
  };
}

/** Moved by these shares of the canvas. */
export function pan({ left, top, width, height }: View, dx: number, dy: number): View {
  return { left: left - dx * width, top: top - dy * height, width, height };
}

/** The same where the place is in it, else moved so that the place is its middle. */
export function bringIn(view: View, { x, y }: Places[number]): View {
  const { left, top, width, height } = view;
  const isIn = x >= left && x <= left + width && y >= top && y <= top + height;
  return isIn ? view : { left: x - width / 2, top: y - height / 2, width, height };
}
