import { arc } from 'd3-shape';
import { breakLabel } from './chart-labels.ts';
import { type Shape, shape } from './svg-shape.ts';

const OUTER = 100;
const INNER = 70;
const LABEL_DISTANCE = OUTER + 13;
const GAP = 0.03;
const WIDTH = 260;
const TOP = OUTER + 24;
/** The space below the half circle, and for each line of the name. */
const BOTTOM = 8;
const LINE_HEIGHT = 16;

/** A level of a scale, ascending. */
export interface GaugeSegment {
  /** A short text beside the segment, such as a number. */
  readonly title: string;
  readonly state: 'reached' | 'possible' | 'ahead';
  readonly isTarget?: boolean;
}

/**
 * Draws a half circle with the levels of a scale, from left to right, with a figure in the middle and its name below.
 */
export function drawGauge(segments: readonly GaugeSegment[], figure: string, caption: string, label: string): Shape {
  const step = Math.PI / segments.length;
  const lines = breakLabel(caption, { columns: 30 });
  const write = arc<{ readonly startAngle: number; readonly endAngle: number }>()
    .innerRadius(INNER)
    .outerRadius(OUTER)
    .digits(2);
  return shape(
    'svg',
    {
      class: 'gauge',
      viewBox: `${-WIDTH / 2} ${-TOP} ${WIDTH} ${TOP + BOTTOM + lines.length * LINE_HEIGHT}`,
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
      const d = write({ startAngle: start + GAP / 2, endAngle: start + step - GAP / 2 }) ?? '';
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
