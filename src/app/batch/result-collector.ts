import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { CodedRefusal, type Messages } from '../../i18n/index.ts';
import { foldKey, hashKey, itemAt, Refusal } from '../../model/index.ts';
import { type StagedFile, stageFile } from '../../store/index.ts';
import {
  type ColumnBinding,
  disarmFormulas,
  parseCsvRow,
  type ResultEncoder,
  type RowBlock,
  readRawRecords,
  readWrittenRows,
  type Table,
} from '../../table/index.ts';
import type { EarlierRows } from './batch-outputs.ts';
import {
  type DroppedRow,
  type DuplicateRule,
  type Duplicates,
  findDuplicates,
  type RowFormReader,
  type RowMomentReader,
} from './duplicate-keys.ts';
import type { PersistedRows } from './persist-rows.ts';
import { createRowIndex, ROWS_PER_CHUNK, type RowIndex } from './row-index.ts';
import { countMarks, type Gate, type WatchedScore } from './score-gates.ts';
import type { ScoredBlock } from './score-rows.ts';
import { readStretches, writeStretches } from './staged-copy.ts';

/**
 * The number of rows with the same reason for rejection or the same warning, and the places of the first ones: export
 * and line.
 */
export interface FoundRows {
  readonly count: number;
  readonly lines: readonly { readonly source: number; readonly line: number }[];
}

/** Maximum number of lines that are named for a reason or warning. */
const MAX_NAMED_LINES = 3;

/** What was counted over all exports of a run. */
export interface Tally {
  readonly scored: number;
  readonly rejected: number;
  /** The number of rows that do not count because a condition leaves them out. */
  readonly leftOut: number;
  /** The number of rows that only repeat the headings. */
  readonly headings: number;
  /** The rejected rows, grouped by their first reason. */
  readonly reasons: ReadonlyMap<string, FoundRows>;
  /** Scored rows by warning; a row may have several. */
  readonly warnings: ReadonlyMap<string, FoundRows>;
  /** The number of scored rows that fail to reach each gate. */
  readonly missed: readonly number[];
  /** For each watched score, the number of scored rows in which it is undecided. */
  readonly undecided: readonly number[];
  /** The outcome of adding rows to enterprise files, if that was asked for. */
  readonly kept: PersistedRows | undefined;
}

export interface CollectorInput {
  readonly out: string;
  readonly rejects: string;
  /** The heading of the results, with its newline. */
  readonly heading: string;
  /** The heading of the rejects, with its newline. */
  readonly rejectsHeading: string;
  /** The index of the warnings column in the results. */
  readonly warningsAt: number;
  /** The first character of the files: a byte-order mark, or nothing. */
  readonly mark: string;
  /** Converts the results to their final format at the end; null for CSV. */
  readonly encoder: ResultEncoder | null;
  readonly duplicates: DuplicateRule;
  /** Reads when rows were answered; absent if an export has no column for that. */
  readonly readMoments?: RowMomentReader | undefined;
  /** Reads the content of rows with the same key; absent if only results can be compared. */
  readonly readForms?: RowFormReader | undefined;
  readonly gates: readonly Gate[];
  readonly watched: readonly WatchedScore[];
  /** Adds the scored rows, without duplicates, to enterprise files. Called before the results get their final name. */
  readonly keep?: ((index: RowIndex, duplicates: Duplicates) => Promise<PersistedRows>) | undefined;
  /**
   * Copies the records of rejected rows unchanged into a file that still has a temporary name; `records` lists them by
   * export.
   */
  readonly mend?: ((records: readonly (readonly number[])[]) => Promise<StagedFile>) | undefined;
  /** The earlier outputs at the same paths, if they need comparing. */
  readonly earlier?: EarlierRows | undefined;
  /** Formats a row that was scored but dropped as a line of the rejects. */
  sayDropped(dropped: DroppedRow, place: RowPlace): string;
}

/** Where a row is in the exports. */
export interface RowPlace {
  /** The index of the export. */
  readonly source: number;
  readonly line: number;
  readonly record: number;
}

