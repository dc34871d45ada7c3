import { breakLabel } from './label.ts';
import { type Shape, shape } from './shape.ts';

/** The drawing's own units. */
const WIDTH = 420;
const LEFT = 150;
const RIGHT = 20;
const ROW = 34;
const TOP = 10;
const BOTTOM = 24;
const TICKS = [0, 0.25, 0.5, 0.75, 1];
const LINE_HEIGHT = 14;

/** One line: from one share of what is possible to another, both 0 to 1. */
export interface DumbbellRow {
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

/** How the ends look: the class of each, as in the legend. */
export interface DumbbellEnds {
  readonly from: string;
  readonly to: string;
}

/** Two marks on a line for each row: a square where it was, a dot where it is. `percent` writes a share of the scale. */
export function drawDumbbell(
  rows: readonly DumbbellRow[],
  ends: DumbbellEnds,
  { label, percent }: { readonly label: string; readonly percent: (share: number) => string },
): Shape {
  const height = TOP + rows.length * ROW + BOTTOM;
  const x = (share: number): string => (LEFT + share * (WIDTH - LEFT - RIGHT)).toFixed(2);
  const bottom = TOP + rows.length * ROW;
  return shape(
    'svg',
    { class: 'dumbbell', viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': label },
    ...TICKS.flatMap((tick) => [
      shape('line', { class: 'axis', x1: x(tick), y1: TOP, x2: x(tick), y2: bottom }),
      shape('text', { class: 'small', x: x(tick), y: bottom + 16, 'text-anchor': 'middle' }, percent(tick)),
    ]),
    ...rows.flatMap(({ title, from, to }, i) => {
      const y = TOP + (i + 0.5) * ROW;
      const lines = breakLabel(title);
      const first = y - ((lines.length - 1) * LINE_HEIGHT) / 2 + 4;
      return [
        shape(
          'text',
          { class: 'label', 'text-anchor': 'end' },
          ...lines.map((line, at) => shape('tspan', { x: LEFT - 12, y: (first + at * LINE_HEIGHT).toFixed(2) }, line)),
        ),
        shape('line', { class: 'rule', x1: x(from), y1: y, x2: x(to), y2: y, 'stroke-width': 3 }),
        shape('rect', {
          class: `${ends.from} dot`,
          x: (Number(x(from)) - 5).toFixed(2),
          y: y - 5,
          width: 10,
          height: 10,
        }),
        shape('circle', { class: `${ends.to} dot`, cx: x(to), cy: y, r: 6 }),
      ];
    }),
  );
}
