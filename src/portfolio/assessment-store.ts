// Keeps the newest assessment of each kind for every member, and all assessments that were superseded by a newer one.

import { formatAnswerMark } from '../model/index.ts';
import {
  ASSESSMENT_KINDS,
  type AssessmentKind,
  type FileAssessment,
  NO_PACK,
  type PackName,
  type Source,
} from './member.ts';
import {
  type AssessedColumns,
  createAssessedColumns,
  createNoAssessments,
  createSuperseded,
  type GrowingAssessed,
  readSupersededRow,
  type SupersededRow,
  TIEBREAK_SCORE,
} from './roster.ts';
import type { ResultBlock } from './roster-blocks.ts';
import { NO_MEMBER } from './roster-storage.ts';
import { toDayNumberOrUndated, UNDATED } from './stated-day.ts';

/** The assessments of a roster that is still being built. */
export interface AssessmentStore {
  /** For each kind of assessment that occurs, the newest assessments of all members. */
  readonly newest: Partial<Record<AssessmentKind, GrowingAssessed>>;
  readonly past: ReturnType<typeof createSuperseded>;
  /** Returns the current id of a pack. Results may name the pack by an earlier id. */
  readonly presentIdOf: (pack: PackName) => string;
  /** The packs found so far. The first entry is null: it stands for results that name no pack. */
  readonly packs: (PackName | null)[];
  readonly sources: readonly Source[];
  /** How many assessments were superseded by a newer assessment, and how many by another one of the same day. */
  readonly superseded: { older: number; sameDay: number };
  capacity: number;
}

export function createAssessmentStore(
  sources: readonly Source[],
  capacity: number,
  presentIdOf: (pack: PackName) => string,
): AssessmentStore {
  const pastAssessments = createSuperseded(capacity);
  return {
    newest: {},
    past: pastAssessments,
    packs: [null],
    presentIdOf,
    sources,
    superseded: { older: 0, sameDay: 0 },
    capacity,
  };
}

export function growAssessments(store: AssessmentStore, capacity: number): void {
  store.capacity = capacity;
  store.past.grow(capacity);
  for (const columns of Object.values(store.newest)) columns.grow(capacity);
}

/** Returns the newest assessments of a kind; if no member has one, empty columns for the given number of members. */
export function getNewestColumns({ newest }: AssessmentStore, kind: AssessmentKind, members: number): AssessedColumns {
  return newest[kind]?.columns ?? createNoAssessments(members);
}

export function findPackIndex({ packs, presentIdOf }: AssessmentStore, stated: PackName | null): number {
  if (stated === null) return NO_PACK;
  const pack = { ...stated, id: presentIdOf(stated) };
  const existingIndex = packs.findIndex((packName) => packName?.id === pack.id && packName.version === pack.version);
  return existingIndex >= 0 ? existingIndex : packs.push(pack) - 1;
}

/** Adds the assessments of one enterprise file, oldest first; returns whether any of them is the newest of its kind. */
export function addFileAssessments(
  store: AssessmentStore,
  index: number,
  assessments: readonly FileAssessment[],
  source: number,
): boolean {
  let isCounting = false;
  for (const [position, assessment] of assessments.entries()) {
    const { kind, date } = assessment;
    const day = toDayNumberOrUndated(date);
    const target = columnsFor(store, kind);
    keepFirst(target.columns.first, index, day);
    const isLast = !assessments.slice(position + 1).some((candidate) => candidate.kind === kind);
    // It is normal for a file to contain older assessments as well, so they are not counted as superseded.
    if (isLast && takesPrecedence(store, target, index, day, true)) {
      const { columns } = target;
      const score = columns.scores.get(TIEBREAK_SCORE)?.[index];
      storeSuperseded(store, columns, index, { kind: ASSESSMENT_KINDS.indexOf(kind), score }, [columns.scores, index]);
      clearRow(target, index);
      storeAssessment(store, target, index, assessment, source);
      isCounting = true;
    } else store.past.add(index, createPastRow(store, assessment), toSingleRows(assessment), 0);
  }
  return isCounting;
}

