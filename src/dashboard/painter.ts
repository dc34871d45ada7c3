import { drawDiscs } from './discs.ts';
import { drawLinks } from './links.ts';
import type { Look } from './look.ts';
import type { Scene } from './scene.ts';
import type { View } from './view.ts';

/** What a picture shows, as it is now. */
export interface Sight {
  readonly scene: Scene;
  readonly view: View;
  readonly look: Look;
}

/** Draws what is to be seen with the next frame; of `discs` the links stay as they are. */
export type Repaint = (what: 'all' | 'discs') => void;

/**
 * Draws on two canvases, one upon the other: discs and labels above, at once and whole; links below, thousands within a
 * frame and the rest with those that follow, so that no hand waits for them.
 */
export function makePainter(below: HTMLCanvasElement, above: HTMLCanvasElement, sightNow: () => Sight): Repaint {
  let isAsked = false;
  let isNew = false;
  let next: number | null = null;
  const ask = (): void => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(paint);
  };
  const paint = (): void => {
    isAsked = false;
    const { scene, view, look } = sightNow();
    if (isNew) drawDiscs(above, scene, view, look);
    isNew = false;
    if (next !== null) next = drawLinks(below, scene, view, look, next);
    if (next !== null) ask();
  };
  return (what) => {
    isNew = true;
    if (what === 'all') next = 0;
    ask();
  };
}
