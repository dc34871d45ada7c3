// Finds rows with the same key, and decides which of them count.
import { foldKey, hashPlainKey, itemAt } from '../../model/index.ts';
import type { StagedFile } from '../../store/index.ts';
import { parseCsvRow } from '../../table/index.ts';
import { ROWS_PER_CHUNK, type RowIndex } from './row-index.ts';
import { readStretches } from './staged-copy.ts';
import type { PlainProblem } from './write-rows.ts';

/** Which of several rows with the same key counts; `reject` rejects all of them, unless they have the same result. */
export type DuplicateRule = 'reject' | 'first' | 'last';

/** A scored row that is rejected after all, with the reason. */
export interface DroppedRow {
  readonly row: number;
  readonly key: string;
  readonly rule:
    | 'duplicate-key'
    | 'other-enterprise'
    | 'file-unusable'
    | 'not-date'
    | 'unclear-date'
    | 'future-date'
    | 'past-date';
  /** Another row with the same key: the index of its export, and its line. */
  readonly other?: { readonly source: number; readonly line: number };
  /** The enterprise name that is stored for the key. */
  readonly stored?: string;
  /** Why the enterprise file cannot be used. */
  readonly problem?: PlainProblem;
  /** The cell that should contain the day of the assessment. */
  readonly cell?: { readonly column: string; readonly value: string };
  readonly warnings: readonly string[];
}

/** Scored rows that do not count, because other rows have the same key. */
export interface Duplicates {
  readonly count: number;
  /**
   * Returns the row that counts instead of a dropped row (with `reject`, another row with the key); undefined if the
   * row counts.
   */
  otherOf(row: number): number | undefined;
}

/** Reads the times at which rows were answered, as texts that sort by time; rows without a clear time are left out. */
export type RowMomentReader = (index: RowIndex, rows: ReadonlySet<number>) => Promise<ReadonlyMap<number, string>>;

/** Reads the content of rows, as texts that are equal if one form was sent twice; rows without content are left out. */
export type RowFormReader = (index: RowIndex, rows: ReadonlySet<number>) => Promise<ReadonlyMap<number, string>>;

/** The settings that decide which of several rows with one key counts. */
interface DuplicateSettings {
  readonly rule: DuplicateRule;
  /**
   * Reads content that results do not show, such as names. Without this, rows with the same key and equal results are
   * taken for one form.
   */
  readonly readForms?: RowFormReader | undefined;
  readonly readMoments?: RowMomentReader | undefined;
}

/**
 * Finds the rows that do not count. Only rows whose key hash occurs more than once are read again from the results,
 * whose rows begin at byte `start`. First and last are decided by time if all rows with the key have a time, otherwise
 * by the order in the exports.
 */
