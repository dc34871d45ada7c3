import { breakLabel } from './chart-labels.ts';
import { drawRadar, type RadarArea } from './radar.ts';
import { type Shape, shape } from './svg-shape.ts';

/** A radar of fewer axes is a triangle or a square, whose shape is not informative; bars are easier to compare. */
const MIN_RADAR_AXES = 5;
/** In the drawing's units. */
const CHART_WIDTH = 280;
const ROW_HEIGHT = 46;
const BAR_TOP = 20;
const BAR_HEIGHT = 16;
const GRID_SHARES = [0.25, 0.5, 0.75];
/** The label above a bar, on one line. */
const LABEL_SIZE = { columns: 48, lines: 1 };

/**
 * Draws how far each axis has come, from 0 to 1: bars below each other, or a radar from five axes on. Earlier areas lie
 * below later ones.
 */
export function drawProfile(titles: readonly string[], areas: readonly RadarArea[], label: string): Shape {
  return titles.length < MIN_RADAR_AXES ? drawProfileBars(titles, areas, label) : drawRadar(titles, areas, label);
}

function drawProfileBars(titles: readonly string[], areas: readonly RadarArea[], label: string): Shape {
  const height = titles.length * ROW_HEIGHT;
  return shape(
    'svg',
    { class: 'profile', viewBox: `-2 0 ${CHART_WIDTH + 4} ${height}`, role: 'img', 'aria-label': label },
    ...titles.flatMap((title, i) => {
      const top = i * ROW_HEIGHT + BAR_TOP;
      return [
        shape('text', { class: 'label', x: 0, y: top - 6 }, ...breakLabel(title, LABEL_SIZE)),
        drawShareBar('empty', 1, top),
        ...areas.map(({ name, shares }) => drawShareBar(name, shares[i] ?? 0, top)),
        ...GRID_SHARES.map((share) => drawVerticalLine('axis', share, top)),
      ];
    }),
  );
}

function drawShareBar(name: string, share: number, top: number): Shape {
  return shape('rect', { class: name, x: 0, y: top, width: (share * CHART_WIDTH).toFixed(2), height: BAR_HEIGHT });
}

function drawVerticalLine(name: string, share: number, top: number): Shape {
  const x = (share * CHART_WIDTH).toFixed(2);
  return shape('line', { class: name, x1: x, y1: top, x2: x, y2: top + BAR_HEIGHT });
}
