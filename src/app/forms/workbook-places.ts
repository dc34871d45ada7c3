// Reads cells of a workbook by heading, and collects its faults by cell.

import type { Messages } from '../../i18n/index.ts';
import { findNearestSpelling, normaliseSpelling, Refusal } from '../../model/index.ts';
import { type SheetRows, toColumnName } from '../../table/index.ts';
import type { TextByLanguage } from './pack-draft.ts';

/** A cell: its sheet, and its row and column from 0. */
export interface CellPlace {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

/** A row of a sheet whose cells are read by the headings of their columns. */
export interface PlacedRow {
  readonly number: number;
  /** Returns the text under a heading; empty if the cell is empty or there is no such heading. */
  at(heading: string): string;
  place(heading: string): CellPlace;
}

/** Returns the name of a cell, such as `C12`. */
export function formatCellName({ row, column }: CellPlace): string {
  return `${toColumnName(column)}${row + 1}`;
}

/** Collects all faults of a workbook, so that one run lists them all. */
export interface Faults {
  add(place: CellPlace, why: string): void;
  /** Throws a `Refusal` with a line for each fault, if there are any. */
  refuseIfAny(): void;
}

/** Maximum number of faults in a refusal. */
const MAX_FAULTS = 200;

/** Creates an empty list of faults. */
export function createFaults({ init: { from } }: Messages): Faults {
  const lines = new Set<string>();
  let omittedCount = 0;
  return {
    add({ sheet, row, column }, why) {
      const line = from.at({ sheet, cell: formatCellName({ sheet, row, column }), why });
      if (lines.size < MAX_FAULTS) lines.add(line);
      else omittedCount++;
    },
    refuseIfAny() {
      if (lines.size === 0) return;
      const faultLines = omittedCount > 0 ? [...lines, from.more({ count: String(omittedCount) })] : [...lines];
      throw new Refusal(3, faultLines.join('\n'));
    },
  };
}

/** Returns the non-empty rows below the row of headings `top`; `headings` are the names of the columns. */
export function placedRows({ name, rows }: SheetRows, top: number, headings: readonly string[]): PlacedRow[] {
  return rows.slice(top + 1).flatMap((cells, i) => {
    if (cells.every((cell) => cell === '')) return [];
    const row = top + 1 + i;
    return [
      {
        number: row,
        at: (heading: string) => cells[headings.indexOf(heading)] ?? '',
        place: (heading: string) => ({ sheet: name, row, column: Math.max(0, headings.indexOf(heading)) }),
      },
    ];
  });
}

const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Whether a text can be an id. */
export function isId(text: string): boolean {
  return ID_PATTERN.test(text);
}

/** The ids of a workbook, each with its cell. */
export interface IdRegister {
  /** Registers an id; an invalid or duplicate id is a fault of its cell. */
  take(id: string, place: CellPlace): string;
  isTaken(id: string): boolean;
}

/** Creates an empty set of ids. */
export function createIds({ init: { from } }: Messages, faults: Faults): IdRegister {
  const placeById = new Map<string, CellPlace>();
  return {
    isTaken: (id) => placeById.has(id.toLowerCase()),
    take(id, place) {
      const firstUse = placeById.get(id.toLowerCase());
      if (!isId(id)) faults.add(place, from.badId({ id: shorten(id) }));
      else if (firstUse) faults.add(place, from.twice({ id, sheet: firstUse.sheet, cell: formatCellName(firstUse) }));
      else placeById.set(id.toLowerCase(), place);
      return id;
    },
  };
}

/** Longer words are not compared with known words for suggestions. */
const MAX_WORD_CHARS = 40;

/**
 * Looks up a word, ignoring case and width. An unknown word is a fault whose message suggests the most similar known
 * word.
 */
export function readWord<T>(
  { init: { from } }: Messages,
  faults: Faults,
  words: ReadonlyMap<string, T>,
  text: string,
  place: CellPlace,
): T | undefined {
  const plainText = normaliseSpelling(text);
  const value = words.get(plainText);
  if (value !== undefined) return value;
  const suggestion = plainText.length > MAX_WORD_CHARS ? undefined : findNearestSpelling(plainText, [...words.keys()]);
  faults.add(place, from.unknownType({ word: shorten(text), near: suggestion }));
  return undefined;
}

/** Reads a number of points as workbooks write it: `10`, `2,5`, `10分`, `5 Punkte`; undefined for other texts. */
export function parsePoints(text: string): number | undefined {
  const [, digits] =
    /^([+-]?\d{1,9}(?:[.,]\d{1,15})?) ?(?:分|points?|pts?\.?|punkten?|punkte?|pkt\.?)?$/i.exec(
      text.normalize('NFKC').trim(),
    ) ?? [];
  return digits === undefined ? undefined : Number(digits.replace(',', '.'));
}

/** Reads the points in a cell; undefined if the cell is empty. Any text that is not a number of points is a fault. */
export function readPoints(
  { init: { from } }: Messages,
  faults: Faults,
  text: string,
  place: CellPlace,
): number | undefined {
  if (text === '') return undefined;
  const number = parsePoints(text);
  if (number === undefined)
    faults.add(place, text.startsWith('=') ? from.formulaWithoutResult : from.notNumber({ text: shorten(text) }));
  return number;
}

/** Shortens a text to fit in a list. */
export function shorten(text: string, length = 60): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= length ? line : `${line.slice(0, length)}…`;
}

/** Whether an option means that none of the others applies. */
export function saysNone(text: TextByLanguage): boolean {
  return Object.values(text).some((version) =>
    /^(none( of (these|the above|them))?|nothing|no|not at all|无|没有|均无|以上(都|均)(没有|无|不是)|以上均未.*|都没有|keine?s?( davon)?|nichts( davon)?|gar nicht)\.?$/i.test(
      version.trim(),
    ),
  );
}
