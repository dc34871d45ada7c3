// The roster: many enterprises, stored by column, with the newest assessment of each kind and all that were superseded.
import type { FollowUp } from '../model/index.ts';
import { computeSpellingSimilarity, foldKey, itemAt, normaliseSpelling } from '../model/index.ts';
import type { BoundedValue } from '../versions/index.ts';
import {
  ASSESSMENT_KINDS,
  type AssessmentKind,
  createBoundedValue,
  type FileAssessment,
  numberOrNull,
  type PackName,
  type Source,
} from './member.ts';
import {
  createValueTable,
  type GrowingColumn,
  growingCodes,
  growingDays,
  growingMarks,
  growingNumbers,
  type ValueTable,
} from './roster-storage.ts';
import { toCalendarDate, UNDATED } from './stated-day.ts';

/**
 * A fact of all members: each member has a code, which is the index of its value in the list of values. The first value
 * is the blank one.
 */
export interface FactColumn {
  readonly codes: Uint32Array;
  readonly values: readonly string[];
}

/** Data that only enterprise files contain. */
export interface FileDetail {
  /** The policies recommended to the enterprise, the newest one last. */
  readonly policies: readonly ({ readonly day: number } & Pick<FileAssessment, 'advice' | 'grants'>)[];
  readonly records: readonly FollowUp[];
}

/** The number of rows and files read, and of those left out as duplicates. */
interface RosterIntakeCounts {
  /** The number of rows or files read from each source, by its index. */
  readonly read: readonly number[];
  /** The number of assessments superseded by a newer one of the same enterprise and kind. */
  readonly older: number;
  /**
   * The number of assessments superseded by another one of the same day: one from a file supersedes one from a batch
   * result; otherwise, the one read first supersedes the others.
   */
  readonly sameDay: number;
  /** The number of assessments that are dated after the roster's day, and therefore ignored. */
  readonly later: number;
  /** The number of records that are dated after the roster's day, and therefore ignored. */
  readonly laterRecords: number;
  /** The number of registry rows whose key occurred in an earlier row; the first row of a key counts. */
  readonly registeredTwice: number;
  /** The number of registry rows that list an enterprise without a key. */
  readonly withoutKey: number;
  /** Whether some rows of batch results do not state a pack. */
  readonly withoutPack: boolean;
  /** The member whose key is the first one that the registry repeats. */
  readonly firstRepeated: number | undefined;
}

/**
 * All enterprises in the inputs and the registry, each once, stored by column because there may be a million. Arrays
 * may be longer than `size`. Objects are created only on request.
 */
export interface Roster {
  readonly size: number;
  /** The day of the roster, in days since 1970-01-01: events after it are ignored. Infinity means no limit. */
  readonly asOf: number;
  key(index: number): string;
  /** Returns the index of a key in any spelling; -1 if there is none. */
  find(key: string): number;
  /**
   * The number of enterprises that each member represents, if rows stand for groups of enterprises; null if each member
   * is one enterprise.
   */
  readonly counts: Uint32Array | null;
  /** For each member, 1 if the registry lists it, otherwise 0. */
  readonly registered: Uint16Array;
  /** The number of registered enterprises; null without a registry. */
  readonly registrySize: number | null;
  /** The facts, by their id or their heading in the registry; values in the registry take precedence. */
  readonly facts: ReadonlyMap<string, FactColumn>;
  /** The newest assessment of each kind. */
  readonly newest: Readonly<Record<AssessmentKind, AssessedColumns>>;
  /** Superseded assessments. */
  readonly past: Superseded;
  /** The details of those members, by index, whose enterprise file has a policy or records. */
  readonly files: ReadonlyMap<number, FileDetail>;
  /** The packs of assessments; the first entry is for an unknown pack. */
  readonly packs: readonly (PackName | null)[];
  readonly sources: readonly Source[];
  readonly intake: RosterIntakeCounts;
  /** Returns all assessments of a member: undated ones first, then by date, the newest last. */
  history(index: number): readonly HistoricAssessment[];
}

/** Whether a member is in scope: listed in the registry, or any member if there is no registry. */
export function isInScope(
  { registrySize, registered }: Pick<Roster, 'registrySize' | 'registered'>,
  index: number,
): boolean {
  return registrySize === null || registered[index] === 1;
}

