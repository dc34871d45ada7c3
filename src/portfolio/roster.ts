// The roster: many enterprises, kept column by column; the newest assessment of each kind and those it superseded.
import type { FollowUp } from '../model/index.ts';
import { foldKey, normaliseSpelling } from '../model/index.ts';
import type { BoundedValue } from '../versions/index.ts';
import {
  type Advice,
  ASSESSMENT_KINDS,
  type AssessmentKind,
  boundedValue,
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
import { dateOfDay, UNDATED } from './stated-day.ts';

/** A fact of all members: codes into its values, of which the first is the blank. */
export interface FactColumn {
  readonly codes: Uint32Array;
  readonly values: readonly string[];
}

/** What only enterprise files tell. */
export interface FileDetail {
  /** Newest last. */
  readonly policies: readonly { readonly day: number; readonly advice: Advice | null }[];
  readonly records: readonly FollowUp[];
}

/** How many rows and files came in, and what was left out by the rule on duplicates. */
interface Intake {
  /** By index into the sources: rows or files that were read. */
  readonly read: readonly number[];
  /** Assessments that gave way to a newer one of the same enterprise and kind. */
  readonly older: number;
  /** Assessments of the same day that gave way: a batch row to a file, else the one read first. */
  readonly sameDay: number;
  /** Assessments after the day of the roster. */
  readonly later: number;
  /** Records of what became of policies after it. */
  readonly laterRecords: number;
  /** Registry rows whose key another row has already; the first counts. */
  readonly registeredTwice: number;
  /** Whether rows of batch results name no pack. */
  readonly withoutPack: boolean;
  /** The member that the first of those rows repeats. */
  readonly firstRepeated: number | undefined;
}

/**
 * All enterprises that the inputs and the registry name, each once, column by column: there may be a million. Arrays may
 * be longer than `size`. Objects are made only of those that are asked for.
 */
export interface Roster {
  readonly size: number;
  /** Days since 1970-01-01: what is dated later is not so yet. Infinity is no such day. */
  readonly asOf: number;
  key(index: number): string;
  /** The place of a key in any spelling; -1 where nobody has it. */
  find(key: string): number;
  /** How many enterprises each member is, where rows stood for groups of them; null where each is one. */
  readonly counts: Uint32Array | null;
  /** 1 where the registry lists the member. */
  readonly registered: Uint16Array;
  /** How many the registry lists; null without a registry. */
  readonly registrySize: number | null;
  /** By the id of the fact or the registry's heading; what the registry says goes first. */
  readonly facts: ReadonlyMap<string, FactColumn>;
  /** The newest assessment of each kind. */
  readonly newest: Readonly<Record<AssessmentKind, AssessedColumns>>;
  /** What gave way to newer ones. */
  readonly past: Superseded;
  /** Of members whose enterprise file has a policy or records. */
  readonly files: ReadonlyMap<number, FileDetail>;
  /** The first is unknown. */
  readonly packs: readonly (PackName | null)[];
  readonly sources: readonly Source[];
  readonly intake: Intake;
  /** All that is known of a member's assessments, newest last, undated ones first. */
  history(index: number): readonly HistoricAssessment[];
}

/** Whether the registry lists a member; everybody is in scope where there is no registry. */
export function isInScope(
  { registrySize, registered }: Pick<Roster, 'registrySize' | 'registered'>,
  index: number,
): boolean {
  return registrySize === null || registered[index] === 1;
}

/** As how many enterprises each member counts; 0 where it does not. */
export type Weights = Uint8Array | Uint32Array;

/** The members in scope. */
export function weighScope(roster: Roster): Weights {
  if (roster.counts) return roster.counts.subarray(0, roster.size);
  return Uint8Array.from({ length: roster.size }, (_, index) => Number(isInScope(roster, index)));
}

/** Answers to one question as results state them: an option's id, options separated by `;`, digits, `true`, a mark for a state. */
interface AnswerColumn {
  readonly codes: GrowingColumn<Uint32Array>;
  readonly table: ValueTable;
}

/**
 * The newest assessments of one kind, and when the first was, a row for each member. A level is nothing where value,
 * lowest and highest are NaN, and open where only the value is.
 */
export interface AssessedColumns {
  /** 1 more than the index into the roster's sources; 0 where the member was not assessed so. */
  readonly source: Uint16Array;
  /** Days since 1970-01-01, or `UNDATED`. */
  readonly day: Int32Array;
  /** The day of the first that is dated, also of one that gave way to a newer one; `UNDATED` where none is. */
  readonly first: Int32Array;
  /** Index into the roster's packs; 0 is an unknown one. */
  readonly pack: Uint16Array;
  readonly level: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** By the id of the score; NaN where it is open or nothing. */
  readonly scores: ReadonlyMap<string, Float64Array>;
  /** By the id of the question, where sources have answers. */
  readonly answers: ReadonlyMap<string, { readonly codes: Uint32Array; readonly values: readonly string[] }>;
}

/** Of a kind by which nobody was assessed: one column for several, since there may be millions of members. */
export function createNoAssessments(size: number): AssessedColumns {
  const none = new Uint16Array(size);
  const undated = new Int32Array(size).fill(UNDATED);
  const nothing = new Float64Array(size).fill(Number.NaN);
  return {
    ...{ source: none, pack: none, day: undated, first: undated },
    ...{ level: nothing, lowest: nothing, highest: nothing, scores: new Map(), answers: new Map() },
  };
}

/** The same while it grows. */
export interface GrowingAssessed {
  readonly columns: AssessedColumns;
  score(id: string): Float64Array;
  answer(id: string): AnswerColumn;
  /** The answers there are. */
  readonly answered: Iterable<AnswerColumn>;
  readonly scored: Iterable<GrowingColumn<Float64Array>>;
  grow(capacity: number): void;
}

/** Empty columns. */
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
      const known = scores.get(id) ?? growingNumbers(capacity);
      scores.set(id, known);
      return known.values;
    },
    answer(id) {
      const known = answers.get(id) ?? { codes: growingCodes(capacity), table: createValueTable() };
      answers.set(id, known);
      return known;
    },
    get answered() {
      return answers.values();
    },
    get scored() {
      return scores.values();
    },
    grow(length) {
      capacity = length;
      const dated = [...Object.values(marks), ...Object.values(days)];
      for (const column of [...dated, ...Object.values(numbers), ...scores.values()]) column.grow(length);
      for (const { codes } of answers.values()) codes.grow(length);
    },
  };
}

