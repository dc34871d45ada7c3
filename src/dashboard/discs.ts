import { type DrawnNetwork, outerRadius } from '../charts/network.ts';
import { LOOKS } from '../charts/palette.ts';
import { writeLabels } from './labels.ts';
import type { Look } from './look.ts';
import { type Projection, project, type Scene } from './scene.ts';
import type { View } from './view.ts';

/** A dash on a smaller disc is none, and costs time. */
const DASHED_FROM = 4;
/** Of the ring around the selected one, beyond its disc. */
const SELECTED = 6;

const LINES_IN_PATH = 50;

/** Draws the discs, by colour so that thousands take milliseconds, the links of the selected one, and labels. */
export function drawDiscs(canvas: HTMLCanvasElement, scene: Scene, view: View, look: Look): void {
  const context = canvas.getContext('2d');
  if (!context || canvas.width === 0) return;
  const { width, height } = canvas;
  const { data, shown, selected, neighbours } = scene;
  const { nodes } = data;
  const projection = project(scene, view, width);
  const { x, y, radius } = projection;
  const circle = (i: number, r: number): void => {
    context.moveTo(x(i) + r, y(i));
    context.arc(x(i), y(i), r, 0, 2 * Math.PI);
  };
  const stroke = (colour: string, thickness: number): void => {
    context.strokeStyle = colour;
    context.lineWidth = thickness;
    context.stroke();
  };
  const inSight = Array.from({ length: shown }, (_, i) => i).filter((i) => {
    const reach = radius(i) + SELECTED;
    return x(i) + reach >= 0 && y(i) + reach >= 0 && x(i) - reach <= width && y(i) - reach <= height;
  });
  const around = selected === null ? [] : (neighbours[selected] ?? []).filter((i) => i < shown);

  context.clearRect(0, 0, width, height);
  if (selected !== null) strokeLinksOf(context, selected, around, projection, () => stroke(look.accent, 2));
  for (const [name, members] of byLook(nodes, inSight)) {
    context.beginPath();
    for (const i of members) circle(i, radius(i));
    context.fillStyle = look.colourOf(name);
    context.fill();
    const isDashed = LOOKS[name]?.['stroke-dasharray'] !== undefined && radius(members[0] ?? 0) >= DASHED_FROM;
    context.setLineDash(isDashed ? [3, 2] : []);
    stroke(look.soft, 1);
  }
  context.setLineDash([]);
  context.beginPath();
  for (const i of inSight) if (nodes[i]?.isMarked) circle(i, outerRadius(radius(i), true));
  stroke(look.ink, 2);
  if (selected !== null) {
    context.beginPath();
    circle(selected, radius(selected) + SELECTED);
    stroke(look.accent, 3);
  }
  writeLabels(context, { nodes, inSight, first: selected === null ? [] : [selected, ...around], x, y, radius }, look);
}

function strokeLinksOf(
  context: CanvasRenderingContext2D,
  node: number,
  around: readonly number[],
  { x, y }: Projection,
  stroke: () => void,
): void {
  // Many small paths take less time than one of many wide lines, whose crossings would be looked for.
  for (let from = 0; from < around.length; from += LINES_IN_PATH) {
    context.beginPath();
    for (const other of around.slice(from, from + LINES_IN_PATH)) {
      context.moveTo(x(node), y(node));
      context.lineTo(x(other), y(other));
    }
    stroke();
  }
}

function byLook(nodes: DrawnNetwork['nodes'], inSight: readonly number[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const i of inSight) {
    const look = nodes[i]?.look ?? '';
    const own = found.get(look);
    if (own) own.push(i);
    else found.set(look, [i]);
  }
  return found;
}
