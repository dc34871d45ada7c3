import { breakLabel } from './chart-labels.ts';
import { type Shape, shape } from './svg-shape.ts';

/** The width in the drawing's units: that of a phone, so labels are above their lines. */
const CHART_WIDTH = 340;
const EDGE_MARGIN = 16;
const TOP_MARGIN = 4;
const LINE_HEIGHT = 14;
const ROW_HEIGHT = 24;
const BOTTOM_MARGIN = 20;
const TICK_SHARES = [0, 0.25, 0.5, 0.75, 1];
/** Maximum characters per line of a label. */
const LABEL_COLUMNS = 46;

/** A row with two values, as shares of the maximum from 0 to 1. */
export interface DumbbellRow {
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

/** The class of the mark at each end, as in the legend. */
export interface DumbbellEnds {
  readonly from: string;
  readonly to: string;
}

/**
 * Draws a line per row with two marks: a square for the earlier value and a dot for the current one. `percent` formats
 * a share of the scale.
 */
export function drawDumbbell(
  rows: readonly DumbbellRow[],
  ends: DumbbellEnds,
  { label, percent }: { readonly label: string; readonly percent: (share: number) => string },
): Shape {
  const toX = (share: number): string => (EDGE_MARGIN + share * (CHART_WIDTH - 2 * EDGE_MARGIN)).toFixed(2);
  let bottom = TOP_MARGIN;
  const drawnRows = rows.flatMap(({ title, from, to }) => {
    const lines = breakLabel(title, { columns: LABEL_COLUMNS });
    const firstBaseline = bottom + LINE_HEIGHT - 2;
    const y = bottom + lines.length * LINE_HEIGHT + ROW_HEIGHT / 2 - 1;
    bottom += lines.length * LINE_HEIGHT + ROW_HEIGHT;
    return [
      ...lines.map((line, i) => shape('text', { class: 'label', x: 0, y: firstBaseline + i * LINE_HEIGHT }, line)),
      shape('line', { class: 'rule', x1: toX(from), y1: y, x2: toX(to), y2: y, 'stroke-width': 3 }),
      shape('rect', {
        class: `${ends.from} dot`,
        x: (Number(toX(from)) - 5).toFixed(2),
        y: y - 5,
        width: 10,
        height: 10,
      }),
      shape('circle', { class: `${ends.to} dot`, cx: toX(to), cy: y, r: 6 }),
    ];
  });
  return shape(
    'svg',
    { class: 'dumbbell', viewBox: `0 0 ${CHART_WIDTH} ${bottom + BOTTOM_MARGIN}`, role: 'img', 'aria-label': label },
    ...TICK_SHARES.flatMap((tick) => [
      shape('line', { class: 'axis', x1: toX(tick), y1: TOP_MARGIN, x2: toX(tick), y2: bottom }),
      shape('text', { class: 'small', x: toX(tick), y: bottom + 14, 'text-anchor': 'middle' }, percent(tick)),
    ]),
    ...drawnRows,
  );
}
