import type { ScoreResult } from '../../model/generated/types.ts';

/** Cells of a bar: reached for certain, still possible, out of reach. */
export interface Bar {
  readonly sure: number;
  readonly possible: number;
  readonly rest: number;
}

/** A score as a bar of so many cells, from nothing to the best possible; undefined where there is no such scale. */
export function barOf({ value, lowest, highest, maximum }: ScoreResult, cells: number): Bar | undefined {
  if (typeof maximum !== 'number' || maximum <= 0) return undefined;
  const low = typeof value === 'number' ? value : lowest;
  const high = typeof value === 'number' ? value : highest;
  if (low === null || high === null || low < 0) return undefined;
  const sure = fill(low, maximum, cells);
  const possible = Math.max(sure, fill(high, maximum, cells));
  return { sure, possible: possible - sure, rest: cells - possible };
}

/** Only the best fills every cell, and only nothing none. */
function fill(value: number, maximum: number, cells: number): number {
  if (value >= maximum) return cells;
  if (value <= 0) return 0;
  return Math.min(cells - 1, Math.max(1, Math.round((value / maximum) * cells)));
}
