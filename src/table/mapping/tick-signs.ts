// Finds the meaning of signs such as x or ○, which mean yes in one table and no in another.
import { normaliseSpelling, YES_NO_SPELLINGS } from '../../model/index.ts';

/** The meaning of signs in a table, by their normalised spelling: true for yes. */
export type TickSigns = ReadonlyMap<string, boolean>;

export const NO_TICK_SIGNS: TickSigns = new Map();

const CIRCLE_SIGNS: readonly string[] = ['○', '◯', '〇', '⭕'];
const CROSS_SIGNS: ReadonlySet<string> = new Set(['×', '✗', '✘', '✕', '❌']);
/** Filled signs, which mean yes, each with the hollow signs that mean no if both are used. */
const EMPTY_SIGNS_BY_FILLED: ReadonlyMap<string, readonly string[]> = new Map([
  ['●', CIRCLE_SIGNS],
  ['★', ['☆']],
  ['◆', ['◇']],
  ['☒', ['☐']],
]);
/** Dashes. In a column of ticks they mean no; elsewhere a dash may itself be an answer, namely "none". */
const DASH_SIGNS: readonly string[] = ['-', '–', '—'];
const TICK_SIGNS: readonly string[] = ['√', '✓', '✔', '☑', '✅', '●', '■'];
/** Pairs of signs that mean yes and no if a table contains no other signs. */
const SIGN_PAIRS = [
  ['t', 'f'],
  ['+', '-'],
] as const;

/**
 * Determines the meaning of signs from the cells of all columns with ticks or yes and no, because a single column may
 * contain only one of the signs. An x or v means yes if there is no other sign for yes and no cross. A circle means yes
 * if there are crosses, and no if there are filled circles.
 */
export function findTickSigns(cells: readonly string[]): TickSigns {
  const shownSigns = new Set([...new Set(cells)].map(normaliseSpelling));
  const circles = CIRCLE_SIGNS.filter((circle) => shownSigns.has(circle));
  const saysYes = [...shownSigns].some((cell) => YES_NO_SPELLINGS.get(cell) === true);
  const hasCross = [...shownSigns].some((cell) => CROSS_SIGNS.has(cell));
  const hasNoOtherSign = !saysYes && !hasCross && circles.length === 0 && !shownSigns.has('o');
  const loneSigns = hasNoOtherSign ? ['x', 'v'].filter((sign) => shownSigns.has(sign)) : [];
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
    filledSigns.flatMap(([sign, hollow]) => [
      [sign, true] as const,
      ...hollow.map((hollowSign) => [hollowSign, false] as const),
    ]),
  );
}

/**
 * Returns the dashes in columns for single options if all other cells are ticks: they then mean that the option is not
 * chosen.
 */
export function findDashes(cells: readonly string[]): TickSigns {
  const shownSigns = [...new Set(cells.map(normaliseSpelling))];
  const dashes = shownSigns.filter((sign) => DASH_SIGNS.includes(sign));
  const isTicked = dashes.length > 0 && dashes.length < shownSigns.length;
  const areOthersTicks = shownSigns.every((sign) => DASH_SIGNS.includes(sign) || TICK_SIGNS.includes(sign));
  return isTicked && areOthersTicks ? new Map(dashes.map((dash) => [dash, false])) : NO_TICK_SIGNS;
}