/**
 * The rows of a block that were taken: when such a row was read, its assessment was the newest of its member and kind.
 */
interface TakenRows {
  /** For each row, 1 if the row was taken, otherwise 0. */
  readonly marks: Uint8Array;
  /** For each kind of assessment, whether any row of this kind was taken. */
  readonly kinds: readonly boolean[];
}

/** For each kind of assessment, the columns of the newest assessments; null if a block contains none of the kind. */
type KindTargets = readonly (GrowingAssessed | null)[];

/**
 * Adds the rows of a batch result. Returns, for each row, 1 if its assessment was the newest of its member and kind so
 * far, otherwise 0.
 */
export function addBlockAssessments(
  store: AssessmentStore,
  block: ResultBlock,
  memberIndexes: Int32Array,
  source: number,
): Uint8Array {
  const targets = ASSESSMENT_KINDS.map((kind, position) =>
    block.kind.includes(position) ? columnsFor(store, kind) : null,
  );
  const takenRows = takeNewestRows(store, block, memberIndexes, source, targets);
  copyScores(block, memberIndexes, takenRows, targets);
  copyAnswers(block, memberIndexes, takenRows, targets);
  return takenRows.marks;
}

function takeNewestRows(
  store: AssessmentStore,
  block: ResultBlock,
  memberIndexes: Int32Array,
  source: number,
  targets: KindTargets,
): TakenRows {
  const { past } = store;
  // Each column is fetched only once: looking it up by name for every row would cost more than processing the row.
  const columns = targets.map((target) => target?.columns);
  const score = block.scores.get(TIEBREAK_SCORE);
  const scores = columns.map((column) => column?.scores.get(TIEBREAK_SCORE));
  const marks = new Uint8Array(block.rows);
  const kinds = ASSESSMENT_KINDS.map(() => false);
  const earlierRows = createEarlierRows(block, memberIndexes, marks);
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
      if (!takesPrecedence(store, target, index, day, false)) {
        if (isOlder) past.add(index, readSupersededRow(block, row, { kind, score: score?.[row] }), block.scores, row);
        continue;
      }
      const earlierRow = earlierRows.find(row);
      const scoreSource =
        earlierRow === undefined ? ([targetColumns.scores, index] as const) : ([block.scores, earlierRow] as const);
      storeSuperseded(store, targetColumns, index, { kind, score: scores[kind]?.[index] }, scoreSource);
      clearRow(target, index);
    }
    marks[row] = 1;
    earlierRows.note(row);
    kinds[kind] = true;
    // Stored immediately, because a later row may be about the same enterprise.
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
  return { marks, kinds };
}

/**
 * For a row of a block, finds the last earlier row of the block that was taken for the same member and kind; the scores
 * of such a row are not yet stored by member. Rows are recorded only from the first time that a member occurs twice.
 */
function createEarlierRows(
  block: ResultBlock,
  memberIndexes: Int32Array,
  marks: Uint8Array,
): { find(row: number): number | undefined; note(row: number): void } {
  let lastRows: Map<number, number> | undefined;
  const slotOf = (row: number): number =>
    (memberIndexes[row] as number) * ASSESSMENT_KINDS.length + (block.kind[row] as number);
  const collectRows = (end: number): Map<number, number> => {
    const rows = new Map<number, number>();
    for (let row = 0; row < end; row++) if (marks[row] === 1) rows.set(slotOf(row), row);
    return rows;
  };
  return {
    find(row) {
      lastRows ??= collectRows(row);
      return lastRows.get(slotOf(row));
    },
    note(row) {
      lastRows?.set(slotOf(row), row);
    },
  };
}

