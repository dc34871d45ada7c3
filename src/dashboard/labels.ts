import { breakLabel } from '../charts/label.ts';
import { placeLabels } from '../charts/labels-apart.ts';
import { type DrawnNetwork, outerRadius } from '../charts/network.ts';

/** Of a label's letters, in pixels of the page. */
const FONT_SIZE = 12;
/** More labels are not tried: they would not find room. */
const MOST_LABELS = 80;
/** Where more discs are in sight, only those that matter are named. */
const MOST_NAMED = 200;

/** The discs of a canvas in its own pixels, and which of them are to be named before others. */
export interface Labelled {
  readonly nodes: DrawnNetwork['nodes'];
  /** Those in sight. */
  readonly inSight: readonly number[];
  /** Named first and whatever is in the way: the selected one and who is around it. */
  readonly first: readonly number[];
  x(node: number): number;
  y(node: number): number;
  radius(node: number): number;
}

/** Writes the names of discs beside them, as far as there is room; `ink` on a rim of `paper`. */
export function writeLabels(
  context: CanvasRenderingContext2D,
  { nodes, inSight, first, x, y, radius }: Labelled,
  { ink, paper, font }: { readonly ink: string; readonly paper: string; readonly font: string },
): void {
  const isCrowded = inSight.length > MOST_NAMED;
  const discs = isCrowded ? inSight.filter((i) => nodes[i]?.isMarked) : inSight;
  const named = [...new Set([...first, ...discs])].slice(0, MOST_LABELS);
  const size = FONT_SIZE * (devicePixelRatio || 1);
  const line = size * 1.2;
  context.font = `${size}px ${font}`;
  context.textAlign = 'center';
  context.lineJoin = 'round';
  context.lineWidth = size / 4;
  context.strokeStyle = paper;
  context.fillStyle = ink;
  const texts = named.map((i) => breakLabel(nodes[i]?.label ?? ''));
  const discOf = (i: number) => ({
    x: x(i),
    y: y(i),
    radius: outerRadius(radius(i), nodes[i]?.isMarked ?? false),
  });
  const wishes = named.map((i, at) => ({
    ...discOf(i),
    width: Math.max(...(texts[at] ?? []).map((text) => context.measureText(text).width)),
    height: (texts[at] ?? []).length * line,
  }));
  const places = placeLabels(wishes, discs.map(discOf), context.canvas);
  for (const [at, place] of places.entries()) {
    // The first is the one that is looked at.
    const box = place ?? (at === 0 && first.length > 0 ? below(wishes[at] as (typeof wishes)[number]) : null);
    if (!box) continue;
    for (const [row, text] of (texts[at] ?? []).entries()) {
      const [middle, base] = [box.left + box.width / 2, box.top + row * line + size];
      context.strokeText(text, middle, base);
      context.fillText(text, middle, base);
    }
  }
}

function below({
  x,
  y,
  radius,
  width,
  height,
}: {
  x: number;
  y: number;
  radius: number;
  width: number;
  height: number;
}) {
  return { left: x - width / 2, top: y + radius, width, height };
}