/** The rejected rows of an export: their record numbers, and the lengths of their lines in the rejects in bytes. */
interface RejectedRecords {
  readonly records: number[];
  readonly lengths: number[];
}

/** Yields the lengths of the results of a block, in bytes. */
function* lengthsOf({ lengths, skipped }: ScoredBlock, rows: number): Generator<number> {
  const skippedRows = new Set(skipped);
  for (let row = 0; row < rows; row++) if (!skippedRows.has(row)) yield lengths[row] as number;
}

/** Collects the blocks of all exports, in order. Files get their final names only in `finish`. */
export interface Collector {
  /** The number of rows collected so far. */
  readonly rows: number;
  /** Announces that the blocks added next are from the next export. */
  begin(): void;
  add(block: RowBlock, scored: ScoredBlock): Promise<void>;
  finish(): Promise<Tally>;
  /** Finds the first scored row for each key hash; finds nothing in a stream, whose rows are not kept. */
  findRows(hashes: ReadonlySet<number>): ReadonlyMap<number, Omit<RowPlace, 'record'>>;
  discard(): Promise<void>;
}

/** Creates counters for rows, their reasons, warnings, missed gates and undecided scores. */
export function createCounts({ gates, watched }: Pick<CollectorInput, 'gates' | 'watched'>) {
  const counts = {
    scored: 0,
    rejected: 0,
    leftOut: 0,
    headings: 0,
    reasons: new Map<string, FoundRows>(),
    warnings: new Map<string, FoundRows>(),
    missed: gates.map(() => 0),
    undecided: watched.map(() => 0),
  };
  const { reasons, warnings } = counts;

  function addRows(
    found: Map<string, FoundRows>,
    code: string,
    { source, line }: Omit<RowPlace, 'record'>,
    rows: number,
  ): void {
    const { count, lines } = found.get(code) ?? { count: 0, lines: [] };
    const namedLines = lines.length < MAX_NAMED_LINES ? [...lines, { source, line }] : lines;
    found.set(code, { count: count + rows, lines: namedLines });
  }

  function countRejected(rule: string, place: Omit<RowPlace, 'record'>, rows = 1): void {
    counts.rejected += rows;
    addRows(reasons, rule, place, rows);
  }

  function countScored(marks: number): void {
    counts.scored += 1;
    countMarks(marks, 1, counts);
  }

  /** Undoes the counts of a scored row, and removes its line from the lines that are named for its warnings. */
  function withdrawWarnings(marks: number, codes: Iterable<string>, place: Omit<RowPlace, 'record'>): void {
    counts.scored -= 1;
    countMarks(marks, -1, counts);
    for (const code of codes) {
      const { count, lines } = warnings.get(code) ?? { count: 0, lines: [] };
      const otherLines = lines.filter(({ source, line }) => source !== place.source || line !== place.line);
      warnings.set(code, { count: count - 1, lines: otherLines });
    }
  }

  return {
    counts,
    get rows() {
      return counts.scored + counts.rejected + counts.leftOut;
    },
    /** Counts the rows of a block of the export `source`. */
    add({ rows, line: lines }: RowBlock, scored: ScoredBlock, source: number): void {
      for (let row = 0; row < rows; row++) {
        const reject = scored.rejected.get(row);
        if (reject) countRejected(reject.rule, { source, line: lines[row] as number }, reject.lines);
        else if (scored.headings.has(row)) counts.headings++;
        else if (scored.leftOut.has(row)) counts.leftOut++;
        else {
          countScored(scored.marks[row] as number);
          for (const code of scored.warnings(row)) addRows(warnings, code, { source, line: lines[row] as number }, 1);
        }
      }
    },
    /** Counts a row as rejected that was first counted as scored. */
    drop({ rule, warnings: codes }: DroppedRow, place: RowPlace, marks: number): void {
      withdrawWarnings(marks, codes, place);
      countRejected(rule, place);
    },
  };
}