export async function findDuplicates(
  index: RowIndex,
  results: StagedFile,
  start: number,
  { rule, readForms, readMoments }: DuplicateSettings,
): Promise<Duplicates> {
  const links = linkRows(index);
  if (!links) return { count: 0, otherOf: () => undefined };
  const groups = createKeyGroups();
  const { take, skip } = readStretches(results, start);
  let count = 0;
  // If a form was sent twice, only its first row counts.
  const repeatGroups = rule === 'reject' ? createSameResultGroups() : undefined;
  // So far, `links` has the first row with the same hash, plus one. This loop replaces that by the group of the row's
  // key.
  for (let row = 0; row < index.count; row++) {
    const [first, length] = [(links[row] as number) - 1, index.length(row)];
    if (first < 0) skip(length);
    else {
      const priorRow = first === row ? undefined : (links[first] as number);
      const bytes = await take(length);
      const group = groups.add(row, readKey(bytes), priorRow);
      repeatGroups?.add(group, bytes);
      if (groups.first(group) !== row) count += rule === 'reject' && groups.second(group) === row ? 2 : 1;
      links[row] = group;
    }
  }
  if (repeatGroups && repeatGroups.count() > 0 && readForms) await keepSameForms(repeatGroups, readForms);
  count -= repeatGroups?.count() ?? 0;
  const chosenRows = rule === 'reject' || count === 0 || !readMoments ? undefined : await chooseByMoment(readMoments);
  const findOtherRow = (row: number): number | undefined => {
    const group = links[row] as number;
    if (group === 0) return undefined;
    const firstRow = groups.first(group);
    const isFirstRejected = rule === 'reject' && row === firstRow && repeatGroups?.has(group) !== true;
    const keptRow =
      chosenRows?.get(group) ??
      (rule === 'last' ? groups.last(group) : isFirstRejected ? groups.second(group) : firstRow);
    return keptRow === row ? undefined : keptRow;
  };
  return { count, otherOf: findOtherRow };

  /** Returns the rows of each wanted group, for groups of two rows or more. */
  function listGroups(isWanted: (group: number) => boolean): ReadonlyMap<number, readonly number[]> {
    const rowsOf = new Map<number, number[]>();
    for (let row = 0; row < index.count; row++) {
      const group = (links as Uint32Array)[row] as number;
      if (group === 0 || groups.first(group) === groups.second(group) || !isWanted(group)) continue;
      const rows = rowsOf.get(group) ?? [];
      rows.push(row);
      rowsOf.set(group, rows);
    }
    return rowsOf;
  }

  /** Keeps only the groups whose rows have the same content. */
  async function keepSameForms(repeats: SameResultGroups, read: RowFormReader): Promise<void> {
    const rowsOf = listGroups(repeats.has);
    const forms = await read(index, new Set([...rowsOf.values()].flat()));
    for (const [group, rows] of rowsOf) {
      const [first, ...others] = rows.map((row) => forms.get(row));
      if (first === undefined || others.some((other) => other !== first)) repeats.remove(group);
    }
  }

  /** Returns the earliest or latest row of each group in which every row has a time. */
  async function chooseByMoment(read: RowMomentReader): Promise<ReadonlyMap<number, number>> {
    const rowsOf = listGroups(() => true);
    const moments = await read(index, new Set([...rowsOf.values()].flat()));
    return new Map(
      [...rowsOf].flatMap(([group, rows]) => {
        if (!rows.every((row) => moments.has(row))) return [];
        const isPreferred = (row: number, best: number): boolean => {
          const [one, other] = [moments.get(row) as string, moments.get(best) as string];
          return rule === 'last' ? one >= other : one < other;
        };
        return [[group, rows.reduce((best, row) => (isPreferred(row, best) ? row : best))] as const];
      }),
    );
  }
}

/** Hashes are whole numbers from 0 to just below this. */
const HASH_LIMIT = 2 ** 53;
/** Bits of the filter per row. */
const FILTER_BITS = 32;
/** Slots of the hash table per row. */
const SLOTS_PER_ROW = 2;

/**
 * Links all rows whose hash occurs more than once to the first row with that hash, as its number plus one; other rows
 * get 0. Undefined if no hash occurs twice.
 */
function linkRows(index: RowIndex): Uint32Array | undefined {
  const rows = findPossibleRepeats(index);
  // A hash table with open addressing: the number of the first row with each hash, plus one.
  const slots = new Uint32Array(rows.length * SLOTS_PER_ROW);
  const hashOf = (row: number): number =>
    itemAt(index.hashes, Math.floor(row / ROWS_PER_CHUNK))[row % ROWS_PER_CHUNK] as number;
  let links: Uint32Array | undefined;
  for (const row of rows) {
    const hash = hashOf(row);
    let slot = Math.floor((hash / HASH_LIMIT) * slots.length);
    let first = slots[slot] as number;
    while (first !== 0 && hashOf(first - 1) !== hash) {
      slot = slot + 1 < slots.length ? slot + 1 : 0;
      first = slots[slot] as number;
    }
    if (first === 0) slots[slot] = row + 1;
    else {
      links ??= new Uint32Array(index.count);
      links[first - 1] = first;
      links[row] = first;
    }
  }
  return links;
}

/**
 * Returns the rows whose hash occurs more than once, and a few others. They are found with a bit filter, because a hash
 * table of all rows would not fit into the processor's cache.
 */
