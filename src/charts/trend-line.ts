import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { labelWidth } from './chart-labels.ts';
import { type Shape, shape } from './svg-shape.ts';

/** The width in the drawing's units. */
const CHART_WIDTH = 340;
const CHART_HEIGHT = 190;
const LEFT_MARGIN = 34;
const RIGHT_MARGIN = 38;
const TOP_MARGIN = 26;
const BOTTOM_MARGIN = 30;
const TICK_COUNT = 5;
/** The approximate width of a narrow character in the fonts of most systems, and the gap between two texts. */
const SIGN_WIDTH = 6.2;
const LABEL_GAP = 6;
/**
 * The width of a character in the text of a point's value, which is larger, and the minimum space to both sides of the
 * first point.
 */
const VALUE_SIGN_WIDTH = 7;
const LABEL_BESIDE_DISTANCE = 34;
/**
 * The radius of a mark. From `MANY_POINTS` points on, marks are smaller, and only the first and last point show their
 * values.
 */
const MARK_RADIUS = 5.5;
const MANY_POINTS = 8;
const SMALL_RADIUS = 3.5;
/** The distance from a mark to a text below it. */
const LABEL_BELOW_DISTANCE = 20;

/**
 * A value at a certain time. A value that is not certain yet is drawn as the range from its lowest to its highest
 * possible value.
 */
export interface TrendPoint {
  /** The time in days, counted from any fixed day; ascending. */
  readonly day: number;
  readonly lowest: number;
  readonly highest: number;
  /** The time as a text below the axis. */
  readonly when: string;
  /** The value as a text above the point. */
  readonly text: string;
  /**
   * The position of the point in equal steps of time, such as quarters, if all points have one. Labels are then also at
   * equal steps.
   */
  readonly step?: number;
  /** The class of the point's mark: the mark of `earlier` is a square, that of any other class a dot. */
  readonly look: string;
}

interface TrendOptions {
  readonly label: string;
  write(value: number): string;
  /** Whether values are counts, so that the axis shows whole numbers only. */
  readonly isCount?: boolean;
  /** Planned values, which are drawn as a separate line; they may go on after the last point. */
  readonly aim?: readonly { readonly day: number; readonly value: number; readonly when: string }[];
}

/** Draws values over time on a scale from 0 to `maximum`. */
export function drawTrend(
  points: readonly TrendPoint[],
  maximum: number,
  { label, write, isCount = false, aim = [] }: TrendOptions,
): Shape {
  const y = scaleLinear([0, maximum], [CHART_HEIGHT - BOTTOM_MARGIN, TOP_MARGIN]);
  const ticks = y.ticks(TICK_COUNT).filter((tick) => !isCount || Number.isInteger(tick));
  const leftMargin = Math.max(LEFT_MARGIN, ...ticks.map((tick) => labelWidth(write(tick)) * SIGN_WIDTH + LABEL_GAP));
  const scales = { place: scaleDays(points, aim, leftMargin), y };
  const { isNamed, isValued } = chooseShownTexts(points, scales.place);
  const lastNamed = points.findLast((_, i) => isNamed[i]);
  return shape(
    'svg',
    { class: 'trend-line', viewBox: `0 0 ${CHART_WIDTH} ${CHART_HEIGHT}`, role: 'img', 'aria-label': label },
    ...ticks.flatMap((tick) => drawTick(y(tick), write(tick), leftMargin)),
    drawPath(
      'course',
      points.map(({ day, lowest }) => ({ day, value: lowest })),
      scales,
    ),
    ...(aim.length < 2 ? [] : [drawPath('aim', aim, scales)]),
    ...nameAimEnd(aim, lastNamed, scales),
    ...points.flatMap(({ day, when }, i) => [
      ...drawPoint(points, i, isValued[i] === true, scales),
      ...(isNamed[i] ? [writeTime(scales.place(day), when)] : []),
    ]),
  );
}

/** The positions of days and values in the drawing. */
interface TrendScales {
  place(day: number): number;
  y(value: number): number;
}