/** For each member, how many enterprises it counts as; 0 excludes the member. */
export type Weights = Uint8Array | Uint32Array;

/** Returns the weights of the members in scope. */
export function weighScope(roster: Roster): Weights {
  if (roster.counts) return roster.counts.subarray(0, roster.size);
  return Uint8Array.from({ length: roster.size }, (_, index) => Number(isInScope(roster, index)));
}

/**
 * Answers to one question in the notation of batch results: an option's id, options separated by `;`, digits, `true`,
 * or a mark for a state such as "unknown".
 */
interface AnswerColumn {
  readonly codes: GrowingColumn<Uint32Array>;
  readonly table: ValueTable;
}

/**
 * For each member, its newest assessment of one kind, and the day of its first one. If value, lowest and highest are
 * NaN, the assessment has no level; if only the value is NaN, its level is open.
 */
export interface AssessedColumns {
  /** For each member, the index of the assessment's source plus 1; 0 if the member has no assessment of this kind. */
  readonly source: Uint16Array;
  /** The day of the assessment in days since 1970-01-01, or `UNDATED`. */
  readonly day: Int32Array;
  /** The day of the member's first dated assessment, even if it is superseded; `UNDATED` if none is dated. */
  readonly first: Int32Array;
  /** For each member, the index of the pack; 0 stands for an unknown pack. */
  readonly pack: Uint16Array;
  readonly level: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** The score of each member, by score id; NaN if it is open or has no value. */
  readonly scores: ReadonlyMap<string, Float64Array>;
  /** The answers of each member, by question id, if sources contain answers. */
  readonly answers: ReadonlyMap<string, { readonly codes: Uint32Array; readonly values: readonly string[] }>;
}

/**
 * Creates the columns for a kind of assessment that does not occur. Several of them share one array, because there may
 * be millions of members.
 */
export function createNoAssessments(size: number): AssessedColumns {
  const noCodes = new Uint16Array(size);
  const undatedDays = new Int32Array(size).fill(UNDATED);
  const noNumbers = new Float64Array(size).fill(Number.NaN);
  return {
    ...{ source: noCodes, pack: noCodes, day: undatedDays, first: undatedDays },
    ...{ level: noNumbers, lowest: noNumbers, highest: noNumbers, scores: new Map(), answers: new Map() },
  };
}

/** The columns of `AssessedColumns` while assessments are still being added. */
export interface GrowingAssessed {
  readonly columns: AssessedColumns;
  score(id: string): Float64Array;
  answer(id: string): AnswerColumn;
  /** The answer columns so far. */
  readonly answered: Iterable<AnswerColumn>;
  readonly scored: Iterable<GrowingColumn<Float64Array>>;
  grow(capacity: number): void;
}

export function createAssessedColumns(initial: number): GrowingAssessed {
  let capacity = initial;
  const marks = { source: growingMarks(capacity), pack: growingMarks(capacity) };
  const days = { day: growingDays(capacity), first: growingDays(capacity) };
  const numbers = {
    level: growingNumbers(capacity),
    lowest: growingNumbers(capacity),
    highest: growingNumbers(capacity),
  };
  const scores = new Map<string, GrowingColumn<Float64Array>>();
  const answers = new Map<string, AnswerColumn>();
  return {
    get columns() {
      return {
        source: marks.source.values,
        pack: marks.pack.values,
        day: days.day.values,
        first: days.first.values,
        level: numbers.level.values,
        lowest: numbers.lowest.values,
        highest: numbers.highest.values,
        scores: new Map([...scores].map(([id, { values }]) => [id, values])),
        answers: new Map(
          [...answers].map(([id, { codes, table }]) => [id, { codes: codes.values, values: table.values }]),
        ),
      };
    },
    score(id) {
      const column = scores.get(id) ?? growingNumbers(capacity);
      scores.set(id, column);
      return column.values;
    },
    answer(id) {
      const column = answers.get(id) ?? { codes: growingCodes(capacity), table: createValueTable() };
      answers.set(id, column);
      return column;
    },
    get answered() {
      return answers.values();
    },
    get scored() {
      return scores.values();
    },
    grow(length) {
      capacity = length;
      const datedColumns = [...Object.values(marks), ...Object.values(days)];
      for (const column of [...datedColumns, ...Object.values(numbers), ...scores.values()]) column.grow(length);
      for (const { codes } of answers.values()) codes.grow(length);
    },
  };
}

