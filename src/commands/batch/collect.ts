import { type StagedFile, stageFile } from '../../files/staged.ts';
import { REJECTS_HEADING } from '../../tabular/rejects.ts';
import type { ResultEncoder } from '../../tabular/writing/format.ts';
import { readWrittenRows } from '../../tabular/writing/rows.ts';
import { createCopier } from './copier.ts';
import { type Dropped, type DuplicateRule, findDropped } from './duplicates.ts';
import type { Gate } from './gates.ts';
import type { KeptRows } from './keep-rows.ts';
import { addCount, addRejected, type Part, type RejectedRows } from './part.ts';
import { createRowIndex, type RowIndex } from './row-index.ts';

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
  readonly kept: KeptRows | undefined;
}

export interface CollectorGiven {
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
  readonly keep?: ((index: RowIndex, dropped: ReadonlySet<number>) => Promise<KeptRows>) | undefined;
  /** Keeps the records of rejected rows as they stand in the table, in a file that has no name yet. */
  readonly mend?: ((records: ReadonlySet<number>) => Promise<StagedFile>) | undefined;
  /** The hashes that occur more than once among those of all rows. */
  findTwice(hashes: readonly Float64Array[]): Promise<ReadonlySet<number>>;
  /** The words for a dropped row, as a line of the rejects. */
  sayDropped(dropped: Dropped, place: { readonly line: number; readonly record: number }): string;
}

/** Collects parts in the order of the file. Nothing has its final name before `finish`. */
export interface Collector {
  /** Rows up to now. */
  readonly rows: number;
  add(part: Part): Promise<void>;
  finish(): Promise<Tally>;
  discard(): Promise<void>;
}

/** How much is copied at a time. */
const PIECE = 1 << 20;

/** Begins both files beside their places. */
export async function createCollector(given: CollectorGiven): Promise<Collector> {
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
      const hashes = await given.findTwice(index.hashes());
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
