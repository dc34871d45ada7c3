import { formatAnswerMark } from '../model/index.ts';
import {
  ASSESSMENT_KINDS,
  type AssessmentKind,
  type FileAssessment,
  type FileEntry,
  NO_PACK,
  type PackName,
  type Source,
  truncateFile,
} from './member.ts';
import {
  type AssessedColumns,
  createAssessedColumns,
  createNoAssessments,
  createSuperseded,
  type FactColumn,
  type FileDetail,
  type GrowingAssessed,
  type HistoricAssessment,
  historicAssessment,
  type Roster,
  type SupersededRow,
  supersededRow,
  TIEBREAK_SCORE,
} from './roster.ts';
import {
  cellsOf,
  createKeyTable,
  createValueTable,
  type GrowingColumn,
  growingCodes,
  growingDays,
  growingMarks,
  NO_MEMBER,
  type TextCells,
  type ValueTable,
} from './roster-storage.ts';
import { dayNumber, UNDATED } from './stated-day.ts';

/**
 * Collects the inputs of a roster. Each enterprise becomes one member; of each kind of assessment, the newest one up to
 * the roster's day counts.
 */
export interface RosterBuilder {
  /** Adds a source and returns its index. */
  addSource(source: Source): number;
  /** The packs so far; the first entry means "not stated". */
  readonly packs: readonly (PackName | null)[];
  packIndex(pack: PackName | null): number;
  /** Counts rows or files that were read but cannot be used. */
  addUnused(count: number, source: number): void;
  /** Announces roughly how many rows of the source remain, null if unknown, so that memory is reserved once. */
  expect(rows: number | null): void;
  addResults(block: ResultBlock, source: number): void;
  addRegistry(block: RegistryBlock, source: number): void;
  addFile(entry: FileEntry, source: number): void;
  finish(): Roster;
}

const INITIAL_CAPACITY = 1024;
/**
 * The maximum number of members for which memory is reserved in advance; beyond it, at most as many as already exist.
 */
const MAX_RESERVED_AHEAD = 1 << 20;

