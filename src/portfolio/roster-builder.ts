import { itemAt } from '../model/index.ts';
import {
  type AssessmentStore,
  addBlockAssessments,
  addFileAssessments,
  createAssessmentStore,
  findPackIndex,
  getNewestColumns,
  growAssessments,
} from './assessment-store.ts';
import {
  ASSESSMENT_KINDS,
  adviceOf,
  type FileEntry,
  NO_PACK,
  type PackName,
  type Source,
  truncateFile,
} from './member.ts';
import {
  type FactColumn,
  type FileDetail,
  type HistoricAssessment,
  type Roster,
  readSupersededRow,
  TIEBREAK_SCORE,
  toHistoricAssessment,
} from './roster.ts';
import type { FactCells, RegistryBlock, ResultBlock } from './roster-blocks.ts';
import {
  createKeyTable,
  createValueTable,
  encodeTextCells,
  type GrowingColumn,
  growingCodes,
  growingDays,
  growingMarks,
  type KeyTable,
  NO_MEMBER,
  type ValueTable,
} from './roster-storage.ts';
import { toDayNumberOrUndated, UNDATED } from './stated-day.ts';

/**
 * Collects the inputs of a roster. Each enterprise becomes one member. For each kind of assessment, the newest one that
 * is not dated after the roster's day counts.
 */
export interface RosterBuilder {
  /** Adds a source and returns its index. */
  addSource(source: Source): number;
  /** The packs found so far. The first entry is null: it stands for results that name no pack. */
  readonly packs: readonly (PackName | null)[];
  packIndex(pack: PackName | null): number;
  /** Counts rows or files that were read but cannot be used. */
  addUnused(count: number, source: number): void;
  /**
   * Announces roughly how many more rows the source will add, so that memory is reserved only once; null if this is
   * unknown.
   */
  expect(rows: number | null): void;
  addResults(block: ResultBlock, source: number): void;
  addRegistry(block: RegistryBlock, source: number): void;
  addFile(entry: FileEntry, source: number): void;
  finish(): Roster;
}

const INITIAL_CAPACITY = 1024;
/** Memory is reserved in advance for at most this many members or, if more exist already, for at most as many again. */
const MAX_RESERVED_AHEAD = 1 << 20;

/** Everything collected so far. */
interface Collection {
  readonly asOf: number;
  readonly keys: KeyTable;
  readonly sources: Source[];
  readonly assessments: AssessmentStore;
  readonly facts: FactStore;
  readonly files: Map<number, FileDetail>;
  /** For each member, 1 if the registry lists it, otherwise 0. */
  readonly registered: GrowingColumn<Uint16Array>;
  hasRegistry: boolean;
  counts: GrowingColumn<Uint32Array> | null;
  readonly read: number[];
  readonly intake: {
    later: number;
    laterRecords: number;
    registeredTwice: number;
    withoutKey: number;
    withoutPack: boolean;
  };
  /** The member whose key is the first one that the registry repeats. */
  firstRepeated: number | undefined;
  capacity: number;
  /** How many more rows are expected; null if unknown. */
  expectedRows: number | null;
}

/**
 * Creates a builder for a roster as of the end of a day, in days since 1970-01-01. `presentIdOf` returns the current id
 * of a pack that results may name by an earlier id.
 */
export function createRosterBuilder(
  asOf = Number.POSITIVE_INFINITY,
  presentIdOf: (pack: PackName) => string = ({ id }) => id,
): RosterBuilder {
  const sources: Source[] = [];
  const collection: Collection = {
    asOf,
    keys: createKeyTable(),
    sources,
    assessments: createAssessmentStore(sources, INITIAL_CAPACITY, presentIdOf),
    facts: createFactStore(INITIAL_CAPACITY),
    files: new Map(),
    registered: growingMarks(INITIAL_CAPACITY),
    hasRegistry: false,
    counts: null,
    read: [],
    intake: { later: 0, laterRecords: 0, registeredTwice: 0, withoutKey: 0, withoutPack: false },
    firstRepeated: undefined,
    capacity: INITIAL_CAPACITY,
    expectedRows: null,
  };
  return {
    addSource(source) {
      collection.read.push(0);
      collection.expectedRows = null;
      return sources.push(source) - 1;
    },
    packs: collection.assessments.packs,
    packIndex: (pack) => findPackIndex(collection.assessments, pack),
    addUnused: (count, source) => countRead(collection, source, count),
    expect(rows) {
      collection.expectedRows = rows;
    },
    addResults: (block, source) => addResults(collection, block, source),
    addRegistry: (block, source) => addRegistry(collection, block, source),
    addFile: (entry, source) => addFile(collection, entry, source),
    finish: () => finishRoster(collection),
  };
}

