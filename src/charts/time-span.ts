import { type Shape, shape } from './svg-shape.ts';

const HEIGHT = 12;
const BAR = 8;

/** A stretch of time as a bar on its line, both in steps from the left. */
export function drawTimeSpan(
  { before, length }: { readonly before: number; readonly length: number },
  steps: number,
): Shape {
  return shape(
    'svg',
    { class: 'stretch', viewBox: `0 0 ${steps} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    shape('rect', { class: 'track', x: 0, y: HEIGHT / 2 - 0.5, width: steps, height: 1 }),
    shape('rect', {
      class: 'now bar',
      x: before,
      y: (HEIGHT - BAR) / 2,
      width: length,
      height: BAR,
      rx: 2,
    }),
  );
}
