import { normaliseSpelling, TABLE_SPELLINGS } from '../model/index.ts';
import { ASSESSMENT_KINDS, type AssessmentKind, NO_PACK, type PackName } from './member.ts';
import type { Limits, ResultRowError } from './result-checks.ts';
import type { ResultBlock } from './roster-blocks.ts';
import { type TextCells, textAt } from './roster-storage.ts';
import { readRecentDay, removeTime, toDayNumberOrUndated } from './stated-day.ts';

/** The assessment kind and date the user gives for rows that do not state them. */
export interface RowDefaults {
  readonly kind: AssessmentKind;
  /** A date such as `2026-01-31`; null if the user gives none. */
  readonly date: string | null;
}

/** The columns of a range of rows: numbers as numbers, NaN for a blank; everything else as text. */
export interface RowColumns {
  readonly rows: number;
  readonly key: TextCells;
  texts(column: number): TextCells;
  numbers(column: number): Float64Array;
}

/** A block of results, and the errors of rows whose kind, date, pack or count is invalid. */
export interface CheckedBlock {
  readonly block: ResultBlock;
  readonly flaws: readonly ResultRowError[];
}

/**
 * Builds a block of results from columns. Values in the columns `kind`, `assessedOn` and `pack` take precedence over
 * the defaults.
 */
export function buildResultBlock(
  columns: readonly ResultColumn[],
  { rows, key, texts, numbers }: RowColumns,
  stamp: RowDefaults,
  packIndex: (pack: PackName | null) => number,
): CheckedBlock {
  const flaws: ResultRowError[] = [];
  const findColumnWithRole = (role: ResultColumn['role']): number =>
    columns.findIndex((column) => column.role === role);
  const numbersOf = (role: ResultColumn['role']): Float64Array => {
    const column = findColumnWithRole(role);
    return column < 0 ? new Float64Array(rows).fill(Number.NaN) : numbers(column);
  };
  const mapColumnsByName = <T>(role: NamedRole, read: (column: number) => T): ReadonlyMap<string, T> =>
    new Map(columns.flatMap((column, at) => (column.role === role ? [[column.name, read(at)] as const] : [])));
  const level = numbersOf('level');
  const [[column, counts] = []] = mapColumnsByName('count', numbers);
  for (const [row, value] of counts?.entries() ?? []) {
    const isCount = Number.isInteger(value) && value >= 1 && value <= MAX_COUNT;
    if (!isCount) flaws.push({ row, column: column as string, rule: 'not-count', value });
  }
  const block = {
    rows,
    key,
    counts: counts ?? null,
    facts: mapColumnsByName('fact', texts),
    scores: mapColumnsByName('score', numbers),
    level,
    lowest: findColumnWithRole('lowest') < 0 ? level : numbersOf('lowest'),
    highest: findColumnWithRole('highest') < 0 ? level : numbersOf('highest'),
    coverage: numbersOf('coverage'),
    kind: mapTexts(new Uint8Array(rows), 'kind', ASSESSMENT_KINDS.indexOf(stamp.kind), kindOf),
    day: mapTexts(new Int32Array(rows), 'assessedOn', toDayNumberOrUndated(stamp.date), dayOf),
    pack: mapTexts(new Uint16Array(rows), 'pack', NO_PACK, (text) => {
      const pack = readPackName(text);
      return pack ? packIndex(pack) : 'not-pack';
    }),
    answers: mapColumnsByName('answer', texts),
  };
  return { block, flaws };

  /** Converts the texts of a column to numbers; each distinct text is parsed only once. */
  function mapTexts<T extends Uint8Array | Int32Array | Uint16Array>(
    target: T,
    role: 'kind' | 'assessedOn' | 'pack',
    otherwise: number,
    read: (text: string) => number | TextRule,
  ): T {
    const column = findColumnWithRole(role);
    if (column < 0) return target.fill(otherwise) as T;
    const cells = texts(column);
    const cache = new Map<string, number | TextRule>([['', otherwise]]);
    for (let row = 0; row < rows; row++) {
      const text = textAt(cells, row);
      const value = cache.get(text) ?? read(text);
      cache.set(text, value);
      if (typeof value === 'number') target[row] = value;
      else flaws.push({ row, column: role, rule: value, value: text });
    }
    return target;
  }
}

type TextRule = 'not-kind' | 'not-day' | 'unclear-day' | 'not-pack';

function kindOf(text: string): number | TextRule {
  const kindIndex = (ASSESSMENT_KINDS as readonly string[]).indexOf(text.toLowerCase());
  return kindIndex < 0 ? 'not-kind' : kindIndex;
}

/** Reads a date, optionally followed by a time. */
function dayOf(text: string): number | TextRule {
  const day = readRecentDay(removeTime(text));
  if (!day) return 'not-day';
  return 'day' in day ? toDayNumberOrUndated(day.day) : 'unclear-day';
}

/** The role of a column of batch results, which states what it contains. */
export type ResultColumn =
  | { readonly role: NamedRole; readonly name: string }
  | { readonly role: 'key' | NumberRole | 'kind' | 'assessedOn' | 'pack' | 'ignore' };

type NamedRole = 'fact' | 'score' | 'answer' | 'count';
type NumberRole = 'level' | 'lowest' | 'highest' | 'coverage';

