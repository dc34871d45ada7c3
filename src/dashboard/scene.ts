import type { DrawnNetwork, Places } from '../charts/network.ts';
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

/** Where the nodes of a scene are on a canvas, in its own pixels. */
export interface Projection {
  /** Pixels for a unit of the drawing. */
  readonly scale: number;
  x(node: number): number;
  y(node: number): number;
  radius(node: number): number;
}

/** Discs are never smaller, in pixels. */
const LEAST_RADIUS = 1.5;

/** A scene as it is seen on a canvas of this width. */
export function project({ data: { nodes }, places }: Scene, view: View, width: number): Projection {
  const scale = width / view.width;
  return {
    scale,
    x: (i) => ((places[i]?.x ?? 0) - view.left) * scale,
    y: (i) => ((places[i]?.y ?? 0) - view.top) * scale,
    radius: (i) => Math.max(LEAST_RADIUS, (nodes[i]?.radius ?? 0) * scale),
  };
}