function copyScores(block: ResultBlock, memberIndexes: Int32Array, taken: TakenRows, targets: KindTargets): void {
  for (const [id, values] of block.scores) {
    const targetColumns = targets.map((target, kind) => (taken.kinds[kind] ? target?.score(id) : null));
    for (let row = 0; row < block.rows; row++) {
      const column = targetColumns[block.kind[row] as number];
      if (taken.marks[row] === 1 && column) column[memberIndexes[row] as number] = values[row] as number;
    }
  }
}

function copyAnswers(block: ResultBlock, memberIndexes: Int32Array, { marks }: TakenRows, targets: KindTargets): void {
  for (const [id, cells] of block.answers) {
    for (let row = 0; row < block.rows; row++) {
      if (marks[row] === 0) continue;
      const { codes, table } = (targets[block.kind[row] as number] as GrowingAssessed).answer(id);
      codes.values[memberIndexes[row] as number] = table.codeAt(cells, row);
    }
  }
}

function columnsFor({ newest, capacity }: AssessmentStore, kind: AssessmentKind): GrowingAssessed {
  newest[kind] ??= createAssessedColumns(capacity);
  return newest[kind];
}

/**
 * Whether an assessment supersedes the stored one; also counts the superseded one. On the same day, an enterprise file
 * supersedes a batch result; otherwise the assessment read first stays.
 */
function takesPrecedence(
  { sources, superseded }: AssessmentStore,
  { columns }: GrowingAssessed,
  index: number,
  day: number,
  isFile: boolean,
): boolean {
  const existingSource = columns.source[index] as number;
  if (existingSource === 0) return true;
  const existingDay = columns.day[index] as number;
  if (day !== existingDay) {
    superseded.older += 1;
    return day > existingDay;
  }
  superseded.sameDay += 1;
  return isFile && sources[existingSource - 1]?.form !== 'files';
}

function storeAssessment(
  store: AssessmentStore,
  target: GrowingAssessed,
  index: number,
  assessment: FileAssessment,
  source: number,
): void {
  const { columns } = target;
  columns.source[index] = source + 1;
  columns.day[index] = toDayNumberOrUndated(assessment.date);
  columns.pack[index] = findPackIndex(store, assessment.pack);
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

/** Stores a superseded assessment. Its scores are at index `at` of the columns `scores`, one column for each score. */
function storeSuperseded(
  { past }: AssessmentStore,
  columns: AssessedColumns,
  index: number,
  own: { readonly kind: number; readonly score: number | undefined },
  [scores, at]: readonly [scores: ReadonlyMap<string, ArrayLike<number>>, at: number],
): void {
  if (columns.source[index] !== 0) past.add(index, readSupersededRow(columns, index, own), scores, at);
}

function createPastRow(store: AssessmentStore, { kind, date, pack, level, scores }: FileAssessment): SupersededRow {
  return {
    kind: ASSESSMENT_KINDS.indexOf(kind),
    day: toDayNumberOrUndated(date),
    pack: findPackIndex(store, pack),
    level: level.value ?? Number.NaN,
    lowest: level.lowest ?? Number.NaN,
    highest: level.highest ?? Number.NaN,
    score: scores.get(TIEBREAK_SCORE) ?? Number.NaN,
  };
}

/** Returns the scores of one assessment as columns with a single row. */
function toSingleRows({ scores }: FileAssessment): ReadonlyMap<string, readonly number[]> {
  return new Map([...scores].map(([id, value]) => [id, [value ?? Number.NaN]]));
}

/** Keeps the day of the earliest assessment, even if another assessment counts. */
function keepFirst(first: Int32Array, index: number, day: number): void {
  const firstDay = first[index] as number;
  if (day !== UNDATED && (firstDay === UNDATED || day < firstDay)) first[index] = day;
}

/** Clears the scores and answers of a superseded assessment, because the newer one may lack some of them. */
function clearRow(target: GrowingAssessed, index: number): void {
  if (target.columns.source[index] === 0) return;
  for (const { values } of target.scored) values[index] = Number.NaN;
  for (const { codes } of target.answered) codes.values[index] = 0;
}
