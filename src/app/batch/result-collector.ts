import type { Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/index.ts';
import { type StagedFile, stageFile } from '../../store/index.ts';
import { REJECTS_HEADING, type ResultEncoder, readRawRecords, readWrittenRows, type Table } from '../../table/index.ts';
import { type Dropped, type DuplicateRule, findDropped } from './duplicate-keys.ts';
import type { PersistedRows } from './persist-rows.ts';
import type { Gate } from './score-rows.ts';
import { addCount, addRejected, createRowIndex, type Part, type RejectedRows, type RowIndex } from './scored-part.ts';

/** What a whole export came to. */
export interface Tally {
  readonly scored: number;
  readonly rejected: number;
  /** Rejected rows by their first reason. */
  readonly reasons: ReadonlyMap<string, RejectedRows>;
  /** Scored rows by warning; a row may have several. */
  readonly warnings: ReadonlyMap<string, number>;
  /** For each gate, how many scored rows miss it. */
  readonly missed: readonly number[];
  /** What became of enterprise files, where they were asked for. */
  readonly kept: PersistedRows | undefined;
}

export interface CollectorInput {
  readonly out: string;
  readonly rejects: string;
  /** The heading of the results, with its newline. */
  readonly heading: string;
  /** Which cell of a result holds the warnings. */
  readonly warningsAt: number;
  /** What the files begin with: a byte-order mark, or nothing. */
  readonly mark: string;
  /** What the results are made into in the end; null is CSV. */
  readonly encoder: ResultEncoder | null;
  readonly duplicates: DuplicateRule;
  readonly gates: readonly Gate[];
  /** Keeps the scored rows besides those dropped, before the results get their name. */
  readonly keep?: ((index: RowIndex, dropped: ReadonlySet<number>) => Promise<PersistedRows>) | undefined;
  /** Keeps the records of rejected rows as they stand in the table, in a file that has no name yet. */
  readonly mend?: ((records: ReadonlySet<number>) => Promise<StagedFile>) | undefined;
  /** The hashes that occur more than once among those of all rows. */
  findTwice(hashes: readonly Float64Array[]): ReadonlySet<number>;
  /** The words for a dropped row, as a line of the rejects. */
  sayDropped(dropped: Dropped, place: { readonly line: number; readonly record: number }): string;
}

/** Collects parts in the order of the file. Nothing has its final name before `finish`. */
interface Collector {
  /** Rows up to now. */
  readonly rows: number;
  add(part: Part): Promise<void>;
  finish(): Promise<Tally>;
  discard(): Promise<void>;
}

/** How much is copied at a time. */
const PIECE = 1 << 20;

/** Begins both files beside their places. */
export async function createCollector(given: CollectorInput): Promise<Collector> {
  let results = await stageFile(given.out);
  let rejects = await stageFile(given.rejects).catch(async (error) => {
    await results.discard();
    throw error;
  });
  const index = createRowIndex();
  const rejected: { records: Uint32Array; lengths: Uint32Array }[] = [];
  const [reasons, warnings] = [new Map<string, RejectedRows>(), new Map<string, number>()];
  const [resultsHeading, rejectsHeading] = [given.heading, REJECTS_HEADING].map((heading) =>
    Buffer.from(given.mark + heading),
  ) as [Buffer, Buffer];
  await results.write(resultsHeading);
  await rejects.write(rejectsHeading);

  /** Writes both files once more: without the dropped rows, and with them among the rejects. */
  async function drop(dropped: readonly Dropped[]): Promise<void> {
    const [oldResults, oldRejects] = [results, rejects];
    try {
      results = await stageFile(given.out);
      await results.write(resultsHeading);
      const copyResults = createCopier(oldResults, results, resultsHeading.length);
      const away = new Set(dropped.map(({ row }) => row));
      for (let row = 0; row < index.count; row++) {
        if (away.has(row)) await copyResults.leaveOut(index.length(row));
        else copyResults.keep(index.length(row));
      }
      await copyResults.end();
      rejects = await stageFile(given.rejects);
      await rejects.write(rejectsHeading);
      await mergeRejects(oldRejects, dropped);
    } finally {
      await oldResults.discard();
      await oldRejects.discard();
    }
    for (const { warnings: codes } of dropped)
      for (const code of codes) warnings.set(code, (warnings.get(code) ?? 0) - 1);
    for (const { rule, row } of dropped) addRejected(reasons, rule, { count: 1, lines: [index.line(row)] });
  }

  /** Writes the results once more, in their final format; the rows are those of the CSV. */
  async function encode(encoder: ResultEncoder): Promise<void> {
    const written = results;
    try {
      results = await stageFile(given.out);
      for await (const rows of readWrittenRows(piecesOf(written, resultsHeading.length))) {
        await results.write(encoder.encode(rows));
      }
      await results.write(encoder.end());
    } finally {
      await written.discard();
    }
  }

  async function mergeRejects(from: StagedFile, dropped: readonly Dropped[]): Promise<void> {
    const copy = createCopier(from, rejects, rejectsHeading.length);
    let next = 0;
    const addBefore = async (record: number): Promise<void> => {
      for (; next < dropped.length; next++) {
        const one = dropped[next] as Dropped;
        const place = { line: index.line(one.row), record: index.record(one.row) };
        if (place.record > record) return;
        await copy.putIn(Buffer.from(given.sayDropped(one, place)));
      }
    };
    for (const { records, lengths } of rejected) {
      for (let i = 0; i < records.length; i++) {
        await addBefore(records[i] as number);
        copy.keep(lengths[i] as number);
      }
    }
    await addBefore(Number.POSITIVE_INFINITY);
    await copy.end();
  }

  function countMissed(dropped: readonly Dropped[]): number[] {
    const away = new Set(dropped.map(({ row }) => row));
    const counts = given.gates.map(() => 0);
    if (counts.length === 0) return counts;
    for (let row = 0; row < index.count; row++) {
      const bits = index.missed(row);
      if (bits === 0 || away.has(row)) continue;
      for (let gate = 0; gate < counts.length; gate++) counts[gate] = (counts[gate] ?? 0) + ((bits >> gate) & 1);
    }
    return counts;
  }

  function recordsOf(dropped: readonly Dropped[]): ReadonlySet<number> {
    const records = new Set(dropped.map(({ row }) => index.record(row)));
    for (const part of rejected) for (const record of part.records) records.add(record);
    return records;
  }

  const countRejected = (): number => rejected.reduce((sum, { records }) => sum + records.length, 0);

  return {
    get rows() {
      return index.count + countRejected();
    },
    async add(part) {
      index.add(part);
      if (part.rejectRecords.length > 0) {
        rejected.push({ records: part.rejectRecords.slice(), lengths: part.rejectLengths.slice() });
      }
      for (const [rule, rows] of part.reasons) addRejected(reasons, rule, rows);
      for (const [name, count] of part.warnings) addCount(warnings, name, count);
      await results.write(part.results);
      if (part.rejects.length > 0) await rejects.write(part.rejects);
    },
    async finish() {
      // While keys that stand twice are looked for.
      for (const file of [rejects, results]) file.flush();
      const places = { start: resultsHeading.length, warnings: given.warningsAt };
      const hashes = given.findTwice(index.hashes());
      const twice = await findDropped(index, hashes, results, places, given.duplicates);
      const kept = await given.keep?.(index, new Set(twice.map(({ row }) => row)));
      const dropped = [...twice, ...(kept?.conflicts ?? [])].sort((a, b) => a.row - b.row);
      if (dropped.length > 0) await drop(dropped);
      const mended = await given.mend?.(recordsOf(dropped));
      if (given.encoder) await encode(given.encoder);
      await mended?.commit();
      await rejects.commit();
      await results.commit();
      const [scored, all] = [index.count - dropped.length, countRejected() + dropped.length];
      return { scored, rejected: all, reasons, warnings, kept, missed: countMissed(dropped) };
    },
    async discard() {
      await results.discard();
      await rejects.discard();
    },
  };
}

async function* piecesOf(file: StagedFile, start: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < file.size; at += PIECE) yield file.read(at, PIECE);
}

