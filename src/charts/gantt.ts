import { scaleLinear } from 'd3-scale';
import { breakLabel } from './chart-labels.ts';
import { type Shape, shape } from './svg-shape.ts';

/** The drawing's own units: as narrow as a phone, so that labels stand above their bars. */
const WIDTH = 340;
const EDGE = 8;
const HEAD = 20;
const GROUP = 24;
const LINE_HEIGHT = 14;
const BAR = 9;
/** Below a bar. */
const GAP = 7;
/** Signs of a line of a label. */
const COLUMNS = 46;
const MOST_TICKS = 8;

/** A stretch of time under its name, in steps from the beginning. */
interface GanttRow {
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

/** What belongs together, in the order it begins. */
interface GanttGroup {
  readonly title: string;
  readonly rows: readonly GanttRow[];
}

/** Stretches of time as bars below their names on one scale from 0 to `end`, in whole steps such as months. */
export function drawGantt(groups: readonly GanttGroup[], end: number, label: string): Shape {
  const x = scaleLinear([0, Math.max(1, end)], [EDGE, WIDTH - EDGE]);
  const ticks = x.ticks(Math.min(MOST_TICKS, Math.max(1, Math.ceil(end)))).filter(Number.isInteger);
  let y = HEAD;
  const drawn = groups.flatMap(({ title, rows }) => {
    const head = shape('text', { class: 'label strong', x: 0, y: y + GROUP - 8 }, shortened(title));
    y += GROUP;
    return [head, ...rows.flatMap((row) => drawRow(row))];
  });
  function drawRow({ title, start, end: until }: GanttRow): Shape[] {
    const lines = breakLabel(title, { columns: COLUMNS });
    const top = y + lines.length * LINE_HEIGHT + 3;
    const first = y + LINE_HEIGHT - 3;
    y = top + BAR + GAP;
    const [left, right] = [x(start), x(until)];
    return [
      ...lines.map((line, i) => shape('text', { class: 'label', x: EDGE, y: first + i * LINE_HEIGHT }, line)),
      shape('rect', {
        class: 'bar',
        x: left.toFixed(2),
        y: top,
        // What takes no time at all is still seen.
        width: Math.max(3, right - left).toFixed(2),
        height: BAR,
        rx: 2,
      }),
    ];
  }
  return shape(
    'svg',
    { class: 'gantt', viewBox: `0 0 ${WIDTH} ${y + 2}`, role: 'img', 'aria-label': label },
    ...ticks.flatMap((tick) => [
      shape('line', { class: 'axis', x1: x(tick).toFixed(2), x2: x(tick).toFixed(2), y1: HEAD - 4, y2: y }),
      shape('text', { class: 'small', 'text-anchor': 'middle', x: x(tick).toFixed(2), y: 12 }, String(tick)),
    ]),
    ...drawn,
  );
}

function shortened(title: string): string {
  return breakLabel(title, { columns: COLUMNS, lines: 1 })[0] ?? '';
}

const SPAN_HEIGHT = 12;
const SPAN_BAR = 8;

/** A stretch of time as a bar on its line, both in steps from the left: a line of a Gantt chart. */
export function drawTimeSpan(
  { before, length }: { readonly before: number; readonly length: number },
  steps: number,
): Shape {
  return shape(
    'svg',
    { class: 'stretch', viewBox: `0 0 ${steps} ${SPAN_HEIGHT}`, 'aria-hidden': 'true' },
    shape('rect', { class: 'track', x: 0, y: SPAN_HEIGHT / 2 - 0.5, width: steps, height: 1 }),
    shape('rect', {
      class: 'now bar',
      x: before,
      y: (SPAN_HEIGHT - SPAN_BAR) / 2,
      width: length,
      height: SPAN_BAR,
      rx: 2,
    }),
  );
}