/** The files of results and rejects, which still have temporary names, and what is known of the rows in them. */
interface Collection {
  readonly input: CollectorInput;
  readonly headings: { readonly results: Buffer; readonly rejects: Buffer };
  readonly index: ReturnType<typeof createRowIndex>;
  readonly tally: ReturnType<typeof createCounts>;
  results: StagedFile;
  rejects: StagedFile;
  /** The rejected records of each export, in the order of the exports. */
  rejectedRecords: RejectedRecords[];
}

/** Creates the files of results and rejects under temporary names. */
export async function createCollector(input: CollectorInput): Promise<Collector> {
  const results = await stageFile(input.out);
  const rejects = await stageFile(input.rejects).catch(async (error) => {
    await results.discard();
    throw error;
  });
  const index = createRowIndex();
  const tally = createCounts(input);
  const headings = {
    results: Buffer.from(input.mark + input.heading),
    rejects: Buffer.from(input.mark + input.rejectsHeading),
  };
  const collection: Collection = { input, headings, index, tally, results, rejects, rejectedRecords: [] };
  await results.write(headings.results);
  await rejects.write(headings.rejects);
  return {
    get rows() {
      return tally.rows;
    },
    begin() {
      index.begin();
      collection.rejectedRecords.push({ records: [], lengths: [] });
    },
    add: (block, scored) => addBlock(collection, block, scored),
    finish: () => finishFiles(collection),
    findRows: (hashes) => findFirstRows(index, hashes),
    async discard() {
      await collection.results.discard();
      await collection.rejects.discard();
    },
  };
}

async function addBlock(collection: Collection, block: RowBlock, scored: ScoredBlock): Promise<void> {
  const { input, index, rejectedRecords } = collection;
  const { hashes, lengths, marks } = scored;
  const columns = { hashes, lines: block.line, records: block.record, lengths, marks };
  const source = rejectedRecords.length - 1;
  const rejectedOfSource = itemAt(rejectedRecords, source);
  collection.tally.add(block, scored, source);
  let [reasonsText, kept] = ['', 0];
  // Adjacent scored rows are added to the index together.
  for (const row of [...scored.skipped, block.rows]) {
    index.add(columns, kept, row);
    kept = row + 1;
  }
  for (const [row, { text, key }] of scored.rejected) {
    input.earlier?.note([hashKey(foldKey(key))]);
    rejectedOfSource.records.push(block.record[row] as number);
    rejectedOfSource.lengths.push(Buffer.byteLength(text));
    reasonsText += text;
  }
  const { heading, earlier } = input;
  earlier?.noteResults({ heading, rows: scored.results, lengths: lengthsOf(scored, block.rows) });
  await collection.results.write(scored.results);
  if (reasonsText !== '') await collection.rejects.write(Buffer.from(reasonsText));
}

/**
 * Rejects duplicates, converts the results to their final format, and gives the files of results and rejects their
 * final names.
 */
async function finishFiles(collection: Collection): Promise<Tally> {
  const { input, headings, index, tally } = collection;
  for (const hashes of index.hashes) input.earlier?.note(hashes);
  input.earlier?.require();
  // Lets the disk write while this thread looks for duplicate keys.
  for (const file of [collection.rejects, collection.results]) file.flush();
  const duplicates = await findDuplicates(index, collection.results, headings.results.length, {
    rule: input.duplicates,
    readForms: input.readForms,
    readMoments: input.readMoments,
  });
  const keptFiles = await input.keep?.(index, duplicates);
  const conflicts = keptFiles?.conflicts ?? [];
  const droppedCount = duplicates.count + conflicts.length;
  if (droppedCount > 0) await dropRows(collection, duplicates, conflicts);
  const mendedFile = await input.mend?.(collection.rejectedRecords.map(({ records }) => records));
  if (input.encoder) await encodeResults(collection, input.encoder);
  await mendedFile?.commit();
  await collection.rejects.commit();
  await collection.results.commit();
  return { ...tally.counts, kept: keptFiles };
}

