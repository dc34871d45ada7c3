import { arc } from 'd3-shape';
import { breakLabel } from './chart-labels.ts';
import { type Shape, shape } from './svg-shape.ts';

const OUTER_RADIUS = 100;
const INNER_RADIUS = 70;
const LABEL_DISTANCE = OUTER_RADIUS + 13;
const GAP_ANGLE = 0.03;
const CHART_WIDTH = 260;
const TOP_HEIGHT = OUTER_RADIUS + 24;
/** The space below the half circle, and the height of each line of its name. */
const BOTTOM_MARGIN = 8;
const LINE_HEIGHT = 16;

/** A level of the scale; levels are in ascending order. */
export interface GaugeSegment {
  /** A short text at the segment, such as the number of the level. */
  readonly title: string;
  readonly state: 'reached' | 'possible' | 'ahead';
  readonly isTarget?: boolean;
}

/** Draws the levels of a scale as a half circle, from left to right, with a figure in the middle and its name below. */
export function drawGauge(segments: readonly GaugeSegment[], figure: string, caption: string, label: string): Shape {
  const step = Math.PI / segments.length;
  const lines = breakLabel(caption, { columns: 30 });
  const write = arc<{ readonly startAngle: number; readonly endAngle: number }>()
    .innerRadius(INNER_RADIUS)
    .outerRadius(OUTER_RADIUS)
    .digits(2);
  return shape(
    'svg',
    {
      class: 'gauge',
      viewBox: `${-CHART_WIDTH / 2} ${-TOP_HEIGHT} ${CHART_WIDTH} ${TOP_HEIGHT + BOTTOM_MARGIN + lines.length * LINE_HEIGHT}`,
      role: 'img',
      'aria-label': label,
    },
    ...segments.flatMap(({ title, state, isTarget }, i) => {
      const start = -Math.PI / 2 + i * step;
      const middleAngle = start + step / 2;
      const pointAt = (distance: number): { readonly x: string; readonly y: string } => ({
        x: (Math.sin(middleAngle) * distance).toFixed(2),
        y: (-Math.cos(middleAngle) * distance).toFixed(2),
      });
      const looks = { reached: 'now solid', possible: 'possible', ahead: 'track' } as const;
      const d = write({ startAngle: start + GAP_ANGLE / 2, endAngle: start + step - GAP_ANGLE / 2 }) ?? '';
      return [
        shape('path', { class: looks[state], d }),
        ...(isTarget ? [shape('path', { class: 'target', d })] : []),
        shape('text', { class: 'label', 'text-anchor': 'middle', ...pointAt(LABEL_DISTANCE), dy: '0.35em' }, title),
      ];
    }),
    shape('text', { class: 'figure', 'text-anchor': 'middle', x: 0, y: -8 }, figure),
    ...lines.map((line, i) =>
      shape('text', { class: 'label', 'text-anchor': 'middle', x: 0, y: 16 + i * LINE_HEIGHT }, line),
    ),
  );
}
