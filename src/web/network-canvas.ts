// Draws the discs, links and labels of a network on canvases.

import {
  breakLabel,
  CLASS_STYLES,
  computeOuterRadius,
  type NetworkDrawing,
  type PlacedLabel,
  placeLabels,
} from '../charts/index.ts';
import { type Projection, project, type Scene, type Viewport } from './network-viewport.ts';

/** What is currently shown on the canvases, and how. */
interface CanvasState {
  readonly scene: Scene;
  readonly view: Viewport;
  readonly look: CanvasTheme;
}

/** Draws again in the next frame. With `discs`, the links stay as they are. */
type Repaint = (what: 'all' | 'discs') => void;

/**
 * Creates a painter for two canvases, one above the other. The upper one has discs and labels, which are always drawn
 * completely. The lower one has links, of which a few thousand are drawn per frame, so that the user need not wait.
 */
export function makePainter(
  lower: HTMLCanvasElement,
  upper: HTMLCanvasElement,
  currentState: () => CanvasState,
): Repaint {
  let isAsked = false;
  let isNew = false;
  let next: number | null = null;
  const ask = (): void => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(paintScene);
  };
  const paintScene = (): void => {
    isAsked = false;
    const { scene, view, look } = currentState();
    if (isNew) drawDiscs(upper, scene, view, look);
    isNew = false;
    if (next !== null) next = drawLinks(lower, scene, view, look, next);
    if (next !== null) ask();
  };
  return (what) => {
    isNew = true;
    if (what === 'all') next = 0;
    ask();
  };
}

/**
 * Minimum radius, in pixels, for discs with dashed rims. On smaller discs, dashes would be invisible and would only
 * take time.
 */
const DASHED_FROM = 4;
/** The width of the ring around the selected disc, in pixels. */
const SELECTED_WIDTH = 6;

const LINES_IN_PATH = 50;

/**
 * Draws discs, grouped by colour so that thousands take only milliseconds, then the links of the selected disc, then
 * labels.
 */
function drawDiscs(canvas: HTMLCanvasElement, scene: Scene, view: Viewport, look: CanvasTheme): void {
  const context = canvas.getContext('2d');
  if (!context || canvas.width === 0) return;
  const { width, height } = canvas;
  const { data, shown, selected, neighbours } = scene;
  const { nodes } = data;
  const projection = project(scene, view, width);
  const { x, y, radius } = projection;
  const addCircle = (i: number, r: number): void => {
    context.moveTo(x(i) + r, y(i));
    context.arc(x(i), y(i), r, 0, 2 * Math.PI);
  };
  const strokePath = (colour: string, thickness: number): void => {
    context.strokeStyle = colour;
    context.lineWidth = thickness;
    context.stroke();
  };
  const nodesInSight = Array.from({ length: shown }, (_, i) => i).filter((i) => {
    const selectedRadius = radius(i) + SELECTED_WIDTH;
    return (
      x(i) + selectedRadius >= 0 &&
      y(i) + selectedRadius >= 0 &&
      x(i) - selectedRadius <= width &&
      y(i) - selectedRadius <= height
    );
  });
  const neighbourNodes = selected === null ? [] : (neighbours[selected] ?? []).filter((i) => i < shown);

  context.clearRect(0, 0, width, height);
  if (selected !== null) strokeLinksOf(context, selected, neighbourNodes, projection, () => strokePath(look.accent, 2));
  for (const [name, members] of groupByLook(nodes, nodesInSight)) {
    context.beginPath();
    for (const i of members) addCircle(i, radius(i));
    context.fillStyle = look.colourOf(name);
    context.fill();
    const isDashed = CLASS_STYLES[name]?.['stroke-dasharray'] !== undefined && radius(members[0] ?? 0) >= DASHED_FROM;
    context.setLineDash(isDashed ? [3, 2] : []);
    strokePath(look.soft, 1);
  }
  context.setLineDash([]);
  context.beginPath();
  for (const i of nodesInSight) if (nodes[i]?.isMarked) addCircle(i, computeOuterRadius(radius(i), true));
  strokePath(look.ink, 2);
  if (selected !== null) {
    context.beginPath();
    addCircle(selected, radius(selected) + SELECTED_WIDTH);
    strokePath(look.accent, 3);
  }
  writeLabels(
    context,
    { nodes, inSight: nodesInSight, first: selected === null ? [] : [selected, ...neighbourNodes], x, y, radius },
    look,
  );
}

function strokeLinksOf(
  context: CanvasRenderingContext2D,
  node: number,
  around: readonly number[],
  { x, y }: Projection,
  stroke: () => void,
): void {
  // Many short paths are faster than one long path of wide lines, for which the browser would look for crossings.
  for (let pathStart = 0; pathStart < around.length; pathStart += LINES_IN_PATH) {
    context.beginPath();
    for (const otherNode of around.slice(pathStart, pathStart + LINES_IN_PATH)) {
      context.moveTo(x(node), y(node));
      context.lineTo(x(otherNode), y(otherNode));
    }
    stroke();
  }
}

