// Cells of a workbook by their headings, and the list of what is wrong in which cell.

import type { Messages } from '../../i18n/index.ts';
import { didYouMean, normaliseSpelling, Refusal } from '../../model/index.ts';
import type { SheetRows } from '../../table/index.ts';
import type { Words } from './pack-draft.ts';

/** A cell: its sheet, and its row and column from 0. */
export interface Place {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

/** A row of a sheet, read by the headings of its columns. */
export interface PlacedRow {
  readonly number: number;
  /** The text under a heading; empty where there is none. */
  at(heading: string): string;
  place(heading: string): Place;
}

/** The letters of a column from 0: `C`. */
export function columnName(column: number): string {
  let letters = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return letters;
}

/** The name of a cell: `C12`. */
export function cellName({ row, column }: Place): string {
  return `${columnName(column)}${row + 1}`;
}

/** Everything that is wrong in a workbook, so that one run lists all of it. */
export interface Faults {
  add(place: Place, why: string): void;
  /** Refuses the workbook with a line for each fault, if there are any. */
  refuseIfAny(): void;
}

/** Faults that a refusal lists. */
const MAX_FAULTS = 200;

/** An empty list of faults. */
export function createFaults({ init: { from } }: Messages): Faults {
  const lines = new Set<string>();
  let more = 0;
  return {
    add({ sheet, row, column }, why) {
      const line = from.at({ sheet, cell: cellName({ sheet, row, column }), why });
      if (lines.size < MAX_FAULTS) lines.add(line);
      else more++;
    },
    refuseIfAny() {
      if (lines.size === 0) return;
      const all = more > 0 ? [...lines, from.more({ count: String(more) })] : [...lines];
      throw new Refusal(3, all.join('\n'));
    },
  };
}

/** The rows below a row of headings that hold anything; `headings` are the names of its columns. */
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

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Whether a text can be an id. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** The ids of a workbook, each with its cell. */
export interface Ids {
  /** Takes an id; one that cannot be an id, or is taken, is a fault of its cell. */
  take(id: string, place: Place): string;
  isTaken(id: string): boolean;
}

/** No ids yet. */
export function createIds({ init: { from } }: Messages, faults: Faults): Ids {
  const taken = new Map<string, Place>();
  return {
    isTaken: (id) => taken.has(id.toLowerCase()),
    take(id, place) {
      const other = taken.get(id.toLowerCase());
      if (!isId(id)) faults.add(place, from.badId({ id: shorten(id) }));
      else if (other) faults.add(place, from.twice({ id, sheet: other.sheet, cell: cellName(other) }));
      else taken.set(id.toLowerCase(), place);
      return id;
    },
  };
}

/** Longer words are not compared with the known ones. */
const MAX_WORD_CHARS = 40;

/** The value of a word in any case and width; another word is a fault, with the one that was likely meant. */
export function readWord<T>(
  { init: { from } }: Messages,
  faults: Faults,
  words: ReadonlyMap<string, T>,
  text: string,
  place: Place,
): T | undefined {
  const plain = normaliseSpelling(text);
  const value = words.get(plain);
  if (value !== undefined) return value;
  const near = plain.length > MAX_WORD_CHARS ? undefined : didYouMean(plain, [...words.keys()]);
  faults.add(place, from.unknownType({ word: shorten(text), near }));
  return undefined;
}

/** A number as workbooks write points: `10`, `2,5`, `10分`, `5 Punkte`; undefined for other texts. */
export function parsePoints(text: string): number | undefined {
  const [, digits] =
    /^([+-]?\d{1,9}(?:[.,]\d{1,15})?) ?(?:分|points?|pts?\.?|punkten?|punkte?|pkt\.?)?$/i.exec(
      text.normalize('NFKC').trim(),
    ) ?? [];
  return digits === undefined ? undefined : Number(digits.replace(',', '.'));
}

/** The points in a cell; undefined where it is empty, and a fault where it is not a number. */
export function readPoints(
  { init: { from } }: Messages,
  faults: Faults,
  text: string,
  place: Place,
): number | undefined {
  if (text === '') return undefined;
  const number = parsePoints(text);
  if (number === undefined)
    faults.add(place, text.startsWith('=') ? from.formulaWithoutResult : from.notNumber({ text: shorten(text) }));
  return number;
}

/** As much of a text as a line of a list holds. */
export function shorten(text: string, length = 60): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= length ? line : `${line.slice(0, length)}…`;
}

/** Whether the words of an option say that none of the others holds. */
export function saysNone(text: Words): boolean {
  return Object.values(text).some((version) =>
    /^(none( of (these|the above|them))?|nothing|no|not at all|无|没有|均无|以上(都|均)(没有|无|不是)|以上均未.*|都没有|keine?s?( davon)?|nichts( davon)?|gar nicht)\.?$/i.test(
      version.trim(),
    ),
  );
}
