import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/index.ts';
import {
  ASSESSMENT_KINDS,
  type AssessmentKind,
  type CheckedBlock,
  findAnswerErrors,
  findNumberErrors,
  findReservedColumns,
  type Limits,
  type PackName,
  type ResultBlock,
  type ResultRowError,
  type RosterBuilder,
  type RowDefaults,
  readPackName,
  type TextCells,
} from '../../portfolio/index.ts';
import { formatNumber, rowErrorInWords } from '../../report/index.ts';
import { toFileProblem } from '../../store/index.ts';
import type { FactColumnReading } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { parseTypedDay } from '../typed-options.ts';

/**
 * Returns the limits of what results of a pack can contain; `null` stands for results that do not state their pack.
 * Returns null if the limits are unknown.
 */
export type FindLimits = (pack: PackName | null) => Promise<Limits | null>;

/** What the readers of inputs share: where to add what they read, and the settings for reading. */
export interface RosterIntake {
  readonly builder: RosterBuilder;
  readonly unreadable: UnreadableList;
  readonly limitsOf: FindLimits;
  /**
   * Returns the limits of the pack that has exactly these scores, or null if no pack or several have them. Absent if
   * limits by scores are not needed.
   */
  readonly limitsByScores?: ((scores: ReadonlySet<string>) => Promise<Limits | null>) | undefined;
  /** Tables that do not state their pack, and have rows that are impossible in the pack with the same scores. */
  readonly misfits: MismatchedFile[];
  /**
   * Packs that results seem to belong to by their scores although they do not state it, each with the path of the first
   * such file.
   */
  readonly likelyPacks: Map<string, string>;
  readonly messages: Messages;
  /** The heading of the key in batch results; undefined means the first column. */
  readonly key: string | undefined;
  /** The name of the option that sets `key`, for messages; undefined if the command has no such option. */
  readonly keyOption: string | undefined;
  /**
   * Set for tables of groups: the heading of the column that says how many enterprises a row stands for, and a function
   * that creates a new key for each row.
   */
  readonly groups: { readonly count: string; readonly keys: (rows: number) => TextCells } | undefined;
  /**
   * The heading of the key in the registry and in the table of enterprises outside the scope. If undefined, the key is
   * the column with a usual heading or, without one, the first column.
   */
  readonly registryKey: string | undefined;
  /** Returns the fact that a heading of the registry means; undefined if no pack is known. */
  readonly readHeading?: ((heading: string) => FactColumnReading | undefined) | undefined;
  /** Whether the column under a heading is a fact, judged by the heading alone. */
  readonly isFact: (heading: string) => boolean;
  /** The headings of keys found so far. */
  readonly keys: Set<string>;
  /** The scores of the first results that did not state their pack. */
  readonly unstated: { first?: UnstatedScores | undefined };
  /** Whether the answers in batch results are read, in addition to scores and facts. */
  readonly wantsAnswers: boolean;
  /** Whether batch results are read without any facts other than those that `isFact` accepts. */
  readonly noOtherFacts: boolean;
  /** Called after each file or block, with the number of rows or files since the last call. */
  readonly progress: (count: number) => void;
}

/** A table that does not state its pack, with rows that are impossible in the pack with the same scores. */
export interface MismatchedFile {
  readonly path: string;
  readonly pack: string;
  count: number;
  /** The line of the first such row, and why it is impossible, as a message without a full stop. */
  readonly line: number;
  readonly reason: string;
}

/** The scores of results that do not state their pack, and the path of these results. */
export interface UnstatedScores {
  readonly path: string;
  readonly scores: ReadonlySet<string>;
}

/** An input, with the path as the user wrote it. */
export interface RosterInput {
  readonly path: string;
  /** The absolute path that is read; for standard input, that of its temporary copy. */
  readonly file: string;
  readonly isFolder: boolean;
  /** The kind and day for rows of a batch result that do not state these. */
  readonly stamp: RowDefaults;
}

/**
 * Matches kind, day and path. The part for the day begins with a digit and is at least as long as `1.1.2026`, so that
 * the drive letter of a path is not taken for a day.
 */
const INPUT_FORM = /^(?:(self|onsite):)?(?:(\d[\d./年月日号 -]{7,}):)?(.+)$/s;

/**
 * Parses `[self:|onsite:][DAY:]PATH`, where the day is written as in options; the path `-` stands for the copy of
 * standard input. A path that itself begins with such a prefix can be written with `./` before it.
 */
export async function parseRosterInput(
  world: World,
  given: string,
  { stamp: defaultStamp, staged }: { readonly stamp: RowDefaults; readonly staged?: string | undefined },
  { portfolio }: Messages,
): Promise<RosterInput> {
  const [, kind, typedDay, path = given] = INPUT_FORM.exec(given) ?? [];
  const date = typedDay === undefined ? undefined : parseTypedDay(given, typedDay);
  const file = path === '-' && staged !== undefined ? staged : resolve(world.cwd, path);
  const fileStat = await stat(file).catch((error) => {
    throw toFileProblem(error, path);
  });
  if (fileStat.isFIFO() || fileStat.isSocket()) throw new Refusal(3, portfolio.isPipe({ path }), portfolio.saveFirst);
  return {
    path,
    file,
    isFolder: fileStat.isDirectory(),
    stamp: { kind: kindOf(kind) ?? defaultStamp.kind, date: date ?? defaultStamp.date },
  };
}