/** The score that is kept of what gave way, where results have it: the one that decides between equal levels. */
export const TIEBREAK_SCORE = 'total';

/** What is known of an assessment, whether or not it gave way to a newer one. */
export interface HistoricAssessment {
  readonly kind: AssessmentKind;
  /** YYYY-MM-DD; null where the source does not say. */
  readonly date: string | null;
  readonly pack: PackName | null;
  readonly level: BoundedValue;
  /** The score that decides between equal levels; null where there is none. */
  readonly score: number | null;
}

/** The same in numbers, of which NaN is nothing: `kind` is a position in `ASSESSMENT_KINDS`, `pack` one in the roster's packs. */
export type SupersededRow = Readonly<Record<(typeof COLUMNS)[number], number>>;

const COLUMNS = ['kind', 'day', 'pack', 'level', 'lowest', 'highest', 'score'] as const;

/** Dated assessments that gave way to newer ones; of one kind and day the one that was read first. */
interface Superseded {
  has(index: number): boolean;
  /** Those of a member, newest last. */
  of(index: number, packs: readonly (PackName | null)[]): readonly HistoricAssessment[];
  /** The newest of a kind up to a day; undefined where there is none. */
  newestOn(index: number, kind: AssessmentKind, day: number): SupersededRow | undefined;
  /** Those of a kind, in no order: the place of each, and its day. */
  placesOf(index: number, kind: AssessmentKind): Iterable<readonly [place: number, day: number]>;
  rowAt(place: number): SupersededRow;
  /** The scores of all places by id, NaN where one is open or nothing; an array ends with the last place that has one. */
  readonly scores: ReadonlyMap<string, readonly number[]>;
  addDays(index: number, kind: AssessmentKind, days: number[]): void;
}

/** The same while it grows, with room for its members. */
interface GrowingSuperseded extends Superseded {
  /** With its scores, which are at one position of some columns. */
  add(index: number, row: SupersededRow, scores: ReadonlyMap<string, ArrayLike<number>>, at: number): void;
  grow(capacity: number): void;
}