/** So many bytes are read or written at a time. */
const COPY_PIECE = 1 << 20;

/** Copies a file stretch by stretch; what is left out and put in may be small and many. */
interface Copier {
  /** Takes over the next stretch of so many bytes. */
  keep(length: number): void;
  leaveOut(length: number): Promise<void>;
  /** Puts bytes in that the file does not have. */
  putIn(bytes: Uint8Array): Promise<void>;
  /** Writes what is still held. */
  end(): Promise<void>;
}

/** Copies one file behind another's end, from a place on. */
function createCopier(from: StagedFile, to: StagedFile, start: number): Copier {
  const held = Buffer.allocUnsafe(COPY_PIECE);
  let count = 0;
  let [piece, pieceStart]: [Uint8Array, number] = [held.subarray(0, 0), start];
  // The stretch that is taken over next.
  let [begin, end] = [start, start];

  async function hold(bytes: Uint8Array): Promise<void> {
    if (count + bytes.length > COPY_PIECE) await write();
    if (bytes.length > COPY_PIECE) await to.write(bytes);
    else {
      held.set(bytes, count);
      count += bytes.length;
    }
  }

  async function write(): Promise<void> {
    if (count > 0) await to.write(held.subarray(0, count));
    count = 0;
  }

  async function takeOver(): Promise<void> {
    while (begin < end) {
      if (begin >= pieceStart + piece.length) {
        pieceStart = begin;
        piece = await from.read(begin, COPY_PIECE);
        if (piece.length === 0) return;
      }
      const taken = piece.subarray(begin - pieceStart, end - pieceStart);
      await hold(taken);
      begin += taken.length;
    }
  }

  return {
    keep(length) {
      end += length;
    },
    async leaveOut(length) {
      await takeOver();
      end += length;
      begin = end;
    },
    async putIn(bytes) {
      await takeOver();
      await hold(bytes);
    },
    async end() {
      await takeOver();
      await write();
    },
  };
}

/** By this mark spreadsheets know that a file is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';
const EXPORT_PIECE = 1 << 16;

/**
 * How rejected records are kept as they stand in the export, below its headings, so that they can be mended and scored;
 * undefined where no file is named. Throws a `Refusal` for a table that comes only once.
 */
export function prepareRejectedExport(
  { shape }: Table,
  path: string | undefined,
  { batch: { refused } }: Messages,
): CollectorInput['mend'] {
  if (path === undefined) return undefined;
  if (shape.path === null) throw new Refusal(2, refused.filesFromStream('--mend'));
  return async (records) => {
    const file = await stageFile(path);
    try {
      await copyRecords(file);
      return file;
    } catch (error) {
      await file.discard();
      throw error;
    }

    async function copyRecords({ write }: StagedFile): Promise<void> {
      let text = BYTE_ORDER_MARK;
      for await (const { record, text: raw } of readRawRecords(shape)) {
        if (record === 0 || records.has(record)) text += /[\r\n]$/.test(raw) ? raw : `${raw}\n`;
        if (text.length < EXPORT_PIECE) continue;
        await write(Buffer.from(text));
        text = '';
      }
      await write(Buffer.from(text));
    }
  };
}
