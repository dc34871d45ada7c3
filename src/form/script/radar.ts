import type { Dimension } from './dimensions.ts';
import { draw } from './dom.ts';

/** The drawing's own units. */
const RADIUS = 100;
const RINGS = [0.25, 0.5, 0.75, 1];
const WIDTH = 420;
/** Above and below the axes, for two lines of a label. */
const MARGIN = 34;
const LABEL_DISTANCE = RADIUS + 16;
/** Characters of a label in a line; Chinese ones are twice as wide. */
const LINE_WIDTH = 16;
const LINE_HEIGHT = 14;

/** A radar of shares; the area still possible lies around the certain one. The first axis points up. */
export function drawRadar(
  dimensions: readonly Dimension[],
  titleOf: (name: string) => string,
  label: string,
): SVGElement {
  const angle = (i: number): number => (i * 2 * Math.PI) / dimensions.length;
  const point = (i: number, share: number): string => {
    const [x, y] = [Math.sin(angle(i)) * RADIUS * share, -Math.cos(angle(i)) * RADIUS * share];
    return `${x.toFixed(2)},${y.toFixed(2)}`;
  };
  const polygon = (name: string, share: (dimension: Dimension) => number): SVGElement =>
    draw('polygon', { class: name, points: dimensions.map((one, i) => point(i, share(one))).join(' ') });
  // Three axes leave the lower quarter empty.
  const bottom = Math.max(...dimensions.map((_, i) => -Math.cos(angle(i)) * RADIUS)) + MARGIN;
  const top = RADIUS + MARGIN;
  const isOpen = dimensions.some(({ lowest, highest }) => lowest !== highest);
  return draw(
    'svg',
    {
      class: 'radar',
      viewBox: `${-WIDTH / 2} ${-top} ${WIDTH} ${(top + bottom).toFixed(0)}`,
      role: 'img',
      'aria-label': label,
    },
    ...RINGS.map((ring) => polygon('ring', () => ring)),
    ...dimensions.map((_, i) => draw('line', { class: 'axis', x1: 0, y1: 0, ...endOf(point(i, 1)) })),
    isOpen && polygon('possible', ({ highest }) => highest),
    polygon('sure', ({ lowest }) => lowest),
    ...dimensions.map((one, i) => {
      const [cx = '0', cy = '0'] = point(i, one.lowest).split(',');
      return draw('circle', { class: 'dot', cx, cy, r: 3 });
    }),
    ...dimensions.map(({ name }, i) => axisLabel(titleOf(name), angle(i))),
  );
}

function endOf(point: string): { readonly x2: string; readonly y2: string } {
  const [x2 = '0', y2 = '0'] = point.split(',');
  return { x2, y2 };
}

function axisLabel(title: string, angle: number): SVGElement {
  const [x, y] = [Math.sin(angle) * LABEL_DISTANCE, -Math.cos(angle) * LABEL_DISTANCE];
  const anchor = Math.abs(x) < 10 ? 'middle' : x > 0 ? 'start' : 'end';
  const lines = breakLabel(title);
  const top = y - ((lines.length - 1) * LINE_HEIGHT) / 2 + 4;
  return draw(
    'text',
    { class: 'label', 'text-anchor': anchor },
    ...lines.map((line, i) => draw('tspan', { x: x.toFixed(2), y: (top + i * LINE_HEIGHT).toFixed(2) }, line)),
  );
}

/** Two lines at most; what is longer ends in an ellipsis, for the table beside names it in full. */
function breakLabel(title: string): string[] {
  const pieces = title.match(/[^\s\u2e80-\uffef-]+[\s-]*|[\u2e80-\uffef]|[\s-]+/gu) ?? [];
  const lines = [''];
  for (const piece of pieces) {
    const last = lines.at(-1) ?? '';
    if (last === '' || widthOf(last + piece.trimEnd()) <= LINE_WIDTH) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  const shown = lines.map((line) => line.trim()).slice(0, 2);
  return lines.length > 2 ? [shown[0] ?? '', `${shown[1]}…`] : shown;
}

function widthOf(text: string): number {
  return [...text].reduce((width, sign) => width + (/[\u2e80-\uffef]/u.test(sign) ? 2 : 1), 0);
}
