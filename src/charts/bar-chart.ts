import { breakLabel, labelWidth } from './chart-labels.ts';
import { type Shape, shape } from './svg-shape.ts';

/** The sizes of the parts of a row, in the drawing's units. */
interface BarRoom {
  readonly width: number;
  /** The width to the left of the bars, for labels; 0 if labels are above the bars. */
  readonly left: number;
  /** The width to the right of the bars, for their texts. */
  readonly right: number;
  readonly row: number;
}

const WIDE_LAYOUT: BarRoom = { width: 620, left: 170, right: 120, row: 30 };
/** The layout for phones, in which one unit is one pixel, so that text is not scaled. */
const NARROW_LAYOUT: BarRoom = { width: 340, left: 0, right: 112, row: 46 };
const BAR_HEIGHT = 16;
const LINE_HEIGHT = 13;
/** Maximum characters per line of a label: of one before its bar, and of one above it. */
const LABEL_BEFORE_COLUMNS = 20;
const LABEL_ABOVE_COLUMNS = 48;
/** The extra height of a row with numbers below its bar, and the distance of those numbers from the bar. */
const NUMBERS_BELOW_HEIGHT = 9;
const NUMBERS_DROP = 10;
/** The width of a digit, and the gap between two numbers. */
const DIGIT_WIDTH = 6.4;
const NUMBER_GAP = 5;

/**
 * A bar of consecutive pieces, followed by a text. Sizes are shares of the whole width, from 0 to 1. The text of a
 * piece is on it or, if there is no room, below it.
 */
export interface Bar {
  readonly label: string;
  readonly pieces: readonly { readonly look: string; readonly share: number; readonly text?: string }[];
  readonly text: string;
  /** A mark at this share of the whole width, such as a target. */
  readonly mark?: number | undefined;
}

/**
 * Draws bars below each other, all on the same scale; `narrow` is for phones. The track behind a bar shows what is
 * missing from the whole, so bars whose values are not shares have no track.
 */
export function drawBars(
  bars: readonly Bar[],
  form: 'broad' | 'narrow' = 'broad',
  { hasTracks = true }: { readonly hasTracks?: boolean } = {},
): Shape {
  const layout = form === 'broad' ? WIDE_LAYOUT : NARROW_LAYOUT;
  const { width, left, right } = layout;
  const isAbove = left === 0;
  const length = width - left - right;
  const xOfShare = (share: number): number => left + Math.min(1, Math.max(0, share)) * length;
  const layouts = bars.map(({ pieces }) => layPieces(pieces, xOfShare));
  const height =
    layout.row + (layouts.some((pieces) => pieces.some(({ isRoomy }) => !isRoomy)) ? NUMBERS_BELOW_HEIGHT : 0);
  return shape(
    'svg',
    { class: 'bars', viewBox: `0 0 ${width} ${bars.length * height + 4}` },
    ...bars.flatMap(({ label, text, mark }, row) => {
      const top = isAbove ? row * height + layout.row - BAR_HEIGHT - 6 : row * height + (layout.row - BAR_HEIGHT) / 2;
      const middleY = top + BAR_HEIGHT / 2 + 4;
      const rowPieces = layouts[row] as readonly LaidPiece[];
      return [
        isAbove ? labelAbove(label, top - 5) : labelBefore(label, left - 10, middleY),
        ...(hasTracks ? [shape('rect', { class: 'track', x: left, y: top, width: length, height: BAR_HEIGHT })] : []),
        ...rowPieces.flatMap(({ look, from, to, text: inner, isRoomy }) => {
          const piece = shape('rect', {
            class: look,
            x: from.toFixed(2),
            y: top,
            width: (to - from).toFixed(2),
            height: BAR_HEIGHT,
          });
          return inner !== undefined && isRoomy ? [piece, numberOn(look, (from + to) / 2, middleY, inner)] : [piece];
        }),
        ...drawNumbersBelow(rowPieces, [left, left + length], top + BAR_HEIGHT + NUMBERS_DROP),
        ...(mark === undefined
          ? []
          : [
              shape('line', {
                class: 'mark-line',
                x1: xOfShare(mark).toFixed(2),
                x2: xOfShare(mark).toFixed(2),
                y1: top - 4,
                y2: top + BAR_HEIGHT + 4,
              }),
            ]),
        shape('text', { class: 'label', x: width - right + 8, y: middleY }, text),
      ];
    }),
  );
}