function groupByLook(nodes: NetworkDrawing['nodes'], nodesInSight: readonly number[]): Map<string, number[]> {
  const pairsByLook = new Map<string, number[]>();
  for (const i of nodesInSight) {
    const nodeLook = nodes[i]?.look ?? '';
    const ownPairs = pairsByLook.get(nodeLook);
    if (ownPairs) ownPairs.push(i);
    else pairsByLook.set(nodeLook, [i]);
  }
  return pairsByLook;
}

/** The maximum number of links drawn per frame. */
const MAX_LINKS_PER_FRAME = 3000;
/** With more nodes than this, links are drawn as faintly as possible, because discs are more important. */
const MAX_NODES_WITH_CLEAR_LINKS = 300;

/**
 * Draws as many links as a frame allows, beginning with the link at `from`; returns the index of the next link, or null
 * at the end.
 */
function drawLinks(
  canvas: HTMLCanvasElement,
  scene: Scene,
  view: Viewport,
  look: CanvasTheme,
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
  for (; at < links.length && drawn < MAX_LINKS_PER_FRAME; at++) {
    const [one, other] = links[at] as (typeof links)[number];
    if (one >= scene.shown || other >= scene.shown) continue;
    const [x1, y1, x2, y2] = [x(one), y(one), x(other), y(other)];
    // Links entirely outside the canvas are skipped.
    if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > width || Math.max(y1, y2) < 0 || Math.min(y1, y2) > height) continue;
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    drawn++;
  }
  const isCrowded = scene.shown > MAX_NODES_WITH_CLEAR_LINKS;
  context.globalAlpha = isCrowded ? 1 : 0.7;
  context.strokeStyle = isCrowded ? look.line : look.soft;
  // Lines are at most about a pixel wide in a crowded picture, because browsers take ten times as long for wider ones.
  context.lineWidth = Math.max(0.5, Math.min(isCrowded ? 1 : 1.5, scale));
  context.stroke();
  return at < links.length ? at : null;
}

/** The font size of labels, in CSS pixels. */
const FONT_SIZE = 12;
const LINE_HEIGHT = 1.2 * FONT_SIZE;
/**
 * Maximum number of labels that are tried. Further labels would hardly find room, least of all in a crowded picture.
 */
const MAX_LABELS_TRIED = { few: 80, crowded: 30 };
/** With more discs in view than this, only the important ones get labels. */
const MAX_DISCS_ALL_NAMED = 200;

/** The discs on a canvas, with positions in canvas pixels, and which of them get labels first. */
interface LabelledNodes {
  readonly nodes: NetworkDrawing['nodes'];
  /** The indexes of the discs that are visible. */
  readonly inSight: readonly number[];
  /** The indexes of the selected node and its neighbours. */
  readonly first: readonly number[];
  x(node: number): number;
  y(node: number): number;
  radius(node: number): number;
}

/**
 * Writes names beside the discs, where there is room, in the colour `ink` with an outline in `paper`. Marked discs and
 * the selected one come first.
 */
function writeLabels(
  context: CanvasRenderingContext2D,
  { nodes, inSight, first, x, y, radius }: LabelledNodes,
  { ink, paper, font }: { readonly ink: string; readonly paper: string; readonly font: string },
): void {
  const ratio = devicePixelRatio || 1;
  const isMarked = (i: number): boolean => nodes[i]?.isMarked ?? false;
  const isCrowded = inSight.length > MAX_DISCS_ALL_NAMED;
  const markedNodes = inSight.filter(isMarked);
  const namedNodes = [...new Set([...first.slice(0, 1), ...markedNodes, ...first, ...(isCrowded ? [] : inSight)])];
  const placeOf = new Map(inSight.map((node, place) => [node, place]));

  context.save();
  // From here on, sizes are in CSS pixels.
  context.scale(ratio, ratio);
  context.font = `${FONT_SIZE}px ${font}`;
  context.textAlign = 'center';
  context.lineJoin = 'round';
  context.fillStyle = ink;
  const wishes = namedNodes.slice(0, isCrowded ? MAX_LABELS_TRIED.crowded : MAX_LABELS_TRIED.few).flatMap((node) => {
    const discPlace = placeOf.get(node);
    if (discPlace === undefined) return [];
    const texts = breakLabel(nodes[node]?.label ?? '');
    return [
      {
        disc: discPlace,
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
    radius: computeOuterRadius(radius(i), isMarked(i)) / ratio,
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

/** The current colours of the page. */
export interface CanvasTheme {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly paper: string;
  readonly accent: string;
  readonly font: string;
  colourOf(look: string): string;
}

/** Reads the colours for drawings from the page's style sheet. */
export function readTheme(figure: Element): CanvasTheme {
  const chart = figure.querySelector('.chart') ?? figure;
  const style = getComputedStyle(chart);
  const chartVariable = (name: string): string => style.getPropertyValue(`--chart-${name}`).trim() || '#808080';
  return {
    ink: chartVariable('ink'),
    soft: chartVariable('soft'),
    line: chartVariable('line'),
    paper: chartVariable('paper'),
    accent: chartVariable('orange'),
    font: style.fontFamily,
    colourOf: (look) =>
      (CLASS_STYLES[look]?.fill ?? '$soft').replace(/^\$(.*)$/, (_, name: string) => chartVariable(name)),
  };
}