/** Rewrites both files, moving rows that do not count from the results to the rejects. */
async function dropRows(
  collection: Collection,
  duplicates: Duplicates,
  conflicts: readonly DroppedRow[],
): Promise<void> {
  const { input, headings, index } = collection;
  const { results: oldResults, rejects: oldRejects, rejectedRecords: oldRejected } = collection;
  try {
    collection.results = await stageFile(input.out);
    collection.rejects = await stageFile(input.rejects);
    await collection.results.write(headings.results);
    await collection.rejects.write(headings.rejects);
    const [kept, refused] = [writeStretches(collection.results), writeStretches(collection.rejects)];
    const rows = readStretches(oldResults, headings.results.length);
    const oldReasons = readStretches(oldRejects, headings.rejects.length);
    collection.rejectedRecords = oldRejected.map(() => ({ records: [], lengths: [] }));
    let [row, nextConflict] = [0, 0];
    // Adjacent rows that stay in the results are copied together.
    let waitingRows = 0;
    const copyWaitingRows = async (): Promise<void> => {
      await kept.put(await rows.take(waitingRows));
      waitingRows = 0;
    };
    for (const [source, before] of oldRejected.entries()) {
      const { records } = itemAt(collection.rejectedRecords, source);
      let next = 0;
      const copyRejectsBefore = async (record: number): Promise<void> => {
        for (; next < before.records.length && itemAt(before.records, next) < record; next++) {
          records.push(itemAt(before.records, next));
          await refused.put(await oldReasons.take(itemAt(before.lengths, next)));
        }
      };
      for (; row < index.end(source); row++) {
        const keptRow = duplicates.otherOf(row);
        const isConflict = conflicts[nextConflict]?.row === row;
        if (keptRow === undefined && !isConflict) {
          waitingRows += index.length(row);
          if (waitingRows > CHUNK_BYTES) await copyWaitingRows();
          continue;
        }
        await copyWaitingRows();
        const bytes = await rows.take(index.length(row));
        const droppedRow =
          keptRow === undefined
            ? itemAt(conflicts, nextConflict++)
            : describeDuplicate(collection, row, bytes, keptRow);
        const rowPlace = { source, line: index.line(row), record: index.record(row) };
        await copyRejectsBefore(rowPlace.record);
        records.push(rowPlace.record);
        await refused.put(Buffer.from(input.sayDropped(droppedRow, rowPlace)));
        collection.tally.drop(droppedRow, rowPlace, index.marks(row));
      }
      await copyRejectsBefore(Number.POSITIVE_INFINITY);
    }
    await copyWaitingRows();
    await kept.end();
    await refused.end();
  } finally {
    await oldResults.discard();
    await oldRejects.discard();
  }
}

