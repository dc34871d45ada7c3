import type { DrawnNetwork, Places } from '../charts/network.ts';
import { LOOKS } from '../charts/palette.ts';
import { writeLabels } from './labels.ts';
import type { View } from './view.ts';

/** What is to be seen of a network. */
export interface Scene {
  readonly data: DrawnNetwork;
  /** Where they are; of the first ones, where only these are shown. */
  readonly places: Places;
  /** How many nodes, the first ones. */
  readonly shown: number;
  readonly selected: number | null;
  readonly neighbours: readonly (readonly number[])[];
}

/** The colours of the page, as they are now. */
export interface Look {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly paper: string;
  readonly accent: string;
  readonly font: string;
  colourOf(look: string): string;
}

/** Where more discs are shown, links are as faint as may be: discs are what is looked at. */
const FEW = 300;
/** A dash on a smaller disc is none, and costs time. */
const DASHED_FROM = 4;

/** Reads the colours that the style sheet gives drawings. */
export function readLook(figure: Element): Look {
  const chart = figure.querySelector('.chart') ?? figure;
  const style = getComputedStyle(chart);
  const variable = (name: string): string => style.getPropertyValue(`--chart-${name}`).trim() || '#808080';
  return {
    ink: variable('ink'),
    soft: variable('soft'),
    line: variable('line'),
    paper: variable('paper'),
    accent: variable('orange'),
    font: style.fontFamily,
    colourOf: (look) => (LOOKS[look]?.fill ?? '$soft').replace(/^\$(.*)$/, (_, name: string) => variable(name)),
  };
}

/** Draws the scene; the links in one go and the discs by colour, so that thousands take milliseconds. */
export function draw(canvas: HTMLCanvasElement, scene: Scene, view: View, look: Look): void {
  const context = canvas.getContext('2d');
  if (!context || canvas.width === 0) return;
  const { data, places, shown, selected, neighbours } = scene;
  const { nodes, links } = data;
  const scale = canvas.width / view.width;
  const x = (i: number): number => ((places[i]?.x ?? 0) - view.left) * scale;
  const y = (i: number): number => ((places[i]?.y ?? 0) - view.top) * scale;
  const radius = (i: number): number => Math.max(1.5, (nodes[i]?.radius ?? 0) * scale);
  const around = selected === null ? [] : [selected, ...(neighbours[selected] ?? []).filter((i) => i < shown)];

  context.clearRect(0, 0, canvas.width, canvas.height);
  const strokeLinks = (colour: string, width: number, isMeant: (from: number, to: number) => boolean): void => {
    context.beginPath();
    for (const [from, to] of links) {
      if (from >= shown || to >= shown || !isMeant(from, to)) continue;
      context.moveTo(x(from), y(from));
      context.lineTo(x(to), y(to));
    }
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  };
  const isCrowded = shown > FEW;
  context.globalAlpha = isCrowded ? 1 : 0.7;
  strokeLinks(isCrowded ? look.line : look.soft, Math.max(0.5, Math.min(1.5, scale)), () => true);
  context.globalAlpha = 1;
  if (selected !== null) strokeLinks(look.accent, 2, (from, to) => from === selected || to === selected);

  for (const [name, members] of byLook(nodes, shown)) {
    context.beginPath();
    for (const i of members) {
      context.moveTo(x(i) + radius(i), y(i));
      context.arc(x(i), y(i), radius(i), 0, 2 * Math.PI);
    }
    context.fillStyle = look.colourOf(name);
    context.fill();
    context.strokeStyle = look.soft;
    context.lineWidth = 1;
    const isDashed = LOOKS[name]?.['stroke-dasharray'] !== undefined && radius(members[0] ?? 0) >= DASHED_FROM;
    context.setLineDash(isDashed ? [3, 2] : []);
    context.stroke();
  }
  context.setLineDash([]);
  context.beginPath();
  for (let i = 0; i < shown; i++) {
    if (!nodes[i]?.isMarked) continue;
    context.moveTo(x(i) + radius(i) + 3, y(i));
    context.arc(x(i), y(i), radius(i) + 3, 0, 2 * Math.PI);
  }
  context.strokeStyle = look.ink;
  context.lineWidth = 2;
  context.stroke();
  if (selected !== null) {
    context.beginPath();
    context.arc(x(selected), y(selected), radius(selected) + 6, 0, 2 * Math.PI);
    context.strokeStyle = look.accent;
    context.lineWidth = 3;
    context.stroke();
  }

  const inSight = Array.from({ length: shown }, (_, i) => i).filter(
    (i) => x(i) >= 0 && y(i) >= 0 && x(i) <= canvas.width && y(i) <= canvas.height,
  );
  writeLabels(context, { nodes, inSight, first: around, x, y, radius }, look);
}

function byLook(nodes: DrawnNetwork['nodes'], shown: number): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (let i = 0; i < shown; i++) {
    const look = nodes[i]?.look ?? '';
    const own = found.get(look);
    if (own) own.push(i);
    else found.set(look, [i]);
  }
  return found;
}