/** Creates a builder for a roster as of the end of a day, in days since 1970-01-01. */
export function createRosterBuilder(asOf = Number.POSITIVE_INFINITY): RosterBuilder {
  const keys = createKeyTable();
  const sources: Source[] = [];
  const read: number[] = [];
  const packs: (PackName | null)[] = [null];
  let capacity = INITIAL_CAPACITY;
  let [expected, firstRepeated]: [number | null, number | undefined] = [null, undefined];
  const registeredMarks = growingMarks(capacity);
  let counts: GrowingColumn<Uint32Array> | null = null;
  const facts = createFactStore(capacity);
  /** By kind, the newest assessments; only kinds that occur. */
  const newest: Partial<Record<AssessmentKind, GrowingAssessed>> = {};
  const pastAssessments = createSuperseded(capacity);
  const files = new Map<number, FileDetail>();
  let [older, sameDay, later, laterRecords, registeredTwice] = [0, 0, 0, 0, 0];
  let [hasRegistry, withoutPack] = [false, false];

  /** Reserves capacity for further members. */
  function reserve(count: number): void {
    const requiredCapacity = keys.size + count;
    if (requiredCapacity <= capacity) return;
    // The expected number may be wrong, so the memory reserved for it is limited.
    const reservedSize = Math.min(expected ?? requiredCapacity, Math.max(requiredCapacity, MAX_RESERVED_AHEAD));
    capacity = requiredCapacity + Math.max(reservedSize, Math.ceil(requiredCapacity / 8));
    keys.reserve(capacity);
    registeredMarks.grow(capacity);
    counts?.grow(capacity);
    facts.grow(capacity);
    pastAssessments.grow(capacity);
    for (const columns of Object.values(newest)) columns.grow(capacity);
  }

  function columnsFor(kind: AssessmentKind): GrowingAssessed {
    newest[kind] ??= createAssessedColumns(capacity);
    return newest[kind];
  }

  /**
   * Whether an assessment supersedes the stored one; also counts the superseded one. On the same day, an enterprise
   * file supersedes a batch result; otherwise the assessment read first stays.
   */
  function takesPrecedence({ columns }: GrowingAssessed, index: number, day: number, isFile: boolean): boolean {
    const existingSource = columns.source[index] as number;
    if (existingSource === 0) return true;
    const existingDay = columns.day[index] as number;
    if (day !== existingDay) {
      older += 1;
      return day > existingDay;
    }
    sameDay += 1;
    return isFile && sources[existingSource - 1]?.form !== 'files';
  }

  function packIndex(pack: PackName | null): number {
    if (pack === null) return NO_PACK;
    const existing = packs.findIndex((one) => one?.id === pack.id && one.version === pack.version);
    return existing >= 0 ? existing : packs.push(pack) - 1;
  }

  function put(index: number, assessment: FileAssessment, source: number): void {
    const target = columnsFor(assessment.kind);
    const { columns } = target;
    columns.source[index] = source + 1;
    columns.day[index] = dayNumber(assessment.date);
    columns.pack[index] = packIndex(assessment.pack);
    const { value, lowest, highest } = assessment.level;
    columns.level[index] = value ?? Number.NaN;
    columns.lowest[index] = lowest ?? Number.NaN;
    columns.highest[index] = highest ?? Number.NaN;
    for (const [id, score] of assessment.scores) target.score(id)[index] = score ?? Number.NaN;
    for (const [id, answer] of Object.entries(assessment.answers ?? {})) {
      const { codes, table } = target.answer(id);
      codes.values[index] = table.codeOf(formatAnswerMark(answer));
    }
  }

  /** Stores a superseded assessment; its scores are at index `at` of some columns. */
  function storeSuperseded(
    columns: AssessedColumns,
    index: number,
    kind: number,
    score: number | undefined,
    [scores, scoreSource]: readonly [scores: ReadonlyMap<string, ArrayLike<number>>, at: number],
  ): void {
    if (columns.source[index] !== 0)
      pastAssessments.add(index, supersededRow(columns, index, { kind, score }), scores, scoreSource);
  }

  function createPastRow({ kind, date, pack, level, scores }: FileAssessment): SupersededRow {
    return {
      kind: ASSESSMENT_KINDS.indexOf(kind),
      day: dayNumber(date),
      pack: packIndex(pack),
      level: level.value ?? Number.NaN,
      lowest: level.lowest ?? Number.NaN,
      highest: level.highest ?? Number.NaN,
      score: scores.get(TIEBREAK_SCORE) ?? Number.NaN,
    };
  }

  /** Keeps the day of the earliest assessment, even if another assessment counts. */
  function keepFirst(first: Int32Array, index: number, day: number): void {
    const firstDay = first[index] as number;
    if (day !== UNDATED && (firstDay === UNDATED || day < firstDay)) first[index] = day;
  }

  /** Clears the scores and answers of a superseded assessment, because the one that counts may lack them. */
  function clearRow(target: GrowingAssessed, index: number): void {
    if (target.columns.source[index] === 0) return;
    for (const { values } of target.scored) values[index] = Number.NaN;
    for (const { codes } of target.answered) codes.values[index] = 0;
  }

  return {
    addSource(source) {
      read.push(0);
      expected = null;
      return sources.push(source) - 1;
    },
    packs,
    packIndex,
    addUnused(count, source) {
      read[source] = (read[source] as number) + count;
    },
    expect(rows) {
      expected = rows;
    },
    addResults(block, source) {
      reserve(block.rows);
      withoutPack ||= block.pack.includes(NO_PACK);
      if (block.counts) counts ??= growingCodes(capacity);
      // Each column is fetched only once: looking it up by name for every row would cost more than processing the row.
      const [memberIndexes, taken] = [new Int32Array(block.rows), new Uint8Array(block.rows)];
      const targets = ASSESSMENT_KINDS.map((kind, scoreSource) =>
        block.kind.includes(scoreSource) ? columnsFor(kind) : null,
      );
      const columns = targets.map((target) => target?.columns);
      const isKindTaken = ASSESSMENT_KINDS.map(() => false);
      const score = block.scores.get(TIEBREAK_SCORE);
      const scores = columns.map((one) => one?.scores.get(TIEBREAK_SCORE));
      /**
       * The last row of each member and kind. It is filled only once a member occurs twice, because the scores are not
       * yet stored by member then.
       */
      let lastRows: Map<number, number> | undefined;
      const slotOf = (row: number): number =>
        (memberIndexes[row] as number) * ASSESSMENT_KINDS.length + (block.kind[row] as number);
      const rowsUpTo = (end: number): Map<number, number> => {
        const rowsBySource = new Map<number, number>();
        for (let row = 0; row < end; row++) if (taken[row] === 1) rowsBySource.set(slotOf(row), row);
        return rowsBySource;
      };
      let rows = 0;
      for (let row = 0; row < block.rows; row++) {
        const isBlank = block.key.starts[row] === block.key.ends[row];
        const count = block.counts && !isBlank ? (block.counts[row] as number) : 1;
        rows += count;
        if (isBlank) memberIndexes[row] = NO_MEMBER;
        else if ((block.day[row] as number) > asOf) {
          memberIndexes[row] = NO_MEMBER;
          later += count;
        }
      }
      read[source] = (read[source] as number) + rows;
      keys.add(block.key, memberIndexes);
      for (let row = 0; row < block.rows; row++) {
        const index = memberIndexes[row] as number;
        if (index === NO_MEMBER) continue;
        const day = block.day[row] as number;
        const kind = block.kind[row] as number;
        const target = targets[kind] as GrowingAssessed;
        const targetColumns = columns[kind] as AssessedColumns;
        keepFirst(targetColumns.first, index, day);
        if ((targetColumns.source[index] as number) !== 0) {
          const isOlder = day !== targetColumns.day[index];
          if (!takesPrecedence(target, index, day, false)) {
            if (isOlder)
              pastAssessments.add(index, supersededRow(block, row, { kind, score: score?.[row] }), block.scores, row);
            continue;
          }
          lastRows ??= rowsUpTo(row);
          const earlierRow = lastRows.get(slotOf(row));
          const scoreSource =
            earlierRow === undefined ? ([targetColumns.scores, index] as const) : ([block.scores, earlierRow] as const);
          storeSuperseded(targetColumns, index, kind, scores[kind]?.[index], scoreSource);
          clearRow(target, index);
        }
        taken[row] = 1;
        lastRows?.set(slotOf(row), row);
        isKindTaken[kind] = true;
        if (counts) counts.values[index] = block.counts?.[row] ?? 1;
        // Stored immediately, because a later row may be of the same enterprise.
        if (score) {
          scores[kind] ??= target.score(TIEBREAK_SCORE);
          (scores[kind] as Float64Array)[index] = score[row] as number;
        }
        targetColumns.source[index] = source + 1;
        targetColumns.day[index] = day;
        targetColumns.pack[index] = block.pack[row] as number;
        targetColumns.level[index] = block.level[row] as number;
        targetColumns.lowest[index] = block.lowest[row] as number;
        targetColumns.highest[index] = block.highest[row] as number;
      }
      for (const [id, values] of block.scores) {
        const targetColumns = targets.map((target, scoreSource) =>
          isKindTaken[scoreSource] ? target?.score(id) : null,
        );
        for (let row = 0; row < block.rows; row++) {
          const column = targetColumns[block.kind[row] as number];
          if (taken[row] === 1 && column) column[memberIndexes[row] as number] = values[row] as number;
        }
      }
      for (const [id, cells] of block.answers) {
        for (let row = 0; row < block.rows; row++) {
          if (taken[row] === 0) continue;
          const { codes, table } = (targets[block.kind[row] as number] as GrowingAssessed).answer(id);
          codes.values[memberIndexes[row] as number] = table.codeAt(cells, row);
        }
      }
      facts.addCells(block.facts, memberIndexes, block.day, block.rows);
    },
    addRegistry(block, source) {
      if (block.isInScope) hasRegistry = true;
      reserve(block.rows);
      read[source] = (read[source] as number) + block.rows;
      const memberIndexes = new Int32Array(block.rows);
      for (let row = 0; row < block.rows; row++) {
        if (block.key.starts[row] === block.key.ends[row]) memberIndexes[row] = NO_MEMBER;
      }
      keys.add(block.key, memberIndexes);
      for (let row = 0; row < block.rows; row++) {
        const index = memberIndexes[row] as number;
        if (index === NO_MEMBER) continue;
        const isKnown = registeredMarks.values[index] === 1;
        // An enterprise in both tables is in scope; the values of the registry take precedence.
        if (isKnown && block.isInScope) {
          registeredTwice += 1;
          firstRepeated ??= index;
        }
        if (block.isInScope) registeredMarks.values[index] = 1;
        if (isKnown) memberIndexes[row] = NO_MEMBER;
      }
      facts.addCells(block.facts, memberIndexes, null, block.rows);
    },
    addFile(fullEntry, source) {
      read[source] = (read[source] as number) + 1;
      const { entry, ...left } = truncateFile(fullEntry, asOf);
      later += left.later;
      laterRecords += left.laterRecords;
      if (!entry) return;
      reserve(1);
      const place = new Int32Array(1);
      keys.add(cellsOf([entry.key]), place);
      const index = place[0] as number;
      const { assessments, records } = entry;
      let isCounting = false;
      for (const [position, assessment] of assessments.entries()) {
        const { kind, date } = assessment;
        const day = dayNumber(date);
        const target = columnsFor(kind);
        keepFirst(target.columns.first, index, day);
        const isLast = !assessments.slice(position + 1).some((one) => one.kind === kind);
        // An older assessment in the same file is normal, so it is not counted as superseded.
        if (isLast && takesPrecedence(target, index, day, true)) {
          const { columns } = target;
          const score = columns.scores.get(TIEBREAK_SCORE)?.[index];
          storeSuperseded(columns, index, ASSESSMENT_KINDS.indexOf(kind), score, [columns.scores, index]);
          clearRow(target, index);
          put(index, assessment, source);
          isCounting = true;
        } else pastAssessments.add(index, createPastRow(assessment), toSingleRows(assessment), 0);
      }
      const policies = assessments.flatMap(({ hasPolicy, date, advice }) =>
        hasPolicy ? [{ day: dayNumber(date), advice }] : [],
      );
      if (policies.length + records.length > 0) {
        const fileBefore = files.get(index) ?? { policies: [], records: [] };
        files.set(index, {
          policies: [...fileBefore.policies, ...policies].sort((a, b) => a.day - b.day),
          records: [...fileBefore.records, ...records],
        });
      }
      facts.add(index, entry.facts, dayNumber(assessments.at(-1)?.date ?? null), isCounting);
    },
    finish() {
      const columnsOf = (kind: AssessmentKind): AssessedColumns =>
        newest[kind]?.columns ?? createNoAssessments(keys.size);
      const columns = {
        size: keys.size,
        asOf,
        key: keys.at,
        find: keys.find,
        counts: counts?.values ?? null,
        registered: registeredMarks.values,
        registrySize: hasRegistry ? count(registeredMarks.values, keys.size) : null,
        facts: facts.finish(),
        newest: { self: columnsOf('self'), onsite: columnsOf('onsite') },
        past: pastAssessments,
        files,
        packs,
        sources,
        intake: { read, older, sameDay, later, laterRecords, registeredTwice, withoutPack, firstRepeated },
      };
      return { ...columns, history: createHistoryView(columns) };
    },
  };
}