/** Places days so that the texts of the first and last point reach neither the axis nor the edge of the drawing. */
function scaleDays(
  points: readonly TrendPoint[],
  aim: NonNullable<TrendOptions['aim']>,
  leftMargin: number,
): TrendScales['place'] {
  const days = [...points, ...aim].map(({ day }) => day);
  const [from, to] = [Math.min(...days), Math.max(...days)];
  const measureValueWidth = (text = ''): number => labelWidth(text) * VALUE_SIGN_WIDTH;
  const measureTimeWidth = (when = ''): number => labelWidth(when) * SIGN_WIDTH;
  const firstWidth = measureValueWidth(points[0]?.text);
  const firstX = Math.max(
    leftMargin + Math.max(LABEL_BESIDE_DISTANCE, isDense(points) ? firstWidth - SMALL_RADIUS : firstWidth / 2),
    measureTimeWidth(points[0]?.when) / 2,
  );
  const lastX =
    CHART_WIDTH -
    Math.max(
      RIGHT_MARGIN,
      measureValueWidth(points.at(-1)?.text) / 2,
      ...[points, aim].map((line) => measureTimeWidth(line.at(-1)?.when) / 2),
    );
  return from === to ? () => (leftMargin + CHART_WIDTH - RIGHT_MARGIN) / 2 : scaleLinear([from, to], [firstX, lastX]);
}

function isDense(points: readonly TrendPoint[]): boolean {
  return points.length > MANY_POINTS;
}

/** Draws a horizontal line of the axis with its value. */
function drawTick(y: number, text: string, leftMargin: number): readonly Shape[] {
  const ends = { x1: leftMargin, x2: CHART_WIDTH - RIGHT_MARGIN + 10, y1: y.toFixed(2), y2: y.toFixed(2) };
  return [
    shape('line', { class: 'axis', ...ends }),
    shape('text', { class: 'small', 'text-anchor': 'end', x: leftMargin - 6, y: (y + 4).toFixed(2) }, text),
  ];
}

/** Draws the line through some values. */
function drawPath(
  look: 'course' | 'aim',
  values: readonly { readonly day: number; readonly value: number }[],
  { place, y }: TrendScales,
): Shape {
  const path = line<(typeof values)[0]>()
    .x(({ day }) => place(day))
    .y(({ value }) => y(value))
    .digits(2);
  return shape('path', { class: look, d: path([...values]) ?? '' });
}

/** Writes the date of the last planned value, unless it would touch the last date written below the points. */
function nameAimEnd(
  aim: NonNullable<TrendOptions['aim']>,
  lastNamed: TrendPoint | undefined,
  { place }: TrendScales,
): readonly Shape[] {
  const end = aim.at(-1);
  if (!end) return [];
  const isApart = isApartFrom(
    { at: place(end.day), text: end.when },
    lastNamed && { at: place(lastNamed.day), text: lastNamed.when },
  );
  return isApart ? [writeTime(place(end.day), end.when)] : [];
}

/** Draws a point with its range and, with few points or at the ends, its value. */
function drawPoint(
  points: readonly TrendPoint[],
  i: number,
  isValued: boolean,
  { place, y }: TrendScales,
): readonly Shape[] {
  const { day, lowest, highest, text, look } = points[i] as TrendPoint;
  const [middle, low, high] = [place(day), y(lowest), y(highest)];
  const isFirstOfMany = isDense(points) && i === 0;
  const isBelow = isValley(points, i) && low + LABEL_BELOW_DISTANCE < CHART_HEIGHT - BOTTOM_MARGIN;
  const rangeEnds = { x1: middle.toFixed(2), x2: middle.toFixed(2), y1: low.toFixed(2), y2: high.toFixed(2) };
  const valueAttributes = {
    class: 'label',
    // With many points, the second is close to the first, so the text of the first one extends to the left of its mark.
    'text-anchor': isFirstOfMany ? 'end' : 'middle',
    x: (isFirstOfMany ? middle + SMALL_RADIUS : middle).toFixed(2),
    y: isBelow ? (low + LABEL_BELOW_DISTANCE).toFixed(2) : (high - 10).toFixed(2),
  };
  const showsValue = isValued && (!isDense(points) || i === 0 || i === points.length - 1);
  return [
    ...(high < low ? [shape('line', { class: 'possible', ...rangeEnds })] : []),
    markOf(look, [middle, low], isDense(points) ? SMALL_RADIUS : MARK_RADIUS),
    ...(showsValue ? [shape('text', valueAttributes, text)] : []),
  ];
}

