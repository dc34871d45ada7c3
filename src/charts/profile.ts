import { breakLabel } from './chart-labels.ts';
import { drawRadar, type RadarArea } from './radar.ts';
import { type Shape, shape } from './svg-shape.ts';

/**
 * Minimum number of axes for a radar. With fewer axes it would be a triangle or a square, which says little; bars are
 * then easier to compare.
 */
const MIN_RADAR_AXES = 5;
/** The width in the drawing's units. */
const CHART_WIDTH = 280;
const ROW_HEIGHT = 46;
const BAR_TOP = 20;
const BAR_HEIGHT = 16;
const GRID_SHARES = [0.25, 0.5, 0.75];
/** The size of the label above a bar, which has one line. */
const LABEL_SIZE = { columns: 48, lines: 1 };

/**
 * Draws a share from 0 to 1 for each axis: as bars below each other or, from five axes on, as a radar. Later areas
 * cover earlier ones.
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
