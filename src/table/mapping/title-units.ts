// Finds units in titles above headings or a row below: `单位：千元`, `Amounts in CNY thousand`, `(in Tsd. Euro)`.
import { findUnitFactor, type Input, isMoneyUnit, moneyUnitOf } from '../../scoring/index.ts';
import type { TitleRow } from '../export-layout.ts';

/** A unit that a title states for a figure, and where it states it. */
export interface TitleUnit {
  readonly unit: string;
  /** The factor for numbers in this unit; undefined for money that cannot be converted. */
  readonly factor: number | undefined;
  readonly line: number;
  /** The text of the cell with the title. */
  readonly text: string;
}

/** The maximum length of a title; longer texts are instructions, which only mention units. */
const MAX_TITLE_CHARS = 200;
/** The maximum number of cells and of units; titles have only a few cells, or one for each column. */
const MAX_ENTRIES = 1000;

/**
 * Creates a function that returns the unit which titles state for a figure in a column. A unit in the same column takes
 * precedence; otherwise, the first unit that changes how the numbers are read is returned. Undefined if the titles
 * state no unit, or only the figure's own unit.
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
        unit: { ...stated, factor: findUnitFactor(input, stated.unit) },
      }))
      .filter(({ unit }) => isAmount || unit.factor !== undefined);
    const unitsInColumn = fittingUnits.filter(({ at }) => at === column);
    return (unitsInColumn.length > 0 ? unitsInColumn : fittingUnits).find(({ unit }) => unit.factor !== 1)?.unit;
  };
}

const BRACKETED_PATTERN = /[([【]([^()[\]【】]+)[)\]】]/gu;
/** Matches what precedes a unit. A title may contain `in` several times, as in `Survey in Chengdu, amounts in CNY`. */
const BEFORE_UNIT = /(?:单位|\bunits?\b|\beinheit(?:en)?\b)\s*[:为]?|(?:^|\s)in\s/giu;
const AROUND_UNIT = /以(.{1,20}?)(?:为单位|计)/gu;
/** Matches what separates units. A comma within a number does not, as in `CNY 1,000`. */
const BETWEEN_UNITS = /[;、|/]|,(?!\d{3})/u;

/** Returns all texts in a title that may be units. */
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
