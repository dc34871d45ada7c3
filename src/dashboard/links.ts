import type { Look } from './look.ts';
import { project, type Scene } from './scene.ts';
import type { View } from './view.ts';

/** So many links are drawn within a frame. */
const MOST_AT_ONCE = 3000;
/** Where more nodes are shown, links are as faint as may be: discs are what is looked at. */
const FEW_NODES = 300;

/** Draws links from a position on, as many as a frame has time for; gives the position to go on from, null at the end. */
export function drawLinks(
  canvas: HTMLCanvasElement,
  scene: Scene,
  view: View,
  look: Look,
  from: number,
): number | null {
  const context = canvas.getContext('2d');
  if (!context || canvas.width === 0) return null;
  const { width, height } = canvas;
  const { links } = scene.data;
  const { x, y, scale } = project(scene, view, width);
  if (from === 0) context.clearRect(0, 0, width, height);
  let [drawn, at] = [0, from];
  context.beginPath();
  for (; at < links.length && drawn < MOST_AT_ONCE; at++) {
    const [one, other] = links[at] as (typeof links)[number];
    if (one >= scene.shown || other >= scene.shown) continue;
    const [x1, y1, x2, y2] = [x(one), y(one), x(other), y(other)];
    // What passes beside the canvas is left out.
    if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > width || Math.max(y1, y2) < 0 || Math.min(y1, y2) > height) continue;
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    drawn++;
  }
  const isCrowded = scene.shown > FEW_NODES;
  context.globalAlpha = isCrowded ? 1 : 0.7;
  context.strokeStyle = isCrowded ? look.line : look.soft;
  // Thousands of lines are drawn as hairlines: browsers take ten times as long for what is wider than a pixel.
  context.lineWidth = Math.max(0.5, Math.min(isCrowded ? 1 : 1.5, scale));
  context.stroke();
  return at < links.length ? at : null;
}
