// Reads a table of levels from a workbook: the score at which each level begins.

import type { Messages } from '../../i18n/index.ts';
import { itemAt, normaliseSpelling } from '../../model/index.ts';
import type { SheetRows } from '../../table/index.ts';
import type { DraftLevel } from './pack-draft.ts';
import { type CellPlace, type Faults, shorten } from './workbook-places.ts';
import { type LevelColumn, levelColumnOfHeading, readOrdinal } from './workbook-words.ts';

/** The levels of a workbook from the lowest to the highest, each with its cell. */
export interface LevelTable {
  readonly sheet: string;
  /** The first row of the table (its headings) and the row after its last one, from 0. */
  readonly rows: readonly [number, number];
  /** The columns that were read. */
  readonly columns: ReadonlySet<number>;
  readonly levels: readonly PlacedLevel[];
  /** The highest upper limit of the levels; undefined if the highest level has none. */
  readonly top: number | undefined;
  readonly isPercent: boolean;
  /** Whether the levels were numbered anew, because their numbers in the workbook do not rise with the score. */
  readonly isRenumbered: boolean;
}

interface PlacedLevel extends DraftLevel {
  readonly place: CellPlace;
  /** The score at which the level ends, if stated. */
  readonly high: number | undefined;
}

/** Whether a row is the heading row of a table of levels. */
export function isLevelHeadingRow(cells: readonly string[]): boolean {
  const columns = cells.map(levelColumnOfHeading);
  return columns.includes('level') && (columns.includes('range') || columns.includes('from'));
}

/**
 * Reads the table of levels below its heading row, up to the first row without a level or range. A range that is not
 * understood is a fault.
 */
export function readLevelTable(
  { name: sheet, rows }: SheetRows,
  top: number,
  language: string,
  faults: Faults,
  { init: { from } }: Messages,
): LevelTable {
  const headings = rows[top] ?? [];
  const columns = new Map<LevelColumn, number>();
  for (const [i, heading] of headings.entries()) {
    const column = levelColumnOfHeading(heading);
    if (column && !columns.has(column)) columns.set(column, i);
  }
  let isPercent = [...columns.values()].some((column) => /%|percent|prozent/i.test(headings[column] ?? ''));
  const readLevels: { row: number; name: string; title: string; text: string; range: LevelRange; place: CellPlace }[] =
    [];
  let row = top + 1;
  for (; row < rows.length; row++) {
    const cells = itemAt(rows, row);
    const cellAt = (column: LevelColumn): string => cells[columns.get(column) ?? -1] ?? '';
    const [level, ends] = [cellAt('level'), [cellAt('range'), cellAt('from'), cellAt('to')]];
    if (level === '' || ends.every((end) => end === '')) break;
    const cellPlace = { sheet, row, column: columns.get('range') ?? columns.get('from') ?? 0 };
    const range = columns.has('range') ? parseRange(cellAt('range')) : parseRangeEnds(cellAt('from'), cellAt('to'));
    if (!range) faults.add(cellPlace, from.badRange({ text: shorten(cellAt('range') || cellAt('from')) }));
    else {
      isPercent ||= range.isPercent;
      readLevels.push({ row, name: level, title: cellAt('name'), text: cellAt('text'), range, place: cellPlace });
    }
  }
  const levels = [...readLevels].sort((a, b) => (a.range.low ?? -Infinity) - (b.range.low ?? -Infinity));
  for (const [i, { range, place }] of levels.entries()) {
    const lowerRange = levels[i - 1]?.range;
    if (!lowerRange) continue;
    if (
      range.low === undefined ||
      range.low === lowerRange.low ||
      (lowerRange.high !== undefined && lowerRange.high > range.low)
    )
      faults.add(place, from.rangesOverlap);
  }
  const statedNumbers = levels.map(({ name }) => numberOf(name));
  const isNumbered = statedNumbers.every((number) => number !== undefined);
  const areRising =
    isNumbered && statedNumbers.every((number, i) => i === 0 || (number as number) > itemAt(statedNumbers, i - 1));
  const upperBounds = levels.flatMap(({ range: { high } }) => (high === undefined ? [] : [high]));
  return {
    sheet,
    rows: [top, row],
    columns: new Set(columns.values()),
    top: levels.at(-1)?.range.high === undefined ? undefined : Math.max(...upperBounds),
    isPercent,
    isRenumbered: isNumbered && !areRising,
    levels: levels.map(({ name, title, text, range, place }, i) => ({
      value: areRising ? itemAt(statedNumbers, i) : i + 1,
      title: { [language]: titleOf(name, title) },
      ...(text === '' ? {} : { text: { [language]: text } }),
      ...(range.low === undefined ? {} : { low: range.low }),
      isExclusive:
        range.isLowExclusive ||
        (levels[i - 1]?.range.isHighInclusive === true && levels[i - 1]?.range.high === range.low),
      place,
      high: range.high,
    })),
  };
}