/** Returns the scores of one assessment as columns with a single row. */
function toSingleRows({ scores }: FileAssessment): ReadonlyMap<string, readonly number[]> {
  return new Map([...scores].map(([id, value]) => [id, [value ?? Number.NaN]]));
}

function count(marks: Uint16Array, size: number): number {
  let total = 0;
  for (let i = 0; i < size; i++) total += marks[i] as number;
  return total;
}

/** Rows of a batch result, by column. Rows without a key are ignored. */
export interface ResultBlock extends Pick<AssessedColumns, 'day' | 'level' | 'lowest' | 'highest' | 'scores'> {
  readonly rows: number;
  readonly key: TextCells;
  /** The number of enterprises that each row represents; null if one each. */
  readonly counts: Float64Array | null;
  readonly facts: FactCells;
  readonly coverage: Float64Array;
  /** Positions in `ASSESSMENT_KINDS`. */
  readonly kind: Uint8Array;
  /** Pack indexes as returned by `packIndex`. */
  readonly pack: Uint16Array;
  /** By question id, in the notation of batch results. */
  readonly answers: ReadonlyMap<string, TextCells>;
}

/** Rows of the registry, or of a table of enterprises outside it. */
interface RegistryBlock {
  readonly rows: number;
  readonly isInScope: boolean;
  readonly key: TextCells;
  readonly facts: FactCells;
}