/** Writes a time below the axis. */
function writeTime(x: number, text: string): Shape {
  return shape('text', { class: 'small', 'text-anchor': 'middle', x: x.toFixed(2), y: CHART_HEIGHT - 10 }, text);
}

/**
 * Whether the lines from a point to its neighbours go up on average, so that there is room for a text below the point.
 */
function isValley(points: readonly TrendPoint[], i: number): boolean {
  const ownLowest = points[i]?.lowest ?? 0;
  const slopes = [points[i - 1], points[i + 1]].flatMap((point) => (point ? [point.lowest - ownLowest] : []));
  return slopes.reduce((sum, slope) => sum + slope, 0) > 0;
}

function markOf(look: string, [x, y]: readonly [number, number], r: number): Shape {
  const halfSize = Math.floor(r);
  return look === 'earlier'
    ? shape('rect', {
        class: `${look} dot`,
        x: (x - halfSize).toFixed(2),
        y: (y - halfSize).toFixed(2),
        width: 2 * halfSize,
        height: 2 * halfSize,
      })
    : shape('circle', { class: `${look} dot`, cx: x.toFixed(2), cy: y.toFixed(2), r });
}

/** Decides which points have their time below the axis, and which have their value. */
function chooseShownTexts(
  points: readonly TrendPoint[],
  place: (day: number) => number,
): { readonly isNamed: readonly boolean[]; readonly isValued: readonly boolean[] } {
  const steppedPoints = points.flatMap(({ day, step, when }) =>
    step === undefined ? [] : [{ at: place(day), step, text: when }],
  );
  if (steppedPoints.length === points.length)
    return {
      isNamed: chooseLabelSteps(steppedPoints),
      isValued: chooseSeparateLabels(
        points.map(({ day, text }) => ({ at: place(day), text })),
        WIDE_SIGN_WIDTH,
      ),
    };
  const widestTexts = chooseSeparateLabels(
    points.map(({ day, when, text }) => ({ at: place(day), text: labelWidth(text) > labelWidth(when) ? text : when })),
  );
  return { isNamed: widestTexts, isValued: widestTexts };
}

/** The width of a character in the widest common font. */
const WIDE_SIGN_WIDTH = 7.3;

/** A text with the position of its middle. */
interface TimeLabel {
  readonly at: number;
  readonly text: string;
}

/** Chooses texts to show, so that no two touch: first the last text, then the others from the first on. */
function chooseSeparateLabels(texts: readonly TimeLabel[], signWidth = SIGN_WIDTH): boolean[] {
  const keptLabels: TimeLabel[] = [];
  const order = [texts.length - 1, ...texts.keys()];
  const isTextShown = texts.map(() => false);
  for (const i of order) {
    const labelText = texts[i];
    if (!labelText || isTextShown[i] || !keptLabels.every((other) => areApart(labelText, other, signWidth))) continue;
    keptLabels.push(labelText);
    isTextShown[i] = true;
  }
  return isTextShown;
}

/**
 * Chooses texts of an axis in equal steps, such as quarters, so that no two touch: all texts or, counted from the
 * first, every second, fourth or eighth. The last text is added if there is room.
 */
function chooseLabelSteps(texts: readonly (TimeLabel & { readonly step: number })[]): boolean[] {
  const [first, last] = [texts[0], texts.at(-1)];
  if (!first || !last) return [];
  const selectPointsAtInterval = (every: number) => texts.filter(({ step }) => (step - first.step) % every === 0);
  let stepInterval = 1;
  while (
    stepInterval <= last.step - first.step &&
    !selectPointsAtInterval(stepInterval).every((label, i, all) => isApartFrom(label, all[i - 1]))
  )
    stepInterval *= 2;
  const chosenSteps = selectPointsAtInterval(stepInterval);
  return texts.map(
    (label) => chosenSteps.includes(label) || (label === last && isApartFrom(label, chosenSteps.at(-1))),
  );
}

function isApartFrom(label: TimeLabel, before: TimeLabel | undefined): boolean {
  return before === undefined || areApart(label, before, WIDE_SIGN_WIDTH);
}

function areApart(label: TimeLabel, other: TimeLabel, signWidth: number): boolean {
  const [half, otherHalf] = [label, other].map(({ text }) => (labelWidth(text) * signWidth + LABEL_GAP) / 2) as [
    number,
    number,
  ];
  return Math.abs(label.at - other.at) >= half + otherHalf;
}
