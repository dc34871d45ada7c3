import type { ResultBlock } from './blocks.ts';
import { dayNumber, readRecentDay, withoutTime } from './day.ts';
import { ASSESSMENT_KINDS, type AssessmentKind, NO_PACK, type PackName } from './member.ts';
import { readPackName } from './pack-name.ts';
import type { ResultColumn } from './result-heading.ts';
import type { RowFlaw } from './row-flaw.ts';
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

/** A block, and the rows that say of their kind or day what none is. */
export interface ReadBlock {
  readonly block: ResultBlock;
  readonly flaws: readonly RowFlaw[];
}

/** Puts columns together as a block of results. What stands under `kind`, `assessedOn` and `pack` goes before the stamp. */
export function blockOfColumns(
  columns: readonly ResultColumn[],
  { rows, texts, numbers }: RowColumns,
  stamp: Stamp,
  packIndex: (pack: PackName | null) => number,
): ReadBlock {
  const flaws: RowFlaw[] = [];
  const place = (role: ResultColumn['role']): number => columns.findIndex((column) => column.role === role);
  const numbersOf = (role: ResultColumn['role']): Float64Array => {
    const at = place(role);
    return at < 0 ? new Float64Array(rows).fill(Number.NaN) : numbers(at);
  };
  const named = <T>(role: 'fact' | 'score' | 'answer', read: (column: number) => T): ReadonlyMap<string, T> =>
    new Map(columns.flatMap((column, at) => (column.role === role ? [[column.name, read(at)] as const] : [])));
  const level = numbersOf('level');
  const block = {
    rows,
    key: texts(place('key')),
    facts: named('fact', texts),
    scores: named('score', numbers),
    level,
    lowest: place('lowest') < 0 ? level : numbersOf('lowest'),
    highest: place('highest') < 0 ? level : numbersOf('highest'),
    coverage: numbersOf('coverage'),
    kind: mapTexts(new Uint8Array(rows), 'kind', ASSESSMENT_KINDS.indexOf(stamp.kind), kindOf),
    day: mapTexts(new Int32Array(rows), 'assessedOn', dayNumber(stamp.date), dayOf),
    pack: mapTexts(new Uint16Array(rows), 'pack', NO_PACK, (text) => {
      const pack = readPackName(text);
      return pack ? packIndex(pack) : 'not-pack';
    }),
    answers: named('answer', texts),
  };
  return { block, flaws };

  /** Every different text is read once. */
  function mapTexts<T extends Uint8Array | Int32Array | Uint16Array>(
    target: T,
    role: 'kind' | 'assessedOn' | 'pack',
    otherwise: number,
    read: (text: string) => number | TextRule,
  ): T {
    const column = place(role);
    if (column < 0) return target.fill(otherwise) as T;
    const cells = texts(column);
    const known = new Map<string, number | TextRule>([['', otherwise]]);
    for (let row = 0; row < rows; row++) {
      const text = textAt(cells, row);
      const value = known.get(text) ?? read(text);
      known.set(text, value);
      if (typeof value === 'number') target[row] = value;
      else flaws.push({ row, column: role, rule: value, value: text });
    }
    return target;
  }
}

type TextRule = 'not-kind' | 'not-day' | 'unclear-day' | 'not-pack';

function kindOf(text: string): number | TextRule {
  const at = (ASSESSMENT_KINDS as readonly string[]).indexOf(text.toLowerCase());
  return at < 0 ? 'not-kind' : at;
}

/** A day with or without a time behind it. */
function dayOf(text: string): number | TextRule {
  const day = readRecentDay(withoutTime(text));
  if (!day) return 'not-day';
  return 'day' in day ? dayNumber(day.day) : 'unclear-day';
}
