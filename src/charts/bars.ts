import { breakLabel } from './label.ts';
import { type Shape, shape } from './shape.ts';

/** How much room the parts of a row have, in the drawing's own units. */
interface BarRoom {
  readonly width: number;
  /** For labels, left of their bars; 0 where they stand above them. */
  readonly left: number;
  /** For what is written behind. */
  readonly right: number;
  readonly row: number;
}

const BROAD: BarRoom = { width: 620, left: 170, right: 120, row: 30 };
/** For a phone: as large as it is shown there, so that letters keep their size. */
const NARROW: BarRoom = { width: 340, left: 0, right: 112, row: 46 };
const BAR = 16;
const LINE_HEIGHT = 13;
/** Signs in a line of a label that stands before its bar, and above it. */
const BEFORE = 20;
const ABOVE = 48;

/** A bar: pieces one after the other as shares of the whole width, 0 to 1, and what is written behind them. */
export interface Bar {
  readonly label: string;
  readonly pieces: readonly { readonly look: string; readonly share: number; readonly text?: string }[];
  readonly text: string;
  /** A mark at this share, such as a target. */
  readonly mark?: number | undefined;
}

/** Bars that lie below each other, on tracks of the same length; `narrow` is for a phone. */
export function drawBars(bars: readonly Bar[], form: 'broad' | 'narrow' = 'broad'): Shape {
  const room = form === 'broad' ? BROAD : NARROW;
  const { width, left, right, row: height } = room;
  const isAbove = left === 0;
  const length = width - left - right;
  const x = (share: number): number => Math.min(1, Math.max(0, share)) * length;
  return shape(
    'svg',
    { class: 'bars', viewBox: `0 0 ${width} ${bars.length * height + 4}` },
    ...bars.flatMap(({ label, pieces, text, mark }, row) => {
      const top = isAbove ? row * height + height - BAR - 6 : row * height + (height - BAR) / 2;
      const middle = top + BAR / 2 + 4;
      let start = 0;
      return [
        isAbove ? labelAbove(label, top - 5) : labelBefore(label, left - 10, middle),
        shape('rect', { class: 'track', x: left, y: top, width: length, height: BAR }),
        ...pieces.flatMap(({ look, share, text: inner }) => {
          const [from, to] = [left + x(start), left + x(start + share)];
          start += share;
          if (to <= from) return [];
          const piece = shape('rect', {
            class: look,
            x: from.toFixed(2),
            y: top,
            width: (to - from).toFixed(2),
            height: BAR,
          });
          const isRoomy = inner !== undefined && to - from > 8 * inner.length + 4;
          return isRoomy ? [piece, numberOn(look, (from + to) / 2, middle, inner)] : [piece];
        }),
        ...(mark === undefined
          ? []
          : [
              shape('line', {
                class: 'mark-line',
                x1: (left + x(mark)).toFixed(2),
                x2: (left + x(mark)).toFixed(2),
                y1: top - 4,
                y2: top + BAR + 4,
              }),
            ]),
        shape('text', { class: 'label', x: width - right + 8, y: middle }, text),
      ];
    }),
  );
}

function labelBefore(label: string, x: number, y: number): Shape {
  const lines = breakLabel(label, { columns: BEFORE });
  const first = y - ((lines.length - 1) * LINE_HEIGHT) / 2;
  const parts = lines.map((line, i) => shape('tspan', { x, y: (first + i * LINE_HEIGHT).toFixed(2) }, line));
  return shape('text', { class: 'label', 'text-anchor': 'end' }, ...parts);
}

function labelAbove(label: string, y: number): Shape {
  return shape('text', { class: 'label', x: 0, y }, breakLabel(label, { columns: ABOVE, lines: 1 })[0] ?? '');
}

function numberOn(look: string, x: number, y: number, text: string): Shape {
  // Only steps of the ramp are dark enough for an ink of their own.
  const ink = look.startsWith('step-') ? `on-${look}` : 'small';
  return shape('text', { class: ink, x: x.toFixed(2), y, 'text-anchor': 'middle' }, text);
}