const LEVEL_NAME_PATTERN =
  /^(?:level|stage|l(?=\d)|stufe|reifegrad|等级|第)?\s?[-.:]?\s?(\d{1,2}|[ivx]{1,4}(?![a-z])|[一二三四五六七八九十])(?:级)?(?![\p{L}\p{N}%])\s?/iu;

/** Returns the number in the name of a level: `Level 2`, `三级`, `2 – Beginner`. */
function numberOf(name: string): number | undefined {
  const plainName = normaliseSpelling(name.slice(0, 100));
  const word = LEVEL_NAME_PATTERN.exec(plainName)?.[1] ?? /^([一二三四五六七八九十])级/.exec(plainName)?.[1];
  return word === undefined ? undefined : readOrdinal(word);
}

/** Returns the title of a level: `2 – Beginner` gives `Beginner`; a bare number gives the text of the name cell. */
function titleOf(name: string, title: string): string {
  const rest = name
    .replace(LEVEL_NAME_PATTERN, '')
    .replace(/^[\s:：–—\-.、（(]+|[）)]$/g, '')
    .trim();
  return title || rest || name;
}

interface LevelRange {
  readonly low: number | undefined;
  readonly isLowExclusive: boolean;
  readonly high: number | undefined;
  /** Whether a score of exactly `high` still belongs to this range and not to the next one. */
  readonly isHighInclusive: boolean;
  readonly isPercent: boolean;
}

const LOWER_BOUND_PATTERN =
  /≥|≧|>|以上|及以上|大于|高于|超过|不低于|\bfrom\b|\bab\b|above|over|at least|mindestens|more than|mehr als|über|\+$/;
const UPPER_BOUND_PATTERN = /≤|≦|<|以下|不足|低于|小于|under|below|less|unter|\bbis\b|up to|weniger/;
const NOT_ABOVE_PATTERN = /不高于|不大于|不超过|(?:not|no) more than|nicht (?:über|mehr)/;

/** Reads a range such as `60-80`, `[60,80)`, `60≤S<80`, `85分及以上`, `unter 40`; undefined for any other text. */
function parseRange(text: string): LevelRange | undefined {
  if (text.length > 60) return undefined;
  const plainText = text.normalize('NFKC').toLowerCase();
  const isPercent = plainText.includes('%') || plainText.includes('prozent') || plainText.includes('percent');
  // Between brackets, the comma separates two numbers; elsewhere it may be a decimal comma.
  const isInterval = /^[[(]\s*\d[^,]*[,，;]\s*\d[^,]*[\])]$/.test(plainText);
  const numbers = [...plainText.matchAll(isInterval ? /\d+(?:\.\d+)?/g : /\d+(?:[.,]\d+)?/g)].map(([digits]) =>
    Number(digits.replace(',', '.')),
  );
  const [first, second] = numbers;
  if (first === undefined || numbers.length > 2) return undefined;
  if (second !== undefined) {
    if (second < first) return undefined;
    const isLowExclusive = isInterval
      ? plainText.startsWith('(')
      : /^\D*\d[\d.,]*\s*(?:分|%)?\s*(?:<(?!=)|\(不含\))/.test(plainText);
    const isHighInclusive = isLowExclusive && (isInterval ? plainText.endsWith(']') : /≤|≦|<=/.test(plainText));
    return { low: first, isLowExclusive, high: second, isHighInclusive, isPercent };
  }
  if (LOWER_BOUND_PATTERN.test(plainText) && !NOT_ABOVE_PATTERN.test(plainText)) {
    const isLowExclusive = /(?:>(?!=)|大于(?!等于)|高于|超过|above|over|more than|mehr als|über)/.test(plainText);
    return { low: first, isLowExclusive, high: undefined, isHighInclusive: false, isPercent };
  }
  if (UPPER_BOUND_PATTERN.test(plainText) || NOT_ABOVE_PATTERN.test(plainText)) {
    const isHighInclusive = NOT_ABOVE_PATTERN.test(plainText) || /≤|≦|<=|up to|\bbis\b(?! unter)/.test(plainText);
    return { low: undefined, isLowExclusive: false, high: first, isHighInclusive, isPercent };
  }
  return undefined;
}

function parseRangeEnds(from: string, to: string): LevelRange | undefined {
  const readNumeral = (text: string): number | undefined => {
    const digits = /^(\d+(?:[.,]\d+)?) ?(?:%|分|points?|punkte?)?$/i.exec(text.normalize('NFKC').trim())?.[1];
    return digits === undefined ? undefined : Number(digits.replace(',', '.'));
  };
  const [low, high] = [readNumeral(from), readNumeral(to)];
  if ((from !== '' && low === undefined) || (to !== '' && high === undefined)) return undefined;
  if (low !== undefined && high !== undefined && high < low) return undefined;
  return { low, isLowExclusive: false, high, isHighInclusive: false, isPercent: /%/.test(from + to) };
}
