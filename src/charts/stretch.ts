import { type Shape, shape } from './shape.ts';

const HEIGHT = 12;
const BAR = 8;

/** A stretch of time as a bar on its line, both in steps from the left: a line of a Gantt chart. */
export function drawStretch(
  { before, length }: { readonly before: number; readonly length: number },
  steps: number,
): Shape {
  return shape(
    'svg',
    { class: 'stretch', viewBox: `0 0 ${steps} ${HEIGHT}`, 'aria-hidden': 'true' },
    shape('line', { class: 'axis', x1: 0, y1: HEIGHT / 2, x2: steps, y2: HEIGHT / 2 }),
    shape('rect', { class: 'bar', x: before, y: (HEIGHT - BAR) / 2, width: length, height: BAR, rx: 2 }),
  );
}