/** A piece of a bar with the positions of its ends. Pieces too small to be visible are left out. */
interface LaidPiece {
  readonly look: string;
  readonly from: number;
  readonly to: number;
  readonly text: string | undefined;
  /** Whether the text fits on the piece. */
  readonly isRoomy: boolean;
}

function layPieces(pieces: Bar['pieces'], xOfShare: (share: number) => number): LaidPiece[] {
  let start = 0;
  return pieces.flatMap(({ look, share, text }) => {
    const [from, to] = [xOfShare(start), xOfShare(start + share)];
    start += share;
    return to <= from ? [] : [{ look, from, to, text, isRoomy: text === undefined || to - from > 8 * text.length + 4 }];
  });
}

/**
 * Draws the numbers that do not fit on their pieces below the bar, each under its piece but far enough apart not to
 * touch.
 */
function drawNumbersBelow(pieces: readonly LaidPiece[], [first, last]: readonly [number, number], y: number): Shape[] {
  const labels = pieces.flatMap(({ from, to, text, isRoomy }) =>
    isRoomy || text === undefined
      ? []
      : [{ text, at: (from + to) / 2, half: (labelWidth(text) * DIGIT_WIDTH + NUMBER_GAP) / 2 }],
  );
  let [end, begin] = [first - NUMBER_GAP / 2, last + NUMBER_GAP / 2];
  const placedLabels = labels.map((label) => {
    const labelX = Math.max(label.at, end + label.half);
    end = labelX + label.half;
    return { ...label, at: labelX };
  });
  const movedLabels = placedLabels.toReversed().map((label) => {
    const labelX = Math.min(label.at, begin - label.half);
    begin = labelX - label.half;
    return { ...label, at: labelX };
  });
  return movedLabels
    .reverse()
    .map(({ text, at }) => shape('text', { class: 'small', x: at.toFixed(2), y, 'text-anchor': 'middle' }, text));
}

function labelBefore(label: string, xOfShare: number, y: number): Shape {
  const lines = breakLabel(label, { columns: LABEL_BEFORE_COLUMNS });
  const firstBaseline = y - ((lines.length - 1) * LINE_HEIGHT) / 2;
  const parts = lines.map((line, i) =>
    shape('tspan', { x: xOfShare, y: (firstBaseline + i * LINE_HEIGHT).toFixed(2) }, line),
  );
  return shape('text', { class: 'label', 'text-anchor': 'end' }, ...parts);
}

function labelAbove(label: string, y: number): Shape {
  return shape(
    'text',
    { class: 'label', x: 0, y },
    breakLabel(label, { columns: LABEL_ABOVE_COLUMNS, lines: 1 })[0] ?? '',
  );
}

function numberOn(look: string, xOfShare: number, y: number, text: string): Shape {
  // Only shades of the ramp can be so dark that a text on them needs a colour of its own.
  const ink = look.startsWith('step-') ? `on-${look}` : 'small';
  return shape('text', { class: ink, x: xOfShare.toFixed(2), y, 'text-anchor': 'middle' }, text);
}

/** The sizes of a drawn time span, which is shown in the cell of a table. */
const LANE_HEIGHT = 12;
const SPAN_STEP_WIDTH = 8;

/**
 * Draws a time span as a bar on a line of `steps` steps; `before` is the number of steps to the left of the bar,
 * `length` that of the bar.
 */
export function drawTimeSpan(
  { before, length }: { readonly before: number; readonly length: number },
  steps: number,
): Shape {
  return shape(
    'svg',
    { class: 'stretch', viewBox: `0 0 ${steps} ${LANE_HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    shape('rect', { class: 'track', x: 0, y: LANE_HEIGHT / 2 - 0.5, width: steps, height: 1 }),
    shape('rect', {
      class: 'now bar',
      x: before,
      y: (LANE_HEIGHT - SPAN_STEP_WIDTH) / 2,
      width: length,
      height: SPAN_STEP_WIDTH,
      rx: 2,
    }),
  );
}
