import { curveLinearClosed, lineRadial } from 'd3-shape';
import { breakLabel } from './chart-labels.ts';
import { type Shape, shape } from './svg-shape.ts';

/** The radius in the drawing's units. */
const RADIUS = 78;
const RING_SHARES = [0.25, 0.5, 0.75, 1];
const CHART_WIDTH = 384;
/** The space above and below the axes, for labels of three lines. */
const VERTICAL_MARGIN = 50;
/** The size of a label beside an axis. */
const LABEL_SIZE = { columns: 13, lines: 3 };
const LABEL_DISTANCE = RADIUS + 10;
const LINE_HEIGHT = 14;

/** An area of a radar; `shares` has a share from 0 to 1 for each axis, in order. */
export interface RadarArea {
  /** The class of the area's outline, which the page styles. */
  readonly name: string;
  readonly shares: readonly number[];
  /** Whether the corners of the area have dots. */
  readonly dotted?: boolean;
}

/** Draws a radar, in which later areas cover earlier ones. The first axis points up, the others follow clockwise. */
export function drawRadar(titles: readonly string[], areas: readonly RadarArea[], label: string): Shape {
  const angleOf = (i: number): number => (i * 2 * Math.PI) / titles.length;
  const pointAt = (i: number, share: number): { readonly x: string; readonly y: string } => ({
    x: (Math.sin(angleOf(i)) * RADIUS * share).toFixed(2),
    y: (-Math.cos(angleOf(i)) * RADIUS * share).toFixed(2),
  });
  const outline = lineRadial<number>()
    .angle((_, i) => angleOf(i))
    .radius((share) => RADIUS * share)
    .curve(curveLinearClosed)
    .digits(2);
  const drawArea = (name: string, shares: readonly number[]): Shape =>
    shape('path', { class: name, d: outline([...shares]) ?? '' });
  // With three axes, the drawing needs less height, because its lower quarter would be empty.
  const bottom = Math.max(...titles.map((_, i) => -Math.cos(angleOf(i)) * RADIUS)) + VERTICAL_MARGIN;
  const top = RADIUS + VERTICAL_MARGIN;
  return shape(
    'svg',
    {
      class: 'profile',
      viewBox: `${-CHART_WIDTH / 2} ${-top} ${CHART_WIDTH} ${(top + bottom).toFixed(0)}`,
      role: 'img',
      'aria-label': label,
    },
    ...RING_SHARES.map((ring) =>
      drawArea(
        'ring',
        titles.map(() => ring),
      ),
    ),
    ...titles.map((_, i) => shape('line', { class: 'axis', x1: 0, y1: 0, x2: pointAt(i, 1).x, y2: pointAt(i, 1).y })),
    ...areas.map(({ name, shares }) => drawArea(name, shares)),
    ...areas
      .filter(({ dotted }) => dotted)
      .flatMap(({ name, shares }) =>
        shares.map((share, i) =>
          shape('circle', { class: `${name} dot`, cx: pointAt(i, share).x, cy: pointAt(i, share).y, r: 3 }),
        ),
      ),
    ...titles.map((title, i) => drawAxisLabel(title, angleOf(i))),
  );
}

function drawAxisLabel(title: string, angleOf: number): Shape {
  const [x, y] = [Math.sin(angleOf) * LABEL_DISTANCE, -Math.cos(angleOf) * LABEL_DISTANCE];
  const anchor = Math.abs(x) < 10 ? 'middle' : x > 0 ? 'start' : 'end';
  const lines = breakLabel(title, LABEL_SIZE);
  // The labels of the highest and lowest axes extend away from the radar; all others are centred vertically.
  const share = Math.cos(angleOf) > 0.9 ? 1 : Math.cos(angleOf) < -0.9 ? 0 : 0.5;
  const top = y - (lines.length - 1) * LINE_HEIGHT * share + 4;
  return shape(
    'text',
    { class: 'label', 'text-anchor': anchor },
    ...lines.map((line, i) => shape('tspan', { x: x.toFixed(2), y: (top + i * LINE_HEIGHT).toFixed(2) }, line)),
  );
}