/** Reserves capacity for further members. */
function reserve(collection: Collection, count: number): void {
  const { keys, expectedRows } = collection;
  const requiredCapacity = keys.size + count;
  if (requiredCapacity <= collection.capacity) return;
  // The expected number may be far too high, so only a limited amount of memory is reserved for it.
  const reservedSize = Math.min(expectedRows ?? requiredCapacity, Math.max(requiredCapacity, MAX_RESERVED_AHEAD));
  const capacity = requiredCapacity + Math.max(reservedSize, Math.ceil(requiredCapacity / 8));
  collection.capacity = capacity;
  keys.reserve(capacity);
  collection.registered.grow(capacity);
  collection.counts?.grow(capacity);
  collection.facts.grow(capacity);
  growAssessments(collection.assessments, capacity);
}

function countRead({ read }: Collection, source: number, count: number): void {
  read[source] = itemAt(read, source) + count;
}

function addResults(collection: Collection, block: ResultBlock, source: number): void {
  reserve(collection, block.rows);
  const { keys, intake } = collection;
  intake.withoutPack ||= block.pack.includes(NO_PACK);
  if (block.counts) collection.counts ??= growingCodes(collection.capacity);
  const memberIndexes = new Int32Array(block.rows);
  countRead(collection, source, skipUnusableRows(collection, block, memberIndexes));
  keys.add(block.key, memberIndexes);
  const takenMarks = addBlockAssessments(collection.assessments, block, memberIndexes, source);
  if (collection.counts) {
    const { values } = collection.counts;
    for (let row = 0; row < block.rows; row++)
      if (takenMarks[row] === 1) values[memberIndexes[row] as number] = block.counts?.[row] ?? 1;
  }
  collection.facts.addCells(block.facts, memberIndexes, block.day, block.rows);
}

/** Marks rows without a key and rows after the roster's day as `NO_MEMBER`; returns the number of enterprises read. */
function skipUnusableRows({ asOf, intake }: Collection, block: ResultBlock, memberIndexes: Int32Array): number {
  let enterprises = 0;
  for (let row = 0; row < block.rows; row++) {
    const isBlank = block.key.starts[row] === block.key.ends[row];
    const count = block.counts && !isBlank ? (block.counts[row] as number) : 1;
    enterprises += count;
    if (isBlank) memberIndexes[row] = NO_MEMBER;
    else if ((block.day[row] as number) > asOf) {
      memberIndexes[row] = NO_MEMBER;
      intake.later += count;
    }
  }
  return enterprises;
}

function addRegistry(collection: Collection, block: RegistryBlock, source: number): void {
  if (block.isInScope) {
    collection.hasRegistry = true;
    collection.intake.withoutKey += block.withoutKey;
  }
  reserve(collection, block.rows);
  countRead(collection, source, block.rows);
  const memberIndexes = new Int32Array(block.rows);
  for (let row = 0; row < block.rows; row++) {
    if (block.key.starts[row] === block.key.ends[row]) memberIndexes[row] = NO_MEMBER;
  }
  collection.keys.add(block.key, memberIndexes);
  const { values } = collection.registered;
  for (let row = 0; row < block.rows; row++) {
    const index = memberIndexes[row] as number;
    if (index === NO_MEMBER) continue;
    const isKnown = values[index] === 1;
    // An enterprise that occurs both in the registry and in a table of other enterprises is in scope, and the values of
    // the registry take precedence.
    if (isKnown && block.isInScope) {
      collection.intake.registeredTwice += 1;
      collection.firstRepeated ??= index;
    }
    if (block.isInScope) values[index] = 1;
    if (isKnown) memberIndexes[row] = NO_MEMBER;
  }
  collection.facts.addCells(block.facts, memberIndexes, null, block.rows);
}

