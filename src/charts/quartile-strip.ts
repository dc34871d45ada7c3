import { breakLabel } from './chart-labels.ts';
import { type Shape, shape } from './svg-shape.ts';

/** The width in the drawing's units. */
const CHART_WIDTH = 340;
const EDGE_MARGIN = 10;
/** The width beside the strip, for the text at its end. */
const END_TEXT_WIDTH = 52;
const HEAD_HEIGHT = 8;
const LINE_HEIGHT = 14;
const BOX_HEIGHT = 14;
const ROW_GAP = 10;
const BOTTOM_MARGIN = 22;
const TICK_SHARES = [0, 0.25, 0.5, 0.75, 1];

/** A value and the quartiles of the values with which it is compared, all as shares of the scale from 0 to 1. */
export interface QuartileRow {
  readonly title: string;
  readonly first: number;
  readonly median: number;
  readonly third: number;
  /** The value; undefined while it is not certain. */
  readonly own?: number | undefined;
  /** A short text at the end of the strip. */
  readonly text: string;
}

/**
 * Draws strips below each other: a box from the lower to the upper quartile of the other values, a bar at their median,
 * and a dot for the value that is compared with them. `percent` formats a share of the scale; `beside` is the heading
 * of the texts at the ends of the strips.
 */
export function drawQuartileStrip(
  rows: readonly QuartileRow[],
  { label, beside, percent }: { readonly label: string; readonly beside: string; percent(share: number): string },
): Shape {
  const xOf = (share: number): number =>
    EDGE_MARGIN + Math.min(1, Math.max(0, share)) * (CHART_WIDTH - END_TEXT_WIDTH - EDGE_MARGIN);
  const toX = (share: number): string => xOf(share).toFixed(2);
  let y = HEAD_HEIGHT + LINE_HEIGHT;
  const drawnRows = rows.flatMap(({ title, first, median, third, own, text }) => {
    const lines = breakLabel(title, { columns: 44 });
    const top = y + lines.length * LINE_HEIGHT + 2;
    const names = lines.map((line, i) =>
      shape('text', { class: 'label', x: 0, y: y + LINE_HEIGHT - 3 + i * LINE_HEIGHT }, line),
    );
    y = top + BOX_HEIGHT + ROW_GAP;
    const middleY = top + BOX_HEIGHT / 2;
    return [
      ...names,
      shape('line', { class: 'rule', x1: toX(0), x2: toX(1), y1: middleY, y2: middleY }),
      shape('rect', {
        class: 'box',
        x: toX(first),
        y: top,
        width: Math.max(2, xOf(third) - xOf(first)).toFixed(2),
        height: BOX_HEIGHT,
      }),
      shape('line', { class: 'median', x1: toX(median), x2: toX(median), y1: top - 2, y2: top + BOX_HEIGHT + 2 }),
      ...(own === undefined ? [] : [shape('circle', { class: 'now dot', cx: toX(own), cy: middleY, r: 5.5 })]),
      shape('text', { class: 'label', 'text-anchor': 'end', x: CHART_WIDTH, y: middleY, dy: '0.35em' }, text),
    ];
  });
  return shape(
    'svg',
    {
      class: 'quartile-strip',
      viewBox: `0 0 ${CHART_WIDTH} ${y + BOTTOM_MARGIN - ROW_GAP}`,
      role: 'img',
      'aria-label': label,
    },
    shape('text', { class: 'small', 'text-anchor': 'end', x: CHART_WIDTH, y: HEAD_HEIGHT + 6 }, beside),
    ...TICK_SHARES.flatMap((tick) => [
      shape('line', {
        class: 'axis',
        x1: toX(tick),
        x2: toX(tick),
        y1: HEAD_HEIGHT + LINE_HEIGHT,
        y2: y - ROW_GAP / 2,
      }),
      shape('text', { class: 'small', 'text-anchor': 'middle', x: toX(tick), y: y + 8 }, percent(tick)),
    ]),
    ...drawnRows,
  );
}
