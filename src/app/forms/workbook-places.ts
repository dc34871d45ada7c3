// Cells of a workbook by their headings, and refusals that name the place.

import type { Messages } from '../../i18n/index.ts';
import { didYouMean, normaliseSpelling, Refusal } from '../../model/index.ts';
import type { SheetRows } from '../../table/index.ts';
import type { Words } from './pack-draft.ts';

/** Where something stands: a sheet, a row and a column from 0. */
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

/** The name of a cell: `C12`. */
export function cellName({ row, column }: Place): string {
  let letters = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return `${letters}${row + 1}`;
}

/** The refusal of a workbook for what stands in a cell. */
export function refuseCell(messages: Messages, place: Place, why: string): Refusal {
  return new Refusal(3, messages.init.from.at(place.sheet, cellName(place), why));
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

/** Ids that are taken, with where; one that is none, or taken, is refused with its place. */
export function createIds(messages: Messages): {
  take(id: string, place: Place): string;
  isTaken(id: string): boolean;
} {
  const taken = new Map<string, Place>();
  return {
    isTaken: (id) => taken.has(id.toLowerCase()),
    take(id, place) {
      const { from } = messages.init;
      if (!ID.test(id)) throw refuseCell(messages, place, from.badId(id));
      const known = taken.get(id.toLowerCase());
      if (known) throw refuseCell(messages, place, from.twice(id, known.sheet, cellName(known)));
      taken.set(id.toLowerCase(), place);
      return id;
    },
  };
}

/** The value of a word in any case and width; another word is refused with the one that was likely meant. */
export function readWord<T>(messages: Messages, words: ReadonlyMap<string, T>, text: string, place: Place): T {
  const found = words.get(normaliseSpelling(text));
  if (found !== undefined) return found;
  const near = didYouMean(normaliseSpelling(text), [...words.keys()]);
  throw refuseCell(messages, place, messages.init.from.unknownType(text, near));
}

/** A number in a cell; undefined where it is empty, and refused where it is none. */
export function readPoints(messages: Messages, text: string, place: Place): number | undefined {
  if (text === '') return undefined;
  const number = Number(text.normalize('NFKC').replace(',', '.'));
  if (!Number.isFinite(number)) throw refuseCell(messages, place, messages.init.from.notNumber(text));
  return number;
}

/** Whether the words of an option say that there is none of the others. */
export function saysNone(text: Words): boolean {
  return Object.values(text).some((one) =>
    /^(none( of (these|the above|them))?|nothing|no|not at all|无|没有|均无|以上(都|均)(没有|无|不是)|以上均未.*|都没有|keine?s?( davon)?|nichts( davon)?|gar nicht)\.?$/i.test(
      one.trim(),
    ),
  );
}