function addFile(collection: Collection, fullEntry: FileEntry, source: number): void {
  const { intake, keys, files } = collection;
  countRead(collection, source, 1);
  const { entry, ...left } = truncateFile(fullEntry, collection.asOf);
  intake.later += left.later;
  intake.laterRecords += left.laterRecords;
  if (!entry) return;
  reserve(collection, 1);
  const indexBuffer = new Int32Array(1);
  keys.add(encodeTextCells([entry.key]), indexBuffer);
  const index = indexBuffer[0] as number;
  const { assessments, records } = entry;
  const isCounting = addFileAssessments(collection.assessments, index, assessments, source);
  const policies = assessments.flatMap((assessment) => {
    const advised = adviceOf(assessment, records);
    return advised ? [{ day: toDayNumberOrUndated(assessment.date), ...advised }] : [];
  });
  if (policies.length + records.length > 0) {
    const fileBefore = files.get(index) ?? { policies: [], records: [] };
    files.set(index, {
      policies: [...fileBefore.policies, ...policies].sort((a, b) => a.day - b.day),
      records: [...fileBefore.records, ...records],
    });
  }
  collection.facts.add(index, entry.facts, toDayNumberOrUndated(assessments.at(-1)?.date ?? null), isCounting);
}

function finishRoster(collection: Collection): Roster {
  const { asOf, keys, sources, assessments, registered, counts, read, intake, firstRepeated } = collection;
  const columns = {
    size: keys.size,
    asOf,
    key: keys.at,
    find: keys.find,
    counts: counts?.values ?? null,
    registered: registered.values,
    registrySize: collection.hasRegistry ? count(registered.values, keys.size) : null,
    facts: collection.facts.finish(),
    newest: {
      self: getNewestColumns(assessments, 'self', keys.size),
      onsite: getNewestColumns(assessments, 'onsite', keys.size),
    },
    past: assessments.past,
    files: collection.files,
    packs: assessments.packs,
    sources,
    intake: { read, ...assessments.superseded, ...intake, firstRepeated },
  };
  return { ...columns, history: createHistoryView(columns) };
}

function count(marks: Uint16Array, size: number): number {
  let total = 0;
  for (let i = 0; i < size; i++) total += marks[i] as number;
  return total;
}

/**
 * The facts of all members while inputs are read. What the registry states takes precedence, then the newest source
 * that states a fact. Among sources of the same day, an enterprise file whose assessment counts takes precedence, then
 * the source read first.
 */
interface FactStore {
  /**
   * Adds the facts of rows to the members at `indexes`, dated `days`; rows with index -1 are ignored. Registry rows
   * have no days.
   */
  addCells(cells: FactCells, memberIndexes: Int32Array, days: Int32Array | null, rows: number): void;
  /**
   * Adds the facts of a file. If its assessment counts, they replace facts that other sources state for the same day.
   */
  add(index: number, facts: ReadonlyMap<string, string>, day: number, isCounting: boolean): void;
  grow(capacity: number): void;
  finish(): ReadonlyMap<string, FactColumn>;
}

interface GrowingFact {
  readonly codes: GrowingColumn<Uint32Array>;
  readonly table: ValueTable;
  /** For facts that may change, the day on which each value was stated. */
  readonly day: GrowingColumn<Int32Array>;
}

/** The day of facts from the registry: it is later than any other day, so that these facts take precedence. */
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

  function putFact(
    { codes, day }: GrowingFact,
    index: number,
    code: number,
    on: number,
    replacesSameDay: boolean,
  ): void {
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
            putFact(column, index, column.table.codeAt(texts, row), days ? (days[row] as number) : REGISTERED, false);
        }
      }
    },
    add(index, facts, day, isCounting) {
      for (const [id, text] of facts) {
        const column = columnOf(id);
        putFact(column, index, column.table.codeOf(text), Math.max(day, UNDATED), isCounting);
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

/** Returns a function that lists all assessments of a member, those that count and those superseded. */
function createHistoryView(roster: Omit<Roster, 'history'>): (index: number) => readonly HistoricAssessment[] {
  const { newest, packs, past } = roster;
  return (index) => {
    const counting = ASSESSMENT_KINDS.flatMap((name, kind) => {
      const columns = newest[name];
      if (columns.source[index] === 0) return [];
      const score = columns.scores.get(TIEBREAK_SCORE)?.[index];
      return [toHistoricAssessment(readSupersededRow(columns, index, { kind, score }), packs)];
    });
    const isKnownEntry = ({ kind, date }: HistoricAssessment): boolean =>
      counting.some((assessment) => assessment.kind === kind && assessment.date === date);
    return [...past.of(index, packs).filter((assessment) => !isKnownEntry(assessment)), ...counting].sort(
      (a, b) => toDayNumberOrUndated(a.date) - toDayNumberOrUndated(b.date),
    );
  };
}