/**
 * The id of the score that is kept for superseded assessments, if results contain it: it decides between equal levels.
 */
export const TIEBREAK_SCORE = 'total';

/** An assessment, superseded or not. */
export interface HistoricAssessment {
  readonly kind: AssessmentKind;
  /** The day of the assessment, YYYY-MM-DD; null if the source does not state it. */
  readonly date: string | null;
  readonly pack: PackName | null;
  readonly level: BoundedValue;
  /** A score that decides between equal levels; null if there is none. */
  readonly score: number | null;
}

/**
 * A superseded assessment as numbers, with NaN for no value. `kind` is an index into `ASSESSMENT_KINDS`, `pack` an
 * index into the roster's packs.
 */
export type SupersededRow = Readonly<Record<(typeof ASSESSMENT_COLUMNS)[number], number>>;

const ASSESSMENT_COLUMNS = ['kind', 'day', 'pack', 'level', 'lowest', 'highest', 'score'] as const;

/**
 * Dated assessments superseded by newer ones. If several are of the same kind and day, only the one read first is kept.
 */
interface Superseded {
  has(index: number): boolean;
  /** Returns the past assessments of a member, newest last. */
  of(index: number, packs: readonly (PackName | null)[]): readonly HistoricAssessment[];
  /** Returns the newest assessment of a kind up to a day; undefined if there is none. */
  newestOn(index: number, kind: AssessmentKind, day: number): SupersededRow | undefined;
  /** Returns the position and day of each assessment of a kind, in no particular order. */
  placesOf(index: number, kind: AssessmentKind): Iterable<readonly [place: number, day: number]>;
  rowAt(place: number): SupersededRow;
  /**
   * For each score id, the score at every position; NaN if it is open or has no value. An array may end at the last
   * position with a score.
   */
  readonly scores: ReadonlyMap<string, readonly number[]>;
  addDays(index: number, kind: AssessmentKind, days: number[]): void;
}

/** The store `Superseded` while assessments are still being added. */
interface GrowingSuperseded extends Superseded {
  /** Adds a superseded assessment; its scores are at index `at` of the given columns. */
  add(index: number, row: SupersededRow, scores: ReadonlyMap<string, ArrayLike<number>>, at: number): void;
  grow(capacity: number): void;
}

/**
 * Creates an empty store for superseded assessments, with room for `capacity` members. It is stored by column, because
 * there may be a million assessments.
 */
export function createSuperseded(capacity: number): GrowingSuperseded {
  const columns = Object.fromEntries(ASSESSMENT_COLUMNS.map((name) => [name, []])) as unknown as Record<
    keyof SupersededRow,
    number[]
  >;
  /**
   * The rows of each member as a linked list: for each row, the member's previous row; for each member, its last row.
   * Both are stored as position plus 1; 0 stands for none.
   */
  const supersededRows: number[] = [];
  const lastRows = growingCodes(capacity);
  const scores = new Map<string, number[]>();

  function keepScore(id: string, place: number, value: number): void {
    if (Number.isNaN(value)) return;
    const scoreColumn = scores.get(id) ?? [];
    scores.set(id, scoreColumn);
    while (scoreColumn.length < place) scoreColumn.push(Number.NaN);
    scoreColumn.push(value);
  }

  function* placesOf(index: number): Generator<number> {
    for (let rowPlace = lastRows.values[index] as number; rowPlace > 0; rowPlace = itemAt(supersededRows, rowPlace - 1))
      yield rowPlace - 1;
  }

  function* daysOf(index: number, kind: number): Generator<readonly [place: number, day: number]> {
    for (const rowPlace of placesOf(index)) {
      if (columns.kind[rowPlace] === kind) yield [rowPlace, itemAt(columns.day, rowPlace)];
    }
  }

  function rowAt(place: number): SupersededRow {
    return Object.fromEntries(ASSESSMENT_COLUMNS.map((name) => [name, columns[name][place]])) as SupersededRow;
  }

  return {
    add(index, row, own, at) {
      if (row.day === UNDATED) return;
      for (const [, day] of daysOf(index, row.kind)) if (day === row.day) return;
      for (const [id, values] of own) keepScore(id, supersededRows.length, values[at] ?? Number.NaN);
      supersededRows.push(lastRows.values[index] as number);
      lastRows.values[index] = supersededRows.length;
      for (const name of ASSESSMENT_COLUMNS) columns[name].push(row[name]);
    },
    scores,
    rowAt,
    placesOf: (index, kind) => daysOf(index, ASSESSMENT_KINDS.indexOf(kind)),
    grow: (length) => lastRows.grow(length),
    has: (index) => lastRows.values[index] !== 0,
    of: (index, packs) =>
      [...placesOf(index)]
        .map(rowAt)
        .sort((a, b) => a.day - b.day)
        .map((row) => toHistoricAssessment(row, packs)),
    newestOn(index, kind, until) {
      let [found, newest] = [-1, UNDATED];
      for (const [place, day] of daysOf(index, ASSESSMENT_KINDS.indexOf(kind)))
        if (day <= until && day > newest) [found, newest] = [place, day];
      return found < 0 ? undefined : rowAt(found);
    },
    addDays(index, kind, days) {
      for (const [, day] of daysOf(index, ASSESSMENT_KINDS.indexOf(kind))) days.push(day);
    },
  };
}

