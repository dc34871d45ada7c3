// Finds the units that titles above the headings, or a row of units below them, state for figures: `单位：千元`, `Amounts in
// CNY thousand`, `(in Tsd. Euro)`.
import { type Input, isMoneyUnit, moneyUnitOf, unitFactor } from '../../scoring/index.ts';
import type { TitleRow } from '../export-layout.ts';

/** A unit that a title states for a figure, and where. */
export interface TitleUnit {
  readonly unit: string;
  /** The factor of numbers in this unit; undefined for money that cannot be converted. */
  readonly factor: number | undefined;
  readonly line: number;
  /** The text of the title's cell. */
  readonly text: string;
}

/** Longer texts are instructions, which mention units in passing. */
const MAX_TITLE_CHARS = 200;
/** Maximum number of cells and of units; real titles have a few cells, or one per column. */
const MAX_ENTRIES = 1000;

/**
 * Creates a function that finds the unit which titles state for a figure: the one in its own column, else the first
 * other one that changes how its numbers are read. Undefined if titles state none, or only the figure's own.
 */
export function createTitleUnits(titles: readonly TitleRow[]): (input: Input, column: number) => TitleUnit | undefined {
  const cells = titles.flatMap(({ line, cells: texts }) => texts.map((text, column) => ({ line, text, column })));
  const units = cells
    .filter(({ text }) => text !== '' && text.length <= MAX_TITLE_CHARS)
    .slice(0, MAX_ENTRIES)
    .flatMap(({ column, ...cell }) =>
      listUnits(cell.text).map((unit) => ({ column, isMoney: isMoneyUnit(unit), stated: { ...cell, unit } })),
    )
    .slice(0, MAX_ENTRIES);
  return (input, column) => {
    const isAmount = moneyUnitOf(input) !== undefined;
    const fittingUnits = units
      .filter(({ isMoney }) => isMoney === isAmount)
      .map(({ column: unitColumn, stated }) => ({
        at: unitColumn,
        unit: { ...stated, factor: unitFactor(input, stated.unit) },
      }))
      .filter(({ unit }) => isAmount || unit.factor !== undefined);
    const inColumn = fittingUnits.filter(({ at }) => at === column);
    return (inColumn.length > 0 ? inColumn : fittingUnits).find(({ unit }) => unit.factor !== 1)?.unit;
  };
}

const BRACKETED_PATTERN = /[([【]([^()[\]【】]+)[)\]】]/gu;
/** A title may contain several `in`, as in `Survey in Chengdu, amounts in CNY`. */
const BEFORE_UNIT = /(?:单位|\bunits?\b|\beinheit(?:en)?\b)\s*[:为]?|(?:^|\s)in\s/giu;
const AROUND_UNIT = /以(.{1,20}?)(?:为单位|计)/gu;
/** A comma within a number separates nothing, as in `CNY 1,000`. */
const BETWEEN_UNITS = /[;、|/]|,(?!\d{3})/u;

/** All texts in a title that may be units. */
function listUnits(title: string): readonly string[] {
  const text = title.normalize('NFKC').trim();
  const bracketedTexts = [...text.matchAll(BRACKETED_PATTERN)].map(([, within = '']) => within);
  const unitsAround = [...text.matchAll(AROUND_UNIT)].map(([, unit = '']) => unit);
  const parts = [text.replace(BRACKETED_PATTERN, ' '), ...bracketedTexts];
  const textsAfter = parts.flatMap((part) =>
    [...part.matchAll(BEFORE_UNIT)].map(({ index, 0: word }) => part.slice(index + word.length)),
  );
  const units = [...parts, ...textsAfter, ...unitsAround].flatMap((part) => part.split(BETWEEN_UNITS));
  return [...new Set(units.map((unit) => unit.trim()))].filter((unit) => unit !== '');
}
