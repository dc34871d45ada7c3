import { CALENDAR_DATE } from '../model/date.ts';
import { dayNumber, UNDATED } from './day.ts';
import { ASSESSMENT_KINDS, type AssessmentKind, type PackName } from './member.ts';
import type { ResultColumn } from './result-heading.ts';
import type { ResultBlock } from './roster-builder.ts';
import { type TextCells, textAt } from './text-cells.ts';

/** What the user says of rows that do not say it themselves. */
export interface Stamp {
  readonly kind: AssessmentKind;
  /** YYYY-MM-DD, or null. */
  readonly date: string | null;
}

/** The columns of a stretch of rows: numbers as they are, NaN for a blank; all else as texts. */
export interface RowColumns {
  readonly rows: number;
  texts(column: number): TextCells;
  numbers(column: number): Float64Array;
}

/** Puts columns together as a block of results. What stands under `kind`, `assessedOn` and `pack` goes before the stamp. */
export function blockOfColumns(
  columns: readonly ResultColumn[],
  { rows, texts, numbers }: RowColumns,
  stamp: Stamp,
  packIndex: (pack: PackName | null) => number,
): ResultBlock {
  const place = (role: ResultColumn['role']): number => columns.findIndex((column) => column.role === role);
  const numbersOf = (role: ResultColumn['role']): Float64Array => {
    const at = place(role);
    return at < 0 ? new Float64Array(rows).fill(Number.NaN) : numbers(at);
  };
  const named = <T>(role: 'fact' | 'score' | 'answer', read: (column: number) => T): ReadonlyMap<string, T> =>
    new Map(columns.flatMap((column, at) => (column.role === role ? [[column.name, read(at)] as const] : [])));
  const level = numbersOf('level');
  return {
    rows,
    key: texts(place('key')),
    facts: named('fact', texts),
    scores: named('score', numbers),
    level,
    lowest: place('lowest') < 0 ? level : numbersOf('lowest'),
    highest: place('highest') < 0 ? level : numbersOf('highest'),
    coverage: numbersOf('coverage'),
    kind: mapTexts(new Uint8Array(rows), place('kind'), ASSESSMENT_KINDS.indexOf(stamp.kind), (text) => kindOf(text)),
    day: mapTexts(new Int32Array(rows), place('assessedOn'), dayNumber(stamp.date), (text) => dayOf(text)),
    pack: mapTexts(new Uint16Array(rows), place('pack'), 0, (text) => packIndex(packOf(text))),
    answers: named('answer', texts),
  };

  function mapTexts<T extends Uint8Array | Int32Array | Uint16Array>(
    target: T,
    column: number,
    otherwise: number,
    read: (text: string) => number | undefined,
  ): T {
    if (column < 0) return target.fill(otherwise) as T;
    const cells = texts(column);
    const known = new Map<string, number>();
    for (let row = 0; row < rows; row++) {
      const text = textAt(cells, row);
      const value = known.get(text) ?? (text === '' ? otherwise : (read(text) ?? otherwise));
      known.set(text, value);
      target[row] = value;
    }
    return target;
  }
}

function kindOf(text: string): number | undefined {
  const at = (ASSESSMENT_KINDS as readonly string[]).indexOf(text.toLowerCase());
  return at < 0 ? undefined : at;
}

/** A day with or without a time behind it; what is none is undated. */
function dayOf(text: string): number {
  const day = text.slice(0, 'YYYY-MM-DD'.length);
  return CALENDAR_DATE.test(day) ? dayNumber(day) : UNDATED;
}

/** `id@version`, or the id alone. */
function packOf(text: string): PackName {
  const at = text.indexOf('@');
  return at < 0 ? { id: text, version: '' } : { id: text.slice(0, at), version: text.slice(at + 1) };
}
