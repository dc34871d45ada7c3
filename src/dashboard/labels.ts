import { breakLabel } from '../charts/label.ts';
import { type PlacedLabel, placeLabels } from '../charts/labels-apart.ts';
import { type DrawnNetwork, outerRadius } from '../charts/network.ts';

/** Of a label's letters, in pixels of the page. */
const FONT_SIZE = 12;
const LINE_HEIGHT = 1.2 * FONT_SIZE;
/** More labels are not tried: they would not find room, and fewer of them in a crowd. */
const MOST_LABELS = { few: 80, crowded: 30 };
/** Where more discs are in sight, only those that matter are named. */
const MOST_NAMED = 200;

/** The discs of a canvas in its own pixels, and which of them are to be named before others. */
export interface Labelled {
  readonly nodes: DrawnNetwork['nodes'];
  /** Those in sight. */
  readonly inSight: readonly number[];
  /** The selected one and who is around it. */
  readonly first: readonly number[];
  x(node: number): number;
  y(node: number): number;
  radius(node: number): number;
}

/**
 * Writes the names of discs beside them, as far as there is room; `ink` on a rim of `paper`. The marked ones and the selected
 * one come first.
 */
export function writeLabels(
  context: CanvasRenderingContext2D,
  { nodes, inSight, first, x, y, radius }: Labelled,
  { ink, paper, font }: { readonly ink: string; readonly paper: string; readonly font: string },
): void {
  const ratio = devicePixelRatio || 1;
  const isMarked = (i: number): boolean => nodes[i]?.isMarked ?? false;
  const isCrowded = inSight.length > MOST_NAMED;
  const marked = inSight.filter(isMarked);
  const named = [...new Set([...first.slice(0, 1), ...marked, ...first, ...(isCrowded ? [] : inSight)])];
  const placeOf = new Map(inSight.map((node, place) => [node, place]));

  context.save();
  // From here on in pixels of the page.
  context.scale(ratio, ratio);
  context.font = `${FONT_SIZE}px ${font}`;
  context.textAlign = 'center';
  context.lineJoin = 'round';
  context.fillStyle = ink;
  const wishes = named.slice(0, isCrowded ? MOST_LABELS.crowded : MOST_LABELS.few).flatMap((node) => {
    const disc = placeOf.get(node);
    if (disc === undefined) return [];
    const texts = breakLabel(nodes[node]?.label ?? '');
    return [
      {
        disc,
        texts,
        width: Math.max(...texts.map((text) => context.measureText(text).width)),
        height: texts.length * LINE_HEIGHT,
        isPinned: isMarked(node) || node === first[0],
      },
    ];
  });
  const discs = inSight.map((i) => ({
    x: x(i) / ratio,
    y: y(i) / ratio,
    radius: outerRadius(radius(i), isMarked(i)) / ratio,
  }));
  const { width, height } = context.canvas;
  const labels = placeLabels(wishes, discs, { width: width / ratio, height: height / ratio });
  for (const [at, label] of labels.entries()) {
    if (label) writeLabel(context, wishes[at]?.texts ?? [], label, { ink, paper });
  }
  context.restore();
}

function writeLabel(
  context: CanvasRenderingContext2D,
  texts: readonly string[],
  { box, line }: PlacedLabel,
  { ink, paper }: { readonly ink: string; readonly paper: string },
): void {
  if (line) {
    context.strokeStyle = ink;
    context.lineWidth = 1;
    context.setLineDash([2, 2]);
    context.beginPath();
    context.moveTo(line.x1, line.y1);
    context.lineTo(line.x2, line.y2);
    context.stroke();
    context.setLineDash([]);
  }
  context.strokeStyle = paper;
  context.lineWidth = FONT_SIZE / 4;
  for (const [row, text] of texts.entries()) {
    const [middle, base] = [box.left + box.width / 2, box.top + row * LINE_HEIGHT + FONT_SIZE];
    context.strokeText(text, middle, base);
    context.fillText(text, middle, base);
  }
}