function kindOf(word: string | undefined): AssessmentKind | undefined {
  return ASSESSMENT_KINDS.find((kind) => kind === word);
}

/** A column with more different values than this is not a column of packs. */
const MAX_PACKS = 1000;

/**
 * Reports the invalid rows of a block and removes their keys, so that they do not count. A row is invalid if it has no
 * valid kind or day, a number that is impossible in its pack, or an answer that the pack does not allow. `lineOf`
 * returns the line of a row.
 */
export async function dropInvalidRows(
  { block, flaws }: CheckedBlock,
  source: string,
  lineOf: (row: number) => number,
  { builder, limitsOf, unreadable, messages }: RosterIntake,
): Promise<ResultBlock> {
  if (builder.packs.length > MAX_PACKS)
    throw new Refusal(
      3,
      messages.portfolio.manyPacks({ file: source, most: String(MAX_PACKS) }),
      messages.portfolio.packIs({ column: 'pack', example: 'quick-scan@2.0.0' }),
    );
  const limits: (Limits | null)[] = [];
  for (const pack of builder.packs) limits.push(await limitsOf(pack));
  const firstFlaws = new Map<number, ResultRowError>();
  const allFlaws = [...flaws, ...findNumberErrors(block, limits), ...findAnswerErrors(block, limits)];
  for (const flaw of allFlaws) if (!firstFlaws.has(flaw.row)) firstFlaws.set(flaw.row, flaw);
  const { key } = block;
  for (const [row, flaw] of [...firstFlaws].sort(([a], [b]) => a - b)) {
    // A row that was already reported has lost its key.
    if (key.starts[row] === key.ends[row]) continue;
    key.ends[row] = key.starts[row] as number;
    unreadable.add(() => ({ source, line: lineOf(row), reason: rowErrorInWords(flaw, messages) }));
  }
  return block;
}

/**
 * Records the rows of a block that are impossible in the pack `likely`, to which results without a stated pack seem to
 * belong. The rows are counted nevertheless.
 */
export function noteMismatchedFiles(
  block: ResultBlock,
  path: string,
  likely: Limits,
  lineOf: (row: number) => number,
  { misfits, messages }: RosterIntake,
): void {
  const { key } = block;
  const flaws = new Map<number, ResultRowError>();
  for (const flaw of findNumberErrors(block, [likely]))
    if (key.starts[flaw.row] !== key.ends[flaw.row] && !flaws.has(flaw.row)) flaws.set(flaw.row, flaw);
  if (flaws.size === 0) return;
  const sameFile = misfits.find((misfit) => misfit.path === path);
  if (sameFile) {
    sameFile.count += flaws.size;
    return;
  }
  const row = Math.min(...flaws.keys());
  const reason = rowErrorInWords(flaws.get(row) as ResultRowError, messages);
  misfits.push({ path, pack: likely.pack, count: flaws.size, line: lineOf(row), reason });
}

/**
 * Returns the headings that are scores in the packs that rows state, or in the pack assumed for other rows: cells under
 * these headings must be numbers. `cellsUnder` returns the texts of a column.
 */
export async function findScoreNames(
  headings: readonly string[],
  cellsUnder: (column: number) => readonly string[],
  limitsOf: FindLimits,
): Promise<ReadonlySet<string>> {
  const statedPacks = [...findReservedColumns(headings)].flatMap(([column, role]) =>
    role === 'pack' ? cellsUnder(column) : [],
  );
  const names = new Set<string>();
  for (const text of new Set([...statedPacks, ''])) {
    const pack = text === '' ? null : readPackName(text);
    const limits = pack === undefined ? null : await limitsOf(pack);
    for (const name of limits?.scores.keys() ?? []) names.add(name);
  }
  return names;
}

/** A file, or a row of a table, that could not be read. */
interface UnreadableEntry {
  /** The path of the input as the user wrote it, or of the file within it. */
  readonly source: string;
  /** The line, counted from 1; absent if the whole file is unreadable. */
  readonly line?: number;
  /** The reason, as a message without a full stop. */
  readonly reason: string;
}

/** Maximum number of entries that are reported one by one. */
const MAX_LISTED = 20;

/** Counts what could not be read, and keeps the first entries. */
export interface UnreadableList {
  readonly count: number;
  readonly first: readonly UnreadableEntry[];
  add(createEntry: () => UnreadableEntry): void;
}

/** Creates an empty list. Reasons are turned into messages only for the entries that are kept. */
export function createUnreadableList(): UnreadableList {
  const firstEntries: UnreadableEntry[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    first: firstEntries,
    add(createEntry) {
      count += 1;
      if (firstEntries.length < MAX_LISTED) firstEntries.push(createEntry());
    },
  };
}

/** Returns a line with the number of unreadable files and rows, then a line for each entry that was kept. */
export function describeUnreadable({ count, first }: UnreadableList, { portfolio, numbers }: Messages): string[] {
  if (count === 0) return [];
  const { unreadable, more } = portfolio.intake;
  const writeNumber = (value: number): string => formatNumber(value, { numbers, decimals: 0 });
  const lines = first.map(({ source, line, reason }) =>
    numbers.labelled(line === undefined ? source : `${source}:${line}`, reason),
  );
  const moreText = count > first.length ? [more({ count: writeNumber(count - first.length) })] : [];
  return [unreadable({ count: writeNumber(count), n: count }), ...lines, ...moreText];
}