/** Describes a result that is dropped because of another row with the same key. */
function describeDuplicate({ input, index }: Collection, row: number, bytes: Uint8Array, other: number): DroppedRow {
  const cells = parseCsvRow(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
  const statedWarnings = cells[input.warningsAt] ?? '';
  const codes = statedWarnings === '' ? [] : statedWarnings.split(';').map((warning) => itemAt(warning.split(':'), 0));
  return {
    row,
    key: cells[0] ?? '',
    rule: 'duplicate-key',
    other: { source: index.exportOf(other), line: index.line(other) },
    warnings: [...new Set(codes)],
  };
}

/** Writes the results again in their final format; the rows are the same as in the CSV. */
async function encodeResults(collection: Collection, encoder: ResultEncoder): Promise<void> {
  const csvFile = collection.results;
  const { scored } = collection.tally.counts;
  try {
    if (encoder.maxRows !== undefined && scored > encoder.maxRows)
      throw new CodedRefusal(2, 'tooManyRows', { rows: String(scored), most: String(encoder.maxRows) });
    const encodedFile = await stageFile(collection.input.out);
    collection.results = encodedFile;
    for await (const rows of readWrittenRows(piecesOf(csvFile, collection.headings.results.length))) {
      await encodedFile.write(encoder.encode(rows));
    }
    await encodedFile.write(encoder.end());
  } finally {
    await csvFile.discard();
  }
}

/** Finds the first scored row for each key hash. */
function findFirstRows(
  index: Collection['index'],
  hashes: ReadonlySet<number>,
): ReadonlyMap<number, Omit<RowPlace, 'record'>> {
  const placesByHash = new Map<number, Omit<RowPlace, 'record'>>();
  if (hashes.size === 0) return placesByHash;
  for (let row = 0; row < index.count; row++) {
    const hash = index.hashes[Math.floor(row / ROWS_PER_CHUNK)]?.[row % ROWS_PER_CHUNK] as number;
    if (hashes.has(hash) && !placesByHash.has(hash))
      placesByHash.set(hash, { source: index.exportOf(row), line: index.line(row) });
  }
  return placesByHash;
}

/** The number of bytes that are copied or encoded at a time. */
const CHUNK_BYTES = 1 << 20;

async function* piecesOf(file: StagedFile, start: number): AsyncGenerator<Uint8Array> {
  for (let offset = start; offset < file.size; offset += CHUNK_BYTES) yield file.read(offset, CHUNK_BYTES);
}

/** Makes spreadsheets recognise a file as UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';
const EXPORT_PIECE_BYTES = 1 << 16;

/**
 * Prepares a file with a copy of the rejected records below the headings of their export, for people to correct and
 * score; undefined if no such file was asked for. Throws a `Refusal` for a table that can be read only once, and for
 * exports with different headings. Throws one at the end if the file already exists with other content, because
 * somebody may have corrected records in it.
 */
export function prepareRejectedExport(
  exports: readonly {
    readonly path: string;
    readonly table: Pick<Table, 'shape'>;
    readonly uses: readonly ColumnBinding[];
  }[],
  cwd: string,
  { mend: output, force }: { readonly mend?: string; readonly force?: boolean },
  { batch: { refused } }: Messages,
): CollectorInput['mend'] {
  if (output === undefined) return undefined;
  const path = resolve(cwd, output);
  const shapes = exports.map(({ table }) => table.shape);
  if (shapes.some((shape) => shape.path === null)) throw new Refusal(2, refused.filesFromStream({ option: '--mend' }));
  const writeTableForm = (shape: Table['shape'] | undefined): string =>
    JSON.stringify([shape?.delimiter, shape?.headings]);
  const unlikeExport = exports.find(({ table }) => writeTableForm(table.shape) !== writeTableForm(shapes[0]));
  if (unlikeExport)
    throw new Refusal(
      2,
      refused.mendOfSeveral({ option: '--mend', one: exports[0]?.path ?? '', other: unlikeExport.path }),
    );
  return async (records) => {
    const file = await stageFile(path);
    try {
      await copyRecords(file);
      if (!force && !(await isSameOrEmpty(path, file))) throw new CodedRefusal(2, 'fileThere', { file: output });
      return file;
    } catch (error) {
      await file.discard();
      throw error;
    }

    async function copyRecords({ write }: StagedFile): Promise<void> {
      let text = BYTE_ORDER_MARK;
      for (const [source, { table, uses }] of exports.entries()) {
        const { shape } = table;
        const wantedRecords = records[source] ?? [];
        let next = 0;
        for await (const { record, text: raw } of readRawRecords(shape, uses)) {
          // Record 0 (the lines above the rows) is the same in all exports, so it is copied only from the first one.
          if (record === 0 ? source > 0 : record !== wantedRecords[next]) continue;
          if (record !== 0) next++;
          const cleanedText = disarmFormulas(raw, shape.delimiter);
          text += /[\r\n]$/.test(cleanedText) ? cleanedText : `${cleanedText}\n`;
          if (text.length < EXPORT_PIECE_BYTES) continue;
          await write(Buffer.from(text));
          text = '';
        }
      }
      await write(Buffer.from(text));
    }
  };
}

/** Whether a file is missing, is empty, or has the content that was written. */
async function isSameOrEmpty(path: string, { size, read }: StagedFile): Promise<boolean> {
  let offset = 0;
  try {
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
      if (!piece.equals(await read(offset, piece.length))) return false;
      offset += piece.length;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return offset === 0 || offset === size;
}
