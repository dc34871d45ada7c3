// Finds signs that mean yes in one table and no in another.
import { normaliseSpelling, YES_NO_SPELLINGS } from '../../model/index.ts';

/** What signs mean in a table, by their plain form: true for a tick. */
export type TickSigns = ReadonlyMap<string, boolean>;

export const NO_TICK_SIGNS: TickSigns = new Map();

const CIRCLES: readonly string[] = ['○', '◯', '〇', '⭕'];
const FULL_CIRCLE = '●';
const CROSSES: ReadonlySet<string> = new Set(['×', '✗', '✘', '✕', '❌']);

/**
 * Finds the signs from the cells of all columns with ticks or yes and no, because a column may hold one of them only. An x
 * is a tick if nothing else says yes and no crosses say no; a circle is one beside crosses, and none beside full circles.
 */
export function findTickSigns(cells: readonly string[]): TickSigns {
  const shown = new Set([...new Set(cells)].map(normaliseSpelling));
  const circles = CIRCLES.filter((circle) => shown.has(circle));
  const saysYes = [...shown].some((cell) => YES_NO_SPELLINGS.get(cell) === true);
  const hasCross = [...shown].some((cell) => CROSSES.has(cell));
  if (shown.has('x') && !saysYes && !hasCross && circles.length === 0 && !shown.has('o')) return new Map([['x', true]]);
  if (circles.length > 0 && hasCross && !saysYes) return new Map(circles.map((circle) => [circle, true]));
  return shown.has(FULL_CIRCLE) && !hasCross ? new Map(circles.map((circle) => [circle, false])) : NO_TICK_SIGNS;
}
