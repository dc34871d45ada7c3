import { breakLabel } from './label.ts';
import { type Shape, shape } from './shape.ts';

/** The drawing's own units. */
const WIDTH = 560;
const LEFT = 150;
const RIGHT = 110;
const ROW = 30;
const BAR = 16;
const LINE_HEIGHT = 13;

/** A bar: pieces one after the other as shares of the whole width, 0 to 1, and what is written behind them. */
export interface Bar {
  readonly label: string;
  readonly pieces: readonly { readonly look: string; readonly share: number; readonly text?: string }[];
  readonly text: string;
  /** A mark at this share, such as a target. */
  readonly mark?: number | undefined;
}

/** Bars that lie below each other, on tracks of the same length. */
export function drawBars(bars: readonly Bar[]): Shape {
  const x = (share: number): number => Math.min(1, Math.max(0, share)) * (WIDTH - LEFT - RIGHT);
  return shape(
    'svg',
    { class: 'bars', viewBox: `0 0 ${WIDTH} ${bars.length * ROW + 4}` },
    ...bars.flatMap(({ label, pieces, text, mark }, row) => {
      const top = row * ROW + (ROW - BAR) / 2;
      const middle = top + BAR / 2 + 4;
      let start = 0;
      return [
        ...labelOf(label, middle),
        shape('rect', { class: 'track', x: LEFT, y: top, width: WIDTH - LEFT - RIGHT, height: BAR }),
        ...pieces.flatMap(({ look, share, text: inner }) => {
          const [from, width] = [LEFT + x(start), x(start + share) - x(start)];
          start += share;
          if (width <= 0) return [];
          const piece = shape('rect', {
            class: look,
            x: from.toFixed(2),
            y: top,
            width: width.toFixed(2),
            height: BAR,
          });
          const isRoomy = inner !== undefined && width > 8 * inner.length + 4;
          return isRoomy ? [piece, numberOn(look, from + width / 2, middle, inner)] : [piece];
        }),
        ...(mark === undefined
          ? []
          : [
              shape('line', {
                class: 'mark-line',
                x1: (LEFT + x(mark)).toFixed(2),
                x2: (LEFT + x(mark)).toFixed(2),
                y1: top - 4,
                y2: top + BAR + 4,
              }),
            ]),
        shape('text', { class: 'label', x: WIDTH - RIGHT + 8, y: middle }, text),
      ];
    }),
  );
}

function labelOf(label: string, y: number): Shape[] {
  const lines = breakLabel(label);
  const first = y - ((lines.length - 1) * LINE_HEIGHT) / 2;
  const parts = lines.map((line, i) => shape('tspan', { x: LEFT - 10, y: (first + i * LINE_HEIGHT).toFixed(2) }, line));
  return [shape('text', { class: 'label', 'text-anchor': 'end' }, ...parts)];
}

function numberOn(look: string, x: number, y: number, text: string): Shape {
  // Only steps of the ramp are dark enough for an ink of their own.
  const ink = look.startsWith('step-') ? `on-${look}` : 'small';
  return shape('text', { class: ink, x: x.toFixed(2), y, 'text-anchor': 'middle' }, text);
}