/** Facts of rows, by id. */
type FactCells = ReadonlyMap<string, TextCells>;

/**
 * The facts of all members while input is read. The registry takes precedence, then the newest source that states a
 * fact. Of sources of the same day, an enterprise file whose assessment counts takes precedence, otherwise the source
 * read first.
 */
interface FactStore {
  /**
   * Adds the facts of rows to the members at `indexes`, dated `days`; rows with index -1 are ignored. Registry rows
   * have no days.
   */
  addCells(cells: FactCells, memberIndexes: Int32Array, days: Int32Array | null, rows: number): void;
  /** Adds facts of a file; if its assessment counts, they replace facts of the same day. */
  add(index: number, facts: ReadonlyMap<string, string>, day: number, isCounting: boolean): void;
  grow(capacity: number): void;
  finish(): ReadonlyMap<string, FactColumn>;
}

interface GrowingFact {
  readonly codes: GrowingColumn<Uint32Array>;
  readonly table: ValueTable;
  /** The day of each statement; only for facts that may change. */
  readonly day: GrowingColumn<Int32Array>;
}

/** The day of registered facts, later than any other day, so that they take precedence. */
const REGISTERED = 0x7fffffff;

function createFactStore(initial: number): FactStore {
  let capacity = initial;
  const columns = new Map<string, GrowingFact>();

  function columnOf(id: string): GrowingFact {
    const column = columns.get(id) ?? {
      codes: growingCodes(capacity),
      table: createValueTable(),
      day: growingDays(capacity),
    };
    columns.set(id, column);
    return column;
  }

  function put({ codes, day }: GrowingFact, index: number, code: number, on: number, replacesSameDay: boolean): void {
    if (code === 0) return;
    const statedDay = day.values[index] as number;
    if (codes.values[index] !== 0 && (replacesSameDay ? on < statedDay : on <= statedDay)) return;
    codes.values[index] = code;
    day.values[index] = on;
  }

  return {
    addCells(cells, memberIndexes, days, rows) {
      for (const [id, texts] of cells) {
        const column = columnOf(id);
        for (let row = 0; row < rows; row++) {
          const index = memberIndexes[row] as number;
          if (index >= 0)
            put(column, index, column.table.codeAt(texts, row), days ? (days[row] as number) : REGISTERED, false);
        }
      }
    },
    add(index, facts, day, isCounting) {
      for (const [id, text] of facts) {
        const column = columnOf(id);
        put(column, index, column.table.codeOf(text), Math.max(day, UNDATED), isCounting);
      }
    },
    grow(length) {
      capacity = length;
      for (const { codes, day } of columns.values()) {
        codes.grow(length);
        day.grow(length);
      }
    },
    finish: () =>
      new Map([...columns].map(([id, { codes, table }]) => [id, { codes: codes.values, values: table.values }])),
  };
}

/** Returns a function that lists a member's assessments, both counting and superseded. */
function createHistoryView(roster: Omit<Roster, 'history'>): (index: number) => readonly HistoricAssessment[] {
  const { newest, packs, past } = roster;
  return (index) => {
    const counting = ASSESSMENT_KINDS.flatMap((name, kind) => {
      const columns = newest[name];
      if (columns.source[index] === 0) return [];
      const score = columns.scores.get(TIEBREAK_SCORE)?.[index];
      return [historicAssessment(supersededRow(columns, index, { kind, score }), packs)];
    });
    const isKnownEntry = ({ kind, date }: HistoricAssessment): boolean =>
      counting.some((one) => one.kind === kind && one.date === date);
    return [...past.of(index, packs).filter((one) => !isKnownEntry(one)), ...counting].sort(
      (a, b) => dayNumber(a.date) - dayNumber(b.date),
    );
  };
}