/** Converts a row to an object. */
export function toHistoricAssessment(row: SupersededRow, packs: readonly (PackName | null)[]): HistoricAssessment {
  const { kind, day, pack, level, lowest, highest, score } = row;
  return {
    kind: itemAt(ASSESSMENT_KINDS, kind),
    date: toCalendarDate(day),
    pack: packs[pack] ?? null,
    level: createBoundedValue(level, lowest, highest),
    score: numberOrNull(score),
  };
}

/** Reads an assessment from columns as a row. */
export function readSupersededRow(
  columns: Pick<AssessedColumns, 'day' | 'pack' | 'level' | 'lowest' | 'highest'>,
  at: number,
  { kind, score = Number.NaN }: { readonly kind: number; readonly score: number | undefined },
): SupersededRow {
  const valueIn = (column: AssessedColumns['day' | 'pack' | 'level']): number => column[at] as number;
  const { day, pack, level, lowest, highest } = columns;
  return {
    kind,
    day: valueIn(day),
    pack: valueIn(pack),
    level: valueIn(level),
    lowest: valueIn(lowest),
    highest: valueIn(highest),
    score,
  };
}

/** The digits for which these letters may have been mistaken; codes of enterprises do not contain the letters. */
const DIGIT_OF: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5' };
const LOOKALIKE_LETTERS = /[OIZS]/g;
const NON_ALPHANUMERICS = /[^\p{L}\p{N}]+/gu;

/** Keys outside the registry that resemble a registered key. */
interface SimilarKeys {
  readonly count: number;
  /** The first such pair: the key outside the registry, and the registered key that it resembles. */
  readonly first: readonly [outside: string, registered: string];
}

/**
 * Finds enterprises outside the registry whose key differs from a registered one only in punctuation and spaces, or in
 * letters that look like digits; most likely, the key was mistyped. Undefined if there are none.
 */
export function findSimilarKeys({ size, registered, registrySize, key }: Roster): SimilarKeys | undefined {
  if (registrySize === null) return undefined;
  const unregisteredMembers = Array.from({ length: size }, (_, index) => index).filter(
    (index) => registered[index] !== 1,
  );
  if (unregisteredMembers.length === 0) return undefined;
  const firstByForm = new Map<string, string>();
  for (let index = 0; index < size; index++) {
    if (registered[index] === 1) firstByForm.set(readingOf(key(index)), key(index));
  }
  let count = 0;
  let firstPair: SimilarKeys['first'] | undefined;
  for (const index of unregisteredMembers) {
    const similarKey = firstByForm.get(readingOf(key(index)));
    if (similarKey === undefined) continue;
    count += 1;
    firstPair ??= [key(index), similarKey];
  }
  return firstPair && { count, first: firstPair };
}