/** The highest number of enterprises that can be counted. */
export const MAX_COUNT = 0xffffffff;

/**
 * Headings with a fixed meaning in every batch result. The columns `kind`, `assessedOn` and `pack` are optional;
 * `batch` does not write them.
 */
const RESERVED_HEADINGS = ['level', 'lowest', 'highest', 'coverage', 'kind', 'assessedOn', 'pack'] as const;
const IGNORED_HEADINGS = ['warnings', ''];

/** Information about the columns besides their headings. */
export interface HeadingContext {
  /** The heading of the key column; undefined means the first column. */
  readonly key: string | undefined;
  /**
   * The heading of the column that states how many enterprises a row represents; a table with this column has no key.
   */
  readonly count: string | undefined;
  /** Whether a column is a fact whatever it contains, because the user or the registry names it as a fact. */
  readonly isFact: (heading: string) => boolean;
  /** Whether all inspected values of a column are, or should be, numbers; false if all are blank. */
  readonly isNumeric: (column: number) => boolean;
}

/**
 * Assigns a role to each column of a batch result: key, facts and scores before `level`, the level with its bounds,
 * coverage, and answers after `warnings`. Undefined if the table is not a batch result because it has no `level` or no
 * key.
 */
export function bindResultColumns(
  headings: readonly string[],
  context: HeadingContext,
): readonly ResultColumn[] | undefined {
  const key = keyColumn(headings, context);
  const fixedColumns = findReservedColumns(headings);
  if (key < 0 || fixedColumns.has(key) || ![...fixedColumns.values()].includes('level')) return undefined;
  const answersFrom = headings.indexOf('warnings');
  return headings.map((name, column): ResultColumn => {
    if (column === key) return context.count === undefined ? { role: 'key' } : { role: 'count', name };
    const role = fixedColumns.get(column);
    if (role) return { role };
    if (IGNORED_HEADINGS.includes(name)) return { role: 'ignore' };
    if (context.isFact(name)) return { role: 'fact', name };
    if (answersFrom >= 0 && column > answersFrom) return { role: 'answer', name };
    return { role: context.isNumeric(column) ? 'score' : 'fact', name };
  });
}

/** All headings that mark the key column if the user names none. */
const KEY_SPELLINGS = new Set<string>(TABLE_SPELLINGS.keys.map(normaliseSpelling));

/**
 * Returns the index of the key column: the column with the pack's heading for the key (`own`) or, if there is none,
 * with a usual heading; -1 if there is neither.
 */
export function findKeyColumn(headings: readonly string[], own: string | null): number {
  const exactPlace = own === null ? -1 : headings.indexOf(own);
  if (exactPlace >= 0) return exactPlace;
  return headings.findIndex((heading) => KEY_SPELLINGS.has(normaliseSpelling(heading)));
}

/**
 * Returns the scores in a table written by `batch` that the pack does not have, if the table seems to be from another
 * pack: the pack lacks most of the table's scores, and the table lacks most of the pack's scores. Otherwise returns
 * undefined, because an earlier version of the same pack may have had other scores.
 */
export function findOtherScores(
  columns: readonly ResultColumn[],
  { stated, facts }: Pick<Limits, 'stated' | 'facts'>,
): readonly string[] | undefined {
  if (!(['level', 'coverage'] as const).every((role) => columns.some((column) => column.role === role)))
    return undefined;
  const scores = columns.flatMap((column) => (column.role === 'score' && !facts.has(column.name) ? [column.name] : []));
  const otherScores = scores.filter((name) => !stated.has(name));
  const ownCount = scores.length - otherScores.length;
  return otherScores.length > ownCount && ownCount * 2 < stated.size ? otherScores : undefined;
}

/**
 * Returns the index of the key column, or of the column of counts in a table without a key; -1 if the table has
 * neither.
 */
export function keyColumn(headings: readonly string[], { key, count }: Pick<HeadingContext, 'key' | 'count'>): number {
  const keyName = count ?? key;
  return keyName === undefined ? 0 : headings.indexOf(keyName);
}

/** Whether a heading has a fixed meaning in every batch result and therefore is not a fact. */
export function isReservedHeading(heading: string): boolean {
  return RESERVED_HEADINGS.some((role) => role.toLowerCase() === heading.toLowerCase());
}

/** Finds the columns with fixed headings; ignores case if there is no exact match. */
export function findReservedColumns(
  headings: readonly string[],
): ReadonlyMap<number, (typeof RESERVED_HEADINGS)[number]> {
  const columnRoles = RESERVED_HEADINGS.map((role) => {
    const exactPlace = headings.indexOf(role);
    const column =
      exactPlace >= 0 ? exactPlace : headings.findIndex((name) => name.toLowerCase() === role.toLowerCase());
    return [column, role] as const;
  });
  return new Map(columnRoles.filter(([place]) => place >= 0));
}

/** The syntax of a pack id with an optional version. */
const PACK_PATTERN = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})(?:@([^\s@]{1,64}))?$/;

/** Parses `id@version`, or an id alone. */
export function readPackName(text: string): PackName | undefined {
  const [, id, version = ''] = PACK_PATTERN.exec(text) ?? [];
  return id === undefined ? undefined : { id, version };
}