/** Nothing past yet, and room for so many members. There may be a million rows: they are kept column by column. */
export function createSuperseded(capacity: number): GrowingSuperseded {
  const columns = Object.fromEntries(COLUMNS.map((name) => [name, []])) as unknown as Record<
    keyof SupersededRow,
    number[]
  >;
  /** For each row the place of the one before it of the same member, and of each member the last; 1 more, 0 is none. */
  const before: number[] = [];
  const last = growingCodes(capacity);
  const scores = new Map<string, number[]>();

  function keepScore(id: string, place: number, value: number): void {
    if (Number.isNaN(value)) return;
    const own = scores.get(id) ?? [];
    scores.set(id, own);
    while (own.length < place) own.push(Number.NaN);
    own.push(value);
  }

  function* placesOf(index: number): Generator<number> {
    for (let at = last.values[index] as number; at > 0; at = before[at - 1] as number) yield at - 1;
  }

  function* daysOf(index: number, kind: number): Generator<readonly [place: number, day: number]> {
    for (const place of placesOf(index)) {
      if (columns.kind[place] === kind) yield [place, columns.day[place] as number];
    }
  }

  function rowAt(place: number): SupersededRow {
    return Object.fromEntries(COLUMNS.map((name) => [name, columns[name][place]])) as SupersededRow;
  }

  return {
    add(index, row, own, at) {
      if (row.day === UNDATED) return;
      for (const [, day] of daysOf(index, row.kind)) if (day === row.day) return;
      for (const [id, values] of own) keepScore(id, before.length, values[at] ?? Number.NaN);
      before.push(last.values[index] as number);
      last.values[index] = before.length;
      for (const name of COLUMNS) columns[name].push(row[name]);
    },
    scores,
    rowAt,
    placesOf: (index, kind) => daysOf(index, ASSESSMENT_KINDS.indexOf(kind)),
    grow: (length) => last.grow(length),
    has: (index) => last.values[index] !== 0,
    of: (index, packs) =>
      [...placesOf(index)]
        .map(rowAt)
        .sort((a, b) => a.day - b.day)
        .map((row) => historicAssessment(row, packs)),
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

/** A row as an object. */
export function historicAssessment(row: SupersededRow, packs: readonly (PackName | null)[]): HistoricAssessment {
  const { kind, day, pack, level, lowest, highest, score } = row;
  return {
    kind: ASSESSMENT_KINDS[kind] as AssessmentKind,
    date: dateOfDay(day),
    pack: packs[pack] ?? null,
    level: boundedValue(level, lowest, highest),
    score: numberOrNull(score),
  };
}

/** A row of assessments column by column, as it is kept. */
export function supersededRow(
  columns: Pick<AssessedColumns, 'day' | 'pack' | 'level' | 'lowest' | 'highest'>,
  at: number,
  { kind, score = Number.NaN }: { readonly kind: number; readonly score: number | undefined },
): SupersededRow {
  const of = (column: AssessedColumns['day' | 'pack' | 'level']): number => column[at] as number;
  const { day, pack, level, lowest, highest } = columns;
  return { kind, day: of(day), pack: of(pack), level: of(level), lowest: of(lowest), highest: of(highest), score };
}

/** The letters that codes of enterprises do without, for each looks like a digit. */
const DIGIT_OF: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5' };
const LETTERS = /[OIZS]/g;
const SIGNS = /[^\p{L}\p{N}]+/gu;

/** Keys outside of the registry that read like one in it. */
interface SimilarKeys {
  readonly count: number;
  /** The first: the key outside, and the one in the registry. */
  readonly first: readonly [outside: string, registered: string];
}

/**
 * Finds enterprises outside of the registry whose key differs from one in it only by signs and blanks, or by letters that
 * look like digits: most likely the same, mistyped. Undefined where there are none.
 */
export function findSimilarKeys({ size, registered, registrySize, key }: Roster): SimilarKeys | undefined {
  if (registrySize === null) return undefined;
  const outside = Array.from({ length: size }, (_, index) => index).filter((index) => registered[index] !== 1);
  if (outside.length === 0) return undefined;
  const known = new Map<string, string>();
  for (let index = 0; index < size; index++) {
    if (registered[index] === 1) known.set(readingOf(key(index)), key(index));
  }
  let count = 0;
  let first: SimilarKeys['first'] | undefined;
  for (const index of outside) {
    const alike = known.get(readingOf(key(index)));
    if (alike === undefined) continue;
    count += 1;
    first ??= [key(index), alike];
  }
  return first && { count, first };
}

function readingOf(key: string): string {
  return foldKey(key)
    .replace(SIGNS, '')
    .replace(LETTERS, (letter) => DIGIT_OF[letter] as string);
}

/** The values of a fact that differ in capitals, width or blanks alone, each set of them; groups take them apart. */
export function findSimilarValues({ facts }: Pick<Roster, 'facts'>, fact: string): readonly (readonly string[])[] {
  const alike = new Map<string, string[]>();
  for (const value of facts.get(fact)?.values ?? []) {
    const form = normaliseSpelling(value);
    alike.set(form, [...(alike.get(form) ?? []), value]);
  }
  return [...alike.values()].filter(({ length }) => length > 1);
}

const LONG = /^[+-]?[\d.]+(e\+?\d{3,}|\d{250,})$/i;

/** Facts with values that are written as numbers and that no double holds: most likely slips. */
export function findNonFinite({
  facts,
}: Pick<Roster, 'facts'>): { readonly fact: string; readonly values: readonly string[] }[] {
  return [...facts].flatMap(([fact, { values }]) => {
    const endless = values.filter((value) => LONG.test(value) && !Number.isFinite(Number(value)));
    return endless.length === 0 ? [] : [{ fact, values: endless }];
  });
}
