// Finds signs that mean yes in one table and no in another.
import { normaliseSpelling, YES_NO_SPELLINGS } from '../../model/index.ts';

/** The meaning of signs in a table, by their plain form: true for a tick. */
export type TickSigns = ReadonlyMap<string, boolean>;

export const NO_TICK_SIGNS: TickSigns = new Map();

const CIRCLE_SIGNS: readonly string[] = ['○', '◯', '〇', '⭕'];
const CROSS_SIGNS: ReadonlySet<string> = new Set(['×', '✗', '✘', '✕', '❌']);
/** Filled signs, which mean yes, each with the hollow signs that mean no beside it. */
const EMPTY_SIGNS_BY_FILLED: ReadonlyMap<string, readonly string[]> = new Map([
  ['●', CIRCLE_SIGNS],
  ['★', ['☆']],
  ['◆', ['◇']],
  ['☒', ['☐']],
]);
/** Dashes, which mean no in a column of ticks. Elsewhere a dash may itself be an answer: none. */
const DASH_SIGNS: readonly string[] = ['-', '–', '—'];
const TICK_SIGNS: readonly string[] = ['√', '✓', '✔', '☑', '✅', '●', '■'];
/** Two signs that mean yes and no if a table has only these. */
const SIGN_PAIRS = [
  ['t', 'f'],
  ['+', '-'],
] as const;

/**
 * Finds the signs from the cells of all columns with ticks or yes and no, because a column may hold one of them only. An x
 * or v is a tick if nothing else says yes and no crosses say no; a circle is one beside crosses, and none beside full
 * circles.
 */
export function findTickSigns(cells: readonly string[]): TickSigns {
  const shownSigns = new Set([...new Set(cells)].map(normaliseSpelling));
  const circles = CIRCLE_SIGNS.filter((circle) => shownSigns.has(circle));
  const saysYes = [...shownSigns].some((cell) => YES_NO_SPELLINGS.get(cell) === true);
  const hasCross = [...shownSigns].some((cell) => CROSS_SIGNS.has(cell));
  const isAlone = !saysYes && !hasCross && circles.length === 0 && !shownSigns.has('o');
  const loneSigns = isAlone ? ['x', 'v'].filter((sign) => shownSigns.has(sign)) : [];
  if (loneSigns.length === 1) return new Map(loneSigns.map((sign) => [sign, true]));
  const pair = SIGN_PAIRS.find(
    (signs) => shownSigns.size === signs.length && signs.every((sign) => shownSigns.has(sign)),
  );
  if (pair) return new Map(pair.map((sign, i) => [sign, i === 0]));
  if (circles.length > 0 && hasCross && !saysYes) return new Map(circles.map((circle) => [circle, true]));
  if (hasCross) return NO_TICK_SIGNS;
  const filledSigns = [...EMPTY_SIGNS_BY_FILLED].filter(
    ([sign, hollow]) => shownSigns.has(sign) && hollow.some((other) => shownSigns.has(other)),
  );
  return new Map(
    filledSigns.flatMap(([sign, hollow]) => [[sign, true] as const, ...hollow.map((one) => [one, false] as const)]),
  );
}

/** The dashes in the columns of single options, if their other cells are ticks: they say that an option is not chosen. */
export function findDashes(cells: readonly string[]): TickSigns {
  const shownSigns = [...new Set(cells.map(normaliseSpelling))];
  const dashes = shownSigns.filter((sign) => DASH_SIGNS.includes(sign));
  const isTicked = dashes.length > 0 && dashes.length < shownSigns.length;
  const areOthersTicks = shownSigns.every((sign) => DASH_SIGNS.includes(sign) || TICK_SIGNS.includes(sign));
  return isTicked && areOthersTicks ? new Map(dashes.map((dash) => [dash, false])) : NO_TICK_SIGNS;
}
