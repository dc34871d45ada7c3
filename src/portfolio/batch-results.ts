import { ASSESSMENT_KINDS, type AssessmentKind, NO_PACK, type PackName } from './member.ts';
import type { ResultRowError } from './result-checks.ts';
import type { ResultBlock } from './roster-builder.ts';
import { type TextCells, textAt } from './roster-storage.ts';
import { dayNumber, readRecentDay, withoutTime } from './stated-day.ts';

/** What the user says of rows that do not say it themselves. */
export interface RowDefaults {
  readonly kind: AssessmentKind;
  /** YYYY-MM-DD, or null. */
  readonly date: string | null;
}

/** The columns of a stretch of rows: numbers as they are, NaN for a blank; all else as texts. */
export interface RowColumns {
  readonly rows: number;
  readonly key: TextCells;
  texts(column: number): TextCells;
  numbers(column: number): Float64Array;
}

/** A block, and the rows that say of their kind or day what none is. */
export interface CheckedBlock {
  readonly block: ResultBlock;
  readonly flaws: readonly ResultRowError[];
}

/** Puts columns together as a block of results. What stands under `kind`, `assessedOn` and `pack` goes before the stamp. */
export function buildResultBlock(
  columns: readonly ResultColumn[],
  { rows, key, texts, numbers }: RowColumns,
  stamp: RowDefaults,
  packIndex: (pack: PackName | null) => number,
): CheckedBlock {
  const flaws: ResultRowError[] = [];
  const place = (role: ResultColumn['role']): number => columns.findIndex((column) => column.role === role);
  const numbersOf = (role: ResultColumn['role']): Float64Array => {
    const at = place(role);
    return at < 0 ? new Float64Array(rows).fill(Number.NaN) : numbers(at);
  };
  const named = <T>(role: NamedRole, read: (column: number) => T): ReadonlyMap<string, T> =>
    new Map(columns.flatMap((column, at) => (column.role === role ? [[column.name, read(at)] as const] : [])));
  const level = numbersOf('level');
  const [[column, counts] = []] = named('count', numbers);
  for (const [row, value] of counts?.entries() ?? []) {
    const isCount = Number.isInteger(value) && value >= 1 && value <= MOST_COUNTED;
    if (!isCount) flaws.push({ row, column: column as string, rule: 'not-count', value });
  }
  const block = {
    rows,
    key,
    counts: counts ?? null,
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

/** What a column of batch results holds. */
export type ResultColumn =
  | { readonly role: NamedRole; readonly name: string }
  | { readonly role: 'key' | NumberRole | 'kind' | 'assessedOn' | 'pack' | 'ignore' };

type NamedRole = 'fact' | 'score' | 'answer' | 'count';
type NumberRole = 'level' | 'lowest' | 'highest' | 'coverage';

/** The most enterprises that can be counted. */
export const MOST_COUNTED = 0xffffffff;

/** Columns with these headings mean the same in every batch result; the last three are optional and not from `batch`. */
const RESERVED = ['level', 'lowest', 'highest', 'coverage', 'kind', 'assessedOn', 'pack'] as const;
const IGNORED = ['warnings', ''];

/** What is known of the columns beside their headings. */
export interface HeadingContext {
  /** The heading of the key; undefined is the first column. */
  readonly key: string | undefined;
  /** The heading of how many enterprises a row stands for: then there is no key. */
  readonly count: string | undefined;
  /** Whether a column is a fact whatever it holds: named by the user or by the registry. */
  readonly isFact: (heading: string) => boolean;
  /** Whether all that is seen of a column are numbers, or should be; false where all is blank. */
  readonly isNumeric: (column: number) => boolean;
}

/**
 * What the columns of a batch result are: the key, facts and scores up to `level`, the level with its bounds, coverage,
 * and answers behind `warnings`. Undefined where it is no batch result: `level` or the key is missing.
 */
export function bindResultColumns(
  headings: readonly string[],
  known: HeadingContext,
): readonly ResultColumn[] | undefined {
  const key = keyColumn(headings, known);
  const fixed = reservedColumns(headings);
  if (key < 0 || fixed.has(key) || ![...fixed.values()].includes('level')) return undefined;
  const answersFrom = headings.indexOf('warnings');
  return headings.map((name, column): ResultColumn => {
    if (column === key) return known.count === undefined ? { role: 'key' } : { role: 'count', name };
    const role = fixed.get(column);
    if (role) return { role };
    if (IGNORED.includes(name)) return { role: 'ignore' };
    if (known.isFact(name)) return { role: 'fact', name };
    if (answersFrom >= 0 && column > answersFrom) return { role: 'answer', name };
    return { role: known.isNumeric(column) ? 'score' : 'fact', name };
  });
}

/** The column of the key, or of what stands in its place; -1 where there is none. */
export function keyColumn(headings: readonly string[], { key, count }: Pick<HeadingContext, 'key' | 'count'>): number {
  const named = count ?? key;
  return named === undefined ? 0 : headings.indexOf(named);
}

/** Whether a heading means the same in every batch result, and so is no fact. */
export function isReservedHeading(heading: string): boolean {
  return RESERVED.some((role) => role.toLowerCase() === heading.toLowerCase());
}

/** The places of columns that mean the same in every batch result; in other capitals where none is spelled as it should. */
export function reservedColumns(headings: readonly string[]): ReadonlyMap<number, (typeof RESERVED)[number]> {
  const places = RESERVED.map((role) => {
    const exact = headings.indexOf(role);
    const place = exact >= 0 ? exact : headings.findIndex((name) => name.toLowerCase() === role.toLowerCase());
    return [place, role] as const;
  });
  return new Map(places.filter(([place]) => place >= 0));
}

/** As ids and versions of packs are written. */
const PACK = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})(?:@([^\s@]{1,64}))?$/;

/** Reads `id@version`, or the id alone. */
export function readPackName(text: string): PackName | undefined {
  const [, id, version = ''] = PACK.exec(text) ?? [];
  return id === undefined ? undefined : { id, version };
}