function findPossibleRepeats({ hashes, count }: RowIndex): readonly number[] {
  const size = 2 ** Math.ceil(Math.log2(Math.max(count, 1) * FILTER_BITS));
  const [once, twice] = [new Uint32Array(size / 32), new Uint32Array(size / 32)];
  let hasPossibleRepeats = false;
  for (const chunk of hashes) {
    for (const hash of chunk) {
      if (hash === 0) continue;
      const slot = Math.floor((hash / HASH_LIMIT) * size);
      const [word, bit] = [slot >>> 5, 1 << (slot & 31)];
      if (((once[word] as number) & bit) === 0) once[word] = (once[word] as number) | bit;
      else {
        twice[word] = (twice[word] as number) | bit;
        hasPossibleRepeats = true;
      }
    }
  }
  if (!hasPossibleRepeats) return [];
  return hashes.flatMap((chunk, c) => {
    const rows: number[] = [];
    for (let i = 0; i < chunk.length; i++) {
      const hash = chunk[i] as number;
      const slot = Math.floor((hash / HASH_LIMIT) * size);
      if (hash !== 0 && ((twice[slot >>> 5] as number) & (1 << (slot & 31))) !== 0) rows.push(c * ROWS_PER_CHUNK + i);
    }
    return rows;
  });
}

/** Returns the key at the beginning of a row of results, in its folded form. */
function readKey(row: Uint8Array): Uint8Array {
  const end = row.indexOf(COMMA_BYTE);
  if (hashPlainKey(row, 0, end) !== 0) return row.subarray(0, end);
  const [key = ''] = parseCsvRow(new TextDecoder().decode(row));
  return new TextEncoder().encode(foldKey(key));
}

const COMMA_BYTE = 0x2c;

/** Keeps track of the groups in which all rows have the same result. */
interface SameResultGroups {
  add(group: number, result: Uint8Array): void;
  /** Whether a group has several rows, all with the same result. */
  has(group: number): boolean;
  count(): number;
  remove(group: number): void;
}

function createSameResultGroups(): SameResultGroups {
  /** A copy of the first result of each group; null once a different one was found. */
  const firsts = new Map<number, Uint8Array | null>();
  const repeatedRows = new Set<number>();
  return {
    add(group, result) {
      const firstForm = firsts.get(group);
      if (firstForm === undefined) firsts.set(group, result.slice());
      else if (firstForm !== null) {
        if (Buffer.compare(firstForm, result) === 0) repeatedRows.add(group);
        else {
          firsts.set(group, null);
          repeatedRows.delete(group);
        }
      }
    },
    has: (group) => repeatedRows.has(group),
    count: () => repeatedRows.size,
    remove: (group) => void repeatedRows.delete(group),
  };
}

/** Groups rows by key. Keys are stored as bytes, because there may be millions of them. Groups are numbered from 1. */
interface KeyGroups {
  /**
   * Adds a row to the group of its key and returns the group's number; `alike` is the first group whose key has the
   * same hash, if any.
   */
  add(row: number, key: Uint8Array, alike: number | undefined): number;
  first(group: number): number;
  /** Returns the second row of a group, or its only row. */
  second(group: number): number;
  last(group: number): number;
}

function createKeyGroups(): KeyGroups {
  const [firsts, seconds, lasts]: [number[], number[], number[]] = [[0], [0], [0]];
  /** Where each group's key ends in the buffer of all keys. */
  const groupEnds = [0];
  /** Links a group to the next one whose key has the same hash. Rarely needed. */
  const next = new Map<number, number>();
  let keys = new Uint8Array(1 << 12);

  function isGroupOf(group: number, key: Uint8Array): boolean {
    const start = itemAt(groupEnds, group - 1);
    if (itemAt(groupEnds, group) - start !== key.length) return false;
    for (let i = 0; i < key.length; i++) if (keys[start + i] !== key[i]) return false;
    return true;
  }

  function createGroup(row: number, key: Uint8Array): number {
    const start = groupEnds.at(-1) as number;
    const end = start + key.length;
    if (end > keys.length) {
      const grownKeys = new Uint8Array(end * 2);
      grownKeys.set(keys);
      keys = grownKeys;
    }
    keys.set(key, start);
    groupEnds.push(end);
    for (const rows of [firsts, seconds, lasts]) rows.push(row);
    return groupEnds.length - 1;
  }

  return {
    add(row, key, alike) {
      if (alike === undefined) return createGroup(row, key);
      let group = alike;
      while (!isGroupOf(group, key)) {
        const nextRow = next.get(group);
        if (nextRow === undefined) {
          const newGroup = createGroup(row, key);
          next.set(group, newGroup);
          return newGroup;
        }
        group = nextRow;
      }
      if (seconds[group] === firsts[group]) seconds[group] = row;
      lasts[group] = row;
      return group;
    },
    first: (group) => itemAt(firsts, group),
    second: (group) => itemAt(seconds, group),
    last: (group) => itemAt(lasts, group),
  };
}
