import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { widthOf } from './label.ts';
import { type Shape, shape } from './shape.ts';
import { labelsApart, labelsAtSteps, valuesApart } from './time-labels.ts';

/** The drawing's own units. */
const WIDTH = 340;
const HEIGHT = 190;
const LEFT = 34;
const RIGHT = 38;
const TOP = 26;
const BOTTOM = 30;
const TICKS = 5;
/** Of a narrow sign, about. */
const SIGN_WIDTH = 6.2;
const APART = 6;
/** The same of a value beside its point, which is written larger; and the least room on both sides of the first point. */
const VALUE_SIGN_WIDTH = 7;
const ASIDE = 34;
/** Of a mark; of more than so many points, which are then told apart by less, only the first and the last say their value. */
const RADIUS = 5.5;
const MANY = 8;
const SMALL_RADIUS = 3.5;
/** From a mark to the words below it. */
const BELOW = 20;

/** A value at a time; what is not settled reaches from the lowest to the highest that is possible. */
export interface TrendPoint {
  /** Days since some day; ascending. */
  readonly day: number;
  readonly lowest: number;
  readonly highest: number;
  /** Below the axis: when. */
  readonly when: string;
  /** Above the point: its value. */
  readonly text: string;
  /** Where all points lie at equal steps of time, such as quarters: at which one. Labels then keep to such steps. */
  readonly step?: number;
  /** The class of its mark; a square for `earlier`, a dot for others. */
  readonly look: string;
}

/** What a trend is drawn with. */
export interface TrendLook {
  readonly label: string;
  /** Writes a value of the scale. */
  write(value: number): string;
  /** Whether values are counts: then the axis has whole numbers only. */
  readonly isCount?: boolean;
  /** Where the values should be, a line of its own. */
  readonly aim?: readonly { readonly day: number; readonly value: number }[];
}

/** How the value of each time stands to `maximum`; the axis begins at 0. */
export function drawTrend(
  points: readonly TrendPoint[],
  maximum: number,
  { label, write, isCount = false, aim = [] }: TrendLook,
): Shape {
  const days = points.map(({ day }) => day);
  const [from, to] = [Math.min(...days), Math.max(...days)];
  const y = scaleLinear([0, maximum], [HEIGHT - BOTTOM, TOP]);
  const ticks = y.ticks(TICKS).filter((tick) => !isCount || Number.isInteger(tick));
  const left = Math.max(LEFT, ...ticks.map((tick) => widthOf(write(tick)) * SIGN_WIDTH + APART));
  const isDense = points.length > MANY;
  // A range is wide: what is written of the first and the last point neither reaches the axis nor the edge.
  const wide = (text = ''): number => widthOf(text) * VALUE_SIGN_WIDTH;
  const first = left + Math.max(ASIDE, isDense ? wide(points[0]?.text) - SMALL_RADIUS : wide(points[0]?.text) / 2);
  const last = WIDTH - Math.max(RIGHT, wide(points.at(-1)?.text) / 2);
  const place = from === to ? () => (left + WIDTH - RIGHT) / 2 : scaleLinear([from, to], [first, last]);
  const path = line<TrendPoint>()
    .x(({ day }) => place(day))
    .y(({ lowest }) => y(lowest))
    .digits(2);
  const aimed = line<(typeof aim)[0]>()
    .x(({ day }) => place(day))
    .y(({ value }) => y(value))
    .digits(2);
  const { isNamed, isValued } = writtenOf(points, place);
  return shape(
    'svg',
    { class: 'trend-line', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': label },
    ...ticks.flatMap((tick) => [
      shape('line', {
        class: 'axis',
        x1: left,
        x2: WIDTH - RIGHT + 10,
        y1: y(tick).toFixed(2),
        y2: y(tick).toFixed(2),
      }),
      shape('text', { class: 'small', 'text-anchor': 'end', x: left - 6, y: (y(tick) + 4).toFixed(2) }, write(tick)),
    ]),
    shape('path', { class: 'course', d: path([...points]) ?? '' }),
    ...(aim.length < 2 ? [] : [shape('path', { class: 'aim', d: aimed([...aim]) ?? '' })]),
    ...points.flatMap(({ day, lowest, highest, when, text, look }, i) => {
      const [middle, low, high] = [place(day), y(lowest), y(highest)];
      const isBelow = isValley(points, i) && low + BELOW < HEIGHT - BOTTOM;
      return [
        ...(high < low
          ? [
              shape('line', {
                class: 'possible',
                x1: middle.toFixed(2),
                x2: middle.toFixed(2),
                y1: low.toFixed(2),
                y2: high.toFixed(2),
              }),
            ]
          : []),
        markOf(look, [middle, low], isDense ? SMALL_RADIUS : RADIUS),
        ...(isValued[i] && (!isDense || i === 0 || i === points.length - 1)
          ? [
              shape(
                'text',
                {
                  class: 'label',
                  // The points of many stand close behind the first one.
                  'text-anchor': isDense && i === 0 ? 'end' : 'middle',
                  x: (isDense && i === 0 ? middle + SMALL_RADIUS : middle).toFixed(2),
                  y: isBelow ? (low + BELOW).toFixed(2) : (high - 10).toFixed(2),
                },
                text,
              ),
            ]
          : []),
        ...(isNamed[i]
          ? [shape('text', { class: 'small', 'text-anchor': 'middle', x: middle.toFixed(2), y: HEIGHT - 10 }, when)]
          : []),
      ];
    }),
  );
}

/** Whether the course comes down to a point, or rises from it: then there is room below it. */
function isValley(points: readonly TrendPoint[], i: number): boolean {
  const own = points[i]?.lowest ?? 0;
  const beside = [points[i - 1], points[i + 1]].flatMap((one) => (one ? [one.lowest - own] : []));
  return beside.reduce((sum, one) => sum + one, 0) > 0;
}

function markOf(look: string, [x, y]: readonly [number, number], r: number): Shape {
  const half = Math.floor(r);
  return look === 'earlier'
    ? shape('rect', {
        class: `${look} dot`,
        x: (x - half).toFixed(2),
        y: (y - half).toFixed(2),
        width: 2 * half,
        height: 2 * half,
      })
    : shape('circle', { class: `${look} dot`, cx: x.toFixed(2), cy: y.toFixed(2), r });
}

/** Which points have their time written below the axis, and which their value. */
function writtenOf(
  points: readonly TrendPoint[],
  place: (day: number) => number,
): { readonly isNamed: readonly boolean[]; readonly isValued: readonly boolean[] } {
  const stepped = points.flatMap(({ day, step, when }) =>
    step === undefined ? [] : [{ at: place(day), step, text: when }],
  );
  if (stepped.length === points.length)
    return {
      isNamed: labelsAtSteps(stepped),
      isValued: valuesApart(points.map(({ day, text }) => ({ at: place(day), text }))),
    };
  const both = labelsApart(
    points.map(({ day, when, text }) => ({ at: place(day), text: widthOf(text) > widthOf(when) ? text : when })),
  );
  return { isNamed: both, isValued: both };
}