function readingOf(key: string): string {
  return foldKey(key)
    .replace(NON_ALPHANUMERICS, '')
    .replace(LOOKALIKE_LETTERS, (letter) => DIGIT_OF[letter] as string);
}

/** Finds sets of values of a fact that differ only in case, width or spaces, because grouping would not join them. */
export function findSimilarValues({ facts }: Pick<Roster, 'facts'>, fact: string): readonly (readonly string[])[] {
  const byForm = new Map<string, string[]>();
  for (const value of facts.get(fact)?.values ?? []) {
    const form = normaliseSpelling(value);
    byForm.set(form, [...(byForm.get(form) ?? []), value]);
  }
  return [...byForm.values()].filter(({ length }) => length > 1);
}

/**
 * A value that only one enterprise states may be a misspelling of a value that at least this many enterprises state.
 */
const MIN_FREQUENT = 5;
/**
 * From this similarity on (0 to 1), two values may be meant to be the same: it allows one typo in seven letters.
 * Western and Eastern, or 新都区 and 郫都区, are less similar.
 */
const NEARLY_EQUAL = 0.85;
/** A fact with more values than this is not used for grouping, and comparing all its values would take long. */
const MAX_GROUPS = 500;
/** The optional ending of a Chinese place name: 郫都 is 郫都区. */
const PLACE_SUFFIX = /(?<=..)[省市区县乡镇]$/u;

/** A value of a fact and the value that was most likely meant, with the number of enterprises for each. */
interface DoubtfulValue {
  readonly value: string;
  readonly count: number;
  readonly likely: string;
  readonly likelyCount: number;
}

/**
 * Finds values of a fact that are most likely mistyped or shortened forms of another value: place names with and
 * without their suffix, and a value of a single enterprise that nearly equals a frequent value. Values with digits are
 * left out, because different values, such as zones 1 and 11, are often similar.
 */
export function findDoubtfulValues(
  { facts, size, counts }: Pick<Roster, 'facts' | 'size' | 'counts'>,
  fact: string,
): readonly DoubtfulValue[] {
  const column = facts.get(fact);
  if (!column || counts || column.values.length > MAX_GROUPS) return [];
  const totals = new Map<string, number>();
  for (let index = 0; index < size; index++) {
    const value = itemAt(column.values, column.codes[index] as number);
    if (value !== '' && !/\p{N}/u.test(value)) totals.set(value, (totals.get(value) ?? 0) + 1);
  }
  const frequentValues = [...totals].flatMap(([value, count]) => (count >= MIN_FREQUENT ? [value] : []));
  return [...totals].flatMap(([value, count]) => {
    const similarValues =
      count === 1 ? frequentValues.filter((other) => computeSpellingSimilarity(value, other) >= NEARLY_EQUAL) : [];
    const likelyValue =
      findMeantPlace(value, count, totals) ?? (similarValues.length === 1 ? similarValues[0] : undefined);
    // Values that differ only in capitals, width or spaces are reported elsewhere.
    if (likelyValue === undefined || normaliseSpelling(likelyValue) === normaliseSpelling(value)) return [];
    return [{ value, count, likely: likelyValue, likelyCount: totals.get(likelyValue) as number }];
  });
}

/** Returns another name of the same place, such as 郫都区 for 郫都, if that name is more frequent. */
function findMeantPlace(value: string, count: number, totals: ReadonlyMap<string, number>): string | undefined {
  const valueCore = value.replace(PLACE_SUFFIX, '');
  return [...totals].find(([other, otherCount]) => {
    const isPlace = other !== value && (valueCore === other || other.replace(PLACE_SUFFIX, '') === value);
    return isPlace && (otherCount > count || (otherCount === count && other > value));
  })?.[0];
}

const LONG_NUMBER = /^[+-]?[\d.]+(e\+?\d{3,}|\d{250,})$/i;

/** Finds facts with numbers too large for a double, most likely typos. */
export function findNonFinite({
  facts,
}: Pick<Roster, 'facts'>): { readonly fact: string; readonly values: readonly string[] }[] {
  return [...facts].flatMap(([fact, { values }]) => {
    const nonFinite = values.filter((value) => LONG_NUMBER.test(value) && !Number.isFinite(Number(value)));
    return nonFinite.length === 0 ? [] : [{ fact, values: nonFinite }];
  });
}
